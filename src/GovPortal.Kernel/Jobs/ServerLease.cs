using GovPortal.Kernel.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GovPortal.Kernel.Jobs;

/// <summary>This process among those that serve the same database.</summary>
/// <param name="Id">Unique while it runs.</param>
/// <param name="DataPath">Folder for this node's files.</param>
public sealed record Node(string Id, string DataPath);

/// <summary>Shows by a lease that a server runs on this database, so that no command line writes beside it.</summary>
public sealed class ServerLease(Leases leases, Node node, ILogger<ServerLease> log) : BackgroundService
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(Leases.ServerSeconds);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await leases.TryTakeAsync(Leases.ServerName(node.Id), node.Id, Length, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Length / 3, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                await leases.TryTakeAsync(Leases.ServerName(node.Id), node.Id, Length, stoppingToken);
            }
#pragma warning disable CA1031 // The next renewal tries again; the lease outlives two that fail.
            catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
            {
                log.LogError(error, "Renewing the server lease failed");
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await leases.ReleaseAsync(Leases.ServerName(node.Id), node.Id, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Somebody writes for longer than the stop may take; the lease ends by itself.
        }
    }
}
