using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Notifications.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Features;

/// <param name="Id">Null makes a new one.</param>
/// <param name="AgencyId">Null: what belongs to any agency or to none.</param>
public sealed record SaveWebhookCommand(string? Id, string Url, IReadOnlyList<string> Tones, IReadOnlyList<string> EventKinds, string? AgencyId);

/// <param name="Secret">Of a new webhook, to be shown this once; null where it was changed.</param>
public sealed record WebhookSaved(string Id, string? Secret);

/// <summary>
/// Makes or changes a webhook. Failures: <c>access.not-allowed</c>, <c>webhook.unknown</c>, <c>webhook.bad-url</c>,
/// <c>webhook.nothing-chosen</c>, <c>webhook.unknown-tone</c>, <c>webhook.unknown-kind</c>, <c>webhook.unknown-agency</c>.
/// Side effect: <c>webhook.changed</c>. Whether the address may be called at all is decided when it is called.
/// </summary>
public sealed class SaveWebhook(PortalTransactions transactions, EventKinds kinds, Microsoft.AspNetCore.DataProtection.IDataProtectionProvider protection)
{
    public async Task<Result<WebhookSaved>> HandleAsync(SaveWebhookCommand command, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!actor.CanSomewhere(NoticePermissions.Manage) || !actor.MayManage(command.AgencyId)) return Failure.Of(Failure.NotAllowed);
        var failures = Check(command);
        if (failures.Count > 0) return failures;

        await using var tx = await transactions.BeginAsync(cancellation);
        if (command.AgencyId is { } agency && !await tx.Db.Set<Agency>().AnyAsync(a => a.Id == agency, cancellation)) return Failure.At("AgencyId", "webhook.unknown-agency");
        var webhook = command.Id is null ? null : await tx.Db.Set<Webhook>().FirstOrDefaultAsync(w => w.Id == command.Id, cancellation);
        string? secret = null;
        if (command.Id is null)
        {
            secret = WebhookSecrets.New();
            webhook = new Webhook
            {
                Id = ContentIds.New(), Url = "", Secret = new WebhookSecrets(protection).Protect(secret), Tones = "", EventKinds = "", IsEnabled = true, CreatedUtc = tx.NowUtc,
            };
            tx.Db.Add(webhook);
        }
        if (webhook is null) return Failure.Of("webhook.unknown");
        if (!actor.MayManage(command.Id is null ? command.AgencyId : webhook.AgencyId)) return Failure.Of(Failure.NotAllowed);
        (webhook.Url, webhook.AgencyId) = (command.Url.Trim(), command.AgencyId);
        (webhook.Tones, webhook.EventKinds) = (string.Join(' ', command.Tones.Distinct()), string.Join(' ', command.EventKinds.Distinct()));
        tx.AppendChange(NoticeEvents.Changed(secret is null ? "changed" : "created", webhook, actor.UserId), typeof(Webhook));
        await tx.CommitAsync(cancellation);
        return new WebhookSaved(webhook.Id, secret);
    }

    private List<Failure> Check(SaveWebhookCommand command)
    {
        var failures = new List<Failure>();
        var url = command.Url.Trim();
        if (url.Length > Webhook.MaxUrlLength || !Uri.TryCreate(url, UriKind.Absolute, out var read) || read.Scheme is not ("http" or "https") || read.UserInfo.Length > 0)
        {
            failures.Add(Failure.At("Url", "webhook.bad-url", Webhook.MaxUrlLength));
        }
        if (command.Tones.Count == 0 && command.EventKinds.Count == 0) failures.Add(Failure.At("Tones", "webhook.nothing-chosen"));
        failures.AddRange(command.Tones.Where(t => !Rules.Tones.All.Contains(t)).Select(t => Failure.At("Tones", "webhook.unknown-tone", t)));
        var known = kinds.All.Where(Webhook.MayTell).Select(k => k.Name).ToHashSet(StringComparer.Ordinal);
        failures.AddRange(command.EventKinds.Where(k => !known.Contains(k)).Select(k => Failure.At("EventKinds", "webhook.unknown-kind", k)));
        return failures;
    }
}
