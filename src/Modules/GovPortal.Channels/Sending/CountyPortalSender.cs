using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Channels.Features;
using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Outbound;

namespace GovPortal.Channels.Sending;

/// <summary>
/// The county portal (电子政务推进中心) in our own protocol, <c>docs/formats.md</c>: a signed POST of what is public of the item. An answer
/// of 2xx is 已报送; its body may be a receipt already.
/// </summary>
internal sealed class CountyPortalSender(OutboundHttp http, TimeProvider time) : IChannelSender
{
    public ChannelKind Kind => ChannelKind.CountyPortal;

    public bool IsIdempotent => true;

    public Task<SendOutcome> SendAsync(Channel channel, string secret, ChannelPosting posting, Parcel parcel, CancellationToken cancellation) =>
        CallAsync(channel, secret, posting.Id, new JsonObject
        {
            ["delivery"] = posting.Id, ["event"] = posting.IsChange ? "changed" : "published", ["channel"] = channel.Id, ["sentUtc"] = Now(), ["version"] = posting.Number,
            ["contentItemId"] = posting.ContentItemId, ["url"] = parcel.Url, ["tags"] = new JsonObject(parcel.Tags.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value))),
            ["contentItem"] = parcel.Json(),
            ["attachments"] = new JsonArray([.. parcel.Files.Select(f => (JsonNode)new JsonObject
            {
                ["name"] = f.FileName, ["contentType"] = f.ContentType, ["length"] = f.Length, ["sha256"] = f.Sha256, ["url"] = parcel.UrlOf(f),
            })]),
        }, PostingState.Submitted, cancellation);

    public Task<SendOutcome> WithdrawAsync(Channel channel, string secret, ChannelPosting posting, CancellationToken cancellation) =>
        CallAsync(channel, secret, posting.Id, new JsonObject
        {
            ["delivery"] = posting.Id, ["event"] = "withdrawn", ["channel"] = channel.Id, ["sentUtc"] = Now(), ["version"] = posting.Number, ["contentItemId"] = posting.ContentItemId,
        }, PostingState.Withdrawn, cancellation);

    public Task<SendOutcome> TestAsync(Channel channel, string secret, CancellationToken cancellation)
    {
        var id = ContentIds.New();
        return CallAsync(channel, secret, id, new JsonObject { ["delivery"] = id, ["event"] = "test", ["channel"] = channel.Id, ["sentUtc"] = Now() }, PostingState.Submitted, cancellation);
    }

    private string Now() => time.UtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<SendOutcome> CallAsync(Channel channel, string secret, string delivery, JsonObject document, PostingState done, CancellationToken cancellation)
    {
        var body = document.ToJsonString(CanonicalJson.Unescaped);
        var signature = BodySignature.Of(secret, new DateTimeOffset(time.UtcNow(), TimeSpan.Zero).ToUnixTimeSeconds(), body);
        var result = await http.SendAsync(new OutboundRequest(
            HttpMethod.Post, new Uri(channel.BaseUrl), [new(BodySignature.DeliveryHeader, delivery), new(BodySignature.Header, signature)], body, "application/json"), cancellation);
        if (!result.Succeeded) return SendOutcome.Unanswered(result.Failures[0]);
        var (status, receipt) = (result.Value.Status, Receipt.Read(result.Value.Body));
        if (status is >= 200 and < 300)
        {
            var outcome = new SendOutcome { State = done, ExternalId = receipt?.ExternalId, Address = receipt?.Address };
            // What it says of a withdrawal does not bring the item back.
            return done == PostingState.Submitted && receipt?.State is { } state ? outcome with { State = state, Reason = receipt.Reason } : outcome;
        }
        if (done == PostingState.Withdrawn && status is 404 or 410) return new SendOutcome { State = PostingState.Withdrawn };
        if (done == PostingState.Submitted && status is 400 or 409 or 413 or 422)
        {
            return new SendOutcome { State = PostingState.Refused, Reason = receipt?.Reason ?? $"HTTP {status}", ExternalId = receipt?.ExternalId };
        }
        return SendOutcome.Later("channel.status", status);
    }
}

/// <summary>What the other side says of a posting.</summary>
internal sealed record Receipt(PostingState? State, string? Address, string? Reason, string? ExternalId)
{
    /// <summary>Null where the text is no receipt: no JSON, no object, or members of another kind.</summary>
    public static Receipt? Read(string body)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false }) is JsonObject o ? Of(o) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static Receipt Of(JsonObject o)
    {
        var state = Text(o, "state") switch { "accepted" => PostingState.Accepted, "online" => PostingState.Online, "refused" => PostingState.Refused, _ => (PostingState?)null };
        var address = Text(o, "url") is { } url && WebAddress.IsOne(url) ? url : null;
        return new Receipt(state, address, Cut(Text(o, "reason"), ChannelPosting.MaxReason), Cut(Text(o, "id"), ChannelPosting.MaxExternalId));
    }

    public static string? Text(JsonObject o, string name) => o[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Trim().Length > 0 ? text.Trim() : null;

    /// <summary>Other people's words on one line, without control characters.</summary>
    private static string? Cut(string? text, int most) => text is null ? null : CutText.To(string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)), most);
}
