using System.Text;
using System.Xml.Linq;
using GovPortal.Screening.Masking;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Files;

/// <summary>
/// The parts of an Office file after masking. Parts that repeat content in another form go: pictures of the first page, the order of
/// calculation where a formula went, signatures that no longer fit; with the metadata, properties and the parts behind them.
/// </summary>
internal sealed class PackageRewriting
{
    private const string Empty = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private readonly OfficePackage _package;
    private readonly Dictionary<string, NodeEdits> _edits = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<int>> _textCells = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _gone = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _stripMetadata;

    public PackageRewriting(OfficePackage package, IReadOnlyList<Edit> edits, Dictionary<string, Dictionary<int, int>> cells, bool stripMetadata)
    {
        (_package, _stripMetadata) = (package, stripMetadata);
        foreach (var edit in edits)
        {
            if (!_edits.TryGetValue(edit.Part, out var list)) _edits[edit.Part] = list = new NodeEdits();
            list.Add(edit);
            if (!cells.TryGetValue(edit.Part, out var cell) || !cell.TryGetValue(edit.Node, out var element)) continue;
            if (!_textCells.TryGetValue(edit.Part, out var elements)) _textCells[edit.Part] = elements = [];
            elements.Add(element);
        }
        foreach (var (name, _) in package.Parts)
        {
            var type = package.ContentType(name);
            if (Has(name, "thumbnail") || Has(name, "_xmlsignatures/") && edits.Count > 0 || _textCells.Count > 0 && Has(type, "calcChain")
                || stripMetadata && (Has(type, "custom-properties") || Has(name, "docMetadata/"))) _gone.Add(name);
        }
    }

    public IEnumerable<(string Name, byte[] Content)> Parts()
    {
        foreach (var (name, content) in _package.Parts)
        {
            if (_gone.Contains(name)) continue;
            var type = _package.ContentType(name);
            if (_stripMetadata && Has(type, "core-properties")) yield return (name, Bytes("<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>"));
            else if (_stripMetadata && Has(type, "extended-properties")) yield return (name, Bytes("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>"));
            else yield return (name, Without(name, Rewritten(name, content)));
        }
    }

    private byte[] Rewritten(string name, byte[] content) =>
        _edits.TryGetValue(name, out var edits) ? XmlRewriter.Rewrite(content, edits, _textCells.GetValueOrDefault(name) ?? []) : content;

    /// <summary>Takes parts that are gone out of the list of types and out of the relationships.</summary>
    private byte[] Without(string name, byte[] content)
    {
        if (_gone.Count == 0 || !(name.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase) || OfficePackage.IsRelationships(name))) return content;
        var document = XDocument.Load(System.Xml.XmlReader.Create(new MemoryStream(content, writable: false), XmlNodes.Settings));
        var folder = name.Contains("_rels/", StringComparison.Ordinal) ? name[..name.LastIndexOf("_rels/", StringComparison.Ordinal)] : "";
        var gone = document.Root!.Elements().Where(e =>
            (string?)e.Attribute("PartName") is { } part && _gone.Contains(part.TrimStart('/'))
            || (string?)e.Attribute("Target") is { } target && (string?)e.Attribute("TargetMode") != "External" && _gone.Contains(OfficePackage.Resolve(folder, target))).ToList();
        if (gone.Count == 0) return content;
        foreach (var element in gone) element.Remove();
        using var output = new MemoryStream();
        document.Save(output);
        return output.ToArray();
    }

    private static byte[] Bytes(string xml) => Encoding.UTF8.GetBytes(Empty + xml);

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
