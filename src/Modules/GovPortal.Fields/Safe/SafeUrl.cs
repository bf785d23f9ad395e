namespace GovPortal.Fields.Safe;

/// <summary>Addresses that may stand in public content: http, https, mailto and those of this site.</summary>
internal static class SafeUrl
{
    public const string Example = "https://www.example.gov.cn/page";
    public const int MaxLength = 2000;
    public const string MediaRoot = "/media/";

    public static bool IsAllowed(string url)
    {
        // Browsers skip tabs and line ends inside an address and read a backslash as a slash.
        if (url.Length is 0 or > MaxLength || url != url.Trim() || url.Any(c => char.IsControl(c) || c is '\\' or '<' or '>' or '"')) return false;
        var end = url.IndexOfAny(['/', '?', '#']);
        var colon = (end < 0 ? url : url[..end]).IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return !url.StartsWith("//", StringComparison.Ordinal);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var absolute)) return false;
        // What stands before an @ can make another site look like this one.
        return absolute.Scheme switch
        {
            "http" or "https" => absolute.Host.Length > 0 && absolute.UserInfo.Length == 0,
            "mailto" => url.Length > "mailto:".Length,
            _ => false,
        };
    }

    public static bool IsExternal(string url) =>
        url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Orchard writes the site's own root as <c>~/</c>.</summary>
    public static string FromRoot(string url) => url.StartsWith("~/", StringComparison.Ordinal) ? url[1..] : url;

    /// <summary>The stored path of a link to an attachment, <c>guides/form.pdf</c> of <c>/media/guides/form.pdf?v=1</c>; null for any other address.</summary>
    public static string? MediaPath(string? url)
    {
        if (url is null) return null;
        var from = FromRoot(url.Trim());
        if (!from.StartsWith(MediaRoot, StringComparison.OrdinalIgnoreCase)) return null;
        var path = Uri.UnescapeDataString(from[MediaRoot.Length..].Split('?', '#')[0]);
        return IsMediaPath(path) ? path : null;
    }

    /// <summary>A path inside the media library that stays inside it.</summary>
    public static bool IsMediaPath(string path) =>
        path.Length is > 0 and <= 400 && path[0] != '/' && !path.Any(c => char.IsControl(c) || c is '\\' or ':' or '?' or '#' or '<' or '>' or '"')
        && path.Split('/').All(s => s.Trim(' ', '.').Length > 0);

    public static string MediaUrl(string path) => MediaRoot + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
