using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovPortal.Browser.Tests;

/// <summary>What people come to the public site for, from the front page to what they wanted; pictures of it stay in <c>.test/screens</c>.</summary>
public sealed class CitizenJourneyTests(DemoPortal portal)
{
    private static readonly BrowserNewContextOptions Phone = new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true };

    [Fact]
    public async Task Someone_finds_a_guide_by_its_everyday_name_while_typing()
    {
        await using var reader = await portal.VisitorAsync();
        var page = await reader.GoAsync("/");
        await page.Locator("#home-q").PressSequentiallyAsync("失业");
        await Expect(page.Locator(".suggest li").First).ToBeVisibleAsync();
        await page.Locator("#home-q").FillAsync("失业了怎么登记");
        await page.LeadsOnAsync(() => page.Keyboard.PressAsync("Enter"));
        await KeepAsync(page, "search");
        await page.LeadsOnAsync(() => page.Locator(".hits .item__title a", new() { HasText = "失业登记" }).First.ClickAsync());
        await Expect(page.Locator("article.doc h1")).ToContainTextAsync("失业登记");
        Person.AllQuiet(reader);
    }

    [Fact]
    public async Task Somebody_types_pinyin_and_is_understood()
    {
        await using var reader = await portal.VisitorAsync();
        var page = reader.Page;
        await reader.LooksUntilAsync("/search?q=wengangfanhuan", async p => await p.Locator(".hits .item__title a").CountAsync() > 0, "hits");
        await Expect(page.Locator(".hits .item__title a").First).ToContainTextAsync("稳岗返还");
        await KeepAsync(page, "pinyin");
    }

    [Fact]
    public async Task A_clerk_filters_a_column_and_lets_go_again()
    {
        await using var clerk = await portal.VisitorAsync();
        var page = await clerk.GoAsync("/columns/zcwj");
        var all = await CountAsync(page);
        var choice = page.Locator("nav[aria-label='类型'] .chip", new() { HasText = "政策解读" });
        var some = int.Parse(await choice.Locator(".chip__count").InnerTextAsync(), CultureInfo.InvariantCulture);
        await page.LeadsOnAsync(() => choice.ClickAsync());
        Assert.True(some < all);
        Assert.Equal(some, await CountAsync(page));
        await KeepAsync(page, "column-filtered");
        await page.LeadsOnAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "清除筛选" }).ClickAsync());
        Assert.Equal(all, await CountAsync(page));
    }

    [Fact]
    public async Task A_citizen_comments_on_a_consultation_on_a_phone()
    {
        await using var citizen = await portal.VisitorAsync(Phone);
        var page = await citizen.GoAsync("/");
        await KeepAsync(page, "home-phone");
        await page.LeadsOnAsync(() => page.Locator("section[aria-labelledby=consultations] .card").First.ClickAsync());
        await page.Locator("#comment-text").FillAsync("建议把申请期限写得更明白一些，方便灵活就业人员安排时间。");
        await page.LeadsOnAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "提交意见" }).ClickAsync());
        await Expect(page.Locator(".receipt").First).ToBeVisibleAsync();
        await KeepAsync(page, "comment-received-phone");
        Person.AllQuiet(citizen);
    }

    [Fact]
    public async Task A_retired_reader_turns_on_easy_reading_and_reads()
    {
        await using var reader = await portal.VisitorAsync();
        var page = await reader.GoAsync("/columns/zwfw/bszn");
        await page.LeadsOnAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "适老模式" }).ClickAsync());
        Assert.EndsWith("/columns/zwfw/bszn", page.Url, StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<double>("parseFloat(getComputedStyle(document.body).fontSize)") >= 22);
        await page.LeadsOnAsync(() => page.Locator(".item__title a").First.ClickAsync());
        Assert.True(await page.EvaluateAsync<double>("(s => parseFloat(s.lineHeight) / parseFloat(s.fontSize))(getComputedStyle(document.body))") >= 1.3);
        await KeepAsync(page, "guide-elder");
        await page.LeadsOnAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "退出适老模式" }).ClickAsync());
        Assert.DoesNotContain("elder", await page.Locator("html").GetAttributeAsync("class") ?? "", StringComparison.Ordinal);
        Person.AllQuiet(reader);
    }

    [Fact]
    public async Task Somebody_without_script_searches_filters_and_asks_a_question()
    {
        await using var reader = await portal.VisitorAsync(new() { JavaScriptEnabled = false });
        var page = reader.Page;
        await reader.LooksUntilAsync("/search?q=就业", async p => await p.Locator(".facet a").CountAsync() > 0, "filters");
        await page.LeadsOnAsync(() => page.Locator(".facet a").First.ClickAsync());
        await Expect(page.Locator(".facet a[aria-current]").First).ToBeVisibleAsync();
        await reader.GoAsync("/columns/zcwj");
        await page.Locator(".filters summary").ClickAsync();
        await page.LeadsOnAsync(() => page.Locator(".filters .chip").First.ClickAsync());
        await Expect(page.Locator(".filters .chip[aria-current]").First).ToBeVisibleAsync();

        await reader.GoAsync("/inquiries/new");
        await page.Locator("[name=subject]").FillAsync("失业登记需要带什么材料");
        await page.Locator("[name=text]").FillAsync("我上个月从外地回来，想办理失业登记，请问要带哪些材料？");
        await page.Locator("[name=name]").FillAsync("李某");
        await page.Locator("[name=phone]").FillAsync("13800001234");
        await KeepAsync(page, "inquiry");
        await page.LeadsOnAsync(() => page.Locator("main form button[type=submit]").Last.ClickAsync());
        var code = (await page.Locator(".letter-receipt__code").InnerTextAsync()).Trim();
        await reader.GoAsync("/inquiries/track");
        await page.Locator("main [name=code]").FillAsync(code);
        await page.LeadsOnAsync(() => page.Locator("main form button[type=submit]").Last.ClickAsync());
        await Expect(page.Locator("main")).ToContainTextAsync("已收到");
        await Expect(page.Locator("main")).Not.ToContainTextAsync("13800001234");
    }

    [Fact]
    public async Task A_reader_gets_to_a_document_by_the_keyboard_alone()
    {
        await using var reader = await portal.VisitorAsync();
        var page = await reader.GoAsync("/");
        await PastTheMenuAsync(page);
        await TabToAsync(page, "#home-q");
        await page.Keyboard.TypeAsync("创业孵化基地");
        await page.LeadsOnAsync(() => page.Keyboard.PressAsync("Enter"));
        await PastTheMenuAsync(page);
        await TabToAsync(page, ".hits .item__title a");
        await page.LeadsOnAsync(() => page.Keyboard.PressAsync("Enter"));
        await PastTheMenuAsync(page);
        await TabToAsync(page, ".toc a");
        await page.Keyboard.PressAsync("Enter");
        Assert.Contains('#', page.Url);
        await KeepAsync(page, "document");
    }

    private static async Task PastTheMenuAsync(IPage page)
    {
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#main")).ToBeFocusedAsync();
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector)) return;
        }
        Assert.Fail($"{selector} is not reached on {page.Url}");
    }

    private static async Task<int> CountAsync(IPage page) => int.Parse(await page.Locator("#items .count").InnerTextAsync(), CultureInfo.InvariantCulture);

    private static async Task KeepAsync(IPage page, string name) => await
        page.ScreenshotAsync(new() { Path = Path.Combine(PortalServer.Repository, ".test", "screens", name + ".png"), FullPage = true });
}
