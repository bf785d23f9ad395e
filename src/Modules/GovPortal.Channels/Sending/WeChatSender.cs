using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Outbound;

namespace GovPortal.Channels.Sending;

/// <summary>
/// A draft in a WeChat official account by its documented interface: <c>stable_token</c>, <c>material/add_material</c> for the cover where
/// none is set, <c>draft/add</c>, <c>draft/delete</c>. Somebody publishes the draft over there.
/// </summary>
internal sealed class WeChatSender(OutboundHttp http, TimeProvider time) : IChannelSender
{
    private const int MaxTitle = 32, MaxAuthor = 16, MaxDigest = 120;
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (string Token, DateTime UntilUtc)> _tokens = new();

    public ChannelKind Kind => ChannelKind.WeChat;

    /// <summary>A second draft does no harm: nobody but the office sees it.</summary>
    public bool IsIdempotent => true;

    public async Task<SendOutcome> SendAsync(Channel channel, string secret, ChannelPosting posting, Parcel parcel, CancellationToken cancellation)
    {
        string? uploaded = null;
        var cover = channel.CoverMediaId;
        if (cover.Length == 0)
        {
            var answer = await CallAsync(channel, secret, "/cgi-bin/material/add_material", "&type=image", null, cancellation);
            if (answer.Failed is { } failed) return failed;
            if (Receipt.Text(answer.Json!, "media_id") is not { Length: <= 200 } id) return SendOutcome.Later("wechat.error", "media_id");
            cover = uploaded = id;
        }
        var article = new JsonObject
        {
            ["article_type"] = "news", ["title"] = CutText.To(parcel.Title, MaxTitle), ["author"] = CutText.To(parcel.Tag("ContentSource"), MaxAuthor),
            ["digest"] = CutText.To(parcel.Published.Summary.Summary, MaxDigest), ["content"] = WeChatHtml.Of(parcel.BodyHtml, parcel.Published.Summary.Summary), ["content_source_url"] = parcel.Url,
            ["thumb_media_id"] = cover, ["need_open_comment"] = 0, ["only_fans_can_comment"] = 0,
        };
        var added = await CallAsync(channel, secret, "/cgi-bin/draft/add", "", new JsonObject { ["articles"] = new JsonArray(article) }, cancellation);
        if (added.Failed is { } refused) return refused with { CoverMediaId = uploaded };
        return Receipt.Text(added.Json!, "media_id") is { Length: <= ChannelPosting.MaxExternalId } draft
            ? new SendOutcome { ExternalId = draft, CoverMediaId = uploaded } : SendOutcome.Later("wechat.error", "media_id") with { CoverMediaId = uploaded };
    }

    public async Task<SendOutcome> WithdrawAsync(Channel channel, string secret, ChannelPosting posting, CancellationToken cancellation)
    {
        // What was published over there is no draft any more, and drafts are all that the interface deletes here.
        if (posting.State == PostingState.Online) return SendOutcome.Stop("wechat.draft-gone");
        var answer = await CallAsync(channel, secret, "/cgi-bin/draft/delete", "", new JsonObject { ["media_id"] = posting.ExternalId }, cancellation);
        if (answer.Failed is null) return new SendOutcome { State = PostingState.Withdrawn };
        return answer.Failed.Error!.StartsWith("wechat.media-unknown", StringComparison.Ordinal) ? SendOutcome.Stop("wechat.draft-gone") : answer.Failed;
    }

    public async Task<SendOutcome> TestAsync(Channel channel, string secret, CancellationToken cancellation)
    {
        var token = await TokenAsync(channel, secret, anew: false, cancellation);
        return token.Failed ?? new SendOutcome();
    }

    /// <summary>Calls with the account's token, and once more with a new one where it had ended. Without a body the shipped cover is sent.</summary>
    private async Task<Answer> CallAsync(Channel channel, string secret, string path, string more, JsonObject? body, CancellationToken cancellation)
    {
        for (var anew = false; ; anew = true)
        {
            var token = await TokenAsync(channel, secret, anew, cancellation);
            if (token.Failed is not null) return token;
            var url = new Uri($"{channel.BaseUrl}{path}?access_token={Uri.EscapeDataString((string)token.Json!["access_token"]!)}{more}");
            var answer = Read(await http.SendAsync(body is null
                ? new OutboundRequest(HttpMethod.Post, url, []) { File = new OutboundFile("media", "cover.png", "image/png", Cover.Value) }
                : new OutboundRequest(HttpMethod.Post, url, [], body.ToJsonString(CanonicalJson.Unescaped), "application/json"), cancellation));
            if (answer.Remedy != ApiRemedy.NewToken) return answer;
            if (anew) return new Answer(null, SendOutcome.Stop("wechat.credentials"), ApiRemedy.Stop);
        }
    }

    private async Task<Answer> TokenAsync(Channel channel, string secret, bool anew, CancellationToken cancellation)
    {
        var key = $"{channel.Id} {channel.Account} {channel.BaseUrl} {secret}";
        if (!anew && _tokens.TryGetValue(key, out var known) && known.UntilUtc > time.UtcNow()) return new Answer(new JsonObject { ["access_token"] = known.Token }, null, ApiRemedy.None);
        var body = new JsonObject { ["grant_type"] = "client_credential", ["appid"] = channel.Account, ["secret"] = secret, ["force_refresh"] = anew };
        var answer = Read(await http.SendAsync(new OutboundRequest(HttpMethod.Post, new Uri(channel.BaseUrl + "/cgi-bin/stable_token"), [], body.ToJsonString(), "application/json"), cancellation));
        // Of the token itself these errors say that AppID or AppSecret are not right.
        if (answer.Remedy == ApiRemedy.NewToken) return new Answer(null, SendOutcome.Stop("wechat.credentials"), ApiRemedy.Stop);
        if (answer.Failed is not null) return answer;
        if (Receipt.Text(answer.Json!, "access_token") is not { } token) return new Answer(null, SendOutcome.Later("wechat.error", "access_token"), ApiRemedy.Later);
        var seconds = answer.Json!["expires_in"] is JsonValue value && value.TryGetValue(out int told) ? told : 0;
        _tokens[key] = (token, time.UtcNow().AddSeconds(seconds) - Margin);
        return answer;
    }

    private static Answer Read(Result<OutboundResponse> result)
    {
        if (!result.Succeeded) return new Answer(null, SendOutcome.Unanswered(result.Failures[0]), ApiRemedy.Later);
        if (result.Value.Status is < 200 or >= 300) return new Answer(null, SendOutcome.Later("channel.status", result.Value.Status), ApiRemedy.Later);
        JsonObject? json;
        try
        {
            json = JsonNode.Parse(result.Value.Body) as JsonObject;
        }
        catch (JsonException)
        {
            json = null;
        }
        if (json is null) return new Answer(null, SendOutcome.Later("channel.not-understood"), ApiRemedy.Later);
        var code = json["errcode"] is JsonValue value && value.TryGetValue(out long told) ? told : 0;
        var error = WeChatErrors.Of(code);
        return error.Remedy switch
        {
            ApiRemedy.None => new Answer(json, null, ApiRemedy.None),
            ApiRemedy.Later => new Answer(null, SendOutcome.Later(error.Code, code), error.Remedy),
            _ => new Answer(null, SendOutcome.Stop(error.Code, code), error.Remedy),
        };
    }

    private sealed record Answer(JsonObject? Json, SendOutcome? Failed, ApiRemedy Remedy);

    private static Lazy<byte[]> Cover { get; } = new(() =>
    {
        using var stream = typeof(WeChatSender).Assembly.GetManifestResourceStream("GovPortal.Channels.Resources.cover.png")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    });
}
