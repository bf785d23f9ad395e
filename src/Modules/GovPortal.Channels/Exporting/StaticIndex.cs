using System.Globalization;
using System.Net;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;

namespace GovPortal.Channels.Exporting;

internal sealed record IndexLine(string ContentItemId, string Title, DateTime FirstPublishedUtc);

/// <summary>The package's first page: every item under its column, in the order of the task table, written as the lines come.</summary>
internal static class StaticIndex
{
    public static async Task BeginAsync(TextWriter page, string siteName, IEnumerable<string> theme)
    {
        var title = WebUtility.HtmlEncode(siteName.Length > 0 ? siteName + " · 公开信息" : "公开信息");
        await page.WriteAsync($"<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n");
        foreach (var sheet in theme.Where(t => t.EndsWith("/site.css", StringComparison.Ordinal))) await page.WriteAsync($"<link rel=\"stylesheet\" href=\"{StaticLinks.ThemeEntry(sheet)}\">\n");
        await page.WriteAsync($"</head>\n<body>\n<main id=\"main\">\n<div class=\"wrap\">\n<h1>{title}</h1>\n");
    }

    /// <param name="column">Null for items that stand in none.</param>
    public static async Task ColumnAsync(
        TextWriter page, Column? column, OrganisationSnapshot organisation, IAsyncEnumerable<IndexLine> lines, IReadOnlyDictionary<string, string> addresses, CancellationToken cancellation)
    {
        var begun = false;
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            if (!addresses.TryGetValue(line.ContentItemId, out var path)) continue;
            if (!begun)
            {
                var id = StaticLinks.Anchor(column?.Id ?? "none");
                await page.WriteAsync($"<section class=\"contained\" id=\"{id}\">\n<h2>{WebUtility.HtmlEncode(column is null ? "其他" : organisation.FullTitle(column))}</h2>\n<ul>\n");
                begun = true;
            }
            var day = line.FirstPublishedUtc.ToCivil().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await page.WriteAsync($"<li><a href=\"{StaticLinks.Escaped(StaticLinks.PageEntry(path))}\">{WebUtility.HtmlEncode(line.Title)}</a> <time datetime=\"{day}\">{day}</time></li>\n");
        }
        if (begun) await page.WriteAsync("</ul>\n</section>\n");
    }

    public static Task EndAsync(TextWriter page) => page.WriteAsync("</div>\n</main>\n</body>\n</html>\n");
}
