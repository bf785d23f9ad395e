using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using GovPortal.Kernel.Organisation;

namespace GovPortal.Channels.Exporting;

/// <summary>
/// Turns a page's addresses into ones that hold on a disk: pages, files and the theme's parts that are in the package become relative, everything
/// else leads to the site; where the site has no address of its own it leads nowhere.
/// </summary>
/// <param name="siteUrl">Empty where the site has none.</param>
/// <param name="addresses">Paths of the items in the package, by their ids.</param>
internal sealed class StaticLinks(string siteUrl, IReadOnlyDictionary<string, string> addresses, IEnumerable<string> theme, OrganisationSnapshot organisation)
{
    public const string Index = "index.html";

    private readonly HashSet<string> _paths = [.. addresses.Values];
    private readonly HashSet<string> _theme = [.. theme];

    public static string PageEntry(string path) => $"pages/{path}.html";

    /// <summary><c>/themes/{theme}/site.css</c> → <c>assets/site.css</c>.</summary>
    public static string ThemeEntry(string address) => "assets/" + string.Join('/', address.TrimStart('/').Split('/').Skip(2));

    /// <summary>The anchor of a column on the index page.</summary>
    public static string Anchor(string columnId) => "column-" + columnId;

    /// <param name="path">Of the page itself.</param>
    /// <param name="files">Files in the package that the page may refer to.</param>
    public string Rewrite(string html, string path, IReadOnlySet<string> files)
    {
        var up = string.Concat(Enumerable.Repeat("../", path.Split('/').Length));
        using var page = new HtmlParser().ParseDocument(html);
        // They ask the server.
        foreach (var form in page.QuerySelectorAll("form").ToList()) form.Remove();
        foreach (var element in page.QuerySelectorAll("[href], [src]").ToList())
        {
            foreach (var name in (string[])["href", "src"])
            {
                if (element.GetAttribute(name) is not { } given || element.LocalName == "link" && element.GetAttribute("rel") == "canonical") continue;
                if (Of(given, up, files) is { } address) element.SetAttribute(name, address);
                else if (name == "src" || element.LocalName == "link") element.Remove();
                else element.RemoveAttribute(name);
            }
        }
        return page.ToHtml();
    }

    /// <summary>Null where it leads nowhere.</summary>
    private string? Of(string given, string up, IReadOnlySet<string> files)
    {
        var local = siteUrl.Length > 0 && given.StartsWith(siteUrl + "/", StringComparison.Ordinal) ? given[siteUrl.Length..] : given;
        if (!local.StartsWith('/') || local.StartsWith("//", StringComparison.Ordinal)) return given;
        var at = local.IndexOfAny(['?', '#']);
        var path = at < 0 ? local : local[..at];
        var hash = local.IndexOf('#', StringComparison.Ordinal);
        var anchor = hash < 0 ? "" : local[hash..];
        var decoded = Uri.UnescapeDataString(path);
        if (_theme.Contains(decoded)) return up + ThemeEntry(decoded) + anchor;
        if (decoded.StartsWith("/media/", StringComparison.Ordinal) && files.Contains(decoded[7..])) return up + "media/" + string.Join('/', decoded[7..].Split('/').Select(Uri.EscapeDataString)) + anchor;
        if (_paths.Contains(decoded[1..])) return up + Escaped(PageEntry(decoded[1..])) + anchor;
        if (decoded.StartsWith("/content/", StringComparison.Ordinal) && addresses.TryGetValue(decoded[9..], out var of)) return up + Escaped(PageEntry(of)) + anchor;
        if (decoded == "/") return up + Index;
        if (decoded.StartsWith("/columns/", StringComparison.Ordinal) && organisation.ColumnByPath(decoded[9..]) is { } column) return $"{up}{Index}#{Anchor(column.Id)}";
        return siteUrl.Length > 0 ? siteUrl + local : null;
    }

    internal static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
