using static Microsoft.Playwright.Assertions;

namespace GovPortal.Browser.Tests;

/// <summary>Work without a mouse.</summary>
public sealed class KeyboardTests(DemoPortal portal)
{
    [Fact]
    public async Task The_first_tab_leads_past_the_navigation_and_a_slash_into_the_search()
    {
        await using var editor = await portal.SignedInAsync("yelan");
        var page = await editor.GoAsync("/Admin/Content");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".gp-skip")).ToBeFocusedAsync();
        await Expect(page.Locator(".gp-skip")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#gp-main")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("input[type=search]:focus")).ToHaveCountAsync(1);
        await page.Keyboard.TypeAsync("就业");
        await page.LeadsOnAsync(() => page.Keyboard.PressAsync("Enter"));
        await Expect(page.Locator("input[type=search][value=就业]")).Not.ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_person_signs_in_with_the_keyboard_alone()
    {
        await using var admin = await portal.VisitorAsync();
        var page = await admin.GoAsync("/Admin");
        await Expect(page.Locator("[name=UserName]")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("admin");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(PortalServer.AdminPassword);
        await page.LeadsOnAsync(() => page.Keyboard.PressAsync("Enter"));
        Assert.EndsWith("/Admin", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_s_saves_the_draft_with_what_was_typed_last()
    {
        await using var editor = await portal.SignedInAsync("fengkai");
        await editor.BeginAsync();
        await editor.FillAsync("按键保存的草稿");
        await editor.Page.Locator(".jodit-wysiwyg").ClickAsync();
        await editor.Page.Keyboard.TypeAsync("最后输入的一句。");
        await editor.Page.LeadsOnAsync(() => editor.Page.Keyboard.PressAsync("Control+s"));
        await editor.SeesDoneAsync("草稿已保存");
        await Expect(editor.Page.Locator("[name='TitlePart.Title']")).ToHaveValueAsync("按键保存的草稿");
        await Expect(editor.Page.Locator(".jodit-wysiwyg")).ToContainTextAsync("最后输入的一句。");
    }

    [Fact]
    public async Task The_public_pages_have_a_skip_link_too()
    {
        await using var reader = await portal.VisitorAsync();
        var page = await reader.GoAsync("/");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip-link")).ToBeFocusedAsync();
        await Expect(page.Locator(".skip-link")).ToBeInViewportAsync();
    }
}
