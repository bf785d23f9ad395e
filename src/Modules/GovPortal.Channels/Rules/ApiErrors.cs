namespace GovPortal.Channels.Rules;

/// <summary>What an error of the other side asks of us.</summary>
internal enum ApiRemedy
{
    None,
    /// <summary>The token ended: a new one, and once more.</summary>
    NewToken,
    /// <summary>Too much for now, or a fault over there: later.</summary>
    Later,
    /// <summary>Nothing will change until somebody does something.</summary>
    Stop,
    /// <summary>It is gone already.</summary>
    Gone,
}

/// <param name="Code">A failure code; its text says what to do.</param>
internal sealed record ApiError(ApiRemedy Remedy, string Code);

/// <summary>The errors of the WeChat interface (全局返回码) as far as they differ in what is to be done.</summary>
internal static class WeChatErrors
{
    public static ApiError Of(long code) => code switch
    {
        0 => new(ApiRemedy.None, ""),
        40001 or 40014 or 41001 or 42001 => new(ApiRemedy.NewToken, "wechat.token"),
        -1 or 45011 => new(ApiRemedy.Later, "wechat.busy"),
        45009 => new(ApiRemedy.Later, "wechat.quota"),
        40002 or 40013 or 40125 or 41002 or 41004 => new(ApiRemedy.Stop, "wechat.credentials"),
        40164 => new(ApiRemedy.Stop, "wechat.address-not-listed"),
        48001 or 50001 or 50002 => new(ApiRemedy.Stop, "wechat.not-permitted"),
        40007 => new(ApiRemedy.Stop, "wechat.media-unknown"),
        45002 or 45003 or 45004 or 45110 or 45166 => new(ApiRemedy.Stop, "wechat.text-refused"),
        _ => new(ApiRemedy.Stop, "wechat.error"),
    };
}

/// <summary>The errors of the Weibo interface as far as they differ in what is to be done.</summary>
internal static class WeiboErrors
{
    public static ApiError Of(long code) => code switch
    {
        0 => new(ApiRemedy.None, ""),
        10001 or 10002 or 10003 or 10009 or 10010 or 10011 => new(ApiRemedy.Later, "weibo.busy"),
        10022 or 10023 or 10024 or 20016 => new(ApiRemedy.Later, "weibo.quota"),
        10006 or 21314 or 21315 or 21316 or 21317 or 21319 or 21327 or 21332 => new(ApiRemedy.Stop, "weibo.credentials"),
        10005 or 10014 => new(ApiRemedy.Stop, "weibo.not-permitted"),
        20017 or 20019 => new(ApiRemedy.Stop, "weibo.repeated"),
        20012 or 20013 or 20018 or 20020 or 20021 => new(ApiRemedy.Stop, "weibo.text-refused"),
        20101 => new(ApiRemedy.Gone, "weibo.gone"),
        _ => new(ApiRemedy.Stop, "weibo.error"),
    };
}
