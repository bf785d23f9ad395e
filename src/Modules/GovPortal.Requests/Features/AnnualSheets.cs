using System.Text.Json;
using GovPortal.Kernel.Content;
using GovPortal.Papers;
using GovPortal.Requests.Rules;
using GovPortal.Tables;

namespace GovPortal.Requests.Features;

/// <summary>The annual report as a Word document, its tables as a workbook, its figures as JSON.</summary>
public static class AnnualSheets
{
    private static readonly JsonSerializerOptions Json = new(CanonicalJson.Unescaped) { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The report as its body has it, with bars of the main figures beside last year's under the first of its tables.</summary>
    /// <param name="html">The report's body: headings, paragraphs, tables.</param>
    public static byte[] Docx(AnnualFacts facts, string html)
    {
        var paper = new Paper(landscape: true).Title(AnnualText.Title(facts.AgencyNames, facts.Year));
        var isDrawn = false;
        foreach (var (heading, line, table) in ReportHtml.Blocks(html))
        {
            if (heading is not null) paper.Heading(heading);
            else if (line is not null) paper.Text(line);
            else if (table is { Count: > 0 }) paper.Table(SharesOf(table), table.Select(r => (IReadOnlyList<PaperCell>)[.. r.Select(c => new PaperCell(c.Text, c.Span, !c.IsHead || c.Span > 1))]));
            if (table is null || isDrawn) continue;
            var compared = AnnualText.Compared(facts).ToList();
            paper.Bars([.. compared.Select(c => c.Title)], [($"{facts.Year - 1}年", [.. compared.Select(c => c.Before)]), ($"{facts.Year}年", [.. compared.Select(c => c.Now)])]);
            isDrawn = true;
        }
        return paper.ToDocx();
    }

    /// <summary>A sheet for each table.</summary>
    public static byte[] Xlsx(AnnualTableView view) => SheetWriter.Write([.. view.Tables.Select(t => new SheetPage(
        $"{view.Year}年表{t.Title[0]}", $"{view.AgencyNames}{view.Year}年{t.Title[2..]}", Header(t),
        [.. t.Rows.Skip(t.HeadRows).Select(r => (IReadOnlyList<string>)[.. r.SelectMany(c => Enumerable.Repeat("", c.Span - 1).Prepend(c.Text))])]))]);

    /// <summary>Cells by name: what was counted, what was corrected, what the report says; and what has to be equal.</summary>
    public static byte[] JsonOf(AnnualTableView view) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        view.Year, Agencies = view.AgencyNames, AnnualTable.Document,
        Figures = AnnualCells.All.ToDictionary(c => c.Key, c => new { Title = c.Value, Counted = view.Figures.Counted.GetValueOrDefault(c.Key), Changed = view.Figures.Changed.GetValueOrDefault(c.Key), Value = view.Figures[c.Key] }),
        Relations = view.Relations.Select(r => new { r.Title, r.Left, r.Right, r.Holds }),
    }, Json);

    private static IReadOnlyList<(string, double)> Header(ReportTable table) => table.Title[0] switch
    {
        '三' => [("办理结果", 60), .. ApplicantClasses.All.Values.Select(c => (c, 14d)), ("总计", 12)],
        '四' => [.. Contests.Kinds.Values.SelectMany(k => Contests.Figures.Values.Append("总计").Select(f => ($"{k}：{f}", 14d)))],
        _ => [("信息内容", 30), ("", 18), ("", 18), ("", 18)],
    };

    /// <summary>As the printed tables have them; columns of equal width for a table of somebody's own.</summary>
    private static IReadOnlyList<int> SharesOf(IReadOnlyList<IReadOnlyList<Rules.TableCell>> rows)
    {
        var columns = rows.Max(r => r.Sum(c => c.Span));
        return AnnualTables.Of(new AnnualFigures(new Dictionary<string, decimal>(), new Dictionary<string, decimal>())).FirstOrDefault(t => t.Shares.Count == columns)?.Shares ?? [.. Enumerable.Repeat(1, columns)];
    }
}
