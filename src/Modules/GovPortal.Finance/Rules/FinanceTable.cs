using System.Globalization;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Results;

namespace GovPortal.Finance.Rules;

/// <summary>How a table is built, and with it what adds up to what.</summary>
public enum TableShape
{
    /// <summary>One row a classification code (类3位、款5位、项7位), a row 合计.</summary>
    Codes,
    /// <summary>Income on the left, expenditure on the right, each with a total.</summary>
    Balance,
    /// <summary>The items of 三公.</summary>
    Items,
    /// <summary>Rows that add up to nothing.</summary>
    Plain,
}

/// <param name="SumOf">The columns whose sum this one is.</param>
public sealed record FinanceColumn(string Name, string Title, bool IsAmount, IReadOnlyList<string> SumOf);

/// <summary>A row: texts and amounts by column. An amount that is not there is empty, not zero.</summary>
public sealed record FinanceRow(IReadOnlyDictionary<string, string> Texts, IReadOnlyDictionary<string, decimal> Amounts)
{
    public string Text(string column) => Texts.GetValueOrDefault(column, "");

    public decimal? Amount(string column) => Amounts.TryGetValue(column, out var amount) ? amount : null;
}

/// <param name="Field">The field that holds it, <c>Income</c>.</param>
/// <param name="StatementField">Where it is stated that there is nothing to fill in; null for tables that are never empty.</param>
public sealed record FinanceTable(
    string Field, string Title, TableShape Shape, IReadOnlyList<FinanceColumn> Columns, IReadOnlyList<FinanceRow> Rows,
    string? StatementField = null, string Statement = "")
{
    public IEnumerable<FinanceColumn> AmountColumns => Columns.Where(c => c.IsAmount);

    public FinanceColumn? Column(string name) => Columns.FirstOrDefault(c => c.Name == name);

    public bool HasAmounts => Rows.Any(r => r.Amounts.Values.Any(a => a != 0));
}

/// <summary>A budget or a final account as the rules see it.</summary>
/// <param name="Part">The part of the item, which begins the names of its fields.</param>
/// <param name="Unit">万元 or 元.</param>
/// <param name="Explanation">“三公”经费增减变化说明.</param>
public sealed record FinanceReport(string Part, bool IsFinal, string Unit, IReadOnlyList<FinanceTable> Tables, string Explanation)
{
    public FinanceTable? Table(string field) => Tables.FirstOrDefault(t => t.Field == field);

    internal Failure At(FinanceTable table, string code, params object?[] args) => Failure.At($"{Part}.{table.Field}.Rows", code, [table.Title, .. args]);
}

/// <summary>Amounts as they are compared and told.</summary>
public static class Amounts
{
    /// <summary>
    /// What one addend may be off by, in the unit of the tables: amounts are published with two decimals, each rounded for itself,
    /// so that a total and the sum of its rounded parts differ by up to one hundredth for each part.
    /// </summary>
    public const decimal RoundingPerAddend = 0.01m;

    public const int Decimals = 2;

    public static bool Agree(decimal total, decimal sum, int addends) => Math.Abs(total - sum) <= RoundingPerAddend * Math.Max(1, addends);

    public static string Shown(decimal amount) => amount.ToString("#,##0.00##", CultureInfo.InvariantCulture);

    public static int DecimalsOf(decimal amount) => (amount / 1.000000000000000000000000000000000m).Scale;
}

/// <summary>The words of rows that tables share.</summary>
internal static partial class RowNames
{
    /// <summary>Without blanks and quotes, brackets as in ASCII.</summary>
    public static string Plain(string text) => Noise().Replace(text, "").Replace('（', '(').Replace('）', ')');

    /// <summary>合计, 总计, 支出合计.</summary>
    public static bool IsTotal(string plain) => Total().IsMatch(plain);

    /// <summary>本年收入合计, 本年支出.</summary>
    public static bool IsYearTotal(string plain) => YearTotal().IsMatch(plain);

    public static bool IsGrandTotal(string plain) => plain.Contains("总计", StringComparison.Ordinal);

    /// <summary>其中：…: a part told apart without being all.</summary>
    public static bool IsPartial(string plain) => plain.StartsWith("其中", StringComparison.Ordinal);

    /// <summary>（一）…, 1.…: a line below the one before.</summary>
    public static bool IsNumberedBelow(string plain) => Below().IsMatch(plain);

    /// <summary>A line below a carry-over, by the kind of its money.</summary>
    public static bool IsKindOfMoney(string plain) => Money().IsMatch(plain);

    /// <summary>Without 一、 and the like.</summary>
    public static string Unnumbered(string plain) => Number().Replace(plain, "");

    [GeneratedRegex("[\\s\u3000“”\"‘’'《》]")]
    private static partial Regex Noise();

    [GeneratedRegex(@"^(?:本年)?(?:收入|支出)?(?:合计|总计|小计|共计)[:：]?\z")]
    private static partial Regex Total();

    [GeneratedRegex(@"^(?:本年(?:收入|支出)(?:合计|小计)?|(?:收入|支出)?(?:合计|小计))[:：]?\z")]
    private static partial Regex YearTotal();

    [GeneratedRegex(@"^(?:\([一二三四五六七八九十]+\)|\(?[0-9]+[.．、)])")]
    private static partial Regex Below();

    [GeneratedRegex("^(?:一般公共预算|政府性基金预算|国有资本经营预算|基本支出结转|项目支出结转|财政拨款结转|非财政拨款结转)")]
    private static partial Regex Money();

    [GeneratedRegex("^[一二三四五六七八九十]+[、.．]")]
    private static partial Regex Number();
}
