using System.Globalization;
using GovPortal.Kernel.Data;
using GovPortal.Notifications.Model;
using GovPortal.Outbound;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Notifications.Sending;

/// <summary>Calls webhooks: a POST of the body as it was queued, signed at each attempt. Any answer of 2xx is a success.</summary>
internal sealed class WebhookChannel(OutboundHttp http, IDbContextFactory<PortalDbContext> contexts, IDataProtectionProvider protection, TimeProvider time)
    : IDeliveryChannel
{
    private readonly WebhookSecrets _secrets = new(protection);

    public DeliveryChannel Kind => DeliveryChannel.Webhook;

    public bool IsOn => true;

    public async Task<Attempt> SendAsync(Delivery delivery, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var webhook = await db.Set<Webhook>().AsNoTracking().FirstOrDefaultAsync(w => w.Id == delivery.WebhookId, cancellation);
        if (webhook is not { IsEnabled: true }) return new Attempt("webhook.off", IsFinal: true);
        if (_secrets.Read(webhook.Secret) is not { } secret) return new Attempt("webhook.secret-unreadable", IsFinal: true);
        var signature = BodySignature.Of(secret, new DateTimeOffset(time.UtcNow(), TimeSpan.Zero).ToUnixTimeSeconds(), delivery.Payload);
        var result = await http.SendAsync(new OutboundRequest(
            HttpMethod.Post, new Uri(webhook.Url), [new(BodySignature.DeliveryHeader, delivery.Id), new(BodySignature.Header, signature)], delivery.Payload, "application/json"), cancellation);
        if (!result.Succeeded)
        {
            var failure = result.Failures[0];
            var error = string.Join(' ', failure.Args.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture)).Prepend(failure.Code));
            return new Attempt(error, IsUnreachable: failure.Code is "outbound.timeout" or "outbound.unreachable" or "outbound.cut-off" or "outbound.address-refused");
        }
        return result.Value.Status is >= 200 and < 300 ? Attempt.Sent : new Attempt($"webhook.status {result.Value.Status}");
    }

    public Task CloseAsync() => Task.CompletedTask;
}
