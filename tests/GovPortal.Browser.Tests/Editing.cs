using System.Globalization;
using Microsoft.Playwright;

namespace GovPortal.Browser.Tests;

/// <summary>What the people of 就业服务中心 and the centre do with an item, page by page.</summary>
internal static class Editing
{
    /// <summary>Today in Asia/Shanghai, as a date field takes it.</summary>
    public static string Today => DateTime.UtcNow.AddHours(8).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>From «新建信息» to the empty form for an article in 就业创业/就业政策.</summary>
    public static async Task BeginAsync(this Person editor)
    {
        var page = await editor.GoAsync("/Admin/Content/Create");
        await page.Locator("select[name=column]").SelectOptionAsync(new SelectOptionValue { Label = "就业政策（就业服务中心）" });
        await page.Locator("input[name=type][value=Article]").CheckAsync();
        await page.LeadsOnAsync(() => page.Locator("form:has(select[name=column]) .btn-primary").ClickAsync());
    }

    /// <summary>Title, stage and date; the text is left to the caller.</summary>
    public static async Task FillAsync(this Person editor, string title)
    {
        await editor.Page.FillAsync("[name='TitlePart.Title']", title);
        await editor.Page.Locator("[name='DisclosurePart.Stage']").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await editor.Page.FillAsync("[name='DisclosurePart.FormedOn']", Today);
    }

    /// <summary>Saves, completes the review form with the declarations most information makes, and submits.</summary>
    public static async Task SubmitAsync(this Person editor, bool withScript = true)
    {
        var page = editor.Page;
        // From the editor, or from the item's own page.
        await page.LeadsOnAsync(() => page.Locator("button[name=do][value=submit], a[href*='/Reviews/Submit/']").First.ClickAsync());
        await page.Locator("input[type=checkbox][name='Form.NoSecrets']").CheckAsync();
        await page.Locator("input[name='Form.PersonalData'][value=none]").CheckAsync();
        await page.Locator("input[name='Form.ThirdParty'][value=none]").CheckAsync();
        var send = page.Locator("main form[data-guard] .gp-form-actions .btn-primary");
        if (withScript) await editor.ConfirmAsync(send);
        else await page.LeadsOnAsync(() => send.ClickAsync());
        await editor.SeesDoneAsync("已提交审查");
    }

    /// <summary>The reviewer finds the item in the own queue, reads the preview and approves.</summary>
    public static async Task ApproveAsync(this Person reviewer, string title, Func<IFrameLocator, Task> reads)
    {
        var page = await reviewer.GoAsync("/Admin/Reviews");
        await page.LeadsOnAsync(() => page.Locator("tr", new() { HasText = title }).Locator(".gp-cell-actions a").ClickAsync());
        await reads(page.FrameLocator("iframe.gp-preview"));
        await reviewer.ConfirmAsync(page.Locator("button[name=do][value=approve]"));
    }

    /// <summary>The publisher takes the item from the queue and publishes it.</summary>
    public static async Task PublishAsync(this Person publisher, string title)
    {
        var page = await publisher.GoAsync("/Admin/Publishing");
        await page.LeadsOnAsync(() => page.Locator("tr", new() { HasText = title }).Locator(".gp-cell-actions a").ClickAsync());
        await publisher.ConfirmAsync(page.Locator("form[action*='Publish'] button.btn-primary"));
        await publisher.SeesDoneAsync("已发布");
    }
}
