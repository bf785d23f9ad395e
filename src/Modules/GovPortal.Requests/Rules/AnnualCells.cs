namespace GovPortal.Requests.Rules;

/// <summary>
/// The figures of the annual report that stand for themselves, by name: <c>documents.made</c> (table 二), <c>granted.natural-person</c> (table 三),
/// <c>review.upheld</c> (table 四). Sums are no cells: they follow.
/// </summary>
public static class AnnualCells
{
    public const string Charges = "charges";

    /// <summary>Rows of table 二 that are counted in documents: made, repealed and in force.</summary>
    public static IReadOnlyDictionary<string, string> Documents { get; } = new Dictionary<string, string> { ["regulations"] = "规章", ["documents"] = "行政规范性文件" };

    public static IReadOnlyDictionary<string, string> DocumentFigures { get; } = new Dictionary<string, string> { ["made"] = "本年制发件数", ["repealed"] = "本年废止件数", ["valid"] = "现行有效件数" };

    /// <summary>Rows of table 二 with a single figure: title, item of art. 20 they report on, and what is counted.</summary>
    public static IReadOnlyDictionary<string, (string Title, string Item, string Counted)> Single { get; } = new Dictionary<string, (string, string, string)>
    {
        ["licences"] = ("行政许可", "第二十条第（五）项", "本年处理决定数量"),
        ["penalties"] = ("行政处罚", "第二十条第（六）项", "本年处理决定数量"),
        ["enforcements"] = ("行政强制", "第二十条第（六）项", "本年处理决定数量"),
        [Charges] = ("行政事业性收费", "第二十条第（八）项", "本年收费金额（单位：万元）"),
    };

    /// <summary>Every cell, with its words.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Cells().ToDictionary(c => c.Cell, c => c.Title, StringComparer.Ordinal);

    /// <summary>The rows of table 三 of which each applicant class has a cell.</summary>
    public static IReadOnlyList<string> CaseRows { get; } = [AnnualTable.New, AnnualTable.CarriedOver, .. Outcomes.All.Select(o => o.Code), AnnualTable.CarriedOn];

    public static bool IsCell(string figure) => All.ContainsKey(figure);

    /// <summary>Whether it names a figure of one of the tables, cell or sum.</summary>
    public static bool IsFigure(string figure) => IsCell(figure) || AnnualTable.IsFigure(figure) || Contests.Kinds.ContainsKey(figure);

    public static string TitleOf(string figure) =>
        All.TryGetValue(figure, out var title) ? title : Contests.Kinds.TryGetValue(figure, out var kind) ? $"{kind}：总计" : AnnualTable.TitleOf(figure);

    /// <summary>Money is counted to the hundredth of 10,000 yuan, everything else whole.</summary>
    public static bool IsWhole(string cell) => cell != Charges;

    private static IEnumerable<(string Cell, string Title)> Cells()
    {
        foreach (var (row, title) in Documents)
        {
            foreach (var (figure, counted) in DocumentFigures) yield return ($"{row}.{figure}", $"{title}：{counted}");
        }
        foreach (var (row, single) in Single) yield return (row, $"{single.Title}：{single.Counted}");
        foreach (var row in new[] { AnnualTable.New, AnnualTable.CarriedOver, AnnualTable.CarriedOn }.Concat(Outcomes.All.Select(o => o.Code)))
        {
            foreach (var applicants in ApplicantClasses.All.Keys) yield return ($"{row}.{applicants}", AnnualTable.TitleOf($"{row}.{applicants}"));
        }
        foreach (var (kind, title) in Contests.Kinds)
        {
            foreach (var (result, words) in Contests.Figures) yield return ($"{kind}.{result}", $"{title}：{words}");
        }
    }
}

/// <summary>复议、诉讼 as table 四 counts them.</summary>
public static class Contests
{
    public const string Review = "review", Suit = "suit", SuitAfterReview = "suit-after-review";
    public const string Pending = "pending";

    public static IReadOnlyDictionary<string, string> Kinds { get; } = new Dictionary<string, string>
    {
        [Review] = "行政复议", [Suit] = "行政诉讼（未经复议直接起诉）", [SuitAfterReview] = "行政诉讼（复议后起诉）",
    };

    public static IReadOnlyDictionary<string, string> Results { get; } = new Dictionary<string, string> { ["upheld"] = "结果维持", ["corrected"] = "结果纠正", ["other"] = "其他结果" };

    /// <summary>The results, and what is still open.</summary>
    public static IReadOnlyDictionary<string, string> Figures { get; } = new Dictionary<string, string>(Results) { [Pending] = "尚未审结" };
}

/// <summary>The figures of a year: what was counted, and what was corrected beside it, cell by cell. A cell that is not named is 0.</summary>
public sealed record AnnualFigures(IReadOnlyDictionary<string, decimal> Counted, IReadOnlyDictionary<string, decimal> Changed)
{
    public decimal this[string cell] => Counted.GetValueOrDefault(cell) + Changed.GetValueOrDefault(cell);

    /// <summary>Cells that are not 0.</summary>
    public IReadOnlyDictionary<string, decimal> Values => AnnualCells.All.Keys.Where(c => this[c] != 0).ToDictionary(c => c, c => this[c], StringComparer.Ordinal);

    /// <summary>Table 三 with its corrections.</summary>
    public IReadOnlyDictionary<string, AnnualColumn> Columns => ApplicantClasses.All.Keys.ToDictionary(c => c, c => new AnnualColumn(
        Whole(AnnualTable.New, c), Whole(AnnualTable.CarriedOver, c), Outcomes.All.ToDictionary(o => o.Code, o => Whole(o.Code, c), StringComparer.Ordinal), Whole(AnnualTable.CarriedOn, c)), StringComparer.Ordinal);

    /// <summary>Total of a kind of contest.</summary>
    public decimal ContestsOf(string kind) => Contests.Figures.Keys.Sum(r => this[$"{kind}.{r}"]);

    private int Whole(string row, string applicants) => (int)this[$"{row}.{applicants}"];
}
