using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovPortal.Browser.Tests;

/// <summary>The first hour of a new county: an administrator, no content, a spreadsheet.</summary>
public sealed class EmptyPortalTests(DemoPortal portal)
{
    [Fact]
    public async Task An_administrator_gets_the_columns_from_the_task_table()
    {
        await using var server = await PortalServer.StartAsync(demo: false);
        await using var admin = await Person.ArriveAsync(portal.Browser, server.Address);
        await using var reader = await Person.ArriveAsync(portal.Browser, server.Address);
        var home = await reader.GoAsync("/");
        await Expect(home.Locator("a[href^='/columns/']")).ToHaveCountAsync(0);

        await admin.SignInAsync("admin", PortalServer.AdminPassword);
        var page = await admin.GoAsync("/Admin/Columns/Import");
        await page.SetInputFilesAsync("input[type=file]", Path.Combine(AppContext.BaseDirectory, "Fixtures", "栏目任务分解表.xlsx"));
        await page.LeadsOnAsync(() => page.Locator(".gp-form-actions .btn-primary").ClickAsync());
        await Expect(page.Locator("h1")).ToContainTextAsync("预览：栏目任务分解表.xlsx");
        await Expect(page.Locator(".gp-tile").First).ToContainTextAsync("28");
        await Expect(page.Locator("tr", new() { HasText = "就业创业 / 补贴公示" })).ToContainTextAsync("就业服务中心");
        // A preview changes nothing.
        await Expect((await reader.GoAsync("/")).Locator("a[href^='/columns/']")).ToHaveCountAsync(0);

        await admin.ConfirmAsync(page.GetByRole(AriaRole.Button, new() { Name = "确认导入" }));
        await admin.SeesDoneAsync("新增栏目 28 个");
        var hrefs = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('tbody a[href*=\"/Admin/Columns/Edit/\"]')].map(a => a.getAttribute('href'))");
        Assert.Equal(14 + 28, hrefs.Distinct().Count());

        await reader.LooksUntilAsync("/", async p => await p.Locator("main a[href*='/jycy/btgs']").CountAsync() > 0, "the new columns");
        var columns = await home.EvaluateAsync<string[]>("[...new Set([...document.querySelectorAll('main a[href^=\"/columns/\"]')].map(a => a.getAttribute('href')))].filter(h => h.split('/').length === 4)");
        Assert.Equal(27, columns.Length);
        await Expect(home.Locator("tr, li", new() { HasText = "补贴公示" }).Last).ToContainTextAsync("就业服务中心");
        await Expect(home.GetByText("督查通报")).ToHaveCountAsync(0);
        Person.AllQuiet(admin, reader);
    }
}
