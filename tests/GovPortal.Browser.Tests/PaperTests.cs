using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovPortal.Browser.Tests;

/// <summary>What leaves the screen: attachments and print.</summary>
public sealed class PaperTests(DemoPortal portal)
{
    [Fact]
    public async Task A_published_pdf_opens_in_the_browser()
    {
        await using var reader = await portal.VisitorAsync();
        var page = await reader.GoAsync("/search?q=公告");
        var hits = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('main h3 a, main h2 a')].map(a => a.getAttribute('href'))");
        string? file = null;
        foreach (var hit in hits)
        {
            await reader.GoAsync(hit);
            var pdf = page.Locator("a.file[href$='.pdf']");
            if (await pdf.CountAsync() > 0) file = await pdf.First.GetAttributeAsync("href");
            if (file is not null) break;
        }
        Assert.NotNull(file);
        var response = await page.GotoAsync(file);
        Assert.True(response is { Ok: true });
        Assert.Equal("application/pdf", await response.HeaderValueAsync("content-type"));
        Assert.StartsWith("inline", await response.HeaderValueAsync("content-disposition"), StringComparison.Ordinal);
        Assert.EndsWith(file, page.Url, StringComparison.Ordinal);
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task A_printed_public_page_keeps_the_text_and_drops_the_navigation()
    {
        await using var reader = await portal.VisitorAsync();
        var page = await reader.GoAsync("/columns/jycy/btgs");
        await page.LeadsOnAsync(() => page.Locator(".item__title a").First.ClickAsync());
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.Locator("nav.menu")).ToBeHiddenAsync();
        await Expect(page.Locator(".site-header__tools")).ToBeHiddenAsync();
        await Expect(page.Locator("article.doc h1")).ToBeVisibleAsync();
        await Expect(page.Locator(".site-footer")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_printed_admin_page_drops_navigation_and_tools()
    {
        await using var admin = await portal.SignedInAsync("admin");
        var page = await admin.GoAsync("/Admin/Deadlines");
        await page.LeadsOnAsync(() => page.Locator("td.gp-cell-actions a").First.ClickAsync());
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.Locator(".gp-nav")).ToBeHiddenAsync();
        await Expect(page.Locator(".gp-top")).ToBeHiddenAsync();
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
    }
}
