using System.Globalization;
using System.Net;
using System.Text;
using GovPortal.Papers;
using GovPortal.Supervision.Rules;
using GovPortal.Tables;

namespace GovPortal.Supervision.Features;

/// <summary>What is put on paper: a month's summary or that of a longer period.</summary>
/// <param name="Title">As 某县某局2026年11月政务公开情况汇总.</param>
/// <param name="Words">What the office says; may be empty.</param>
/// <param name="Ranking">Null where it is not for whoever asks.</param>
/// <param name="Signed">Who froze and who signed it, with the day; empty for a place to sign.</param>
public sealed record SummarySheet(string Title, string Words, SummaryFigures Figures, IReadOnlyList<RankedSection>? Ranking, string Signed);

/// <summary>The summary on paper, as a workbook and as one page of HTML; the office archives paper (R78).</summary>
public static class SummaryPaper
{
    public static IReadOnlyList<string> Heads { get; } = ["科室", "发布条数", "按时", "超时", "新发现问题", "已消除", "未消除", "督办单", "销号", "逾期", "得分", "备注"];
    public static IReadOnlyList<string> RankingHeads { get; } = ["名次", "科室", "得分", "按时率", "发布条数"];
    private static readonly IReadOnlyList<string> LineHeads = ["类别", "项目", "数量"];
    private const string ToSign = "填报人（签字）：　　　　　　　　　　　　分管领导（签字）：　　　　　　　　　　　　　　　　年　　月　　日";

    public static IReadOnlyList<IReadOnlyList<string>> Rows(SummaryFigures figures) => [.. figures.Sections.Append(figures.Total).Select(s => (IReadOnlyList<string>)
    [
        s.Name, .. new[] { s.Published, s.OnTime, s.Late, s.Found, s.Gone, s.Standing, s.Orders, s.SignedOff, s.LateOrders }.Select(n => n.ToString(CultureInfo.InvariantCulture)),
        s.Score?.ToString("0.##", CultureInfo.InvariantCulture) ?? "—", s.IsNil ? "零报告" : "",
    ])];

    public static IReadOnlyList<IReadOnlyList<string>> Rows(IReadOnlyList<RankedSection> ranking) => [.. ranking.Select(r => (IReadOnlyList<string>)
    [
        r.Rank.ToString(CultureInfo.InvariantCulture), r.Section.Name, r.Section.Score!.Value.ToString("0.##", CultureInfo.InvariantCulture), r.OnTimeShare is { } share ? $"{share}%" : "—", r.Section.Published.ToString(CultureInfo.InvariantCulture),
    ])];

    private static IReadOnlyList<IReadOnlyList<string>> Lines(SummaryFigures figures) => [.. figures.Lines.Select(l => (IReadOnlyList<string>)[l.Group, l.Title, l.Count.ToString(CultureInfo.InvariantCulture)])];

    public static byte[] Docx(SummarySheet sheet)
    {
        var paper = new Paper(landscape: true).Title(sheet.Title);
        if (sheet.Words.Length > 0) foreach (var line in sheet.Words.Split('\n')) paper.Text(line);
        Table([4, .. Enumerable.Repeat(2, Heads.Count - 1)], Heads, Rows(sheet.Figures));
        if (sheet.Figures.Lines.Count > 0) Table([3, 4, 2], LineHeads, Lines(sheet.Figures));
        if (sheet.Ranking is { Count: > 0 } ranking)
        {
            paper.Heading("科室排名");
            Table([1, 4, 2, 2, 2], RankingHeads, Rows(ranking));
        }
        return paper.Text(sheet.Signed.Length > 0 ? sheet.Signed : ToSign).ToDocx();

        void Table(IReadOnlyList<int> shares, IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows) => paper.Table(
            shares, [[.. heads.Select(h => new PaperCell(h, IsHead: true))], .. rows.Select(r => (IReadOnlyList<PaperCell>)[.. r.Select((c, i) => new PaperCell(c, IsHead: i > 0))])], head: 1);
    }

    public static byte[] Xlsx(SummarySheet sheet) => SheetWriter.Write(
    [
        new SheetPage("各科室", sheet.Title, [.. Heads.Select((h, i) => (h, i == 0 ? 28d : 12d))], Rows(sheet.Figures)),
        new SheetPage("其他", sheet.Title, [("类别", 20), ("项目", 40), ("数量", 12)], Lines(sheet.Figures)),
        .. sheet.Ranking is { Count: > 0 } ranking ? [new SheetPage("科室排名", sheet.Title, [.. RankingHeads.Select(h => (h, h == "科室" ? 28d : 12d))], Rows(ranking))] : Array.Empty<SheetPage>(),
    ]);

    /// <summary>A whole page that stands by itself: it can be kept, sent and printed.</summary>
    public static string Html(SummarySheet sheet)
    {
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
        html.Append(WebUtility.HtmlEncode(sheet.Title)).Append("</title><style>body{font:16px/1.8 \"FangSong\",\"Noto Serif CJK SC\",serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#16212b}h1{text-align:center;font-size:1.5rem}h2{font-size:1.1rem}table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{border:1px solid #8a96a1;padding:.3rem .5rem;text-align:center}td:first-child,th:first-child{text-align:left}@page{size:A4 landscape;margin:18mm}</style></head><body><h1>");
        html.Append(WebUtility.HtmlEncode(sheet.Title)).Append("</h1>");
        if (sheet.Words.Length > 0) foreach (var line in sheet.Words.Split('\n')) html.Append("<p>").Append(WebUtility.HtmlEncode(line)).Append("</p>");
        Table(Heads, Rows(sheet.Figures));
        if (sheet.Figures.Lines.Count > 0) Table(LineHeads, Lines(sheet.Figures));
        if (sheet.Ranking is { Count: > 0 } ranking)
        {
            html.Append("<h2>科室排名</h2>");
            Table(RankingHeads, Rows(ranking));
        }
        return html.Append("<p>").Append(WebUtility.HtmlEncode(sheet.Signed.Length > 0 ? sheet.Signed : ToSign)).Append("</p></body></html>").ToString();

        void Table(IReadOnlyList<string> heads, IReadOnlyList<IReadOnlyList<string>> rows)
        {
            html.Append("<table><thead><tr>").AppendJoin("", heads.Select(h => $"<th scope=\"col\">{WebUtility.HtmlEncode(h)}</th>")).Append("</tr></thead><tbody>");
            foreach (var row in rows) html.Append("<tr>").AppendJoin("", row.Select(c => $"<td>{WebUtility.HtmlEncode(c)}</td>")).Append("</tr>");
            html.Append("</tbody></table>");
        }
    }
}
