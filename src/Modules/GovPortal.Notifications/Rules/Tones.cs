namespace GovPortal.Notifications.Rules;

/// <summary>How pressing a notice is.</summary>
internal static class Tones
{
    /// <summary>The most pressing first.</summary>
    public static IReadOnlyList<string> All { get; } = ["danger", "warning", "info", "success", "neutral"];

    /// <summary>Key of an interface text.</summary>
    public static string Title(string tone) => tone switch
    {
        "danger" => "紧急",
        "warning" => "提醒",
        "success" => "办结",
        "neutral" => "其他",
        _ => "通知",
    };
}
