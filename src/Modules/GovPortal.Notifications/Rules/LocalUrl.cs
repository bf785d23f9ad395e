namespace GovPortal.Notifications.Rules;

/// <summary>A notice leads to a page of the administration and nowhere else.</summary>
internal static class LocalUrl
{
    private const string Root = "/Admin";

    public static bool Accepts(string? url) =>
        url is not null
        && url.StartsWith(Root, StringComparison.Ordinal)
        && (url.Length == Root.Length || url[Root.Length] is '/' or '?' or '#')
        && !url.Contains('\\', StringComparison.Ordinal) && !url.Contains("//", StringComparison.Ordinal) && !url.Any(char.IsControl)
        && !url.Split('?', '#')[0].Split('/').Any(s => Uri.UnescapeDataString(s) is "." or "..");
}
