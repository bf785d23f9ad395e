using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using GovPortal.Requests.Features;
using GovPortal.Requests.Rules;
using GovPortal.Testing;
using static GovPortal.Web.Tests.Requests.CaseOffice;

namespace GovPortal.Web.Tests.Requests;

/// <summary>The board counts the cases a person may see; every figure opens exactly those.</summary>
public sealed partial class BoardTests
{
    [Fact]
    public async Task Every_figure_opens_as_many_cases_as_it_says()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        await FillAsync(bureau);
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Requests/Board");
        var figures = office.Page.QuerySelectorAll("main a[href^='/Admin/Requests']").Select(a => (Url: a.GetAttribute("href")!, Shown: Shown(a.TextContent)))
            .Where(f => f.Shown is not null && (f.Url.Contains('?', StringComparison.Ordinal) || f.Url == "/Admin/Requests")).Distinct().ToList();
        Assert.InRange(figures.Count, 20, 80);
        foreach (var (url, shown) in figures)
        {
            await office.GoAsync(url);
            var listed = office.Page.QuerySelector(".gp-pager-total") is { } total ? Shown(total.TextContent) : 0;
            Assert.True(shown == listed, $"{url}: {shown} on the board, {listed} in the list");
        }
    }

    [Fact]
    public async Task It_says_what_is_late_presses_stands_still_and_how_long_cases_take()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        await FillAsync(bureau);
        var view = Bureau.Must(await app.Get<ReadBoard>().HandleAsync(await bureau.ActorAsync("office"), default));
        Assert.Equal((7, 1, 1, 1, 3), (view.Open, view.Late, view.Soon, view.Week, view.Paused));
        Assert.Equal(("2026-11-26", "2026-11-29"), ($"{view.SoonUntil:yyyy-MM-dd}", $"{view.WeekUntil:yyyy-MM-dd}"));
        Assert.Equal([(RequestState.AwaitingCorrection, 1), (RequestState.ThirdParty, 1), (RequestState.OtherOrgan, 0), (RequestState.AwaitingFee, 1)], view.Standing.Select(s => (s.State, s.Count)));
        Assert.Equal("2026-11-12", Day(view.Standing[0].SinceUtc));
        var section = view.Sections.Single(s => s.SectionId == bureau.Section());
        Assert.Equal((1, 1), (section.Clocks[RequestClocks.ThirdParty], section.Clocks[RequestClocks.Fee]));
        var november = view.Months[^1];
        Assert.Equal((1, 1, 0, 8d), (november.Ended, november.InTime, november.Late, november.MedianDays));
        Assert.Equal((1, 0, 1), (view.Months[^3].Ended, view.Months[^3].InTime, view.Months[^3].Late));
        Assert.Equal(view.Open - view.Late - view.Paused, view.Weeks.Sum(w => w.Count));
    }

    [Theory]
    [InlineData("office", 7)]
    [InlineData("leader", 7)]
    [InlineData("editor", 4)]
    [InlineData("stranger", 0)]
    public async Task A_person_sees_the_figures_of_what_they_may_read(string who, int open)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        await FillAsync(bureau);
        Assert.Equal(open, Bureau.Must(await app.Get<ReadBoard>().HandleAsync(await bureau.ActorAsync(who), default)).Open);
    }

    [Theory]
    [InlineData("publisher", false)]
    [InlineData("reviewer", false)]
    [InlineData("admin", false)]
    [InlineData("editor", true)]
    [InlineData("office", true)]
    public async Task Who_sees_no_case_sees_no_board(string who, bool may)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        using var person = who == "admin" ? await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword) : await bureau.SignedInAsync(who);
        using var page = await person.GetRawAsync("/Admin/Requests/Board");
        Assert.Equal(may, page.StatusCode == HttpStatusCode.OK && (await page.Content.ReadAsStringAsync()).Contains("近十二个月", StringComparison.Ordinal));
    }

    /// <summary>One answered late in September, one in time in November; of seven open: one late, one due soon, three standing still. Monday 2026-11-23.</summary>
    private static async Task FillAsync(Bureau bureau)
    {
        var (app, office) = (bureau.App, await bureau.ActorAsync("office"));
        app.Clock.Set("2026-08-03 10:00");
        var slow = await bureau.ApprovedAsync();
        app.Clock.Set("2026-09-15 10:00");
        Done(await app.Get<AnswerRequest>().HandleAsync(new CaseRef(slow.Id), office, default));
        app.Clock.Set("2026-10-12 10:00");
        await bureau.ReceivedAsync();
        app.Clock.Set("2026-10-27 10:00");
        await bureau.DispatchedAsync();
        app.Clock.Set("2026-11-12 10:00");
        var quick = await bureau.ApprovedAsync();
        var unclear = await bureau.ReceivedAsync();
        Done(await app.Get<CorrectRequest>().AskAsync(new CaseRef(unclear.Id), "请补充", new DateOnly(2026, 12, 10), office, default));
        var third = await bureau.DispatchedAsync();
        Done(await app.Get<ConsultOthers>().AskThirdPartyAsync(new CaseRef(third.Id), "某公司", "意见", office, default));
        var fee = await bureau.DispatchedAsync();
        Done(await app.Get<ChargeFee>().ChargeAsync(new CaseRef(fee.Id), FeeScheme.PerPage, 100, office, default));
        app.Clock.Set("2026-11-20 10:00");
        Done(await app.Get<AnswerRequest>().HandleAsync(new CaseRef(quick.Id), office, default));
        await bureau.ReceivedAsync();
        await bureau.DispatchedAsync();
        app.Clock.Set("2026-11-23 10:00");
    }

    private static int? Shown(string text) => Number().Match(text) is { Success: true } found ? int.Parse(found.Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
