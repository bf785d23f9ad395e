using GovPortal.Screening.Pdf;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Files;

/// <summary>Screens a file, and the files in it, by what it really is.</summary>
internal sealed class FileScreener(ScreeningOptions options, Budget budget)
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <param name="bytes">The file.</param>
    /// <param name="fileName">Its name; inside an archive, its path there.</param>
    /// <param name="prefix">The archives it lies in.</param>
    /// <param name="depth">How many those are.</param>
    public void Screen(byte[] bytes, string fileName, string prefix = "", int depth = 0)
    {
        var type = FileTypes.Of(bytes, fileName);
        var screener = new BlockScreener(options, budget.Check);
        var unreadable = new List<Finding>();
        var inside = new List<(string Name, byte[] Content)>();
        screener.Screen(NameBlock(fileName));
        switch (type)
        {
            case FileType.Zip: inside.AddRange(Unzip(bytes, depth)); break;
            case FileType.Word or FileType.Workbook or FileType.Slides:
                var office = new OfficeReader(OfficePackage.Open(bytes, type, budget), type, Emit);
                office.Read();
                inside.AddRange(office.Embedded);
                if (office.IsScan) unreadable.Add(new Finding(FindingKind.Unreadable, "正文", "", Severity.Blocking));
                break;
            case FileType.Pdf: PdfReader.Read(bytes, budget, Emit, unreadable.Add); break;
            case FileType.Picture: unreadable.Add(new Finding(FindingKind.Unreadable, "图片", "", Severity.Warning)); break;
            default: Text(TextCoding.Read(bytes).Text, type, Emit); break;
        }
        foreach (var located in screener.Finish()) Add(located.Finding, prefix);
        foreach (var finding in unreadable) Add(finding, prefix);
        if (inside.Count > 0 && depth >= ScreeningLimits.MaxArchiveDepth) throw RefusalException.Of("screening.too-deep", ScreeningLimits.MaxArchiveDepth);
        foreach (var (name, content) in inside) Screen(content, name, $"{prefix}{SafeText.Of(name)}：", depth + 1);

        void Emit(Block block)
        {
            budget.Characters(block);
            if (screener.Found.Count < ScreeningLimits.MaxFindings) screener.Screen(block);
        }
    }

    /// <summary>The files of an archive; a folder's own entry and empty files hold nothing.</summary>
    public IEnumerable<(string Name, byte[] Content)> Unzip(byte[] bytes, int depth)
    {
        if (depth >= ScreeningLimits.MaxArchiveDepth) throw RefusalException.Of("screening.too-deep", ScreeningLimits.MaxArchiveDepth);
        return Archive.Open(bytes, budget).Entries.Where(e => e.Content.Length > 0);
    }

    /// <summary>Text, CSV and pages; a page named .txt is read as a page too.</summary>
    public static void Text(string text, FileType type, Action<Block> emit)
    {
        if (type == FileType.Csv) PlainReader.Csv(text, emit);
        else if (type == FileType.Html || FileTypes.IsHtml(text))
        {
            var html = new HtmlReader(text, "", emit);
            html.Read();
            if (html.HasScript) throw RefusalException.Of("screening.active-content");
        }
        else PlainReader.Text(text, "", emit);
    }

    public static Block NameBlock(string fileName) =>
        new([new Segment(Path.GetFileNameWithoutExtension(fileName), "", -1)], "文件名") { Around = new Surroundings("", 1) };

    private void Add(Finding finding, string prefix)
    {
        if (_findings.Count < ScreeningLimits.MaxFindings) _findings.Add(prefix.Length == 0 ? finding : finding with { Where = prefix + finding.Where });
    }
}
