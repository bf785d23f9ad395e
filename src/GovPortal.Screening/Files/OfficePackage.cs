namespace GovPortal.Screening.Files;

/// <summary>The parts of an Office file with their content types and relationships, after the guards.</summary>
internal sealed class OfficePackage
{
    private const string RelationshipSuffix = ".rels";

    /// <summary>Blanks and byte order marks before the first character of XML.</summary>
    private static ReadOnlySpan<byte> Leading => [0x20, 0x09, 0x0D, 0x0A, 0xEF, 0xBB, 0xBF, 0xFF, 0xFE];

    private readonly Archive _archive;
    private readonly Dictionary<string, string> _overrides = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _defaults = new(StringComparer.OrdinalIgnoreCase);

    private OfficePackage(Archive archive)
    {
        _archive = archive;
        if (archive.Find("[Content_Types].xml") is not { } types) throw RefusalException.Of("screening.broken");
        using var nodes = new XmlNodes(types);
        while (nodes.Read())
        {
            if (nodes.Attribute("ContentType") is not { } type) continue;
            if (nodes.Attribute("PartName") is { } part) _overrides[part.TrimStart('/')] = type;
            else if (nodes.Attribute("Extension") is { } extension) _defaults[extension] = type;
        }
    }

    public IReadOnlyList<(string Name, byte[] Content)> Parts => _archive.Entries;

    public static OfficePackage Open(byte[] bytes, FileType type, Budget budget)
    {
        var package = new OfficePackage(Archive.Open(bytes, budget));
        OfficeGuard.Check(package, type);
        return package;
    }

    public byte[]? Find(string part) => _archive.Find(part);

    public string ContentType(string part) =>
        _overrides.TryGetValue(part, out var type) ? type : _defaults.GetValueOrDefault(Path.GetExtension(part).TrimStart('.'), "");

    /// <summary>All content types named in the package, whether or not a part has them.</summary>
    public IEnumerable<string> ContentTypes => _overrides.Values.Concat(_defaults.Values);

    /// <summary>The first part whose content type ends so.</summary>
    public string? PartOf(string contentType)
    {
        foreach (var (name, _) in Parts)
        {
            if (ContentType(name).EndsWith(contentType, StringComparison.OrdinalIgnoreCase)) return name;
        }
        return null;
    }

    /// <summary>The relationships of a part; of the package itself where the name is empty.</summary>
    public IReadOnlyList<Relationship> Relationships(string part)
    {
        var slash = part.LastIndexOf('/');
        var name = $"{part[..(slash + 1)]}_rels/{part[(slash + 1)..]}{RelationshipSuffix}";
        return Find(name) is { } content ? Read(content, part[..(slash + 1)]) : [];
    }

    /// <summary>Relationships of every part.</summary>
    public IEnumerable<Relationship> AllRelationships() =>
        Parts.Where(p => IsRelationships(p.Name)).SelectMany(p => Read(p.Content, ""));

    public static bool IsRelationships(string part) => part.EndsWith(RelationshipSuffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>XML by name, type or first character: parts of any name may hold text.</summary>
    public bool IsXml(string name, byte[] content)
    {
        if (name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || IsRelationships(name) || name.EndsWith(".vml", StringComparison.OrdinalIgnoreCase)
            || ContentType(name).EndsWith("xml", StringComparison.OrdinalIgnoreCase)) return content.Length > 0;
        var start = content.AsSpan().TrimStart(Leading);
        return start.Length > 1 && start[0] == '<' && (start[1] is (byte)'?' or 0 || char.IsAsciiLetter((char)start[1]));
    }

    private static List<Relationship> Read(byte[] content, string folder)
    {
        var relationships = new List<Relationship>();
        using var nodes = new XmlNodes(content);
        while (nodes.Read())
        {
            if (nodes.Attribute("Target") is not { } target || nodes.Attribute("Type") is not { } type) continue;
            var isExternal = nodes.Attribute("TargetMode") == "External";
            relationships.Add(new Relationship(nodes.Attribute("Id") ?? "", type, isExternal ? target : Resolve(folder, target), isExternal));
        }
        return relationships;
    }

    internal static string Resolve(string folder, string target)
    {
        if (target.StartsWith('/')) return target[1..];
        var path = new List<string>();
        foreach (var step in (folder + target).Split('/'))
        {
            if (step == ".." && path.Count > 0) path.RemoveAt(path.Count - 1);
            else if (step is not ("." or ".." or "")) path.Add(step);
        }
        return string.Join('/', path);
    }
}

/// <summary>A relationship: its target is a part's name, or an address outside.</summary>
internal sealed record Relationship(string Id, string Type, string Target, bool IsExternal)
{
    public bool Is(string kind) => Type.EndsWith("/" + kind, StringComparison.OrdinalIgnoreCase);
}
