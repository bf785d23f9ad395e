using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace GovPortal.Browser.Tests;

public sealed partial class LanguageTests(DemoPortal portal)
{
    [Fact]
    public async Task The_language_switch_turns_the_admin_to_english_and_back()
    {
        await using var admin = await portal.SignedInAsync("admin");
        var page = await admin.GoAsync("/Admin/Content");
        await page.Locator("details[data-menu] summary").ClickAsync();
        await page.LeadsOnAsync(() => page.Locator("button[name=culture][value=en]").ClickAsync());
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.EndsWith("/Admin/Content", page.Url, StringComparison.Ordinal);
        var menu = await page.Locator(".gp-nav-scroll .gp-nav-text").AllTextContentsAsync();
        Assert.NotEmpty(menu);
        Assert.All(menu, text => Assert.DoesNotMatch(Chinese(), text));
        await page.Locator("details[data-menu] summary").ClickAsync();
        await page.LeadsOnAsync(() => page.Locator("button[name=culture][value='zh-CN']").ClickAsync());
        await Expect(page.Locator("h1")).ToHaveTextAsync("信息列表");
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();
}
