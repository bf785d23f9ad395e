using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Requests.CaseOffice;

namespace GovPortal.Web.Tests.Requests;

/// <summary>What comes after an answer: what was withheld is looked at again, what was given is disclosed without being asked.</summary>
public sealed class AfterTests
{
    private static readonly AnswerDraft Refused = new("process-information", "", "属于内部讨论记录。", "", "");

    [Theory]
    [InlineData("process-information", true)]
    [InlineData("partly", true)]
    [InlineData("granted", false)]
    [InlineData("not-held", false)]
    public async Task What_was_withheld_gets_a_day_a_year_on(string outcome, bool appointed)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var answered = await AnsweredAsync(bureau, new AnswerDraft(outcome, outcome is "granted" or "partly" ? "见附件。" : "", "理由", outcome == "not-held" ? "某局" : "", outcome == "not-held" ? "0600-5550100" : ""));
        var after = await BesideAsync(bureau, answered.Id);
        Assert.Equal(appointed ? new DateOnly(2027, 11, 20) : null, after?.ReviewOn);
        var clocks = await app.QueryAsync(db => app.Get<IObligations>().OfAsync(db, answered.Id, default));
        Assert.Equal(appointed, clocks.Any(c => c.Kind == RequestClocks.Rereview && c.MetUtc is null));
    }

    [Fact]
    public async Task It_stays_withheld_with_a_new_day_or_waits_to_be_disclosed()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var answered = await AnsweredAsync(bureau, Refused);
        app.Clock.Set("2027-11-22 10:00");
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin");
        Assert.Contains("到期的不予公开定期审查", office.Text, StringComparison.Ordinal);
        await office.GoAsync("/Admin/Requests/Withheld?kind=due");
        await office.GoAsync(office.Page.QuerySelector("td a[href$='/After']")!.GetAttribute("href")!);
        await office.SubmitAsync("form[action*='handler=Review']", new() { ["Input.Finding"] = "no" });
        Assert.NotNull(office.Page.QuerySelector("a[href='#Input_Reason']"));
        await office.SubmitAsync("form[action*='handler=Review']", new() { ["Input.Finding"] = "no", ["Input.Reason"] = "讨论尚未结束" });
        Assert.Contains("审查结果已记录。", office.Text, StringComparison.Ordinal);
        Assert.Equal((new DateOnly(2028, 11, 22), 1), ((await BesideAsync(bureau, answered.Id))!.ReviewOn, (await BesideAsync(bureau, answered.Id))!.Reviews));
        app.Clock.Set("2028-11-22 10:00");
        using var later = await bureau.SignedInAsync("office");
        await later.GoAsync($"/Admin/Requests/{answered.Id}/After");
        await later.SubmitAsync("form[action*='handler=Review']", new() { ["Input.Finding"] = "yes", ["Input.Reason"] = "已经形成文件" });
        var after = (await BesideAsync(bureau, answered.Id))!;
        Assert.Equal((null, true, 2), (after.ReviewOn, after.IsDisclosable, after.Reviews));
        await later.GoAsync("/Admin/Requests/Withheld?kind=disclosable");
        Assert.Contains(answered.NumberText, later.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await app.QueryAsync(db => app.Get<IObligations>().OfAsync(db, answered.Id, default)), c => c.Kind == RequestClocks.Rereview && c.MetUtc is null);
        Assert.True((await app.Get<ReviewWithheld>().HandleAsync(new CaseRef(answered.Id), true, "再次", await bureau.ActorAsync("office"), default)).Has("withheld.none"));
    }

    [Fact]
    public async Task An_answer_becomes_a_draft_without_who_asked_once()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var answered = await AnsweredAsync(bureau, Granted);
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync($"/Admin/Requests/{answered.Id}/After");
        await office.SubmitAsync("form[action*='handler=Disclose']", new() { ["Input.Title"] = "" });
        Assert.Contains("标题", office.Errors, StringComparison.Ordinal);
        await office.SubmitAsync("form[action*='handler=Disclose']", new() { ["Input.Title"] = "2025年度就业补助资金使用情况", ["Input.Type"] = "Article", ["Input.Column"] = bureau.Column("就业政策").Id });
        Assert.Contains("草稿已生成", office.Text, StringComparison.Ordinal);
        var item = (await BesideAsync(bureau, answered.Id))!.DisclosedItemId!;
        var version = await app.QueryAsync(db => db.Set<ContentVersion>().AsNoTracking().SingleAsync(v => v.ContentItemId == item));
        Assert.Equal(VersionState.Draft, version.State);
        Assert.Contains("使用情况见下表", version.Data, StringComparison.Ordinal);
        Assert.DoesNotContain(new[] { Who, IdNumber, Phone, Matter, answered.Code }, s => version.Data.Contains(s, StringComparison.Ordinal));
        await office.GoAsync($"/Admin/Requests/{answered.Id}/After");
        Assert.NotNull(office.Page.QuerySelector($"a[href='/Admin/Content/Item/{item}']"));
        var again = await app.Get<DraftDisclosure>().HandleAsync(answered.Id, "Article", bureau.Column("就业政策").Id, "再来一次", await bureau.ActorAsync("office"), default);
        Assert.True(again.Has("disclose.drafted-already"));
    }

    [Fact]
    public async Task What_was_refused_or_names_the_applicant_or_has_no_place_becomes_none()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var (office, column) = (await bureau.ActorAsync("office"), bureau.Column("就业政策").Id);
        async Task<Result> Draft(string id, string type = "Article", string title = "标题") => await app.Get<DraftDisclosure>().HandleAsync(id, type, column, title, office, default);
        Assert.True((await Draft((await AnsweredAsync(bureau, Refused)).Id)).Has("disclose.not-granted"));
        Assert.True((await Draft((await bureau.DraftedAsync()).Id)).Has("disclose.not-granted"));
        var named = await AnsweredAsync(bureau, new AnswerDraft("granted", $"{Who}：您好，请联系 {Phone}。", "", "", ""));
        Assert.True((await Draft(named.Id)).Has("disclose.names-applicant"));
        var plain = await AnsweredAsync(bureau, Granted);
        Assert.True((await Draft(plain.Id, "NoSuchType")).Has("disclose.type"));
        Assert.True((await Draft(plain.Id, title: Who + "申请的信息")).Has("disclose.names-applicant"));
        Assert.Null((await BesideAsync(bureau, plain.Id))?.DisclosedItemId);
    }

    [Fact]
    public async Task A_subject_that_was_granted_often_is_suggested()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var (office, column) = (await bureau.ActorAsync("office"), bureau.Column("就业政策"));
        async Task<int?> SuggestedAsync() => Bureau.Must(await app.Get<ReadBoard>().HandleAsync(office, default)).Suggestions.FirstOrDefault(s => s.ColumnId == column.Id)?.Count;
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await SuggestedAsync());
            Done(await app.Get<FileSubject>().HandleAsync((await AnsweredAsync(bureau, Granted)).Id, column.Id, office, default));
        }
        Done(await app.Get<FileSubject>().HandleAsync((await AnsweredAsync(bureau, Refused)).Id, column.Id, office, default));
        Assert.Equal(3, await SuggestedAsync());
        using var person = await bureau.SignedInAsync("office");
        await person.GoAsync("/Admin/Requests/Board");
        await person.GoAsync(person.Page.QuerySelector("a[href*='subject=']")!.GetAttribute("href")!);
        Assert.Contains("事项：", person.Text, StringComparison.Ordinal);
        app.Clock.Set("2027-12-01 10:00");
        Assert.Null(await SuggestedAsync());
        Assert.True((await app.Get<FileSubject>().HandleAsync((await bureau.ReceivedAsync()).Id, "nowhere", office, default)).Has("subject.unknown"));
    }

    [Theory]
    [InlineData("office", true)]
    [InlineData("leader", false)]
    [InlineData("editor", false)]
    [InlineData("stranger", false)]
    [InlineData("publisher", false)]
    [InlineData("admin", false)]
    public async Task The_office_alone_does_it(string who, bool may)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var (granted, refused, actor, column) = (await AnsweredAsync(bureau, Granted), await AnsweredAsync(bureau, Refused), await bureau.ActorAsync(who), bureau.Column("就业政策").Id);
        Result[] done =
        [
            await app.Get<FileSubject>().HandleAsync(granted.Id, column, actor, default), await app.Get<ReviewWithheld>().HandleAsync(new CaseRef(refused.Id), false, "理由", actor, default),
            await app.Get<DraftDisclosure>().HandleAsync(granted.Id, "Article", column, "标题", actor, default),
        ];
        Assert.All(done, r => Assert.Equal(may, !r.Has(Failure.NotAllowed)));
    }

    private static async Task<DisclosureRequest> AnsweredAsync(Bureau bureau, AnswerDraft draft)
    {
        var drafted = await bureau.DraftedAsync(draft);
        Done(await bureau.App.Get<DecideAnswer>().ApproveAsync(new CaseRef(drafted.Id), "", await bureau.ActorAsync("leader"), default));
        Done(await bureau.App.Get<AnswerRequest>().HandleAsync(new CaseRef(drafted.Id), await bureau.ActorAsync("office"), default));
        return await bureau.CaseAsync(drafted.Id);
    }

    private static Task<RequestFollowUp?> BesideAsync(Bureau bureau, string id) => bureau.App.QueryAsync(db => db.Set<RequestFollowUp>().AsNoTracking().FirstOrDefaultAsync(f => f.RequestId == id));
}
