using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace GovPortal.Supervision.Features;

/// <summary>At the start of the portal the first night's self-inspection is appointed; <c>Portal:Supervision:Nightly</c> false leaves it to people.</summary>
internal sealed class NightlyInspection(InspectNightly nightly, IConfiguration configuration) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration.GetValue("Portal:Supervision:Nightly", true)) await nightly.AppointAsync(stoppingToken);
    }
}
