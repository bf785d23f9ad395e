namespace GovPortal.Browser.Tests;

/// <summary>The addresses that tests of every page go to.</summary>
internal static partial class SitePages
{
    public static readonly string[] Public =
    [
        "/", "/search?q=就业", "/search?q=没有这样的词语", "/sitemap", "/disclosure", "/consultations", "/inquiries", "/inquiries/new", "/corrections/new", "/inquiries/track", "/requests/new", "/requests/track", "/search/suggest?q=就业", "/stages", "/columns/jycy", "/columns/jycy/btgs", "/columns/zcwj/zcjd", "/columns/zwfw/bszn", "/columns/jgzn/ldxx", "/Login",
    ];

    public static readonly string[] Admin =
    [
        "/Admin", "/Admin/Content", "/Admin/Content/Create", "/Admin/Columns", "/Admin/Columns/Import", "/Admin/Columns/Sections", "/Admin/Reviews", "/Admin/Deadlines",
        "/Admin/Audit", "/Admin/Users", "/Admin/Users/Create", "/Admin/Users/Roles", "/Admin/Account", "/Admin/Media", "/Admin/Search?q=就业", "/Admin/SearchIndex",
        "/Admin/Deadlines?view=calendar", "/Admin/Deadlines/Feeds", "/Admin/Duties", "/Admin/Calendar", "/Admin/Workflows", "/Admin/Workflows/Instances", "/Admin/Workflows/Tasks",
        "/Admin/Notices", "/Admin/Notices/Deliveries", "/Admin/Webhooks", "/Admin/Channels", "/Admin/Channels/Edit?kind=wechat", "/Admin/Channels/Postings", "/Admin/Channels/Media", "/Admin/Channels/Export", "/Admin/Execution", "/Admin/Training", "/Admin/Routes", "/Admin/Screening", "/Admin/Urgent", "/Admin/Delegations", "/Admin/Audit/Roots", "/Admin/Audit/Backups",
        "/Admin/Reviews/Summary", "/Admin/Reviews/Packages", "/Admin/Packages", "/Admin/Site", "/Admin/Applications", "/Admin/GraphQl", "/Admin/Tokens", "/Admin/ApiReference", "/Admin/SearchSettings", "/Admin/SearchReport", "/Admin/Queries",
    ];

    /// <summary>What the administrator may not see and the office does.</summary>
    public static readonly string[] Office =
    [
        "/Admin/Letters", "/Admin/Useful", "/Admin/Requests?state=all", "/Admin/Requests/New", "/Admin/Requests/Rules", "/Admin/Requests/Annual", "/Admin/Requests/Annual?figure=new.natural-person", "/Admin/Requests/Letters?kind=receipt", "/Admin/Requests/Board", "/Admin/Requests/Withheld",
        "/Admin/Requests/Corrections", "/Admin/Requests/Duty", "/Admin/Requests/StandIns",
        "/Admin/Training/Hours", "/Admin/Concerns", "/Admin/Concerns/New", "/Admin/Concerns/Log", "/Admin/Concerns/Monitors", "/Admin/Concerns/Rules",
        "/Admin/Supervision", "/Admin/Supervision/Dashboard", "/Admin/Supervision/Wall", "/Admin/Supervision/Glance", "/Admin/Supervision/Orders", "/Admin/Supervision/Orders/New", "/Admin/Supervision/Summary", "/Admin/Supervision/Period", "/Admin/Supervision/Rules", "/Admin/Supervision/Rules/Own",
    ];

    public static readonly (string List, string Link)[] BehindOffice =
        [("/Admin/Letters", "td a[href*='/Admin/Letters/']"), ("/Admin/Requests?state=all", "td a[href*='/Admin/Requests/']"), ("/Admin/Requests?state=answered", "td a[href*='/Admin/Requests/']"), ("/Admin/Requests/Withheld", "td a[href$='/After']"), ("/Admin/Concerns", "td a[href*='/Admin/Concerns/']"), ("/Admin/Supervision/Orders", "td a[href*='/Orders/']")];

    /// <summary>The list, and the link in it that stands for the pages behind it.</summary>
    public static readonly (string List, string Link)[] BehindAdmin =
    [
        ("/Admin/Content", "td a[href*='/Content/Item/']"), ("/Admin/Content?state=draft", "td a[href*='/Content/Item/']"), ("/Admin/Columns", "td a[href*='/Columns/Edit/']"),
        ("/Admin/Deadlines", "td a[href*='/Admin/Deadlines/']"), ("/Admin/Users", "td a[href*='/Users/Edit/']"),
        ("/Admin/Audit", "td a[href*='/Audit/Item/']"), ("/Admin/Workflows", "td a[href*='/Workflows/']"), ("/Admin/Workflows/Instances", "td a[href*='/Instances/']"), ("/Admin/Execution", "td a[href*='/Admin/Execution/']"),
    ];

    public static readonly (string List, string Link)[] BehindPublic =
    [
        ("/columns/jycy/btgs", ".item__title a"), ("/columns/zcwj/gfxwj", ".item__title a"), ("/columns/zcwj/zcjd", ".item__title a"), ("/columns/zwfw/bszn", ".item__title a"), ("/columns/jgzn/ldxx", ".item__title a"),
        ("/columns/jcgk/yjzj", ".item__title a"), ("/columns/jcgk/zjjgfk", ".item__title a"),
        ("/columns/czxx/bmjs", ".item__title a"), ("/columns/hygq/zxhf", ".item__title a"), ("/columns/rsks/sydwgkzp", ".item__title a"), ("/columns/zwfw/fwsxml", ".item__title a"),
    ];

    /// <summary>These pages, and for each list the page its link leads to.</summary>
    public static async Task<IReadOnlyList<string>> AllAsync(Person person, string[] paths, (string List, string Link)[] behind)
    {
        var found = new List<string>(paths);
        foreach (var (list, link) in behind)
        {
            var page = await person.GoAsync(list);
            if (await page.Locator(link).CountAsync() is 0) Assert.Fail($"{list} has no {link}");
            found.Add(await page.Locator(link).First.GetAttributeAsync("href") ?? "");
        }
        if (paths == Admin && found.Find(p => p.StartsWith("/Admin/Content/Item/", StringComparison.Ordinal)) is { } item) found.Add(item.Replace("/Item/", "/Edit/", StringComparison.Ordinal));
        // A case has pages of its own: its letters.
        foreach (var request in found.Where(p => IsCase().IsMatch(p)).ToList())
        {
            var letters = (await person.GoAsync(request)).Locator("td a[href*='/Letters/']");
            if (await letters.CountAsync() > 0) found.Add(await letters.First.GetAttributeAsync("href") ?? "");
        }
        return found;
    }

    [System.Text.RegularExpressions.GeneratedRegex("^/Admin/Requests/[^/?]{26}$")]
    private static partial System.Text.RegularExpressions.Regex IsCase();
}
