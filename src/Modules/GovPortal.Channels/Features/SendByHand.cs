using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Features;

/// <summary>
/// What people do for a posting: send an item to a channel, again where it was given up or sent back, and write down what happened over
/// there. Failures: <c>access.not-allowed</c>, <c>posting.not-public</c>, <c>channel.unknown</c>, <c>channel.off</c>, <c>channel.other-agency</c>,
/// <c>posting.there-already</c>, <c>posting.unknown</c>, <c>posting.nothing-to-retry</c>, <c>posting.not-there</c>, <c>posting.bad-address</c>. Side
/// effects: <c>posting.queued</c>, <c>posting.withdrawn</c>, <c>posting.online</c>.
/// </summary>
public sealed class SendByHand(PortalTransactions transactions)
{
    /// <summary>Only what is public now, and only its live version.</summary>
    public Task<Result> SendAsync(string contentItemId, string channelId, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        if (await QueuePostings.Live(tx.Db).FirstOrDefaultAsync(r => r.ContentItemId == contentItemId, cancellation) is not { } live)
        {
            return Failure.Of(actor.CanSomewhere(ChannelPermissions.Send) ? "posting.not-public" : Failure.NotAllowed);
        }
        if (!actor.Can(ChannelPermissions.Send, live.AgencyId)) return Failure.Of(Failure.NotAllowed);
        if (await tx.Db.Set<Channel>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == channelId, cancellation) is not { } channel) return Failure.Of("channel.unknown");
        if (!channel.IsEnabled) return Failure.Of("channel.off");
        if (!channel.Concerns(live.AgencyId)) return Failure.Of("channel.other-agency");
        var own = await tx.Db.Set<ChannelPosting>().Where(p => p.ContentItemId == contentItemId && p.ChannelId == channelId).ToListAsync(cancellation);
        if (QueuePostings.Add(tx, live, channel, own, actor) is not null) return Result.Ok;
        var known = own.Single(p => p.VersionId == live.VersionId);
        return Again(tx, known, actor) ? Result.Ok : Failure.Of("posting.there-already");
    }, cancellation);

    /// <summary>Sends what was given up or sent back, tries again to take down what could not be.</summary>
    public Task<Result> RetryAsync(string postingId, Actor actor, CancellationToken cancellation) => DoAsync(postingId, actor, async (tx, posting) =>
    {
        if (!await tx.Db.Set<Channel>().AnyAsync(c => c.Id == posting.ChannelId && c.IsEnabled, cancellation)) return Failure.Of("channel.off");
        if (posting.NeedsHand)
        {
            (posting.NeedsHand, posting.Task, posting.Attempts, posting.DueUtc) = (false, PostingTask.Withdraw, 0, tx.NowUtc);
            return Result.Ok;
        }
        if (posting.Task != PostingTask.None && posting.LastError is not null && posting.LastError != Sending.Dispatcher.UnderWay)
        {
            (posting.Attempts, posting.DueUtc) = (0, tx.NowUtc);
            return Result.Ok;
        }
        if (!await QueuePostings.Live(tx.Db).AnyAsync(r => r.ContentItemId == posting.ContentItemId && r.VersionId == posting.VersionId, cancellation)) return Failure.Of("posting.not-public");
        return Again(tx, posting, actor) ? Result.Ok : Failure.Of("posting.nothing-to-retry");
    }, cancellation);

    /// <summary>Somebody took it down over there.</summary>
    public Task<Result> ConfirmWithdrawnAsync(string postingId, Actor actor, CancellationToken cancellation) => DoAsync(postingId, actor, (tx, posting) =>
    {
        if (!posting.NeedsHand) return Task.FromResult<Result>(Failure.Of("posting.not-there"));
        (posting.NeedsHand, posting.Task, posting.IsUnsure) = (false, PostingTask.None, false);
        posting.Move(PostingState.Withdrawn, tx.NowUtc);
        tx.Append(ChannelEvents.Moved(posting, actor));
        return Task.FromResult(Result.Ok);
    }, cancellation);

    /// <summary>Somebody saw it online over there, published the draft, or found that an attempt without an answer had arrived.</summary>
    public Task<Result> ConfirmOnlineAsync(string postingId, string? address, Actor actor, CancellationToken cancellation) => DoAsync(postingId, actor, (tx, posting) =>
    {
        var given = address?.Trim() ?? "";
        if (given.Length > 0 && !WebAddress.IsOne(given)) return Task.FromResult<Result>(Failure.Of("posting.bad-address"));
        if (posting.NeedsHand || posting is not ({ State: PostingState.Submitted or PostingState.Accepted } or { State: PostingState.Failed, IsUnsure: true })) return Task.FromResult<Result>(Failure.Of("posting.not-there"));
        if (given.Length > 0) posting.Address = given;
        (posting.IsUnsure, posting.LastError) = (false, null);
        posting.Move(PostingState.Online, tx.NowUtc);
        tx.Append(ChannelEvents.Moved(posting, actor));
        return Task.FromResult(Result.Ok);
    }, cancellation);

    /// <summary>Queues anew what is not over there; an attempt whose end is not known was looked into by whoever asks.</summary>
    private static bool Again(PortalTransaction tx, ChannelPosting posting, Actor actor)
    {
        if (posting.State is not (PostingState.Failed or PostingState.Refused or PostingState.Withdrawn or PostingState.Superseded) || posting.NeedsHand) return false;
        (posting.Task, posting.Attempts, posting.DueUtc, posting.LastError, posting.Reason, posting.IsUnsure) = (PostingTask.Send, 0, tx.NowUtc, null, null, false);
        (posting.ExternalId, posting.Address) = (null, null);
        posting.Move(PostingState.Queued, tx.NowUtc);
        tx.Append(ChannelEvents.Moved(posting, actor));
        return true;
    }

    private Task<Result> DoAsync(string postingId, Actor actor, Func<PortalTransaction, ChannelPosting, Task<Result>> act, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        if (!actor.CanSomewhere(ChannelPermissions.Send)) return Failure.Of(Failure.NotAllowed);
        if (await tx.Db.Set<ChannelPosting>().FirstOrDefaultAsync(p => p.Id == postingId && p.ChannelId != null, cancellation) is not { } posting) return Failure.Of("posting.unknown");
        if (!actor.Can(ChannelPermissions.Send, posting.AgencyId)) return Failure.Of(Failure.NotAllowed);
        return await act(tx, posting);
    }, cancellation);
}
