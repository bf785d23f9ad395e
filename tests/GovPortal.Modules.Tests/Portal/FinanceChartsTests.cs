using System.Text.Json.Nodes;
using GovPortal.Portal.Items;

namespace GovPortal.Modules.Tests.Portal;

public sealed class FinanceChartsTests
{
    private static readonly List<JsonObject> Columns =
        [.. new[] { ("item", "项目", "text"), ("lastYear", "上年预算数", "money"), ("amount", "本年预算数", "money") }
            .Select(c => new JsonObject { ["Name"] = c.Item1, ["Title"] = c.Item2, ["Type"] = c.Item3 })];

    [Fact]
    public void Bars_leave_out_totals_and_lines_without_an_amount()
    {
        var chart = Assert.Single(FinanceCharts.Of("Items", [Row("合计", 9, 8), Row("因公出国（境）费", 0, 0), Row("公务接待费", 4, 3), Row("公务用车运行费", 5, 5)], Columns));
        Assert.Equal("""{"labels":["公务接待费","公务用车运行费"],"series":[{"name":"上年预算数","values":[4,5]},{"name":"本年预算数","values":[3,5]}]}""", chart.Json);
    }

    [Theory]
    [InlineData("Codes", 3)]
    [InlineData(null, 3)]
    [InlineData("Items", 1)]
    [InlineData("Items", 0)]
    public void What_cannot_be_compared_is_not_drawn(string? shape, int rows) =>
        Assert.Empty(FinanceCharts.Of(shape, [.. Enumerable.Range(1, rows).Select(i => Row("项目" + i, i, i))], Columns));

    private static JsonObject Row(string item, decimal lastYear, decimal amount) => new() { ["item"] = item, ["lastYear"] = lastYear, ["amount"] = amount };
}
