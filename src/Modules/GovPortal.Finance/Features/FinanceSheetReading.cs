using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Finance.Rules;
using GovPortal.Kernel.Results;
using GovPortal.Tables;

namespace GovPortal.Finance.Features;

/// <summary>The reading of one sheet: every cell of its own ends up written, as structure, or unused.</summary>
internal sealed class FinanceSheetReading(TableGrid grid, TableSettings table)
{
    private readonly HashSet<TableCell> _written = [], _structure = [];
    private readonly List<UnusedCell> _unused = [];
    private readonly List<Failure> _problems = [];
    private readonly List<TableCell> _own = [.. grid.Cells.Where(c => c.MergedFrom is null)];
    private readonly ILookup<int, TableCell> _rows = grid.Cells.Where(c => c.MergedFrom is null).ToLookup(c => c.Row);

    public ReadSheet Read()
    {
        var heads = FinanceHeads.Of(grid, table);
        var (unit, year, statement) = (default(string), default(int?), default(string));
        if (heads is null) _problems.Add(Failure.At(Address("A1"), "finance.heads-unknown", table.Title, string.Join("、", table.Columns.Select(c => c.Title))));
        foreach (var cell in _own.Where(c => heads is null || c.Row < heads.First)) ReadTitle(cell, ref unit, ref year);
        var rows = new List<JsonObject>();
        if (heads is not null)
        {
            foreach (var cell in _own.Where(c => c.Row >= heads.First && c.Row <= heads.Last))
            {
                var column = heads.Columns.FirstOrDefault(h => h.Column == cell.Column);
                // The unit often stands beside the heads' row.
                if (ReadFinanceBook.UnitWords().IsMatch(cell.Text)) ReadTitle(cell, ref unit, ref year);
                else if (column is not null && (column.Field is not null || column.IsOrdinal || IsAbove(cell, heads))) _structure.Add(cell);
                else Leave(cell, "没有对应的列");
            }
            var first = SkipNumbers(heads.Last + 1);
            var end = FirstNote(first);
            rows = heads.IsAcross ? Across(heads, first, end) : Down(heads, first, end);
            statement = Notes(end, rows.Count == 0);
        }
        var left = _unused.Select(u => u.Address).ToHashSet(StringComparer.Ordinal);
        foreach (var cell in _own.Where(c => !_written.Contains(c) && !_structure.Contains(c) && !left.Contains(Address(c.Address)))) Leave(cell, "没有对应的列");
        return new ReadSheet(grid.Name, table.Field, unit, year, rows, statement, _written.Count, _structure.Count, _unused, _problems);
    }

    /// <summary>Title, 表号 and unit above the heads; what else stands there, the department and the day, is not part of the table.</summary>
    private void ReadTitle(TableCell cell, ref string? unit, ref int? year)
    {
        var plain = RowNames.Plain(cell.Text);
        var isTitle = table.Names.Any(n => ReadFinanceBook.Names(plain, RowNames.Plain(n)));
        if (isTitle && ReadFinanceBook.YearWords().Match(cell.Text) is { Success: true } found) year = int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture);
        if (ReadFinanceBook.UnitWords().Match(cell.Text) is { Success: true } word)
        {
            unit = word.Groups["word"].Value;
            if (unit == "千元") _problems.Add(Failure.At(Address(cell.Address), "finance.unit-unknown", unit));
            _structure.Add(cell);
        }
        else if (isTitle || ReadFinanceBook.TableCode().IsMatch(cell.Text)) _structure.Add(cell);
        else Leave(cell, "表头以上的说明");
    }

    /// <summary>A head over columns that are used.</summary>
    private static bool IsAbove(TableCell cell, FinanceHeads heads) =>
        heads.Columns.Any(h => (h.Field is not null || h.IsOrdinal) && h.Path.Contains(RowNames.Plain(cell.Text)));

    /// <summary>栏次, 1, 2 … below the heads.</summary>
    private int SkipNumbers(int row)
    {
        for (; row <= grid.RowCount; row++)
        {
            var cells = RowCells(row);
            if (cells.Count == 0) continue;
            if (cells.Count < 2 || !cells.TrueForAll(c => ReadFinanceBook.ColumnNumber().IsMatch(RowNames.Plain(c.Text))) || !CountsUp(cells)) break;
            _structure.UnionWith(cells);
        }
        return row;
    }

    /// <summary>The numbers of columns begin at one and miss none; a row of small amounts does not.</summary>
    private static bool CountsUp(List<TableCell> cells)
    {
        var numbers = cells.Select(c => int.TryParse(c.Text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).Where(n => n > 0).ToList();
        return cells.TrueForAll(c => c.Text.Trim() != "0") && numbers.Select((n, i) => n == i + 1).All(same => same);
    }

    private int FirstNote(int row)
    {
        for (; row <= grid.RowCount; row++)
        {
            if (RowCells(row) is [var first, ..] cells && (SheetWords.StartsNote(first.Text) || cells.Count == 1 && SaysNothing(first.Text))) break;
        }
        return row;
    }

    private string? Notes(int from, bool isEmpty)
    {
        string? statement = null;
        foreach (var cell in _own.Where(c => c.Row >= from))
        {
            var text = SheetWords.StartsNote(cell.Text) ? cell.Text[(cell.Text.IndexOfAny([':', '：']) + 1)..].Trim() : cell.Text;
            if (isEmpty && statement is null && table.EmptyStatement is not null && SaysNothing(text))
            {
                statement = text;
                _written.Add(cell);
            }
            else Leave(cell, "表下的注释");
        }
        return statement;
    }

    private static bool SaysNothing(string text) => FinanceCheck.SaysNothing(text);

    private List<JsonObject> Down(FinanceHeads heads, int first, int end)
    {
        foreach (var ordinal in heads.Columns.Where(h => h.IsOrdinal)) _structure.UnionWith(_own.Where(c => c.Column == ordinal.Column && c.Row >= first && c.Row < end));
        var rows = new List<JsonObject>();
        foreach (var block in Blocks(heads))
        {
            for (var row = first; row < end; row++)
            {
                var filled = new JsonObject();
                foreach (var column in block)
                {
                    if (RowCells(row).Find(c => c.Column == column.Column) is { } cell) Take(cell, column, filled);
                }
                Tidy(filled);
                if (filled.Count > 0) rows.Add(filled);
            }
        }
        return rows;
    }

    /// <summary>Columns side by side that repeat the same heads are further rows of the table.</summary>
    private static List<List<SheetHead>> Blocks(FinanceHeads heads)
    {
        var blocks = new List<List<SheetHead>> { new() };
        foreach (var head in heads.Columns.Where(h => h.Field is not null))
        {
            var block = blocks[^1];
            if (block.Exists(h => h.Field == head.Field) && (head.Field!.IsAmount || block[^1].Field != head.Field)) blocks.Add(block = []);
            block.Add(head);
        }
        return blocks;
    }

    private void Take(TableCell cell, SheetHead head, JsonObject row)
    {
        if (!head.Field!.IsAmount)
        {
            // 类, 款 and 项 in columns of their own are one code.
            row[head.Field.Name] = row[head.Field.Name] is JsonValue before ? before.GetValue<string>() + cell.Text : cell.Text;
            _written.Add(cell);
        }
        else if (ReadFinanceBook.IsNothing(cell.Text)) _structure.Add(cell);
        else if (ReadFinanceBook.Amount(cell.Text) is { } amount)
        {
            row[head.Field.Name] = amount;
            if (head.Also is { } also) row[also.Name] = amount;
            _written.Add(cell);
        }
        else
        {
            _problems.Add(Failure.At(Address(cell.Address), "finance.amount-unreadable", cell.Text));
            Leave(cell, "不是金额");
        }
    }

    /// <summary>A total under merged cells stands where the code would.</summary>
    private static void Tidy(JsonObject row)
    {
        if (row["code"] is not JsonValue code || code.GetValue<string>().Any(char.IsAsciiDigit) || row["name"] is not null) return;
        row["name"] = code.GetValue<string>();
        row.Remove("code");
    }

    /// <summary>三公 as one row of amounts: each item becomes a row, plan beside actual.</summary>
    private List<JsonObject> Across(FinanceHeads heads, int first, int end)
    {
        var rows = new List<JsonObject>();
        var filled = Enumerable.Range(first, Math.Max(0, end - first)).FirstOrDefault(r => RowCells(r).Count > 0);
        foreach (var head in heads.Columns.Where(h => h.Item is not null))
        {
            if (RowCells(filled).Find(c => c.Column == head.Column) is not { } cell) continue;
            var item = head.Item!.Replace('(', '（').Replace(')', '）');
            var row = rows.Find(r => (string?)r["item"] == item);
            if (row is null) rows.Add(row = new JsonObject { ["item"] = item });
            Take(cell, head, row);
        }
        return rows;
    }

    private List<TableCell> RowCells(int row) => [.. _rows[row]];

    private void Leave(TableCell cell, string why) => _unused.Add(new UnusedCell(Address(cell.Address), cell.Text, why));

    private string Address(string cell) => ReadFinanceBook.Address(grid, cell);
}
