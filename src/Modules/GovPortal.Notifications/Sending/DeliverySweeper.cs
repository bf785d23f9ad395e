using System.Globalization;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Notifications.Features;
using GovPortal.Notifications.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GovPortal.Notifications.Sending;

/// <summary>Sends what is due, each channel for itself: a webhook that hangs does not hold up the mail. Queues the day's digests.</summary>
internal sealed class DeliverySweeper : BackgroundService
{
    /// <summary>How often due rows are looked for, in seconds.</summary>
    private const int PollSeconds = 5;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly DeliveryLane[] _lanes;
    private readonly QueueDigests _digests;
    private readonly DropOldNotices _dropOld;
    private readonly TimeProvider _time;
    private readonly ILogger<DeliverySweeper> _log;
    private DateOnly? _digested;

    public DeliverySweeper(
        IEnumerable<IDeliveryChannel> channels, QueueDigests digests, DropOldNotices dropOld, IDbContextFactory<PortalDbContext> contexts,
        PortalTransactions transactions, Leases leases, Node node, TimeProvider time, ILogger<DeliverySweeper> log)
    {
        _lanes = [.. channels.Select(c => new DeliveryLane(c, contexts, transactions, leases, node, time, log))];
        (_digests, _dropOld, _time, _log) = (digests, dropOld, time, log);
    }

    /// <summary>Sends everything that is due now; answers how many attempts were made. Tests drive deliveries by this.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            // Nobody's browser asks here: mails are in Chinese whatever the machine speaks.
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
            await DailyAsync(cancellation);
            return (await Task.WhenAll(_lanes.Select(l => l.SweepAsync(cancellation)))).Sum();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task DailyAsync(CancellationToken cancellation)
    {
        // Remembered, so that the rest of the day costs no transaction; the row of the day is what decides.
        if (DigestTime.DueDay(_time.UtcNow().ToCivil()) is not { } day || day == _digested) return;
        await _digests.HandleAsync(cancellation);
        await _dropOld.HandleAsync(cancellation);
        _digested = day;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(PollSeconds));
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // An outage of the database ends with it; the sweeper does not.
            catch (Exception error)
#pragma warning restore CA1031
            {
                _log.LogError(error, "Sending due deliveries failed");
            }
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }
}
