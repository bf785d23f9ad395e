using System.Globalization;
using System.Net;
using System.Text;

namespace GovPortal.Requests.Rules;

/// <summary>What the words of a report are made from.</summary>
/// <param name="Published">Items published for the first time in the year.</param>
/// <param name="Interpretations">Interpretations among them.</param>
/// <param name="FeeFen">信息处理费 that was paid in the year, in fen.</param>
/// <param name="Said">What other modules tell of the year, by the number of the paragraph of 总体情况 that it stands in.</param>
public sealed record AnnualFacts(
    string AgencyNames, int Year, AnnualFigures Figures, AnnualFigures LastYear, int Published, int PublishedLastYear, int Interpretations, long FeeFen, IReadOnlyDictionary<int, string>? Said = null);

/// <summary>One of the six sections; its table comes after its words.</summary>
public sealed record ReportPart(string Heading, IReadOnlyList<string> Paragraphs, ReportTable? Table = null);

/// <summary>
/// The six sections of the annual report (国办公开办函〔2021〕30号) with the year's figures in their words. What figures can't say is left
/// to fill in, and marked so that it can't be published unfilled.
/// </summary>
public static class AnnualText
{
    /// <summary>How a place to fill in begins.</summary>
    public const string ToFill = "（请填写";

    public const string Overall = "一、总体情况";

    public static string Title(string agencyNames, int year) => $"{agencyNames}{year}年政府信息公开工作年度报告";

    public static IReadOnlyList<ReportPart> Of(AnnualFacts facts)
    {
        var tables = AnnualTables.Of(facts.Figures);
        return
        [
            new("", [$"根据《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条和国务院办公厅政府信息与政务公开办公室《政府信息公开工作年度报告格式》（{AnnualTable.Document}），编制本报告。所列数据的统计期限自{facts.Year}年1月1日起至{facts.Year}年12月31日止。"]),
            new(Overall, OverallWords(facts), Comparison(facts)),
            new(tables[0].Title, [], tables[0]),
            new(tables[1].Title, [], tables[1]),
            new(tables[2].Title, [], tables[2]),
            new("五、存在的主要问题及改进情况", ["（请填写：存在的主要问题）", "（请填写：改进情况）"]),
            new("六、其他需要报告的事项", [Fee(facts), "（请填写：其他需要报告的事项；没有的写明“无”）"]),
        ];
    }

    /// <summary>The main figures beside those of the year before.</summary>
    public static ReportTable Comparison(AnnualFacts facts)
    {
        List<IReadOnlyList<TableCell>> rows = [[Head("指标"), Head($"{facts.Year - 1}年"), Head($"{facts.Year}年"), Head("增减")]];
        foreach (var (title, before, now) in Compared(facts)) rows.Add([Head(title), Cell(AnnualTables.Number(before)), Cell(AnnualTables.Number(now)), Cell(Difference(now - before))]);
        return new ReportTable(Overall, [4, 2, 2, 2], rows, HeadRows: 1);
    }

    public static IEnumerable<(string Title, decimal Before, decimal Now)> Compared(AnnualFacts facts)
    {
        var (now, before) = (AnnualCount.Total(facts.Figures.Columns), AnnualCount.Total(facts.LastYear.Columns));
        yield return ("主动公开信息（条）", facts.PublishedLastYear, facts.Published);
        yield return ("现行有效行政规范性文件（件）", facts.LastYear["documents.valid"], facts.Figures["documents.valid"]);
        yield return ("新收政府信息公开申请（件）", before.New, now.New);
        yield return ("办理结果总计（件）", before.EndedInAll, now.EndedInAll);
        yield return ("其中予以公开、部分公开（件）", before.Ended[Outcomes.Granted] + before.Ended[Outcomes.Partly], now.Ended[Outcomes.Granted] + now.Ended[Outcomes.Partly]);
        yield return ("结转下年度继续办理（件）", before.CarriedOn, now.CarriedOn);
        yield return ("行政复议、行政诉讼（件）", Contests.Kinds.Keys.Sum(facts.LastYear.ContestsOf), Contests.Kinds.Keys.Sum(facts.Figures.ContestsOf));
    }

    /// <summary>As the body of an item: headings, paragraphs, tables.</summary>
    public static string Html(IEnumerable<ReportPart> parts)
    {
        var html = new StringBuilder();
        foreach (var part in parts)
        {
            if (part.Heading.Length > 0) html.Append(CultureInfo.InvariantCulture, $"<h2>{WebUtility.HtmlEncode(part.Heading)}</h2>");
            foreach (var paragraph in part.Paragraphs) html.Append(CultureInfo.InvariantCulture, $"<p>{WebUtility.HtmlEncode(paragraph)}</p>");
            if (part.Table is { } table) html.Append(Html(table));
        }
        return html.ToString();
    }

    public static string Html(ReportTable table)
    {
        var html = new StringBuilder("<table><tbody>");
        foreach (var (row, number) in table.Rows.Select((r, i) => (r, i)))
        {
            html.Append("<tr>");
            foreach (var (cell, at) in row.Select((c, i) => (c, i)))
            {
                var tag = cell.IsHead && cell.Text.Length > 0 ? "th" : "td";
                var scope = tag == "td" ? "" : at == 0 && row.Any(c => !c.IsHead) ? " scope=\"row\"" : " scope=\"col\"";
                html.Append(CultureInfo.InvariantCulture, $"<{tag}{scope}{(cell.Span > 1 ? $" colspan=\"{cell.Span}\"" : "")}>{WebUtility.HtmlEncode(cell.Text)}</{tag}>");
            }
            html.Append("</tr>");
        }
        return html.Append("</tbody></table>").ToString();
    }

    private static IReadOnlyList<string> OverallWords(AnnualFacts f)
    {
        var total = AnnualCount.Total(f.Figures.Columns);
        var granted = total.Ended[Outcomes.Granted] + total.Ended[Outcomes.Partly];
        return
        [
            $"（一）主动公开情况。{f.Year}年，本机关主动公开政府信息{f.Published}条，{Than(f.Published, f.PublishedLastYear, "条")}，其中政策解读材料{f.Interpretations}条。制发行政规范性文件{Number(f, "documents.made")}件，废止{Number(f, "documents.repealed")}件，现行有效{Number(f, "documents.valid")}件。{Said(f, 1)}",
            $"（二）依申请公开情况。新收政府信息公开申请{total.New}件，{Than(total.New, AnnualCount.Total(f.LastYear.Columns).New, "件")}，上年结转{total.CarriedOver}件；办结{total.EndedInAll}件，其中予以公开和部分公开{granted}件；结转下年度继续办理{total.CarriedOn}件。",
            $"（三）政府信息管理情况。{Said(f, 3)}（请填写：信息发布审查、动态调整、文件清理等情况）",
            $"（四）政府信息公开平台建设情况。{Said(f, 4)}（请填写：网站、政务新媒体等平台建设情况）",
            $"（五）监督保障情况。{Said(f, 5)}（请填写：机构队伍、培训、考核、社会评议和责任追究情况）",
        ];
    }

    private static string Said(AnnualFacts facts, int paragraph) => facts.Said?.GetValueOrDefault(paragraph) ?? "";

    private static string Fee(AnnualFacts facts) => facts.FeeFen == 0
        ? "按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），本年度没有收取信息处理费。"
        : $"按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），本年度收取信息处理费{AnnualTables.Number(facts.FeeFen / 100m)}元。";

    private static string Number(AnnualFacts facts, string cell) => AnnualTables.Number(facts.Figures[cell]);

    private static string Than(int now, int before, string unit) => now == before ? "与上年持平" : $"比上年{(now > before ? "增加" : "减少")}{Math.Abs(now - before)}{unit}";

    private static string Difference(decimal by) => by > 0 ? "+" + AnnualTables.Number(by) : AnnualTables.Number(by);

    private static TableCell Head(string text) => new(text, IsHead: true);

    private static TableCell Cell(string text) => new(text);
}
