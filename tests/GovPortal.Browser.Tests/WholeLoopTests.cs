using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovPortal.Browser.Tests;

/// <summary>From the first draft to the withdrawal, by the people who may do each step.</summary>
public sealed class WholeLoopTests(DemoPortal portal)
{
    private const string Column = "/columns/jycy/jyzc";

    [Fact]
    public async Task An_item_goes_from_draft_to_the_public_and_away_again()
    {
        var title = "关于青蓝就业见习基地申报的通知 " + Guid.NewGuid().ToString("N")[..6];
        var word = title[^6..];
        await using var editor = await portal.SignedInAsync("yelan");
        await using var head = await portal.SignedInAsync("shaoting");
        await using var reviewer = await portal.SignedInAsync("caojianing");
        await using var publisher = await portal.SignedInAsync("shihan");
        await using var reader = await portal.VisitorAsync();

        // Draft: typed into the real editor, with a PDF.
        await editor.BeginAsync();
        await editor.FillAsync(title);
        await editor.Page.Locator(".jodit-wysiwyg").ClickAsync();
        await editor.Page.Keyboard.TypeAsync("见习基地每年申报一次，");
        await editor.Page.Keyboard.PressAsync("Control+b");
        await editor.Page.Keyboard.TypeAsync("截止六月三十日");
        await editor.Page.Keyboard.PressAsync("Control+b");
        await editor.Page.Locator(".jodit-toolbar-button_center button").First.ClickAsync();
        await editor.Page.Locator("input[type=file][name$='.Upload']").SetInputFilesAsync(new FilePayload { Name = "申报表.pdf", MimeType = "application/pdf", Buffer = Pdf.With("Application form") });
        await Expect(editor.Page.Locator("[data-dirty]")).ToBeVisibleAsync();
        await editor.SubmitAsync();
        var item = new Uri(editor.Page.Url).AbsolutePath;
        Assert.StartsWith("/Admin/Content/Item/", item, StringComparison.Ordinal);

        // Two reviews, each on the page the public would see.
        var attachment = "";
        await head.ApproveAsync(title, ReadsAsync);
        await head.SeesDoneAsync("转入下一环节");
        await reviewer.ApproveAsync(title, async preview =>
        {
            await ReadsAsync(preview);
            attachment = await preview.Locator("a.file").GetAttributeAsync("href") ?? "";
            Assert.Equal(200, await reviewer.StatusAsync(attachment));
        });
        await reviewer.SeesDoneAsync("待发布");
        Assert.Equal(404, await reader.StatusAsync(attachment.Replace("/Admin/Media/", "/media/", StringComparison.Ordinal)));

        // Published: page, column, search, attachment, on time.
        await publisher.PublishAsync(title);
        var path = await publisher.Page.Locator(".gp-actions a[target=_blank]").GetAttributeAsync("href") ?? "";
        var live = await reader.GoAsync(path);
        await Expect(live.Locator("h1")).ToHaveTextAsync(title);
        await Expect(live.Locator(".prose strong")).ToHaveTextAsync("截止六月三十日");
        await Expect(live.GetByText("按时公开")).ToBeVisibleAsync();
        var file = await live.Locator("a.file").GetAttributeAsync("href") ?? "";
        var download = await live.APIRequest.GetAsync(file);
        Assert.Equal(Pdf.With("Application form"), await download.BodyAsync());
        await ShowsPdfAsync(reader, file);
        await reader.LooksUntilAsync(Column, Lists, "the item in its column");
        await reader.LooksUntilAsync("/search?q=" + word, Lists, "the item among the hits");
        await editor.GoAsync("/Admin/Deadlines?status=met&item=" + item.Split('/')[^1]);
        await Expect(editor.Page.Locator("tbody tr", new() { HasText = title }).First).ToContainTextAsync("按时");

        // Edited: the public goes on seeing the first version until the second has been through.
        var changed = title.Replace("通知", "补充通知", StringComparison.Ordinal);
        await editor.GoAsync(item.Replace("/Item/", "/Edit/", StringComparison.Ordinal));
        await editor.Page.FillAsync("[name='TitlePart.Title']", changed);
        await editor.Page.LeadsOnAsync(() => editor.Page.Locator("button[name=do][value=save]").ClickAsync());
        await editor.SeesDoneAsync("草稿已保存");
        await SeesTitleAsync(title);
        await editor.GoAsync(item);
        await editor.SubmitAsync();
        await head.ApproveAsync(changed, p => Expect(p.Locator("h1")).ToHaveTextAsync(changed));
        await reviewer.ApproveAsync(changed, p => Expect(p.Locator("h1")).ToHaveTextAsync(changed));
        await SeesTitleAsync(title);
        await publisher.PublishAsync(changed);
        await reader.LooksUntilAsync(path, async p => await p.Locator("h1").TextContentAsync() == changed, "the second version");
        await Expect(reader.Page.Locator(".doc__version")).ToContainTextAsync("第 2 版");

        // Withdrawn with a reason: gone everywhere.
        await publisher.Page.Locator("form[action*='Withdraw'] select[name=reason]").SelectOptionAsync("content-error");
        await publisher.Page.FillAsync("form[action*='Withdraw'] input[name=note]", "申报日期写错");
        await publisher.ConfirmAsync(publisher.Page.Locator("form[action*='Withdraw'] button"));
        await publisher.SeesDoneAsync("已下线");
        await Expect(publisher.Page.Locator(".gp-callout", new() { HasText = "下线原因" })).ToContainTextAsync("内容有误，需更正后重新发布（申报日期写错）");
        Assert.Equal(404, await reader.StatusAsync(path));
        Assert.Equal(404, await reader.StatusAsync(file));
        await reader.LooksUntilAsync(Column, async p => !await Lists(p), "the column without the item");
        await reader.LooksUntilAsync("/search?q=" + word, async p => !await Lists(p), "the search without the item");

        Person.AllQuiet(editor, head, reviewer, publisher, reader);

        async Task ReadsAsync(IFrameLocator preview)
        {
            await Expect(preview.Locator("h1")).ToHaveTextAsync(title);
            await Expect(preview.Locator(".prose")).ToContainTextAsync("见习基地每年申报一次，截止六月三十日");
            await Expect(preview.Locator("a.file")).ToContainTextAsync("申报表");
        }

        async Task SeesTitleAsync(string expected) => await Expect((await reader.GoAsync(path)).Locator("h1")).ToHaveTextAsync(expected);

        // Not a download: the browser stays on the file's address and shows it.
        static async Task ShowsPdfAsync(Person reader, string file)
        {
            var response = await reader.Page.GotoAsync(file);
            Assert.True(response is { Ok: true });
            Assert.Equal("application/pdf", await response.HeaderValueAsync("content-type"));
            Assert.StartsWith("inline", await response.HeaderValueAsync("content-disposition"), StringComparison.Ordinal);
            Assert.EndsWith(file, reader.Page.Url, StringComparison.Ordinal);
        }

        async Task<bool> Lists(IPage page) => await page.Locator($"main a[href='{path}']").CountAsync() > 0;
    }

    [Fact]
    public async Task Whoever_wrote_an_item_finds_no_button_to_approve_it()
    {
        var title = "科室负责人自己起草的说明 " + Guid.NewGuid().ToString("N")[..6];
        await using var head = await portal.SignedInAsync("shaoting");
        await head.BeginAsync();
        await head.FillAsync(title);
        await head.Page.Locator(".jodit-wysiwyg").ClickAsync();
        await head.Page.Keyboard.TypeAsync("由负责人起草。");
        await head.SubmitAsync();
        await head.GoAsync("/Admin/Reviews");
        var row = head.Page.Locator("tr", new() { HasText = title });
        await Expect(row).ToContainTextAsync("本人起草，不能由本人办理");
        await row.Locator(".gp-cell-actions a").ClickAsync();
        await Expect(head.Page.GetByText(new Regex("不能审查自己的稿件"))).ToBeVisibleAsync();
        await Expect(head.Page.Locator("button[value=approve]")).ToHaveCountAsync(0);
    }
}
