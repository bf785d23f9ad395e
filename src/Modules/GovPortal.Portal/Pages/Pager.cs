using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Pages;

internal static class Pager
{
    /// <summary>How many pages on either side of the current one are linked.</summary>
    private const int Around = 2;

    public static PagerModel Of(int page, int pageCount, int total, Func<int, string> url)
    {
        var links = new List<PagerLink>();
        var last = 0;
        foreach (var number in Enumerable.Range(page - Around, (Around * 2) + 1).Append(1).Append(pageCount)
            .Where(n => n >= 1 && n <= pageCount).Distinct().Order())
        {
            if (number > last + 1) links.Add(new PagerLink(0, "", false, Gap: true));
            links.Add(new PagerLink(number, url(number), number == page));
            last = number;
        }
        return new PagerModel(page, pageCount, total, page > 1 ? url(page - 1) : null, page < pageCount ? url(page + 1) : null, links);
    }

    public static int Pages(int total, int pageSize) => Math.Max(1, (total + pageSize - 1) / pageSize);
}
