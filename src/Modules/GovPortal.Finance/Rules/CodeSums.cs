using GovPortal.Kernel.Results;

namespace GovPortal.Finance.Rules;

/// <summary>
/// Tables by classification code: 合计 is the sum of the topmost codes (类), a code the sum of those below it (款, 项). Rows without a
/// code are addends of 合计, as in the table of projects; those that begin with 其中 are not.
/// </summary>
internal static class CodeSums
{
    private const string Staff = "人员经费合计", Running = "公用经费合计";

    public static IEnumerable<Failure> Check(FinanceReport report, FinanceTable table)
    {
        var rows = table.Rows.Where(r => r.Amounts.Count > 0).ToList();
        if (rows.Count == 0) yield break;
        var parents = Parents(rows);
        var below = Enumerable.Range(0, rows.Count).Where(i => parents[i] is not null).ToLookup(i => parents[i]!.Value, i => rows[i]);
        var top = rows.Where((r, i) => parents[i] is null && IsAddend(r)).ToList();
        var total = rows.Find(IsTotal);
        if (total is null && rows.Count > 1 && !rows.Exists(r => Name(r) is Staff or Running)) yield return report.At(table, "finance.row-missing", "合计");
        foreach (var column in table.AmountColumns)
        {
            if (total is not null && Differs(total, top, column) is { } off) yield return Failed(report, table, "合计", column, off);
            foreach (var parts in below)
            {
                if (Differs(rows[parts.Key], [.. parts], column) is { } wrong) yield return Failed(report, table, Label(rows[parts.Key]), column, wrong);
            }
        }
        foreach (var (name, part) in new[] { (Staff, "staff"), (Running, "running") })
        {
            if (rows.Find(r => Name(r) == name)?.Amount("amount") is not { } stated || !top.Exists(r => r.Amount(part) is not null)) continue;
            var sum = top.Sum(r => r.Amount(part) ?? 0);
            if (!Amounts.Agree(stated, sum, top.Count)) yield return Failed(report, table, name, table.Column("amount")!, (stated, sum));
        }
    }

    /// <summary>The amount of 合计; without such a row the sum of the topmost rows, null where there are none.</summary>
    public static decimal? Total(FinanceTable table, string column)
    {
        var rows = table.Rows.Where(r => r.Amounts.Count > 0).ToList();
        if (rows.Find(IsTotal) is { } total) return total.Amount(column) ?? 0;
        var parents = Parents(rows);
        var top = rows.Where((r, i) => IsAddend(r) && parents[i] is null).ToList();
        return top.Count == 0 ? null : top.Sum(r => r.Amount(column) ?? 0);
    }

    private static (decimal Total, decimal Sum)? Differs(FinanceRow total, List<FinanceRow> parts, FinanceColumn column)
    {
        if (total.Amount(column.Name) is null && parts.TrueForAll(p => p.Amount(column.Name) is null)) return null;
        var (stated, sum) = (total.Amount(column.Name) ?? 0, parts.Sum(p => p.Amount(column.Name) ?? 0));
        return Amounts.Agree(stated, sum, parts.Count) ? null : (stated, sum);
    }

    private static Failure Failed(FinanceReport report, FinanceTable table, string row, FinanceColumn column, (decimal Total, decimal Sum) off) => report.At(
        table, "finance.sum-differs", row, column.Title, Amounts.Shown(off.Total), Amounts.Shown(off.Sum), Amounts.Shown(Math.Abs(off.Total - off.Sum)), report.Unit);

    /// <summary>For each row the one whose code is the longest beginning of its own; the nearest above where that code comes twice.</summary>
    private static List<int?> Parents(List<FinanceRow> rows)
    {
        var codes = rows.ConvertAll(Code);
        var places = Enumerable.Range(0, rows.Count).Where(i => codes[i].Length > 0).GroupBy(i => codes[i]).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        return [.. codes.Select((code, at) => ParentOf(code, at, places))];
    }

    private static int? ParentOf(string code, int at, Dictionary<string, List<int>> places)
    {
        for (var length = code.Length - 1; length > 0; length--)
        {
            if (!places.TryGetValue(code[..length], out var rows)) continue;
            var above = rows.BinarySearch(at) is var found && found >= 0 ? found : ~found;
            return rows[Math.Max(0, above - 1)];
        }
        return null;
    }

    private static bool IsTotal(FinanceRow row) => Code(row).Length == 0 && RowNames.IsTotal(Name(row));

    private static bool IsAddend(FinanceRow row) => Code(row).Length > 0 || Name(row) is var name && !RowNames.IsTotal(name) && !RowNames.IsPartial(name) && name is not (Staff or Running);

    private static string Code(FinanceRow row) => string.Concat(row.Text("code").Where(char.IsAsciiDigit));

    private static string Name(FinanceRow row) => RowNames.Plain(row.Text("name"));

    private static string Label(FinanceRow row) => $"{row.Text("name")}（{Code(row)}）";
}
