using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Outbound;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GovPortal.Channels.Sending;

/// <summary>
/// Sends and takes down what is due, on one node at a time. An attempt is claimed in a transaction of its own before it begins, so
/// that two nodes never send one posting at once; it is sent again only where a node died between sending and recording it.
/// </summary>
internal sealed class Dispatcher(
    IEnumerable<IChannelSender> senders, PackItem pack, IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, Leases leases, Node node,
    IDataProtectionProvider protection, TimeProvider time, ILogger<Dispatcher> log) : IDisposable
{
    /// <summary>Stands in <see cref="ChannelPosting.LastError"/> from the claim until the attempt's end is recorded.</summary>
    internal const string UnderWay = "channel.interrupted";

    private const int BatchSize = 50;
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(2);

    private readonly Dictionary<ChannelKind, IChannelSender> _senders = senders.ToDictionary(s => s.Kind);
    private readonly ChannelSecrets _secrets = new(protection);

    /// <summary>The lease keeps other nodes out; this keeps this node's own flows apart.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    public void Dispose() => _turn.Dispose();

    /// <summary>Answers how many attempts were made. Tests drive the channels by this.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await SendDueAsync(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<int> SendDueAsync(CancellationToken cancellation)
    {
        var (attempts, away) = (0, new List<string>());
        while (true)
        {
            var batch = await DueAsync(away, cancellation);
            if (batch.Count == 0) return attempts;
            foreach (var due in batch)
            {
                if (away.Contains(due.ChannelId!)) continue;
                // Renewed for each: a long sweep must not lose it half-way.
                if (!await leases.TryTakeAsync("channels", node.Id, LeaseLength, cancellation)) return attempts;
                if (await ClaimAsync(due.Id, cancellation) is not var (posting, channel)) continue;
                attempts++;
                var outcome = await TryAsync(channel, posting, cancellation);
                await RecordAsync(channel, posting, outcome, cancellation);
                if (outcome?.IsUnreachable == true) away.Add(channel.Id);
            }
        }
    }

    private async Task<List<ChannelPosting>> DueAsync(List<string> away, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.UtcNow();
        return await (
            from p in db.Set<ChannelPosting>().AsNoTracking()
            join c in db.Set<Channel>() on p.ChannelId equals c.Id
            where p.Task != PostingTask.None && p.DueUtc <= now && c.IsEnabled && !away.Contains(c.Id)
            orderby p.DueUtc, p.Id
            select p).Take(BatchSize).ToListAsync(cancellation);
    }

    /// <summary>The posting as it is now, if the attempt is this node's; null where there is nothing to do for it any more.</summary>
    private async Task<(ChannelPosting, Channel)?> ClaimAsync(string id, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var posting = await tx.Db.Set<ChannelPosting>().FirstOrDefaultAsync(p => p.Id == id && p.Task != PostingTask.None && p.DueUtc <= tx.NowUtc, cancellation);
        if (posting is null || await tx.Db.Set<Channel>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == posting.ChannelId && c.IsEnabled, cancellation) is not { } channel) return null;
        // Sent twice it would stand there twice: somebody has to look first.
        var unsure = posting is { Task: PostingTask.Send, IsUnsure: true } && !_senders[channel.Kind].IsIdempotent;
        var goes = posting.Attempts < Attempts.Max && !unsure;
        if (goes)
        {
            if (posting.Task == PostingTask.Send) posting.IsUnsure = true;
            (posting.Attempts, posting.DueUtc, posting.LastError, posting.ClaimId) = (posting.Attempts + 1, tx.NowUtc + Attempts.Claim, UnderWay, ContentIds.New());
        }
        else GiveUp(tx, posting, unsure ? "channel.unsure" : posting.LastError);
        await tx.CommitAsync(cancellation);
        return goes ? (posting, channel) : null;
    }

    /// <summary>Null where the item is public no more; superseded where a newer version is.</summary>
    private async Task<SendOutcome?> TryAsync(Channel channel, ChannelPosting posting, CancellationToken cancellation)
    {
        try
        {
            if (_secrets.Read(channel) is not { } secret) return SendOutcome.Stop(channel.Secret.Length == 0 ? "channel.no-secret" : "channel.secret-unreadable");
            var sender = _senders[channel.Kind];
            if (posting.Task == PostingTask.Withdraw)
            {
                if (posting.ExternalId is not null || channel.Kind == ChannelKind.CountyPortal) return await sender.WithdrawAsync(channel, secret, posting, cancellation);
                return posting.IsUnsure || PostingStates.IsThere(posting.State) ? SendOutcome.Stop("channel.no-external-id") : new SendOutcome { State = PostingState.Withdrawn };
            }
            if (await pack.OneAsync(posting.ContentItemId, cancellation) is not { } parcel) return null;
            if (parcel.Stored.Version.Id != posting.VersionId) return new SendOutcome { State = PostingState.Superseded };
            if (parcel.SiteUrl.Length == 0) return SendOutcome.Stop("channel.no-base-url");
            return await sender.SendAsync(channel, secret, posting, parcel, cancellation);
        }
#pragma warning disable CA1031 // A posting's failure is its own: it is recorded on its row and tried again.
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.LogError(error, "Posting {PostingId} failed", posting.Id);
            return SendOutcome.Later("channel.failed", error.GetType().Name) with { IsUnsure = true };
        }
    }

    private async Task RecordAsync(Channel channel, ChannelPosting claimed, SendOutcome? outcome, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<ChannelPosting>().FirstOrDefaultAsync(p => p.Id == claimed.Id && p.ClaimId == claimed.ClaimId, cancellation) is not { } posting) return;
        if (outcome?.CoverMediaId is { } cover)
        {
            await tx.Db.Set<Channel>().Where(c => c.Id == channel.Id && c.CoverMediaId == "").ExecuteUpdateAsync(set => set.SetProperty(c => c.CoverMediaId, cover), cancellation);
        }
        var wasSent = claimed.Task == PostingTask.Send;
        if (wasSent) posting.IsUnsure = outcome?.IsUnsure == true;
        posting.LastError = outcome?.Error is { Length: > ChannelPosting.MaxError } text ? text[..ChannelPosting.MaxError] : outcome?.Error;
        if (outcome is null or { State: PostingState.Superseded }) Drop(tx, posting, outcome?.State ?? PostingState.Withdrawn);
        else if (outcome.Error is null) await SucceedAsync(tx, posting, outcome, wasSent, cancellation);
        else if (posting.Task == claimed.Task && (outcome.IsFinal || posting.Attempts >= Attempts.Max)) GiveUp(tx, posting, posting.LastError);
        else posting.DueUtc = posting.Task == claimed.Task ? tx.NowUtc + Attempts.WaitAfter(posting.Attempts) : tx.NowUtc;
        if (outcome?.Error is not null) log.LogWarning("Posting {PostingId} was not sent at attempt {Attempt}: {Error}", posting.Id, posting.Attempts, posting.LastError);
        await tx.CommitAsync(cancellation);
    }

    /// <summary>Not sent, because it is not what is public now.</summary>
    private static void Drop(PortalTransaction tx, ChannelPosting posting, PostingState state)
    {
        posting.Task = PostingTask.None;
        // An attempt before this one may have arrived: the event that tells of the withdrawal takes it down over there.
        if (state == PostingState.Withdrawn && posting.Attempts > 1)
        {
            posting.IsUnsure = true;
            return;
        }
        posting.Move(state, tx.NowUtc);
        tx.Append(ChannelEvents.Moved(posting, Actor.System));
    }

    private static async Task SucceedAsync(PortalTransaction tx, ChannelPosting posting, SendOutcome outcome, bool wasSent, CancellationToken cancellation)
    {
        posting.ExternalId = outcome.ExternalId ?? posting.ExternalId;
        posting.Address = outcome.Address ?? posting.Address;
        posting.Reason = outcome.Reason ?? posting.Reason;
        if (wasSent && posting.Task == PostingTask.Withdraw) posting.DueUtc = tx.NowUtc;
        else posting.Task = PostingTask.None;
        // A receipt may have been quicker.
        if (!wasSent || posting.State is PostingState.Queued or PostingState.Failed)
        {
            posting.Move(outcome.State, tx.NowUtc);
            tx.Append(ChannelEvents.Moved(posting, Actor.System));
        }
        if (wasSent) posting.SubmittedUtc ??= tx.NowUtc;
        if (!wasSent || posting.Kind != ChannelKind.CountyPortal || !PostingStates.IsThere(posting.State)) return;
        var older = await tx.Db.Set<ChannelPosting>()
            .Where(p => p.ChannelId == posting.ChannelId && p.ContentItemId == posting.ContentItemId && p.Number < posting.Number && p.Task != PostingTask.Withdraw).ToListAsync(cancellation);
        foreach (var replaced in older.Where(p => PostingStates.IsThere(p.State)))
        {
            replaced.Move(PostingState.Superseded, tx.NowUtc);
            tx.Append(ChannelEvents.Moved(replaced, Actor.System));
        }
    }

    /// <summary>Parked: a posting until somebody sends it again, a withdrawal until somebody took it down by hand.</summary>
    private static void GiveUp(PortalTransaction tx, ChannelPosting posting, string? error)
    {
        posting.LastError = error;
        if (posting.Task == PostingTask.Withdraw)
        {
            posting.NeedsHand = true;
            tx.Append(ChannelEvents.Hand(posting, Actor.System));
        }
        else
        {
            posting.Move(PostingState.Failed, tx.NowUtc);
            tx.Append(ChannelEvents.Moved(posting, Actor.System));
        }
        posting.Task = PostingTask.None;
    }
}

/// <summary>Lets the dispatcher look for what is due.</summary>
internal sealed class ChannelSweeper(Dispatcher dispatcher, ILogger<ChannelSweeper> log) : BackgroundService
{
    /// <summary>How often due rows are looked for, in seconds.</summary>
    private const int PollSeconds = 5;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(PollSeconds));
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default))
        {
            try
            {
                await dispatcher.SweepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // An outage of the database ends with it; the sweeper does not.
            catch (Exception error)
#pragma warning restore CA1031
            {
                log.LogError(error, "Sending to channels failed");
            }
        }
    }
}
