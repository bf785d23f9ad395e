using System.Globalization;
using System.Net;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;

namespace GovPortal.Channels.Exporting;

internal sealed record IndexLine(string ContentItemId, string Title, string? ColumnId, DateTime FirstPublishedUtc);

/// <summary>The package's first page: every item under its column, written as the lines come.</summary>
internal static class StaticIndex
{
    /// <param name="lines">In the order of their columns.</param>
    public static async Task WriteAsync(
        TextWriter page, string siteName, IEnumerable<string> theme, IAsyncEnumerable<IndexLine> lines, IReadOnlyDictionary<string, string> addresses, OrganisationSnapshot organisation, CancellationToken cancellation)
    {
        var title = WebUtility.HtmlEncode(siteName.Length > 0 ? siteName + " · 公开信息" : "公开信息");
        await page.WriteAsync($"<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n");
        foreach (var sheet in theme.Where(t => t.EndsWith("/site.css", StringComparison.Ordinal))) await page.WriteAsync($"<link rel=\"stylesheet\" href=\"{StaticLinks.ThemeEntry(sheet)}\">\n");
        await page.WriteAsync($"</head>\n<body>\n<main id=\"main\" class=\"wrap\">\n<h1>{title}</h1>\n");
        var (first, current) = (true, (string?)null);
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            if (!addresses.TryGetValue(line.ContentItemId, out var path)) continue;
            if (first || line.ColumnId != current)
            {
                if (!first) await page.WriteAsync("</ul>\n</section>\n");
                var column = organisation.Column(line.ColumnId);
                var id = column is null ? "" : $" id=\"{StaticLinks.Anchor(column.Id)}\"";
                await page.WriteAsync($"<section{id}>\n<h2>{WebUtility.HtmlEncode(column is null ? "其他" : organisation.FullTitle(column))}</h2>\n<ul>\n");
                (first, current) = (false, line.ColumnId);
            }
            var day = line.FirstPublishedUtc.ToCivil().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await page.WriteAsync($"<li><a href=\"{StaticLinks.Escaped(StaticLinks.PageEntry(path))}\">{WebUtility.HtmlEncode(line.Title)}</a> <time datetime=\"{day}\">{day}</time></li>\n");
        }
        await page.WriteAsync($"{(first ? "<p>没有符合条件的信息。</p>" : "</ul>\n</section>")}\n</main>\n</body>\n</html>\n");
    }
}
