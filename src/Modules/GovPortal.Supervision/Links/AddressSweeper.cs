using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GovPortal.Supervision.Links;

/// <summary>Looks at addresses outside once a minute, as long as <c>Portal:Supervision:ExternalLinks</c> lets it.</summary>
internal sealed partial class AddressSweeper(CheckAddresses check, OutsideLinkOptions options, ILogger<AddressSweeper> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.IsOn) return;
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default))
        {
            try
            {
                await check.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // An outage of the database ends with it; the sweeper does not.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Failed(log, error);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Looking at addresses outside failed")]
    private static partial void Failed(ILogger log, Exception error);
}
