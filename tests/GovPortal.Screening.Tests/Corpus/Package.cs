using System.IO.Compression;
using System.Security;
using System.Text;

namespace GovPortal.Screening.Tests.Corpus;

/// <summary>An Office package written part by part; the same parts give the same bytes.</summary>
internal sealed class Package
{
    public const string OfficeRels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly DateTimeOffset Stamp = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly List<(string Name, byte[] Content)> _parts = [];
    private readonly StringBuilder _types = new();
    private readonly Dictionary<string, List<string>> _relationships = [];

    public static string Escape(string text) => SecurityElement.Escape(text);

    public Package Part(string name, string type, string xml)
    {
        _types.Append($"<Override PartName=\"/{name}\" ContentType=\"{type}\"/>");
        return File(name, Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + xml));
    }

    public Package File(string name, byte[] content)
    {
        _parts.Add((name, content));
        return this;
    }

    /// <summary>A relationship from a part; from the package where <paramref name="from"/> is empty.</summary>
    public Package Relate(string from, string id, string type, string target, bool external = false)
    {
        if (!_relationships.TryGetValue(from, out var list)) _relationships[from] = list = [];
        list.Add($"<Relationship Id=\"{id}\" Type=\"{(type.StartsWith("http", StringComparison.Ordinal) ? type : OfficeRels + "/" + type)}\" Target=\"{Escape(target)}\"{(external ? " TargetMode=\"External\"" : "")}/>");
        return this;
    }

    public Package Properties(string description, string? custom)
    {
        Part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml",
            $"<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:creator>承平县医疗保障局</dc:creator><dc:description>{Escape(description)}</dc:description><dcterms:created xsi:type=\"dcterms:W3CDTF\">2024-01-01T08:00:00Z</dcterms:created></cp:coreProperties>");
        Relate("", "rIdCore", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml");
        if (custom is null) return this;
        Part("docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            $"<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\"><property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"2\" name=\"备注\"><vt:lpwstr>{Escape(custom)}</vt:lpwstr></property></Properties>");
        return Relate("", "rIdCustom", "custom-properties", "docProps/custom.xml");
    }

    public byte[] ToBytes()
    {
        var files = new List<(string, byte[])>
        {
            ("[Content_Types].xml", Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/><Default Extension=\"bin\" ContentType=\"application/octet-stream\"/><Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/>" + _types + "</Types>")),
        };
        foreach (var (from, list) in _relationships)
        {
            var name = from.Length == 0 ? "_rels/.rels" : $"{Path.GetDirectoryName(from)!.Replace('\\', '/')}/_rels/{Path.GetFileName(from)}.rels";
            files.Add((name, Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + string.Concat(list) + "</Relationships>")));
        }
        return Zip([.. files, .. _parts]);
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
                entry.LastWriteTime = Stamp;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }
        return buffer.ToArray();
    }
}
