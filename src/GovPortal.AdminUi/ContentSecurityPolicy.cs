namespace GovPortal.AdminUi;

/// <summary>The site's Content-Security-Policy: scripts and styles come from this site alone.</summary>
public static class ContentSecurityPolicy
{
    private const string Rest =
        "img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'; frame-src 'self'; connect-src 'self'";

    public const string Strict = "default-src 'self'; script-src 'self'; style-src 'self'; " + Rest;

    /// <summary>For pages with the rich-text editor.</summary>
    public const string WithInlineStyles = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; " + Rest;

    /// <summary>For a page with one style element of its own.</summary>
    /// <param name="sha256">The Base64 hash of the element's text.</param>
    public static string WithStyle(string sha256) => $"default-src 'self'; script-src 'self'; style-src 'self' 'sha256-{sha256}'; {Rest}";
}
