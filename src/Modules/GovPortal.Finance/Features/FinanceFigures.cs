using System.Text.Json.Nodes;
using GovPortal.Finance.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Finance.Features;

/// <summary>The key figures a page and its entry in a list show: income, expenditure and 三公, in the unit of the tables.</summary>
internal sealed class FinanceFigures : IPublicFacts
{
    public string Name => "finance";

    public Task<JsonNode?> ForAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation)
    {
        if (!FinanceTypes.Is(version.Item.ContentType)) return Task.FromResult<JsonNode?>(null);
        var report = FinanceTables.Report(version.Type, version.Data);
        var balance = report.Table("Balance");
        return Task.FromResult<JsonNode?>(new JsonObject
        {
            ["unit"] = report.Unit,
            ["income"] = Shown(balance is null ? null : BalanceSums.Grand(balance, BalanceSums.Income)),
            ["expenditure"] = Shown(balance is null ? null : BalanceSums.Grand(balance, BalanceSums.Expenditure)),
            ["threePublic"] = Shown(report.Table("ThreePublic") is { } table ? ThreePublic.Total(table) : null),
        });
    }

    private static string? Shown(decimal? amount) => amount is { } known ? Amounts.Shown(known) : null;
}
