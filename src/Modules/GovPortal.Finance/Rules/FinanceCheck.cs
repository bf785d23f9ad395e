using GovPortal.Kernel.Results;

namespace GovPortal.Finance.Rules;

/// <summary>
/// Every reason why the tables of a budget or a final account do not hold together, each at its table's field:
/// <c>finance.sum-differs</c> (a total and its parts), <c>finance.row-sum-differs</c> (a row's total and its columns), <c>finance.row-missing</c>,
/// <c>finance.not-balanced</c> (收入总计 and 支出总计), <c>finance.tables-differ</c> (表间勾稽), <c>finance.too-many-decimals</c>,
/// <c>finance.change-unexplained</c> (三公), <c>finance.statement-missing</c> and <c>finance.statement-contradicts</c> (本部门无…),
/// <c>finance.performance-missing</c>.
/// </summary>
public static class FinanceCheck
{
    /// <summary>A table filled in the wrong column would answer with hundreds of reasons.</summary>
    public const int MaxPerTable = 40;

    private static readonly string[] Nothing = ["本部门无", "本单位无", "本部门没有", "本单位没有", "无政府性基金", "无国有资本", "没有政府性基金", "没有国有资本"];

    public static IReadOnlyList<Failure> Of(FinanceReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return [.. report.Tables.SelectMany(t => Table(report, t).Take(MaxPerTable)), .. TableTies.Check(report)];
    }

    /// <summary>True for «本部门无政府性基金预算…» and the like.</summary>
    public static bool SaysNothing(string text) => Nothing.Any(n => RowNames.Plain(text).Contains(n, StringComparison.Ordinal));

    private static IEnumerable<Failure> Table(FinanceReport report, FinanceTable table) =>
        Cells(report, table).Concat(RowSums(report, table)).Concat(table.Shape switch
        {
            TableShape.Codes => CodeSums.Check(report, table),
            TableShape.Balance => BalanceSums.Check(report, table),
            TableShape.Items => ThreePublic.Check(report, table),
            _ => [],
        }).Concat(Statements(report, table));

    private static IEnumerable<Failure> Cells(FinanceReport report, FinanceTable table) =>
        from row in table.Rows
        from column in table.AmountColumns
        where row.Amount(column.Name) is { } amount && Amounts.DecimalsOf(amount) > Amounts.Decimals
        select report.At(table, "finance.too-many-decimals", Label(table, row, column), column.Title, Amounts.Decimals);

    private static IEnumerable<Failure> RowSums(FinanceReport report, FinanceTable table)
    {
        foreach (var column in table.Columns.Where(c => c.SumOf.Count > 0))
        {
            foreach (var row in table.Rows)
            {
                var parts = column.SumOf.Select(row.Amount).OfType<decimal>().ToList();
                if (parts.Count == 0) continue;
                var (total, sum) = (row.Amount(column.Name) ?? 0, parts.Sum());
                if (Amounts.Agree(total, sum, parts.Count)) continue;
                var titles = string.Join("、", column.SumOf.Where(c => row.Amount(c) is not null).Select(c => table.Column(c)?.Title ?? c));
                yield return report.At(table, "finance.row-sum-differs", Label(table, row, column), column.Title, Amounts.Shown(total), titles, Amounts.Shown(sum), Amounts.Shown(Math.Abs(total - sum)), report.Unit);
            }
        }
    }

    private static IEnumerable<Failure> Statements(FinanceReport report, FinanceTable table)
    {
        if (table.Field == "Performance" && table.Rows.Count == 0 && report.Table("Projects")?.HasAmounts == true) yield return report.At(table, "finance.performance-missing");
        if (table.StatementField is null) yield break;
        var field = $"{report.Part}.{table.StatementField}.Text";
        var says = SaysNothing(table.Statement);
        if (!table.HasAmounts && !says) yield return Failure.At(field, "finance.statement-missing", table.Title);
        if (table.HasAmounts && says) yield return Failure.At(field, "finance.statement-contradicts", table.Title);
    }

    /// <summary>The name of a row: the text before the amount, in a balance that of its side.</summary>
    private static string Label(FinanceTable table, FinanceRow row, FinanceColumn column) =>
        table.Columns.TakeWhile(c => c != column).Where(c => !c.IsAmount && c.Name is not ("code" or "unit")).Select(c => row.Text(c.Name).Trim()).LastOrDefault(t => t.Length > 0) ?? "（未命名的行）";
}
