using GovPortal.Kernel.Results;

namespace GovPortal.Finance.Rules;

/// <summary>An amount that tables can share.</summary>
/// <param name="Field">The table.</param>
/// <param name="Line">Which total of it.</param>
/// <param name="Column">The column; in tables of income beside expenditure it is the year's total of that column.</param>
public sealed record TiePoint(string Field, TieLine Line, string Column, string Words);

public enum TieLine { Total, YearIncome, YearExpenditure, GrandIncome }

/// <summary>What stands in two tables is the same in both.</summary>
/// <param name="Left">The refusal stands at its table.</param>
public sealed record TableTie(TiePoint Left, TiePoint Right);

/// <summary>The ties of the family of tables, by the letter of their compilation rules (表间勾稽关系).</summary>
public static class TableTies
{
    private static TiePoint Total(string field, string column, string words) => new(field, TieLine.Total, column, words);

    private static TiePoint Year(string field, string column, string words) => new(field, column == "income" ? TieLine.YearIncome : TieLine.YearExpenditure, column, words);

    private static readonly TableTie[] Both =
    [
        new(Total("Expenditure", "total", "合计"), Year("Balance", "expense", "本年支出合计")),
        new(Total("GeneralBudget", "total", "合计"), Year("FiscalBalance", "general", "本年支出中的一般公共预算")),
        new(Total("BasicExpenditure", "amount", "合计"), Total("GeneralBudget", "basic", "基本支出合计")),
        new(Total("GovernmentFund", "total", "合计"), Year("FiscalBalance", "fund", "本年支出中的政府性基金预算")),
        new(Total("StateCapital", "total", "合计"), Year("FiscalBalance", "capital", "本年支出中的国有资本经营预算")),
    ];

    public static IReadOnlyList<TableTie> FinalAccount { get; } =
    [
        new(Total("Income", "total", "合计"), Year("Balance", "income", "本年收入合计")),
        new(Total("Income", "fiscal", "财政拨款收入合计"), Year("FiscalBalance", "income", "本年收入合计")),
        .. Both,
    ];

    public static IReadOnlyList<TableTie> Budget { get; } =
    [
        // The table of a budget's income holds what is carried over, too.
        new(Total("Income", "total", "合计"), new TiePoint("Balance", TieLine.GrandIncome, "income", "收入总计")),
        .. Both,
        new(Total("Projects", "total", "合计"), Total("Expenditure", "project", "项目支出合计")),
    ];

    public static IEnumerable<Failure> Check(FinanceReport report)
    {
        foreach (var tie in report.IsFinal ? FinalAccount : Budget)
        {
            if (report.Table(tie.Left.Field) is not { } left || report.Table(tie.Right.Field) is not { } right) continue;
            // A table that is rightly empty says zero; one that is to be filled is asked for elsewhere.
            if (Value(left, tie.Left) is not { } one || Value(right, tie.Right) is not { } other || Amounts.Agree(one, other, 1)) continue;
            yield return report.At(
                left, "finance.tables-differ", tie.Left.Words, Amounts.Shown(one), right.Title, tie.Right.Words, Amounts.Shown(other), Amounts.Shown(Math.Abs(one - other)), report.Unit);
        }
    }

    private static decimal? Value(FinanceTable table, TiePoint point)
    {
        if (table.Column(point.Column) is null) return null;
        var mayBeEmpty = table.StatementField is not null || table.Field == "Projects";
        return point.Line switch
        {
            TieLine.Total => CodeSums.Total(table, point.Column) ?? (mayBeEmpty ? 0 : null),
            TieLine.YearIncome => BalanceSums.Year(table, BalanceSums.Income, point.Column),
            TieLine.YearExpenditure => BalanceSums.Year(table, BalanceSums.Expenditure, point.Column),
            _ => BalanceSums.Grand(table, BalanceSums.Income),
        };
    }
}
