using System.Globalization;

namespace GovPortal.Portal.Rules;

/// <summary>The content coding of an answer.</summary>
public enum ContentCoding { Identity, Gzip, Brotli }

public static class ContentCodings
{
    /// <summary>The name in <c>Content-Encoding</c>; null for none.</summary>
    public static string? HeaderName(this ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => "br",
        ContentCoding.Gzip => "gzip",
        _ => null,
    };

    /// <summary>
    /// What <c>Accept-Encoding</c> allows: Brotli before gzip, whatever their weights above zero, so that a page is kept in
    /// three forms and no more.
    /// </summary>
    public static ContentCoding Choose(string? acceptEncoding)
    {
        var (brotli, gzip, any) = ((bool?)null, (bool?)null, false);
        foreach (var entry in (acceptEncoding ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split(';', StringSplitOptions.TrimEntries);
            var allowed = Weight(parts) > 0;
            if (parts[0].Equals("br", StringComparison.OrdinalIgnoreCase)) brotli = allowed;
            else if (parts[0].Equals("gzip", StringComparison.OrdinalIgnoreCase)) gzip = allowed;
            else if (parts[0] == "*") any = allowed;
        }
        return brotli ?? any ? ContentCoding.Brotli : gzip ?? any ? ContentCoding.Gzip : ContentCoding.Identity;
    }

    private static decimal Weight(string[] parts)
    {
        var q = Array.Find(parts, p => p.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
        return q is null ? 1 : decimal.TryParse(q.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? weight : 0;
    }
}
