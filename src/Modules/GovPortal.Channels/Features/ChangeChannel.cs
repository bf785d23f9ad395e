using GovPortal.Channels.Model;
using GovPortal.Channels.Sending;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Features;

/// <summary>
/// What is done to a channel beside its settings: off and on, a new signing secret, a try. A channel is never deleted: it
/// stands in the record of what got where. Failures: <c>access.not-allowed</c>, <c>channel.unknown</c>, <c>channel.not-signed</c> and, of
/// a try, whatever the other side says. Side effect, but for a try: <c>channel.changed</c>.
/// </summary>
public sealed class ChangeChannel
{
    private readonly PortalTransactions _transactions;
    private readonly IDbContextFactory<PortalDbContext> _contexts;
    private readonly IDataProtectionProvider _protection;
    private readonly IReadOnlyList<IChannelSender> _senders;

    internal ChangeChannel(PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, IDataProtectionProvider protection, IEnumerable<IChannelSender> senders) =>
        (_transactions, _contexts, _protection, _senders) = (transactions, contexts, protection, [.. senders]);

    /// <summary>
    /// Off: nothing more is queued, what waits to be sent goes on waiting, and what waits to be taken down is told as 需人工撤下. On: what
    /// was sent and has a newer version since follows now.
    /// </summary>
    public Task<Result> EnableAsync(string id, bool enabled, Actor actor, CancellationToken cancellation) => DoAsync(id, actor, async (tx, channel) =>
    {
        if (channel.IsEnabled == enabled) return "";
        channel.IsEnabled = enabled;
        if (enabled) await QueuePostings.FollowAgainAsync(tx, channel, cancellation);
        else await QueuePostings.LeaveToPeopleAsync(tx, channel, actor, cancellation);
        return enabled ? "enabled" : "disabled";
    }, cancellation);

    /// <summary>A new secret, to be shown this once; the old one ends at once.</summary>
    public async Task<Result<string>> RotateAsync(string id, Actor actor, CancellationToken cancellation)
    {
        var secret = ChannelSecrets.New();
        var result = await DoAsync(id, actor, (_, channel) =>
        {
            if (channel.Kind != ChannelKind.CountyPortal) return Task.FromResult<string?>(null);
            channel.Secret = new ChannelSecrets(_protection).Protect(secret);
            return Task.FromResult<string?>("secret");
        }, cancellation);
        return result.Succeeded ? secret : result.As<string>();
    }

    /// <summary>Asks the other side whether it knows us; sends nothing of any item.</summary>
    public async Task<Result> TestAsync(string id, Actor actor, CancellationToken cancellation)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellation);
        if (await db.Set<Channel>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellation) is not { } channel) return Failure.Of("channel.unknown");
        if (!actor.CanSomewhere(ChannelPermissions.Manage) || !actor.MayManage(channel.AgencyId)) return Failure.Of(Failure.NotAllowed);
        if (new ChannelSecrets(_protection).Read(channel) is not { } secret) return Failure.Of("channel.no-secret");
        var outcome = await _senders.Single(s => s.Kind == channel.Kind).TestAsync(channel, secret, cancellation);
        return outcome.Error is null ? Result.Ok : SendOutcome.FailureOf(outcome.Error);
    }

    /// <param name="change">Answers what it did, for the event; nothing where there is nothing to tell, null where it can't be.</param>
    private Task<Result> DoAsync(string id, Actor actor, Func<PortalTransaction, Channel, Task<string?>> change, CancellationToken cancellation) => _transactions.WriteAsync(async tx =>
    {
        if (!actor.CanSomewhere(ChannelPermissions.Manage)) return Failure.Of(Failure.NotAllowed);
        if (await tx.Db.Set<Channel>().FirstOrDefaultAsync(c => c.Id == id, cancellation) is not { } channel) return Failure.Of("channel.unknown");
        if (!actor.MayManage(channel.AgencyId)) return Failure.Of(Failure.NotAllowed);
        if (await change(tx, channel) is not { } what) return Failure.Of("channel.not-signed");
        if (what.Length > 0) tx.AppendChange(ChannelEvents.ChannelChanged(what, channel, actor), typeof(Channel));
        return Result.Ok;
    }, cancellation);
}
