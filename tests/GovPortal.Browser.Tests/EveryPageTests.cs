using Microsoft.Playwright;

namespace GovPortal.Browser.Tests;

/// <summary>What must hold on every page: a quiet console, no sideways scrolling on a phone, a dark scheme that is dark.</summary>
public sealed class EveryPageTests(DemoPortal portal)
{
    /// <summary>By how many pixels the page is too wide, and what sticks out; empty where it fits.</summary>
    private const string Widest = """
        (() => {
          const width = document.documentElement.clientWidth, over = document.documentElement.scrollWidth - width;
          if (over <= 0) return '';
          const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 0.5);
          return over + ' px: ' + out.slice(-4).map(e => e.tagName + '.' + e.className + ' «' + e.textContent.trim().slice(0, 40) + '»').join(', ');
        })()
        """;

    [Theory]
    [InlineData(1360)]
    [InlineData(390)]
    public async Task Admin_pages_are_quiet_and_never_scroll_sideways(int width)
    {
        await using var admin = await portal.SignedInAsync("admin", new() { ViewportSize = new() { Width = width, Height = 844 } });
        await LookAsync(admin, SitePages.Admin, SitePages.BehindAdmin);
    }

    [Theory]
    [InlineData("caojianing", "/Admin/Reviews")]
    [InlineData("shihan", "/Admin/Publishing")]
    public async Task The_desks_of_reviewers_and_publishers_are_quiet_on_a_phone(string userName, string queue)
    {
        await using var person = await portal.SignedInAsync(userName, new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await LookAsync(person, [queue], [(queue, ".gp-cell-actions a")]);
    }

    [Fact]
    public async Task The_desk_of_consultations_is_quiet_on_a_phone()
    {
        await using var person = await portal.SignedInAsync("panyi", new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await LookAsync(person, ["/Admin/Consultations"], [("/Admin/Consultations", "td a[href*='/Admin/Consultations/']")]);
    }

    [Fact]
    public async Task The_desk_of_letters_is_quiet_on_a_phone()
    {
        await using var person = await portal.SignedInAsync("tongyue", new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await LookAsync(person, ["/Admin/Letters", "/Admin/Useful"], [("/Admin/Letters", "td a[href*='/Admin/Letters/']")]);
    }

    [Fact]
    public async Task The_editor_is_quiet_and_fits_a_phone_for_every_type()
    {
        await using var editor = await portal.SignedInAsync("yelan", new() { ViewportSize = new() { Width = 390, Height = 844 } });
        var page = await editor.GoAsync("/Admin/Content/Create");
        var types = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('input[name=type]')].map(i => i.value)");
        Assert.True(types.Length >= 5, string.Join(' ', types));
        await LookAsync(editor, [.. types.Select(t => "/Admin/Content/Edit?type=" + t)], []);
    }

    [Theory]
    [InlineData(1360)]
    [InlineData(390)]
    [InlineData(320)]
    public async Task Public_pages_are_quiet_and_never_scroll_sideways(int width)
    {
        await using var reader = await portal.VisitorAsync(new() { ViewportSize = new() { Width = width, Height = 844 } });
        await LookAsync(reader, SitePages.Public, SitePages.BehindPublic);
    }

    [Fact]
    public async Task The_audit_trail_says_in_Chinese_what_an_event_holds()
    {
        await using var admin = await portal.SignedInAsync("admin");
        for (var page = await admin.GoAsync("/Admin/Audit"); ;)
        {
            Assert.NotEqual(0, await page.Locator("td .gp-facts dt").CountAsync());
            var foreign = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('td .gp-facts dt')].map(t => t.textContent.trim()).filter(t => !/\\p{Script=Han}/u.test(t))");
            Assert.Empty(foreign.Distinct());
            if (await page.Locator("a[rel=next]").CountAsync() == 0) break;
            page = await admin.GoAsync((await page.Locator("a[rel=next]").GetAttributeAsync("href"))!);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/columns/jycy/btgs")]
    [InlineData("/Admin/Content")]
    [InlineData("/Admin/Content/Edit?type=Article")]
    public async Task The_dark_scheme_is_dark_behind_and_light_in_front(string path)
    {
        var dark = new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark };
        await using var person = path.StartsWith("/Admin", StringComparison.Ordinal) ? await portal.SignedInAsync("yelan", dark) : await portal.VisitorAsync(dark);
        var page = await person.GoAsync(path);
        Assert.True(await LightnessAsync(page, "backgroundColor") < 60);
        Assert.True(await LightnessAsync(page, "color") > 160);
    }

    private static Task<double> LightnessAsync(IPage page, string property) => page.EvaluateAsync<double>(
        "p => { const n = getComputedStyle(document.body)[p].match(/[\\d.]+/g).slice(0, 3).map(Number); return (n[0] + n[1] + n[2]) / 3; }", property);

    private static async Task LookAsync(Person person, string[] paths, (string List, string Link)[] behind)
    {
        var wide = new List<string>();
        foreach (var path in await SitePages.AllAsync(person, paths, behind))
        {
            var page = await person.GoAsync(path);
            if (await page.EvaluateAsync<string>(Widest) is { Length: > 0 } over) wide.Add($"{path} by {over}");
        }
        if (wide.Count > 0) Assert.Fail(string.Join('\n', wide));
        Person.AllQuiet(person);
    }
}
