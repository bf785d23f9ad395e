using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Testing;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Gates;

/// <summary>A route of one's own: made in the admin, chosen for a column, gone through by its people.</summary>
public sealed class RouteTests(SharedBureau shared)
{
    private const string Column = "补贴公示";
    private readonly Bureau _bureau = shared.Bureau;

    [Fact]
    public async Task A_route_is_made_in_the_admin_and_its_steps_are_gone_through()
    {
        await PersonAsync("leader2", "DeputyLeader");
        using var admin = await _bureau.App.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/Routes/Edit");
        await admin.SubmitAsync("form[data-guard]", buttonValue: "add");
        await admin.SubmitAsync("form[data-guard]", new()
        {
            ["Input.Title"] = "三级审签", ["Input.Steps[0].Role"] = "SectionHead", ["Input.Steps[1].Role"] = "ConfidentialityReviewer", ["Input.Steps[1].Limit"] = "1wd",
            ["Input.Steps[2].Title"] = "分管领导会签", ["Input.Steps[2].Kind"] = "leader", ["Input.Steps[2].Role"] = "DeputyLeader", ["Input.Steps[2].Mode"] = "all",
        }, "save");
        Assert.Equal("/Admin/Routes", admin.Url);
        Assert.Contains("三级审签", admin.Text, StringComparison.Ordinal);
        await ChooseAsync("三级审签");

        var draft = Must(await _bureau.DraftAsync(_bureau.Article("逐级审签的信息", column: Column)));
        Must(await _bureau.SubmitAsync(draft.VersionId));
        var version = await _bureau.App.QueryAsync(db => db.Set<ContentVersion>().AsNoTracking().SingleAsync(v => v.Id == draft.VersionId));
        string[] names = [.. ReviewRoute.Parse(version.Route).Steps.Select(s => s.Name)];
        Must(await _bureau.DecideAsync(draft.VersionId, names[0], "head"));
        Assert.Contains(await ClocksAsync(draft), c => c is { Kind: "review-confidentiality", MetUtc: null, Rule: "1wd" });

        // The reviewer sends it back to the section's head, in the browser.
        using (var reviewer = await _bureau.SignedInAsync("reviewer"))
        {
            await reviewer.GoAsync("/Admin/Reviews?q=" + Uri.EscapeDataString("逐级审签"));
            Assert.Contains("逐级审签的信息", reviewer.Text, StringComparison.Ordinal);
            await reviewer.GoAsync($"/Admin/Reviews/{draft.VersionId}");
            await reviewer.SubmitAsync("form:has([name=ManifestHash])", new() { ["Comment"] = "请科室再核对金额", ["ReturnTo"] = names[0] }, "return");
            Assert.StartsWith("/Admin/Reviews", reviewer.Url, StringComparison.Ordinal);
            Assert.Contains("已退回前面的环节", reviewer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("逐级审签的信息", reviewer.Text, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(await ClocksAsync(draft), c => c is { Kind: "review-confidentiality", MetUtc: null });
        Assert.Equal("review.not-this-step", (await _bureau.DecideAsync(draft.VersionId, names[1], "reviewer")).Failures[0].Code);
        Assert.True(await _bureau.App.QueryAsync(db => db.Set<PortalEvent>().AnyAsync(e => e.Kind == ContentEvents.SentBack && e.VersionId == draft.VersionId)));

        Must(await _bureau.DecideAsync(draft.VersionId, names[0], "head"));
        Assert.Contains(await ClocksAsync(draft), c => c is { Kind: "review-confidentiality", MetUtc: null });
        Must(await _bureau.DecideAsync(draft.VersionId, names[1], "reviewer"));
        Assert.Equal(VersionState.InReview, Must(await _bureau.DecideAsync(draft.VersionId, names[2], "leader")));
        Assert.Equal("review.decided-already", (await _bureau.DecideAsync(draft.VersionId, names[2], "leader")).Failures[0].Code);
        using (var leader = await _bureau.SignedInAsync("leader")) Assert.DoesNotContain("逐级审签的信息", (await leader.GoAsync("/Admin/Reviews")).Text, StringComparison.Ordinal);
        Assert.Contains((await _bureau.PublishAsync(draft.VersionId)).Failures, f => f.Code == "publish.step-missing");
        Assert.Equal(VersionState.Approved, Must(await _bureau.DecideAsync(draft.VersionId, names[2], "leader2")));
        Must(await _bureau.PublishAsync(draft.VersionId));
    }

    [Fact]
    public async Task A_route_without_exactly_one_confidentiality_step_is_refused_at_its_field()
    {
        using var admin = await _bureau.App.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/Routes/Edit");
        await admin.SubmitAsync("form[data-guard]", new()
        {
            ["Input.Title"] = "没有保密审查", ["Input.Steps[0].Role"] = "SectionHead", ["Input.Steps[0].Limit"] = "明天", ["Input.Steps[1].Kind"] = "content", ["Input.Steps[1].Role"] = "SectionHead",
            ["Input.Steps[1].Scope"] = "named",
        }, "save");
        Assert.Contains("审查流程必须有且只有一个保密审查环节", admin.Text, StringComparison.Ordinal);
        Assert.Contains("办理时限无法识别", admin.Text, StringComparison.Ordinal);
        Assert.Contains("请选择科室", admin.Text, StringComparison.Ordinal);
        Assert.False(await _bureau.App.QueryAsync(db => db.Set<ReviewRouteRow>().AnyAsync(r => r.Title == "没有保密审查")));
    }

    [Fact]
    public async Task A_route_in_use_cannot_be_deleted_and_only_those_who_manage_routes_see_them()
    {
        using var editor = await _bureau.SignedInAsync("editor");
        Assert.Equal(403, (int)(await editor.GoAsync("/Admin/Routes")).Response.StatusCode);
        Assert.Equal(403, (int)(await editor.GoAsync("/Admin/Routes/Edit/default")).Response.StatusCode);
        using var office = await _bureau.SignedInAsync("office");
        Assert.Equal(200, (int)(await office.GoAsync("/Admin/Routes")).Response.StatusCode);
        await office.GoAsync("/Admin/Routes/Edit/default");
        Assert.Null(office.Page.QuerySelector("[value=delete]"));
    }

    private Task<IReadOnlyList<ObligationView>> ClocksAsync(VersionRef draft) =>
        _bureau.App.QueryAsync(db => _bureau.App.Get<IObligations>().OfAsync(db, draft.ContentItemId, default));

    private async Task ChooseAsync(string title)
    {
        using var admin = await _bureau.App.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        var name = await _bureau.App.QueryAsync(db => db.Set<ReviewRouteRow>().Where(r => r.Title == title).Select(r => r.Name).SingleAsync());
        await admin.GoAsync("/Admin/Columns/Edit/" + _bureau.Column(Column).Id);
        await admin.SubmitAsync("form[data-guard]", new() { ["Input.RouteName"] = name });
        await _bureau.App.CatchUpAsync();
    }

    private async Task PersonAsync(string name, string role) => Must(await _bureau.App.Get<CreateUser>().HandleAsync(
        new CreateUserCommand(name, "测试" + name, [new MembershipSpec(role, _bureau.Organisation.Agencies[0].Id)], Password: Bureau.Password, Trusted: true), Actor.System, default));
}
