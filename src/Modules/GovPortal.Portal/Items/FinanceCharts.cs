using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Items;

/// <summary>
/// Bars of the tables in which single lines can be compared: what a balance (收支总表) is made of on either side, and the items of
/// 三公经费 with last year. Totals and lines without an amount are not drawn. The table itself is the text of each chart.
/// </summary>
internal static class FinanceCharts
{
    private const int MostBars = 20;
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>合计、总计, and sums over the year.</summary>
    public static bool IsTotal(string text) => text.Contains("合计", StringComparison.Ordinal) || text.Contains("总计", StringComparison.Ordinal);

    /// <param name="shape">The table's <c>Shape</c>: <c>Balance</c> and <c>Items</c> have charts.</param>
    public static IReadOnlyList<FinanceChart> Of(string? shape, List<JsonObject> rows, List<JsonObject> columns)
    {
        string Title(string name) => columns.Find(c => ItemFacts.Text(c["Name"]) == name) is { } column ? ItemFacts.Text(column["Title"]) ?? name : name;
        FinanceChart?[] charts = shape switch
        {
            "Balance" => [Chart(Title("incomeItem"), rows, "incomeItem", [("income", Title("income"))]), Chart(Title("expenseItem"), rows, "expenseItem", [("expense", Title("expense"))])],
            "Items" => [Chart("", rows, "item", [.. columns.Where(c => ItemFacts.Text(c["Type"]) == "money").Select(c => ItemFacts.Text(c["Name"])!).Select(n => (n, Title(n)))])],
            _ => [],
        };
        return [.. charts.OfType<FinanceChart>()];
    }

    private static FinanceChart? Chart(string title, List<JsonObject> rows, string label, (string Name, string Title)[] values)
    {
        var bars = rows.Select(row => (Label: ItemFacts.Text(row[label])?.Trim() ?? "", Amounts: values.Select(v => Amount(row[v.Name])).ToArray()))
            .Where(b => b.Label.Length > 0 && !IsTotal(b.Label) && b.Amounts.Any(a => a != 0)).Take(MostBars).ToList();
        if (bars.Count < 2) return null;
        var data = new JsonObject
        {
            ["labels"] = new JsonArray([.. bars.Select(b => (JsonNode)b.Label)]),
            ["series"] = new JsonArray([.. values.Select((v, i) => new JsonObject { ["name"] = v.Title, ["values"] = new JsonArray([.. bars.Select(b => (JsonNode)b.Amounts[i])]) })]),
        };
        return new FinanceChart(title, data.ToJsonString(Options), bars.Count * values.Length);
    }

    private static decimal Amount(JsonNode? node) => node is JsonValue value && value.TryGetValue<decimal>(out var amount) ? amount : 0;
}
