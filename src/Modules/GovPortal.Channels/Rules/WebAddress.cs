namespace GovPortal.Channels.Rules;

internal static class WebAddress
{
    public const int MaxLength = 500;

    /// <summary>Whether it is a whole address of the web without a user's name in it.</summary>
    public static bool IsOne(string? text) =>
        text is { Length: > 0 and <= MaxLength } && Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") && url.UserInfo.Length == 0
        && !text.Any(char.IsControl);
}
