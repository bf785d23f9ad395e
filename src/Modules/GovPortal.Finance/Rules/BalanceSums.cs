using GovPortal.Kernel.Results;

namespace GovPortal.Finance.Rules;

/// <summary>
/// Tables of income beside expenditure: 本年…合计 is the sum of the lines above it, …总计 that and the lines between; the two 总计 are
/// equal. Lines below another (（一）…, 1.…, and by kind of money below a carry-over) add up to it; 其中 is told apart and adds up to nothing.
/// </summary>
internal static class BalanceSums
{
    public const string Income = "incomeItem", Expenditure = "expenseItem";

    private sealed record Line(string Label, string Plain, FinanceRow Row);

    public static IEnumerable<Failure> Check(FinanceReport report, FinanceTable table)
    {
        foreach (var side in (string[])[Income, Expenditure])
        {
            var lines = Lines(table, side);
            if (lines.Count == 0) continue;
            if (!lines.Exists(l => RowNames.IsGrandTotal(l.Plain) || RowNames.IsYearTotal(l.Plain))) yield return report.At(table, "finance.row-missing", side == Income ? "收入总计" : "支出总计");
            foreach (var column in AmountsOf(table, side))
            {
                foreach (var failure in CheckSide(report, table, lines, column)) yield return failure;
            }
        }
        if (Grand(table, Income) is { } income && Grand(table, Expenditure) is { } spent && !Amounts.Agree(income, spent, 1))
        {
            yield return report.At(table, "finance.not-balanced", Amounts.Shown(income), Amounts.Shown(spent), Amounts.Shown(Math.Abs(income - spent)), report.Unit);
        }
    }

    /// <summary>The first amount of the side's last total; null where it has none.</summary>
    public static decimal? Grand(FinanceTable table, string side)
    {
        var lines = Lines(table, side);
        var total = lines.FindLast(l => RowNames.IsGrandTotal(l.Plain)) ?? lines.FindLast(l => RowNames.IsYearTotal(l.Plain));
        return AmountsOf(table, side).FirstOrDefault() is { } column ? total?.Row.Amount(column.Name) : null;
    }

    /// <summary>The year's own total, without what was carried over; null where the side has none.</summary>
    public static decimal? Year(FinanceTable table, string side, string column)
    {
        var lines = Lines(table, side);
        var year = lines.Find(l => RowNames.IsYearTotal(l.Plain)) ?? lines.Find(l => RowNames.IsYearTotal(RowNames.Unnumbered(l.Plain))) ?? lines.Find(l => RowNames.IsGrandTotal(l.Plain));
        return year is null ? null : year.Row.Amount(column) ?? 0;
    }

    private static IEnumerable<Failure> CheckSide(FinanceReport report, FinanceTable table, List<Line> lines, FinanceColumn column)
    {
        if (!lines.Exists(l => l.Row.Amount(column.Name) is not null)) yield break;
        decimal Of(Line line) => line.Row.Amount(column.Name) ?? 0;
        var (addends, afterYear, parent, below) = (new List<Line>(), false, default(Line), new List<Line>());
        foreach (var line in lines)
        {
            if (RowNames.IsPartial(line.Plain)) continue;
            var isTotal = RowNames.IsGrandTotal(line.Plain) || RowNames.IsYearTotal(line.Plain);
            if (!isTotal && parent is not null && (RowNames.IsNumberedBelow(line.Plain) || afterYear && RowNames.IsKindOfMoney(line.Plain)))
            {
                below.Add(line);
                continue;
            }
            if (Below() is { } wrong) yield return wrong;
            (parent, below) = (isTotal ? null : line, []);
            if (!isTotal)
            {
                addends.Add(line);
                continue;
            }
            if (Differs(line, addends) is { } off) yield return off;
            afterYear = true;
            addends = [line];
        }
        if (Below() is { } last) yield return last;

        Failure? Below() => parent is null || below.Count == 0 || !below.Exists(l => l.Row.Amount(column.Name) is not null) ? null : Differs(parent, below);

        Failure? Differs(Line total, List<Line> parts)
        {
            var sum = parts.Sum(Of);
            // A total alone, as in a table with nothing but it, has no parts to differ from.
            if (parts.Count == 0 || Amounts.Agree(Of(total), sum, parts.Count)) return null;
            return report.At(table, "finance.sum-differs", total.Label, column.Title, Amounts.Shown(Of(total)), Amounts.Shown(sum), Amounts.Shown(Math.Abs(Of(total) - sum)), report.Unit);
        }
    }

    private static List<Line> Lines(FinanceTable table, string side) =>
        [.. table.Rows.Select(r => new Line(r.Text(side).Trim(), RowNames.Plain(r.Text(side)), r)).Where(l => l.Plain.Length > 0)];

    /// <summary>The amounts that stand behind the side's item, up to the next item.</summary>
    private static IEnumerable<FinanceColumn> AmountsOf(FinanceTable table, string side) =>
        table.Columns.SkipWhile(c => c.Name != side).Skip(1).TakeWhile(c => c.IsAmount);
}
