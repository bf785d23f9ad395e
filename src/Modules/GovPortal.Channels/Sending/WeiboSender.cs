using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Kernel.Results;
using GovPortal.Outbound;

namespace GovPortal.Channels.Sending;

/// <summary>
/// A post on Weibo by its documented interface: <c>2/statuses/share.json</c> with the title and a link to the item, which lies in the domain
/// that the account's application is bound to, and <c>2/statuses/destroy.json</c>.
/// </summary>
internal sealed class WeiboSender(OutboundHttp http) : IChannelSender
{
    /// <summary>内容不超过 140 个汉字, the link among them.</summary>
    private const int MaxStatus = 140;

    public ChannelKind Kind => ChannelKind.Weibo;

    public bool IsIdempotent => false;

    public async Task<SendOutcome> SendAsync(Channel channel, string secret, ChannelPosting posting, Parcel parcel, CancellationToken cancellation)
    {
        var fields = new List<KeyValuePair<string, string>> { new("access_token", secret), new("status", Status(parcel.Title, parcel.Published.Summary.Summary, parcel.Url)) };
        if (channel.Account.Length > 0) fields.Add(new("rip", channel.Account));
        var (json, failed, _) = await CallAsync(channel, "/2/statuses/share.json", fields, cancellation);
        if (failed is not null) return failed;
        return Receipt.Text(json!, "idstr") is { Length: <= ChannelPosting.MaxExternalId } id && id.All(char.IsAsciiDigit)
            ? new SendOutcome { State = PostingState.Online, ExternalId = id, Address = "https://m.weibo.cn/status/" + id }
            : SendOutcome.Stop("channel.not-understood") with { IsUnsure = true };
    }

    public async Task<SendOutcome> WithdrawAsync(Channel channel, string secret, ChannelPosting posting, CancellationToken cancellation)
    {
        var (_, failed, remedy) = await CallAsync(channel, "/2/statuses/destroy.json", [new("access_token", secret), new("id", posting.ExternalId!)], cancellation);
        return failed is null || remedy == ApiRemedy.Gone ? new SendOutcome { State = PostingState.Withdrawn } : failed;
    }

    public async Task<SendOutcome> TestAsync(Channel channel, string secret, CancellationToken cancellation) =>
        (await CallAsync(channel, "/oauth2/get_token_info", [new("access_token", secret)], cancellation)).Failed ?? new SendOutcome();

    /// <summary>Without the sign of a topic, which the interface refuses.</summary>
    internal static string Status(string title, string summary, string url)
    {
        var text = (title + (summary.Length > 0 && summary != title ? "：" + summary : "")).Replace('#', '＃');
        return $"{CutText.ToWide(text, MaxStatus - ((CutText.Width(url) + 2) / 2))} {url}";
    }

    private async Task<(JsonObject? Json, SendOutcome? Failed, ApiRemedy Remedy)> CallAsync(Channel channel, string path, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent(fields);
        var result = await http.SendAsync(new OutboundRequest(
            HttpMethod.Post, new Uri(channel.BaseUrl + path), [], await form.ReadAsStringAsync(cancellation), "application/x-www-form-urlencoded"), cancellation);
        return Read(result);
    }

    /// <summary>Errors come with a status of 400 and the like, and are told by their code.</summary>
    private static (JsonObject?, SendOutcome?, ApiRemedy) Read(Result<OutboundResponse> result)
    {
        if (!result.Succeeded) return (null, SendOutcome.Unanswered(result.Failures[0]), ApiRemedy.Later);
        JsonObject? json = null;
        try
        {
            json = JsonNode.Parse(result.Value.Body) as JsonObject;
        }
        catch (JsonException)
        {
            // Read as no answer in words; the status decides.
        }
        var code = json?["error_code"] switch
        {
            JsonValue value when value.TryGetValue(out long number) => number,
            JsonValue value when value.TryGetValue(out string? text) && long.TryParse(text, out var number) => number,
            _ => 0,
        };
        var error = WeiboErrors.Of(code);
        if (error.Remedy is ApiRemedy.Later) return (null, SendOutcome.Later(error.Code, code), error.Remedy);
        if (error.Remedy is not ApiRemedy.None) return (null, SendOutcome.Stop(error.Code, code), error.Remedy);
        if (result.Value.Status is < 200 or >= 300 || json is null) return (null, SendOutcome.Later("channel.status", result.Value.Status), ApiRemedy.Later);
        return (json, null, ApiRemedy.None);
    }
}
