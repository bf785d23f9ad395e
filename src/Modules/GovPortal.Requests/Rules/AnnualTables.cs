using System.Globalization;

namespace GovPortal.Requests.Rules;

/// <summary>A table of the report as it is printed.</summary>
/// <param name="Shares">Shares of the width.</param>
/// <param name="HeadRows">First rows that are repeated on every page.</param>
public sealed record ReportTable(string Title, IReadOnlyList<int> Shares, IReadOnlyList<IReadOnlyList<TableCell>> Rows, int HeadRows);

/// <summary>Tables 二, 三 and 四 of the annual report in the wording and order of 国办公开办函〔2021〕30号.</summary>
public static class AnnualTables
{
    public static IReadOnlyList<ReportTable> Of(AnnualFigures figures) => [Two(figures), Three(figures), Four(figures)];

    private static ReportTable Two(AnnualFigures figures)
    {
        List<IReadOnlyList<TableCell>> rows = [Heading("第二十条第（一）项", 4), [Head("信息内容"), .. AnnualCells.DocumentFigures.Values.Select(v => Head(v))]];
        rows.AddRange(AnnualCells.Documents.Select(d => (IReadOnlyList<TableCell>)[Head(d.Value), .. AnnualCells.DocumentFigures.Keys.Select(f => Figure(figures, $"{d.Key}.{f}"))]));
        foreach (var item in AnnualCells.Single.GroupBy(s => s.Value.Item))
        {
            rows.Add(Heading(item.Key, 4));
            rows.Add([Head("信息内容"), Head(item.First().Value.Counted, 3)]);
            rows.AddRange(item.Select(s => (IReadOnlyList<TableCell>)[Head(s.Value.Title), Figure(figures, s.Key, 3)]));
        }
        return new ReportTable("二、主动公开政府信息情况", [4, 3, 3, 3], rows, HeadRows: 0);
    }

    private static ReportTable Three(AnnualFigures figures) => new(AnnualTable.Title, AnnualTable.Shares, AnnualTable.Rows(figures.Columns), AnnualTable.HeadRows);

    private static ReportTable Four(AnnualFigures figures)
    {
        var words = Contests.Figures.Values.Append("总计").Select(w => Head(w)).ToList();
        List<IReadOnlyList<TableCell>> rows =
        [
            [Head("行政复议", 5), Head("行政诉讼", 10)],
            [Head("", 5), Head("未经复议直接起诉", 5), Head("复议后起诉", 5)],
            [.. words, .. words, .. words],
            [.. Contests.Kinds.Keys.SelectMany(kind => Contests.Figures.Keys.Select(r => Figure(figures, $"{kind}.{r}")).Append(new TableCell(Number(figures.ContestsOf(kind)), Figure: kind)))],
        ];
        return new ReportTable("四、政府信息公开行政复议、行政诉讼情况", [.. Enumerable.Repeat(1, 15)], rows, HeadRows: 3);
    }

    /// <summary>What has to be equal before the report may go to its review: the sums of table 三, and what last year carried on.</summary>
    /// <param name="lastYear">Null where the year before is not known.</param>
    public static IReadOnlyList<AnnualRelation> Relations(AnnualFigures figures, AnnualFigures? lastYear) => AnnualTable.Relations(figures.Columns, lastYear?.Columns);

    public static string Number(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static TableCell Figure(AnnualFigures figures, string cell, int span = 1) => new(Number(figures[cell]), span, Figure: cell);

    private static TableCell Head(string text, int span = 1) => new(text, span, IsHead: true);

    private static IReadOnlyList<TableCell> Heading(string text, int span) => [Head(text, span)];
}
