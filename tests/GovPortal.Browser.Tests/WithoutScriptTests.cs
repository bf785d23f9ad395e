using static Microsoft.Playwright.Assertions;

namespace GovPortal.Browser.Tests;

/// <summary>Scripts help; nothing needs them.</summary>
public sealed class WithoutScriptTests(DemoPortal portal)
{
    [Fact]
    public async Task An_editor_creates_and_submits_an_item_without_script()
    {
        await using var editor = await portal.SignedInAsync("yelan", new() { JavaScriptEnabled = false });
        await editor.BeginAsync();
        await editor.FillAsync("不用脚本起草的说明");
        await editor.Page.FillAsync("textarea[name='HtmlBodyPart.Html']", "<p>直接写入的正文。</p>");
        await editor.SubmitAsync(withScript: false);
        await Expect(editor.Page.Locator("h1")).ToContainTextAsync("不用脚本起草的说明");
        await Expect(editor.Page.Locator(".gp-status").First).ToContainTextAsync("审查中");
    }

    [Fact]
    public async Task A_visitor_searches_and_reads_without_script()
    {
        await using var reader = await portal.VisitorAsync(new() { JavaScriptEnabled = false });
        var page = await reader.GoAsync("/");
        await page.Locator("main input[name=q]").FillAsync("稳岗返还");
        await page.LeadsOnAsync(() => page.Locator("main form[action='/search'] button").ClickAsync());
        await page.LeadsOnAsync(() => page.Locator("main h3 a, main h2 a").First.ClickAsync());
        await Expect(page.Locator("article.doc h1")).ToContainTextAsync("稳岗返还");
    }
}
