using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace GovPortal.Channels.Model;

/// <summary>What is spoken at the other end.</summary>
public enum ChannelKind
{
    /// <summary>县政府门户（电子政务推进中心）: our own signed document, answered by receipts.</summary>
    CountyPortal,
    /// <summary>A draft in a WeChat official account (公众号草稿).</summary>
    WeChat,
    /// <summary>A post on Weibo with a link to the item.</summary>
    Weibo,
    /// <summary>Another outlet that somebody wrote down by hand (R23); never the kind of a channel.</summary>
    Media,
}

/// <summary>A way out for what is public here (发布渠道).</summary>
public sealed class Channel
{
    public const int MaxTitle = 60, MaxAccount = 100;

    public required string Id { get; init; }
    public ChannelKind Kind { get; init; }
    public required string Title { get; set; }
    /// <summary>Of the county portal the address that is called; of the others what stands before the documented path.</summary>
    public required string BaseUrl { get; set; }
    /// <summary>Protected by the portal's keys (the <c>keys</c> folder): the signing secret, the AppSecret, the access token. Empty where none was given yet.</summary>
    public string Secret { get; set; } = "";
    /// <summary>WeChat's AppID; of Weibo the address (rip) of those who operate the account. Empty for the county portal.</summary>
    public string Account { get; set; } = "";
    /// <summary>WeChat's permanent material for the cover; empty until the cover that is shipped was uploaded.</summary>
    public string CoverMediaId { get; set; } = "";
    /// <summary>Columns whose items go there by themselves, groups with all below them; separated by spaces. Empty: only by hand.</summary>
    public string ColumnIds { get; set; } = "";
    /// <summary>Only items of this agency; null: of all.</summary>
    public string? AgencyId { get; set; }
    /// <summary>Whether a newer version is posted on Weibo again; the other kinds always follow.</summary>
    public bool RepeatsChanges { get; set; }
    public bool IsEnabled { get; set; }
    public DateTime CreatedUtc { get; init; }

    public IReadOnlyList<string> ColumnList => ColumnIds.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal bool Follows => Kind != ChannelKind.Weibo || RepeatsChanges;

    internal bool Concerns(string agencyId) => AgencyId is null || AgencyId == agencyId;
}

/// <summary>The kinds in words and for recipes.</summary>
public static class ChannelKinds
{
    /// <summary>Those that a channel can have.</summary>
    public static IReadOnlyList<ChannelKind> OfChannels { get; } = [ChannelKind.CountyPortal, ChannelKind.WeChat, ChannelKind.Weibo];

    public static string Code(ChannelKind kind) => kind switch
    {
        ChannelKind.CountyPortal => "county-portal",
        ChannelKind.WeChat => "wechat",
        ChannelKind.Weibo => "weibo",
        _ => "media",
    };

    public static ChannelKind? Of(string? code) => OfChannels.Cast<ChannelKind?>().FirstOrDefault(k => Code(k!.Value) == code);

    /// <summary>Key of an interface text.</summary>
    public static string Title(ChannelKind kind) => kind switch
    {
        ChannelKind.CountyPortal => "县政府门户",
        ChannelKind.WeChat => "微信公众号草稿",
        ChannelKind.Weibo => "微博",
        _ => "其他媒体",
    };

    /// <summary>The documented address; empty where every county has its own.</summary>
    public static string DefaultBaseUrl(ChannelKind kind) => kind switch
    {
        ChannelKind.WeChat => "https://api.weixin.qq.com",
        ChannelKind.Weibo => "https://api.weibo.com",
        _ => "",
    };
}

/// <summary>Makes, keeps and reads what channels are called with.</summary>
internal sealed class ChannelSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("GovPortal.Channels.Channel");

    /// <summary>A new signing secret: 256 bits, in words of the base-64 of addresses.</summary>
    public static string New() => "chs_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public string Protect(string secret) => _protector.Protect(secret);

    /// <summary>Null where there is none, or the keys that protected it are gone.</summary>
    public string? Read(Channel channel)
    {
        if (channel.Secret.Length == 0) return null;
        try
        {
            return _protector.Unprotect(channel.Secret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
