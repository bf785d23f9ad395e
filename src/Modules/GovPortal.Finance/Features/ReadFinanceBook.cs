using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GovPortal.Finance.Rules;
using GovPortal.Kernel.Results;
using GovPortal.Tables;

namespace GovPortal.Finance.Features;

/// <summary>A cell whose text is not written into any table.</summary>
/// <param name="Why">The reason, in Chinese.</param>
public sealed record UnusedCell(string Address, string Text, string Why);

/// <summary>A sheet of a finance department's workbook as it was read.</summary>
/// <param name="Field">The table it is; null for a sheet that is none.</param>
/// <param name="Unit">万元 or 元 as the sheet says; null where it says nothing.</param>
/// <param name="Statement">«本部门无…» found below an empty table.</param>
/// <param name="Written">How many cells go into the table.</param>
/// <param name="Structure">How many cells say how it is built: title, 表号, unit, heads, 行次, 栏次, dashes for nothing.</param>
internal sealed record ReadSheet(
    string Name, string? Field, string? Unit, int? Year, IReadOnlyList<JsonObject> Rows, string? Statement, int Written, int Structure,
    IReadOnlyList<UnusedCell> Unused, IReadOnlyList<Failure> Problems);

/// <summary>
/// Reads a workbook as finance departments hand it out: one sheet a table, a title, 公开01表, a unit, heads in up to three rows, notes below.
/// Each cell that shows text is written, recognised as structure, or listed as unused. Problems at their cells: <c>finance.amount-unreadable</c>,
/// <c>finance.heads-unknown</c>, <c>finance.unit-unknown</c>, <c>finance.sheet-twice</c>.
/// </summary>
internal static partial class ReadFinanceBook
{
    private const int TitleRows = 6;

    /// <summary>Before the short names of tables: what stands there makes it another table (基本支出决算表 is no 支出决算表).</summary>
    private const string OtherTable = "款金算费本";

    public static IReadOnlyList<ReadSheet> Read(TableFile file, IReadOnlyList<TableSettings> tables)
    {
        var (sheets, seen) = (new List<ReadSheet>(), new Dictionary<string, string>());
        foreach (var grid in file.Tables)
        {
            var sheet = TableOf(grid, tables) is { } table ? new FinanceSheetReading(grid, table).Read() : Unknown(grid);
            if (sheet.Field is { } field && !seen.TryAdd(field, grid.Name))
            {
                sheet = sheet with { Problems = [.. sheet.Problems, Failure.At(Address(grid, "A1"), "finance.sheet-twice", grid.Name, seen[field])] };
            }
            sheets.Add(sheet);
        }
        return sheets;
    }

    public static string Address(TableGrid grid, string cell) => $"{grid.Name}!{cell}";

    /// <summary>The table whose name stands in the sheet's title or name, the longest one first; else the one whose 表号 does.</summary>
    private static TableSettings? TableOf(TableGrid grid, IReadOnlyList<TableSettings> tables)
    {
        var titles = grid.Cells.Where(c => c.Row <= TitleRows && c.MergedFrom is null).Select(c => RowNames.Plain(c.Text)).Prepend(RowNames.Plain(grid.Name)).ToList();
        return tables.SelectMany(t => t.Names.Select(n => (Table: t, Name: RowNames.Plain(n)))).Where(n => titles.Exists(t => Names(t, n.Name))).OrderByDescending(n => n.Name.Length).FirstOrDefault().Table
            ?? tables.FirstOrDefault(t => t.Code.Length > 0 && titles.Exists(title => title.Contains(t.Code, StringComparison.Ordinal)));
    }

    internal static bool Names(string title, string name)
    {
        var at = title.IndexOf(name, StringComparison.Ordinal);
        return at == 0 || at > 0 && !OtherTable.Contains(title[at - 1], StringComparison.Ordinal);
    }

    private static ReadSheet Unknown(TableGrid grid) => new(
        grid.Name, null, null, null, [], null, 0, 0,
        [.. grid.Cells.Where(c => c.MergedFrom is null).Select(c => new UnusedCell(Address(grid, c.Address), c.Text, "工作表不是公开表"))], []);

    /// <summary>Null where the text is no amount; «nothing» is told by <see cref="IsNothing"/>.</summary>
    internal static decimal? Amount(string text)
    {
        var plain = string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => c is not (',' or ' ' or '¥' or '\u00a0')));
        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    /// <summary>The dashes that accounting formats show for zero.</summary>
    internal static bool IsNothing(string text) => text.Trim() is "-" or "—" or "–" or "－" or "——" or "/" or "--";

    [GeneratedRegex(@"(?:金额)?单位[:：]\s*(?<unit>人民币)?\s*(?<word>万元|千元|元)")]
    internal static partial Regex UnitWords();

    [GeneratedRegex(@"公开\s*[0-9０-９]{1,2}(?:-[0-9])?\s*表")]
    internal static partial Regex TableCode();

    [GeneratedRegex(@"(?<![0-9])(20[0-9]{2})\s*年")]
    internal static partial Regex YearWords();

    [GeneratedRegex(@"^(?:栏次|行次|类|款|项|[0-9]{1,2}|[0-9]{1,2}=[0-9+\-]+)\z")]
    internal static partial Regex ColumnNumber();
}
