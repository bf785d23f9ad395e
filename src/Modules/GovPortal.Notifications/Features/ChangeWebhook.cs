using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Notifications.Model;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Features;

/// <summary>
/// What is done to a webhook beside its settings: a new secret, off and on, away, a try. Failures: <c>access.not-allowed</c>,
/// <c>webhook.unknown</c>, <c>webhook.off</c>. Side effect, but for a try: <c>webhook.changed</c>.
/// </summary>
public sealed class ChangeWebhook(PortalTransactions transactions, IDataProtectionProvider protection)
{
    /// <summary>A new secret, to be shown this once; the old one ends at once, also for what already waits.</summary>
    public async Task<Result<string>> RotateAsync(string id, Actor actor, CancellationToken cancellation)
    {
        var secret = WebhookSecrets.New();
        var result = await DoAsync(id, actor, (_, webhook) =>
        {
            webhook.Secret = new WebhookSecrets(protection).Protect(secret);
            return Task.FromResult<string?>("rotated");
        }, cancellation);
        return result.Succeeded ? secret : result.As<string>();
    }

    /// <summary>Off: nothing is queued, and what waits is given up when its time comes.</summary>
    public Task<Result> EnableAsync(string id, bool enabled, Actor actor, CancellationToken cancellation) => DoAsync(id, actor, (_, webhook) =>
    {
        if (webhook.IsEnabled == enabled) return Task.FromResult<string?>(null);
        webhook.IsEnabled = enabled;
        return Task.FromResult<string?>(enabled ? "enabled" : "disabled");
    }, cancellation);

    /// <summary>Away with its deliveries, sent or waiting.</summary>
    public Task<Result> DeleteAsync(string id, Actor actor, CancellationToken cancellation) => DoAsync(id, actor, async (tx, webhook) =>
    {
        await tx.Db.Set<Delivery>().Where(d => d.WebhookId == webhook.Id).ExecuteDeleteAsync(cancellation);
        tx.Db.Remove(webhook);
        return "deleted";
    }, cancellation);

    /// <summary>Queues a call of the kind <c>webhook.test</c>.</summary>
    public async Task<Result> TestAsync(string id, Actor actor, CancellationToken cancellation)
    {
        var off = false;
        var result = await DoAsync(id, actor, (tx, webhook) =>
        {
            off = !webhook.IsEnabled;
            if (!off) tx.Db.Add(WebhookQueue.Test(webhook, tx.NowUtc));
            return Task.FromResult<string?>(null);
        }, cancellation);
        return off ? Failure.Of("webhook.off") : result;
    }

    /// <param name="change">Answers what it did, for the event; null where there is nothing to tell.</param>
    private async Task<Result> DoAsync(string id, Actor actor, Func<PortalTransaction, Webhook, Task<string?>> change, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(NoticePermissions.Manage)) return Failure.Of(Failure.NotAllowed);
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<Webhook>().FirstOrDefaultAsync(w => w.Id == id, cancellation) is not { } webhook) return Failure.Of("webhook.unknown");
        if (!actor.MayManage(webhook.AgencyId)) return Failure.Of(Failure.NotAllowed);
        if (await change(tx, webhook) is { } what) tx.AppendChange(NoticeEvents.Changed(what, webhook, actor.UserId), typeof(Webhook));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}
