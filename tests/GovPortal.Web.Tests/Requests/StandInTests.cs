using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;
using GovPortal.Requests;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Requests.CaseOffice;

namespace GovPortal.Web.Tests.Requests;

/// <summary>A deputy leader lets somebody approve for some days; who is on duty sees new applications first. The office lends to head.</summary>
[AnyEngine]
public sealed class StandInTests
{
    private const string To = "publisher";

    [Theory]
    [InlineData("2026-11-24 23:59", "", false)]
    [InlineData("2026-11-25 00:01", "", true)]
    [InlineData("2026-11-27 23:59", "", true)]
    [InlineData("2026-11-28 00:01", "", false)]
    [InlineData("2026-11-26 09:00", "revoked", false)]
    [InlineData("2026-11-26 09:00", "other-agency", false)]
    [InlineData("2026-11-26 09:00", "leader-left", false)]
    [InlineData("2026-11-26 09:00", "leader-demoted", false)]
    public async Task Approving_returning_and_extending_within_those_days_alone(string now, string but, bool may)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        await LendAsync(bureau, To);
        await ButAsync(bureau, but);
        app.Clock.Set(now);
        var delegated = await bureau.ActorAsync(To);
        Func<DisclosureRequest, Task<Result>>[] verbs =
        [
            r => app.Get<DecideAnswer>().ApproveAsync(new CaseRef(r.Id), "同意", delegated, default),
            r => app.Get<DecideAnswer>().ReturnAsync(new CaseRef(r.Id), "请核对", delegated, default),
        ];
        foreach (var verb in verbs) Assert.Equal(may ? [] : [Failure.NotAllowed], (await verb(await bureau.DraftedAsync())).Failures.Select(f => f.Code));
        var running = await bureau.DispatchedAsync();
        Assert.Equal(may, (await app.Get<ExtendAnswer>().HandleAsync(new CaseRef(running.Id), 5, "复杂", delegated, default)).Succeeded);
        Assert.Equal(may, (await app.Get<ReadRequest>().HandleAsync(running.Id, delegated, default)).Succeeded);
        // Nothing else is lent.
        Assert.True((await app.Get<DispatchRequest>().HandleAsync(new CaseRef(running.Id), bureau.Section(), "", delegated, default)).Has(Failure.NotAllowed));
        Assert.True((await app.Get<SeeApplicant>().HandleAsync(running.Id, delegated, default)).Has(Failure.NotAllowed));
        Assert.True((await app.Get<LendApproval>().HandleAsync(new LendApprovalCommand(null, (await bureau.ActorAsync("editor")).UserId, new(2026, 11, 28), new(2026, 11, 28), "再委托"), delegated, default)).Has(Failure.NotAllowed));
    }

    [Theory]
    [InlineData("editor")]
    [InlineData("leader")]
    public async Task Nobody_decides_for_the_leader_what_either_of_them_drafted(string drafter)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        await LendAsync(bureau, "editor");
        app.Clock.Set("2026-11-26 09:00");
        var drafted = drafter == "editor" ? await bureau.DraftedAsync() : await DraftedByLeaderAsync(bureau);
        var editor = await bureau.ActorAsync("editor");
        Assert.True((await app.Get<DecideAnswer>().ApproveAsync(new CaseRef(drafted.Id), "", editor, default)).Has("request.own-draft"));
        Assert.True((await app.Get<DecideAnswer>().ReturnAsync(new CaseRef(drafted.Id), "修改", editor, default)).Has("request.own-draft"));
        using var page = await bureau.SignedInAsync("editor");
        await page.GoAsync("/Admin/Requests/" + drafted.Id);
        Assert.DoesNotContain("委托审批", page.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_the_pages_the_step_says_for_whom_and_the_leader_ends_it()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        app.Clock.Set("2026-11-23 09:00");
        using var leader = await bureau.SignedInAsync("leader");
        await leader.GoAsync("/Admin/Requests/StandIns");
        var to = (await bureau.ActorAsync(To)).UserId;
        await leader.SubmitAsync("form[data-guard]", new() { ["To"] = to, ["From"] = "2026-11-23", ["Until"] = "2026-11-20", ["Reason"] = "" });
        Assert.Contains("请填写委托事由", leader.Errors, StringComparison.Ordinal);
        Assert.Contains("日期不对", leader.Errors, StringComparison.Ordinal);
        await leader.SubmitAsync("form[data-guard]", new() { ["To"] = to, ["From"] = "2026-11-23", ["Until"] = "2026-11-24", ["Reason"] = "外出学习" });
        Assert.Contains("已委托。", leader.Text, StringComparison.Ordinal);

        var (one, two) = (await bureau.DraftedAsync(), await bureau.DraftedAsync());
        using var person = await bureau.SignedInAsync(To);
        await person.GoAsync("/Admin");
        Assert.Contains("受委托审批的公开申请答复", person.Text, StringComparison.Ordinal);
        await person.GoAsync("/Admin/Requests/" + one.Id);
        Assert.Contains("您受测试leader委托审批", person.Text, StringComparison.Ordinal);
        await person.SubmitAsync("form[enctype]", null, "Approve");
        Assert.Contains("受测试leader委托", person.Page.QuerySelectorAll(".gp-timeline")[^1].TextContent, StringComparison.Ordinal);
        var approved = (await bureau.EventsOfAsync(one.Id)).Single(e => e.Kind == RequestEvents.Approved);
        var lender = (await bureau.ActorAsync("leader")).UserId;
        Assert.Contains($"\"for\":\"{lender}\"", approved.Payload, StringComparison.Ordinal);

        using var office = await bureau.SignedInAsync("office");
        await leader.GoAsync("/Admin/Requests/StandIns");
        await leader.SubmitAsync("form[action*='handler=End']");
        Assert.Contains("委托已结束。", leader.Text, StringComparison.Ordinal);
        using var gone = await person.GetRawAsync("/Admin/Requests/" + two.Id);
        Assert.NotEqual(System.Net.HttpStatusCode.OK, gone.StatusCode);
        Assert.True((await app.Get<EndStandIn>().HandleAsync("nothing", await bureau.ActorAsync("leader"), default)).Has("stand-in.unknown"));
    }

    [Fact]
    public async Task Only_who_approves_lends_and_only_to_people_of_the_agency()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        async Task<Result> Lend(string by, string? to, DateOnly from, DateOnly until) =>
            await app.Get<LendApproval>().HandleAsync(new LendApprovalCommand(null, to, from, until, "外出"), await bureau.ActorAsync(by), default);
        var (leader, head) = ((await bureau.ActorAsync("leader")).UserId, (await bureau.ActorAsync("head")).UserId);
        var (today, late) = (new DateOnly(2026, 11, 20), new DateOnly(2027, 3, 1));
        foreach (var who in new[] { "editor", "head", "office", "publisher", "reviewer", "admin" }) Assert.True((await Lend(who, head, today, today)).Has(Failure.NotAllowed), who);
        Assert.True((await Lend("leader", leader, today, today)).Has("stand-in.self"));
        Assert.True((await Lend("leader", "nobody", today, today)).Has("stand-in.person"));
        Assert.True((await Lend("leader", head, today, late)).Has("stand-in.too-long"));
        Done(await Lend("leader", head, today, today));
        var row = await app.QueryAsync(db => db.Set<RequestStandIn>().AsNoTracking().SingleAsync());
        Assert.True((await app.Get<EndStandIn>().HandleAsync(row.Id, await bureau.ActorAsync("head"), default)).Has(Failure.NotAllowed));
    }

    [Fact]
    public async Task New_applications_come_first_before_whoever_is_on_duty()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        await bureau.ReceivedAsync();
        var (agency, office) = (bureau.Organisation.Agencies[0].Id, await bureau.ActorAsync("office"));
        using var person = await bureau.SignedInAsync("office");
        await person.GoAsync("/Admin");
        Assert.DoesNotContain("今日值班", person.Text, StringComparison.Ordinal);
        await person.GoAsync("/Admin/Requests/Duty?month=2026-11");
        await person.SubmitAsync("form[data-guard]", new() { ["d20"] = office.UserId, ["d21"] = office.UserId });
        Assert.Contains("值班表已保存。", person.Text, StringComparison.Ordinal);
        Assert.Equal(office.UserId, person.Page.QuerySelector("#d21 option[selected]")!.GetAttribute("value"));
        await person.GoAsync("/Admin");
        Assert.Contains("今日值班：新收到的公开申请", person.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("待办公室办理的公开申请", person.Text, StringComparison.Ordinal);
        app.Clock.Set("2026-11-22 10:00");
        using var later = await bureau.SignedInAsync("office");
        await later.GoAsync("/Admin");
        Assert.Contains("待办公室办理的公开申请", later.Text, StringComparison.Ordinal);

        var set = app.Get<SetDuty>();
        var month = new DateOnly(2026, 12, 1);
        foreach (var who in new[] { "editor", "leader", "publisher", "admin" })
        {
            Assert.True((await set.HandleAsync(agency, month, new Dictionary<int, string> { [1] = office.UserId }, await bureau.ActorAsync(who), default)).Has(Failure.NotAllowed), who);
        }
        Assert.True((await set.HandleAsync(agency, month, new Dictionary<int, string> { [1] = (await bureau.ActorAsync("editor")).UserId }, office, default)).Has("duty.person"));
        Assert.True((await set.HandleAsync(agency, new DateOnly(2036, 1, 1), new Dictionary<int, string>(), office, default)).Has("duty.month"));
        Done(await set.HandleAsync(agency, new DateOnly(2026, 11, 1), new Dictionary<int, string>(), office, default));
        Assert.Empty(await app.QueryAsync(db => db.Set<RequestDuty>().ToListAsync()));
    }

    private static async Task LendAsync(Bureau bureau, string to)
    {
        var person = await bureau.ActorAsync(to);
        Done(await bureau.App.Get<LendApproval>().HandleAsync(
            new LendApprovalCommand(null, person.UserId, new DateOnly(2026, 11, 25), new DateOnly(2026, 11, 27), "外出学习"), await bureau.ActorAsync("leader"), default));
    }

    private static async Task ButAsync(Bureau bureau, string but)
    {
        var (app, leader) = (bureau.App, await bureau.ActorAsync("leader"));
        switch (but)
        {
            case "revoked":
                var id = await app.QueryAsync(db => db.Set<RequestStandIn>().Select(s => s.Id).SingleAsync());
                Done(await app.Get<EndStandIn>().HandleAsync(id, leader, default));
                break;
            case "other-agency":
                await app.QueryAsync(db => db.Database.ExecuteSqlAsync($"""UPDATE "RequestStandIns" SET "AgencyId" = 'another'"""));
                break;
            case "leader-left":
                await app.QueryAsync(db => db.Set<Users.Model.PortalUser>().Where(u => u.Id == leader.UserId).ExecuteUpdateAsync(s => s.SetProperty(u => u.IsClosed, true)));
                break;
            case "leader-demoted":
                await app.QueryAsync(db => db.Set<Membership>().Where(m => m.UserId == leader.UserId).ExecuteDeleteAsync());
                break;
        }
    }

    /// <summary>A leader who writes for a section as well.</summary>
    private static async Task<DisclosureRequest> DraftedByLeaderAsync(Bureau bureau)
    {
        var leader = await bureau.ActorAsync("leader");
        await bureau.App.QueryAsync(async db =>
        {
            db.Add(new Membership { Id = Kernel.Content.ContentIds.New(), UserId = leader.UserId, Role = "SectionEditor", AgencyId = bureau.Organisation.Agencies[0].Id, SectionId = bureau.Section() });
            return await db.SaveChangesAsync();
        });
        var given = await bureau.DispatchedAsync();
        Done(await bureau.App.Get<DraftAnswer>().HandleAsync(new CaseRef(given.Id), Granted, [], [], await bureau.ActorAsync("leader"), default));
        return await bureau.CaseAsync(given.Id);
    }
}
