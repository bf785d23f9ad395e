using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovPortal.Browser.Tests;

/// <summary>The loop of supervision by the people in it: the office inspects, orders and closes the month, a section answers, the leader looks at a phone and signs.</summary>
public sealed class SupervisionJourneyTests(DemoPortal portal)
{
    private static readonly string Before = DateTime.UtcNow.AddHours(8).AddMonths(-1).ToString("yyyyMM", null);

    [Fact]
    public async Task The_office_closes_the_month_a_section_has_its_day_and_the_leader_a_glance()
    {
        await using var office = await portal.SignedInAsync("tongyue");
        await using var section = await portal.SignedInAsync("shaoting");
        await using var leader = await portal.SignedInAsync("lumingyuan", new() { ViewportSize = new() { Width = 390, Height = 844 } });

        // The dashboard is open while the self-inspection runs, and follows by itself.
        var watching = await office.Page.Context.NewPageAsync();
        await watching.GotoAsync("/Admin/Supervision/Dashboard");
        await Expect(watching.Locator(".gp-chart.is-drawn .gp-chart-area > *").First).ToBeVisibleAsync();
        var asOf = await watching.Locator(".sv-now time").GetAttributeAsync("datetime");
        await office.GoAsync("/Admin/Supervision");
        await office.Page.LeadsOnAsync(() => office.Page.GetByRole(AriaRole.Button, new() { Name = "立即自查" }).ClickAsync());
        await Expect(watching.Locator(".sv-now time")).Not.ToHaveAttributeAsync("datetime", asOf ?? "", new() { Timeout = 60_000 });
        await office.LooksUntilAsync("/Admin/Supervision", async page => await page.Locator("input[name=problem]").CountAsync() > 0, "no problem was found");
        await ShowAsync(watching, "supervision-dashboard");
        await watching.CloseAsync();

        // An order about a problem of the section, which answers it from its list of what waits.
        await office.LooksUntilAsync("/Admin/Supervision?q=" + Uri.EscapeDataString(""), async page => await page.Locator("tr:has-text('就业服务中心') input[name=problem]").CountAsync() > 0, "no problem of the section");
        await office.Page.Locator("tr:has-text('就业服务中心') input[name=problem]").First.CheckAsync();
        await office.Page.LeadsOnAsync(() => office.Page.GetByRole(AriaRole.Button, new() { Name = "就所选问题下发督办单" }).ClickAsync());
        await ShowAsync(office.Page, "supervision-order-new");
        await office.Page.LeadsOnAsync(() => office.Page.Locator("form[data-guard] button.btn-primary").ClickAsync());
        var order = new Uri(office.Page.Url).AbsolutePath;
        Assert.StartsWith("/Admin/Supervision/Orders/", order, StringComparison.Ordinal);
        var day = await section.GoAsync("/Admin");
        await Expect(day.GetByText("待整改的督办单").First).ToBeVisibleAsync();
        await ShowAsync(day, "supervision-section-day");
        await day.Locator($"a[href='{order}']").First.ClickAsync();
        await section.Page.Locator("form:has(input[value=answer]) textarea").FillAsync("已安排专人整改，今后按期更新。");
        await section.Page.LeadsOnAsync(() => section.Page.Locator("form:has(input[value=answer]) button[type=submit], form:has(input[value=answer]) button").First.ClickAsync());
        await Expect(section.Page.GetByText("自动复查").First).ToBeVisibleAsync();
        await ShowAsync(section.Page, "supervision-order");

        // The month that ended: its words are written, it is frozen after a question, and the leader signs it on a phone.
        var month = await office.GoAsync("/Admin/Supervision/Summary?month=" + Before);
        await Expect(month.Locator("textarea[name='Input.Words']")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("各科室共发布信息"));
        await office.ConfirmAsync(month.GetByRole(AriaRole.Button, new() { Name = "定稿", Exact = true }));
        await Expect(office.Page.GetByText("待审签").First).ToBeVisibleAsync();
        await ShowAsync(office.Page, "supervision-month");
        foreach (var (path, name) in new[] { ("/Admin/Supervision/Glance", "supervision-glance-phone"), ("/Admin/Supervision/Dashboard", "supervision-dashboard-phone") })
        {
            var page = await leader.GoAsync(path);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path);
            await ShowAsync(page, name);
        }
        var sign = await leader.GoAsync("/Admin/Supervision/Summary?month=" + Before);
        await leader.ConfirmAsync(sign.GetByRole(AriaRole.Button, new() { Name = "审签", Exact = true }));
        await Expect(leader.Page.GetByText("已审签").First).ToBeVisibleAsync();
        Person.AllQuiet(office, section, leader);
    }

    private static Task<byte[]> ShowAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(PortalServer.Repository, ".test", "screens", name + ".png"), FullPage = true });
}
