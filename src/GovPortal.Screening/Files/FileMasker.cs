using GovPortal.Screening.Masking;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Files;

/// <summary>Writes a file anew with its values masked.</summary>
internal sealed class FileMasker(MaskPlan plan, Budget budget)
{
    public (string Name, byte[] Content) Mask(byte[] bytes, string fileName, int depth)
    {
        var type = FileTypes.Of(bytes, fileName);
        var name = MaskName(fileName);
        switch (type)
        {
            case FileType.Pdf or FileType.Picture: throw RefusalException.Of("screening.mask-unsupported");
            case FileType.Zip: return (name, Zip(bytes, depth));
            case FileType.Word or FileType.Workbook or FileType.Slides: return (name, Office(bytes, type, depth));
            default:
                var coding = TextCoding.Read(bytes);
                var masked = coding.Write(TextMasker.Mask(coding.Text, emit => FileScreener.Text(coding.Text, type, emit), plan));
                plan.Verify([(name, masked)]);
                return (name, masked);
        }
    }

    private byte[] Zip(byte[] bytes, int depth)
    {
        if (depth >= ScreeningLimits.MaxArchiveDepth) throw RefusalException.Of("screening.too-deep", ScreeningLimits.MaxArchiveDepth);
        var entries = new List<(string Name, byte[] Content)>();
        foreach (var (name, content) in Archive.Open(bytes, budget).Entries)
        {
            entries.Add(content.Length == 0 ? (MaskName(name), content) : Mask(content, name, depth + 1));
        }
        plan.Verify(entries.Select(e => (e.Name, Array.Empty<byte>())));
        return Archive.Write(entries);
    }

    private byte[] Office(byte[] bytes, FileType type, int depth)
    {
        var package = OfficePackage.Open(bytes, type, budget);
        var cells = new Dictionary<string, Dictionary<int, int>>();
        var embedded = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var edits = plan.Edits(emit =>
        {
            var reader = new OfficeReader(package, type, emit);
            reader.Read();
            cells = reader.Cells;
            embedded.UnionWith(reader.Embedded.Select(e => e.Name));
        });
        var rewriting = new PackageRewriting(package, edits, cells, plan.Options.StripMetadata);
        var parts = new List<(string Name, byte[] Content)>();
        foreach (var (name, content) in rewriting.Parts())
        {
            parts.Add((name, embedded.Contains(name) && depth < ScreeningLimits.MaxArchiveDepth ? Mask(content, name, depth + 1).Content : content));
        }
        plan.Verify(parts);
        return Archive.Write(parts);
    }

    /// <summary>File names take the wide star, which every system allows.</summary>
    private string MaskName(string fileName)
    {
        var extension = Path.GetExtension(fileName);
        var stem = fileName[..^extension.Length];
        return TextMasker.Mask(stem, emit => emit(new Block([new Segment(stem, "", 0)], "文件名")), plan).Replace('*', '＊') + extension;
    }
}
