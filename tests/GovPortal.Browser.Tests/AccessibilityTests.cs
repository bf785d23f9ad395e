using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace GovPortal.Browser.Tests;

/// <summary>
/// WCAG 2.2 AA as far as a program can tell (axe-core), on every page in every look; valid HTML (the Nu checker); Lighthouse. Of the
/// looks beside the usual one <c>./test</c> takes the pages that stand for the others, of the admin's pages a third by the seed of the run;
/// <c>./test full</c> takes all.
/// </summary>
public sealed class AccessibilityTests(DemoPortal portal)
{
    private const string Run = """
        () => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(r => r.violations.map(v =>
          v.id + ' (' + v.impact + '): ' + v.nodes.slice(0, 2).map(n => n.html.slice(0, 160) + ' ' + ((n.any[0] || n.all[0] || n.none[0] || {}).message || '')).join(' | ')))
        """;

    /// <summary>One of each kind of page.</summary>
    private static readonly string[] Typical = ["/", "/disclosure", "/consultations", "/columns/zcwj", "/columns/jycy/btgs", "/search?q=就业", "/search?q=没有这样的词语", "/inquiries/new", "/Login"];

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    [InlineData("elder")]
    [InlineData("elder dark phone")]
    [InlineData("phone")]
    public async Task No_public_page_has_a_barrier(string look)
    {
        var axe = await File.ReadAllTextAsync(Tools.File("axe-core/axe.min.js"));
        await using var reader = await portal.VisitorAsync(Look(look));
        if (look.Contains("elder", StringComparison.Ordinal)) await reader.GoAsync("/display?elder=on");
        var pages = look == "light" || Tools.IsFull
            ? await SitePages.AllAsync(reader, SitePages.Public, SitePages.BehindPublic)
            : await SitePages.AllAsync(reader, Typical, SitePages.BehindPublic[..4]);
        await CheckAsync(reader, axe, pages);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    [InlineData("phone")]
    public async Task No_admin_page_has_a_barrier(string look)
    {
        if (look != "light" && !Tools.IsFull) Assert.Skip("The admin's other looks are checked by ./test full.");
        var axe = await File.ReadAllTextAsync(Tools.File("axe-core/axe.min.js"));
        await using var admin = await portal.SignedInAsync("admin", Look(look));
        await CheckAsync(admin, axe, Share(await SitePages.AllAsync(admin, SitePages.Admin,
            [.. SitePages.BehindAdmin.Where(p => p.List != "/Admin/Workflows/Instances")])));
        await using var office = await portal.SignedInAsync("tongyue", Look(look));
        await CheckAsync(office, axe, Share(await SitePages.AllAsync(office, SitePages.Office, SitePages.BehindOffice)));
        await using var editor = await portal.SignedInAsync("yelan", Look(look));
        await CheckAsync(editor, axe, ["/Admin/Content/Edit?type=Article", "/Admin/Content/Edit?type=ServiceGuide"]);
    }

    [Fact]
    public async Task The_public_pages_are_valid_HTML()
    {
        await using var reader = await portal.VisitorAsync();
        await CheckHtmlAsync(reader, await SitePages.AllAsync(reader, SitePages.Public, SitePages.BehindPublic));
    }

    [Fact]
    public async Task The_admin_pages_are_valid_HTML()
    {
        await using var admin = await portal.SignedInAsync("admin");
        await CheckHtmlAsync(admin, await SitePages.AllAsync(admin, SitePages.Admin,
            [.. SitePages.BehindAdmin.Where(p => p.List != "/Admin/Workflows/Instances")]));
        await using var office = await portal.SignedInAsync("tongyue");
        await CheckHtmlAsync(office, await SitePages.AllAsync(office, SitePages.Office, SitePages.BehindOffice));
        await using var editor = await portal.SignedInAsync("yelan");
        await CheckHtmlAsync(editor, ["/Admin/Content/Edit?type=Article", "/Admin/Content/Edit?type=ServiceGuide"]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/columns/zcwj")]
    [InlineData("/columns/zcwj/gfxwj .item__title a")]
    [InlineData("/search")]
    public async Task Lighthouse_finds_nothing_to_mend(string place)
    {
        if (!Tools.IsFull) Assert.Skip("Lighthouse runs in ./test full.");
        var program = Tools.File("lighthouse/cli/index.js");
        await using var reader = await portal.VisitorAsync();
        var path = place.Split(' ', 2) is [var list, var link] ? (await SitePages.AllAsync(reader, [], [(list, link)]))[0] : place;
        var report = Path.GetTempFileName();
        try
        {
            var (code, output) = await Tools.RunAsync("node",
            [
                program, portal.Address + path, "--chrome-flags=--headless=new --no-sandbox --disable-gpu", "--only-categories=accessibility,best-practices,seo",
                "--output=json", "--output-path=" + report, "--quiet",
            ], ("CHROME_PATH", Chromium.Program));
            Assert.True(code == 0, output);
            var categories = JsonNode.Parse(await File.ReadAllTextAsync(report))!["categories"]!.AsObject();
            Assert.All(categories, c => Assert.True((double)c.Value!["score"]! >= 0.98, $"{path}: {c.Key} {c.Value!["score"]}"));
        }
        finally
        {
            File.Delete(report);
        }
    }

    private static IReadOnlyList<string> Share(IReadOnlyList<string> pages)
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_SEED") ?? "1", CultureInfo.InvariantCulture);
        return Tools.IsFull ? pages : [.. pages.Where((_, i) => i % 3 == seed % 3)];
    }

    private static BrowserNewContextOptions Look(string look) => new()
    {
        ViewportSize = new() { Width = look.Contains("phone", StringComparison.Ordinal) ? 390 : 1280, Height = 844 },
        ColorScheme = look.Contains("dark", StringComparison.Ordinal) ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce,
    };

    private static async Task CheckHtmlAsync(Person person, IReadOnlyList<string> pages)
    {
        var checker = Tools.File("vnu-jar/build/dist/vnu.jar");
        var folder = Directory.CreateTempSubdirectory("govportal-html-");
        try
        {
            for (var i = 0; i < pages.Count; i++)
            {
                var answer = await person.Page.Context.APIRequest.GetAsync(pages[i]);
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{i}.html"), await answer.BodyAsync());
            }
            var (code, output) = await Tools.RunAsync("java", ["-jar", checker, "--errors-only", "--format", "gnu", folder.FullName]);
            var numbered = string.Join('\n', pages.Select((p, i) => $"{i}.html is {p}"));
            Assert.True(code == 0, output + numbered);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task CheckAsync(Person person, string axe, IReadOnlyList<string> pages)
    {
        var found = new List<string>();
        foreach (var path in pages)
        {
            var page = await person.GoAsync(path);
            await page.EvaluateAsync(axe);
            found.AddRange((await page.EvaluateAsync<string[]>(Run)).Select(v => $"{path}: {v}"));
        }
        if (found.Count > 0) Assert.Fail(string.Join('\n', found));
    }
}
