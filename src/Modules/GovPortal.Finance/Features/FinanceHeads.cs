using System.Globalization;
using System.Text.RegularExpressions;
using GovPortal.Finance.Rules;
using GovPortal.Tables;

namespace GovPortal.Finance.Features;

/// <summary>A column of a sheet and what it is.</summary>
/// <param name="Path">Its heads from the top, each once.</param>
/// <param name="Field">The column of the table; null where it has none.</param>
/// <param name="Also">A second amount column that its upper head names: below 人员经费, 决算数 is both.</param>
/// <param name="Item">In tables of 三公 that run across: the item its heads name.</param>
internal sealed record SheetHead(int Column, IReadOnlyList<string> Path, ColumnSettings? Field, ColumnSettings? Also = null, string? Item = null)
{
    /// <summary>行次, 序号: the number of a row.</summary>
    public bool IsOrdinal => Path.Count > 0 && Path[^1] is "行次" or "序号";
}

/// <summary>Where the heads of a sheet stand, and the columns below them.</summary>
/// <param name="Last">The last row of heads.</param>
/// <param name="IsAcross">三公 as one row with a column an item.</param>
internal sealed partial record FinanceHeads(int First, int Last, IReadOnlyList<SheetHead> Columns, bool IsAcross)
{
    private const int SearchedRows = 12, MaxHeadRows = 4;

    /// <summary>The rows that name the most columns; null where no two columns are named.</summary>
    public static FinanceHeads? Of(TableGrid grid, TableSettings table)
    {
        FinanceHeads? best = null;
        var score = 1;
        for (var first = 1; first <= Math.Min(SearchedRows, grid.RowCount); first++)
        {
            for (var last = first; last < first + MaxHeadRows && last <= grid.RowCount && IsHead(grid, table, last, first); last++)
            {
                if (last > first && !IsGroup(grid, table, last - 1)) break;
                var columns = ColumnsOf(grid, table, first, last);
                var across = table.Shape == TableShape.Items && columns.All(c => c.Field?.IsAmount != false) && columns.Count(c => c.Item is not null) >= 3;
                var named = columns.Count(c => across ? c.Item is not null : c.Field is not null) * 10 + (last - first);
                if (named / 10 < 2 || named <= score) continue;
                (best, score) = (new FinanceHeads(first, last, columns, across), named);
            }
        }
        return best;
    }

    /// <summary>A row of heads above others: not the title, the department or the unit.</summary>
    private static bool IsGroup(TableGrid grid, TableSettings table, int row)
    {
        var own = Own(grid, row);
        return own.Count > 1 && !own.Exists(c => c.Text.IndexOfAny([':', '：']) >= 0 || ReadFinanceBook.TableCode().IsMatch(c.Text)
            || table.Names.Any(n => RowNames.Plain(c.Text).Contains(RowNames.Plain(n), StringComparison.Ordinal)));
    }

    private static List<TableCell> Own(TableGrid grid, int row) => [.. Enumerable.Range(1, grid.ColumnCount).Select(c => grid[row, c]).OfType<TableCell>().Where(c => c.MergedFrom is null)];

    /// <summary>Heads hold no numbers, and only the first of them may begin with a total.</summary>
    private static bool IsHead(TableGrid grid, TableSettings table, int row, int first)
    {
        var own = Own(grid, row);
        if (own.Count == 0 && row == first) return false;
        return !own.Exists(c => ReadFinanceBook.Amount(c.Text) is not null) && (row == first || own.Count == 0 || own[0].Column > 1 || table.Shape == TableShape.Items || !RowNames.IsTotal(RowNames.Plain(own[0].Text)));
    }

    private static List<SheetHead> ColumnsOf(TableGrid grid, TableSettings table, int first, int last)
    {
        var columns = new List<SheetHead>();
        var newest = grid.Cells.Where(c => c.Row >= first && c.Row <= last).Select(c => OfYear().Match(RowNames.Plain(c.Text))).Where(m => m.Success).Select(YearOf).DefaultIfEmpty().Max();
        for (var column = 1; column <= grid.ColumnCount; column++)
        {
            var path = new List<string>();
            for (var row = first; row <= last; row++)
            {
                var text = Yearless(RowNames.Plain(grid.Text(row, column)), newest);
                if (text.Length > 0 && (path.Count == 0 || path[^1] != text)) path.Add(text);
            }
            if (path.Count > 0) columns.Add(Head(table, column, path, columns));
        }
        return columns;
    }

    /// <summary>2026年预算数 beside 2025年预算数 is 预算数 beside 上年预算数.</summary>
    private static string Yearless(string head, int newest) => OfYear().Match(head) is { Success: true } found
        ? (YearOf(found) < newest ? "上年" : "") + found.Groups["rest"].Value : head;

    private static int YearOf(Match found) => int.Parse(found.Groups["year"].Value, CultureInfo.InvariantCulture);

    private static SheetHead Head(TableSettings table, int column, List<string> path, List<SheetHead> before)
    {
        if (path[^1] is "行次" or "序号") return new SheetHead(column, path, null);
        var field = table.Columns.Select(c => (Column: c, Score: c.Heads.Max(h => Score(h, path)))).Where(c => c.Score > 0).OrderByDescending(c => c.Score).FirstOrDefault().Column
            ?? (table.Shape == TableShape.Balance ? Side(table, path, before) : null);
        var also = field is { IsAmount: true } && path.Count > 1 ? table.Columns.FirstOrDefault(c => field.SumOf.Contains(c.Name) && c.Heads.Any(h => Score(h, [path[0]]) > 0)) : null;
        var amount = table.Shape == TableShape.Items && path.Count > 1 ? table.Columns.FirstOrDefault(c => c.IsAmount && c.Heads.Any(h => Score(h, [path[0]]) > 0)) : null;
        var item = path[^1] is "小计" or "合计" && path.Count > 2 ? path[^2] : path[^1];
        return amount is null ? new SheetHead(column, path, field, also) : new SheetHead(column, path, amount, null, item);
    }

    /// <summary>How many levels of the spelling the heads name; 0 where its lowest level is not the lowest head.</summary>
    private static int Score(string spelling, List<string> path)
    {
        var levels = spelling.Split('/').Select(RowNames.Plain).ToList();
        if (!Same(levels[^1], path[^1])) return 0;
        var at = 0;
        foreach (var level in levels)
        {
            while (at < path.Count && !Same(level, path[at])) at++;
            if (at == path.Count) return 0;
            at++;
        }
        return levels.Count;
    }

    /// <summary>The same head, also where the sheet has a unit or a note in brackets behind it.</summary>
    private static bool Same(string spelling, string head) => spelling == head || head.IndexOf('(', StringComparison.Ordinal) is > 0 and var open && head.EndsWith(')') && spelling == head[..open];

    /// <summary>项目 and 金额 without 收入 and 支出 above them: the first side is income.</summary>
    private static ColumnSettings? Side(TableSettings table, List<string> path, List<SheetHead> before)
    {
        var items = before.Count(b => b.Field is { IsAmount: false });
        return path[^1] switch
        {
            "项目" when items < 2 => table.Columns.FirstOrDefault(c => c.Name == (items == 0 ? BalanceSums.Income : BalanceSums.Expenditure)),
            "金额" or "预算数" or "决算数" or "合计" when items > 0 && before[^1] is not { Field.IsAmount: true } =>
                table.Columns.SkipWhile(c => c.Name != (items == 1 ? BalanceSums.Income : BalanceSums.Expenditure)).Skip(1).FirstOrDefault(),
            _ => null,
        };
    }

    [GeneratedRegex(@"^(?<year>20[0-9]{2})年度?(?<rest>(?:预算|决算)数?)\z")]
    private static partial Regex OfYear();
}
