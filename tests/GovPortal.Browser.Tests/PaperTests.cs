using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovPortal.Browser.Tests;

/// <summary>What a printer gets.</summary>
public sealed class PaperTests(DemoPortal portal)
{
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
