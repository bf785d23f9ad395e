using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace GovPortal.Supervision.Features;

/// <summary>
/// At the start of the portal the first night's self-inspection and the next month's draft are appointed; each appoints the next.
/// <c>Portal:Supervision:Nightly</c> and <c>Portal:Supervision:Monthly</c> false leave them to people.
/// </summary>
internal sealed class Rounds(InspectNightly nightly, DraftSummary draft, IConfiguration configuration) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration.GetValue("Portal:Supervision:Nightly", true)) await nightly.AppointAsync(stoppingToken);
        if (configuration.GetValue("Portal:Supervision:Monthly", true)) await draft.AppointAsync(stoppingToken);
    }
}
