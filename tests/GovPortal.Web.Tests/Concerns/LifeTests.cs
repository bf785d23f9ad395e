using System.Text;
using GovPortal.Concerns;
using GovPortal.Concerns.Features;
using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Supervision.Features;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Concerns;

/// <summary>舆情事项: from what somebody said to the public response and the end.</summary>
public sealed class LifeTests
{
    // 国办发〔2016〕61号, 80号: plain hours, nights and the national holiday included.
    [Theory]
    [InlineData(ConcernGrades.Ordinary, "2026-10-03 20:00")]
    [InlineData(ConcernGrades.Major, "2026-10-02 20:00")]
    [InlineData(ConcernGrades.Sudden, "2026-10-02 01:00")]
    public async Task Each_grade_has_its_hours_over_a_holiday_from_the_time_it_was_found(string grade, string due)
    {
        await using var office = await ConcernOffice.OpenAsync("2026-10-01 22:30");
        var id = await office.RegisterAsync(null, dispatched: false, found: "2026-10-01 20:00");
        Assert.Null((await office.ConcernAsync(id)).DueUtc);
        Assert.True((await office.App.Get<GradeConcern>().HandleAsync(new GradeConcernCommand(new ConcernRef(id), grade, null, ""), await office.ActorAsync("office"), default)).Succeeded);
        var concern = await office.ConcernAsync(id);
        Assert.Equal((ConcernState.Graded, ConcernOffice.Civil(due)), (concern.State, concern.DueUtc));
        var clock = Assert.Single(await ClocksAsync(office, id));
        Assert.Equal((ConcernClock.Kind, ConcernOffice.Civil(due)), (clock.Kind, clock.DueUtc));
    }

    [Fact]
    public async Task Graded_again_the_clock_starts_anew_from_the_time_it_was_found()
    {
        await using var office = await ConcernOffice.OpenAsync("2026-11-23 09:00");
        var id = await office.RegisterAsync();
        office.App.Clock.Set("2026-11-23 15:00");
        var (grade, actor) = (office.App.Get<GradeConcern>(), await office.ActorAsync("office"));
        Assert.True((await grade.HandleAsync(new GradeConcernCommand(new ConcernRef(id), ConcernGrades.Sudden, null, "迅速扩散"), actor, default)).Succeeded);
        var concern = await office.ConcernAsync(id);
        Assert.Equal((ConcernState.Handling, ConcernOffice.Civil("2026-11-23 14:00"), true), (concern.State, concern.DueUtc, concern.IsLate(office.App.Clock.UtcNow())));
        Assert.Equal(office.SectionId, concern.SectionId);
        Assert.True((await grade.HandleAsync(new GradeConcernCommand(new ConcernRef(id), ConcernGrades.Ordinary, null, "已平息"), actor, default)).Succeeded);
        Assert.Equal(ConcernOffice.Civil("2026-11-25 09:00"), (await office.ConcernAsync(id)).DueUtc);
        Assert.Single(await ClocksAsync(office, id));
        using var leader = await office.Bureau.SignedInAsync("leader");
        await leader.GoAsync("/Admin/Notices");
        Assert.Contains("突发舆情", leader.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_concern_goes_by_its_pages_from_the_office_to_the_section_to_the_public_and_to_its_end()
    {
        await using var office = await ConcernOffice.OpenAsync("2026-11-23 09:00");
        var (app, bureau) = (office.App, office.Bureau);
        using var desk = await bureau.SignedInAsync("office");
        await desk.GoAsync("/Admin/Concerns/New");
        await desk.SubmitAsync("form[data-guard]", new() { ["Input.Title"] = "某工地拖欠工资", ["Input.Source"] = "网友张某某", ["Input.Text"] = "工人王某说没有发钱", ["Input.Channel"] = "weibo", ["Input.FoundAt"] = "2026-11-23T08:00" }, null,
            ("files", "截图.png", Png));
        Assert.StartsWith("/Admin/Concerns/", desk.Url, StringComparison.Ordinal);
        var id = (await app.QueryAsync(db => db.Set<Concern>().AsNoTracking().SingleAsync())).Id;
        Assert.Contains("网友张某某", desk.Text, StringComparison.Ordinal);
        await desk.GoAsync($"/Admin/Concerns/{id}?do=grade");
        await desk.SubmitAsync("form[data-guard]", new() { ["Input.Grade"] = ConcernGrades.Ordinary });
        await desk.GoAsync($"/Admin/Concerns/{id}?do=dispatch");
        await desk.SubmitAsync("form[data-guard]", new() { ["Input.SectionId"] = office.SectionId, ["Input.Words"] = "请即核查" });
        Assert.Contains("处置中", desk.Text, StringComparison.Ordinal);

        using var editor = await bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin");
        Assert.Contains("待处置的舆情", editor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("某工地拖欠工资", editor.Text, StringComparison.Ordinal);
        await editor.GoAsync($"/Admin/Concerns/{id}?do=handle");
        await editor.SubmitAsync("form[data-guard]", new() { ["Input.Findings"] = "反映属实", ["Input.Handling"] = "已先行支付" });
        using var picture = await editor.GetRawAsync(editor.Page.QuerySelector("a[href*='handler=File']")!.GetAttribute("href")!);
        Assert.Equal(Png, await picture.Content.ReadAsByteArrayAsync());
        await editor.GoAsync($"/Admin/Concerns/{id}?do=draftresponse");
        await editor.SubmitAsync("form[data-guard]", new() { ["Input.ColumnId"] = bureau.Column("就业政策").Id });
        Assert.StartsWith("/Admin/Content/Edit/", editor.Url, StringComparison.Ordinal);
        var drafted = await office.ConcernAsync(id);
        Assert.Equal(ConcernState.Responding, drafted.State);
        var version = await app.QueryAsync(db => db.Set<ContentVersion>().AsNoTracking().SingleAsync(v => v.ContentItemId == drafted.ResponseItemId));
        Assert.DoesNotContain("张某某", version.Data, StringComparison.Ordinal);

        app.Clock.Set("2026-11-24 10:00");
        await office.PublishedAsync(version.Id);
        var answered = await office.ConcernAsync(id);
        Assert.Equal((ConcernState.Answered, ConcernOffice.Civil("2026-11-24 10:00")), (answered.State, answered.AnsweredUtc));
        Assert.Equal(ObligationStatus.Met, (await ClocksAsync(office, id)).Single(c => c.Kind == ConcernClock.Kind).Status);
        using var later = await bureau.SignedInAsync("office");
        await later.GoAsync($"/Admin/Concerns/{id}?do=close");
        await later.SubmitAsync("form[data-guard]", new() { ["Input.Outcome"] = "published", ["Input.Words"] = "已回应，工资已付清" });
        Assert.Contains("已办结", later.Text, StringComparison.Ordinal);

        // What was said and by whom is nowhere in the clear, and the log holds none of it.
        var kept = await office.ConcernAsync(id);
        Assert.DoesNotContain(new[] { kept.Source, kept.Text, kept.Findings, kept.Handling }, t => t.Contains('某', StringComparison.Ordinal) || t.Contains('付', StringComparison.Ordinal));
        Assert.DoesNotContain((await app.QueryAsync(db => db.Set<ConcernFile>().AsNoTracking().SingleAsync())).Bytes.Chunk(Png.Length), b => b.SequenceEqual(Png));
        var events = await app.QueryAsync(db => db.Set<Kernel.Events.PortalEvent>().Where(e => e.SubjectId == id).OrderBy(e => e.Id).Select(e => new { e.Kind, e.Payload }).ToListAsync());
        Assert.Equal(
            [ConcernEvents.Registered, ConcernEvents.Graded, ConcernEvents.Dispatched, ConcernEvents.Handled, ConcernEvents.ResponseDrafted, ConcernEvents.Answered, ConcernEvents.Closed],
            events.Where(e => e.Kind.StartsWith("concern.", StringComparison.Ordinal)).Select(e => e.Kind));
        Assert.DoesNotContain(events, e => $"{e.Payload}".Contains('某', StringComparison.Ordinal) || $"{e.Payload}".Contains("属实", StringComparison.Ordinal));

        var lines = Bureau.Must(await app.Get<ReadSummary>().HandleAsync(null, 202611, await office.ActorAsync("office"), default)).Figures.Lines.Where(l => l.Group == "舆情").ToDictionary(l => l.Title, l => l.Count);
        Assert.Equal((1, 1, 1, 1), (lines["发现舆情"], lines["回应舆情"], lines["发现舆情：微博"], lines["回应舆情：微博"]));
        Assert.False(lines.ContainsKey("逾期未回应舆情"));
    }

    [Fact]
    public async Task A_response_taken_down_is_owed_again_and_a_draft_given_up_goes_back_to_the_section()
    {
        await using var office = await ConcernOffice.OpenAsync("2026-11-23 09:00");
        var id = await office.RegisterAsync(title: "网传“先交保证金”");
        Assert.True((await office.App.Get<DraftResponse>().HandleAsync(new ConcernRef(id), null, await office.ActorAsync("editor"), default)).Has("concern.not-handled"));
        await office.HandledAsync(id);
        var first = await office.DraftedAsync(id);
        Assert.Equal("关于“网传‘先交保证金’”有关情况的回应", await office.App.QueryAsync(db => db.Set<ContentIndexRow>().Where(r => r.ContentItemId == first.ContentItemId).Select(r => r.Title).SingleAsync()));
        Assert.True((await office.App.Get<DraftResponse>().HandleAsync(new ConcernRef(id), null, await office.ActorAsync("editor"), default)).Has("concern.drafted-already"));
        Assert.True((await office.App.Get<DiscardDraft>().HandleAsync(new DiscardDraftCommand(first.VersionId), await office.ActorAsync("editor"), default)).Succeeded);
        Assert.Equal(ConcernState.Handling, (await office.ConcernAsync(id)).State);

        var second = await office.DraftedAsync(id);
        await office.PublishedAsync(second.VersionId);
        Assert.Equal(ConcernState.Answered, (await office.ConcernAsync(id)).State);
        Assert.True((await office.App.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(second.ContentItemId, "content-error"), await office.ActorAsync("publisher"), default)).Succeeded);
        var owed = await office.ConcernAsync(id);
        Assert.Equal((ConcernState.Responding, null, ConcernOffice.Civil("2026-11-25 09:00")), (owed.State, owed.AnsweredUtc, owed.DueUtc));
        var clock = Assert.Single(await ClocksAsync(office, id));
        Assert.Equal((null, ConcernOffice.Civil("2026-11-25 09:00")), (clock.MetUtc, clock.DueUtc));
    }

    [Theory]
    [InlineData("answered-elsewhere", ObligationStatus.Met)]
    [InlineData("no-response", null)]
    [InlineData("not-ours", null)]
    [InlineData("duplicate", null)]
    public async Task Without_a_public_response_the_clock_is_met_by_a_word_and_falls_without_one(string outcome, ObligationStatus? clock)
    {
        await using var office = await ConcernOffice.OpenAsync();
        var id = await office.RegisterAsync();
        var (close, actor) = (office.App.Get<CloseConcern>(), await office.ActorAsync("office"));
        var refused = await close.HandleAsync(new ConcernRef(id), "published", "", actor, default);
        Assert.Equal(["Words concern.words-required", "Outcome concern.outcome"], refused.Failures.Select(f => $"{f.Field} {f.Code}"));
        Assert.True((await close.HandleAsync(new ConcernRef(id), outcome, "已办", actor, default)).Succeeded);
        Assert.Equal(clock, (await ClocksAsync(office, id)).SingleOrDefault()?.Status);
        Assert.Equal(ConcernState.Closed, (await office.ConcernAsync(id)).State);
        Assert.True((await close.HandleAsync(new ConcernRef(id), outcome, "再办", actor, default)).Has("concern.wrong-state"));
    }

    [Fact]
    public async Task What_can_not_be_is_refused_at_its_field()
    {
        await using var office = await ConcernOffice.OpenAsync();
        var (register, actor) = (office.App.Get<RegisterConcern>(), await office.ActorAsync("office"));
        var refused = await register.HandleAsync(
            new RegisterConcernCommand(office.AgencyId, new ConcernIntake("pigeon", "", "javascript:alert(1)", "", new string('长', 10_001), office.App.Clock.UtcNow().AddMinutes(1)), null, "nowhere", []), actor, default);
        Assert.Equal(
            ["Channel concern.channel", "Title concern.words-required", "Text concern.too-long", "Link concern.bad-link", "FoundUtc concern.found-time", "Grade concern.grade", "SectionId concern.section-required"],
            refused.Failures.Select(f => $"{f.Field} {f.Code}"));
        Assert.Equal(0, await office.CountAsync());
        var id = await office.RegisterAsync();
        Assert.True((await office.App.Get<DispatchConcern>().HandleAsync(new ConcernRef(id, 1), office.SectionId, "", actor, default)).Has("concern.changed-by-other"));
        Assert.True((await office.App.Get<DispatchConcern>().HandleAsync(new ConcernRef("nosuchconcern"), office.SectionId, "", actor, default)).Has("concern.unknown"));
        Assert.True((await office.App.Get<DispatchConcern>().SendBackAsync(new ConcernRef(id), "再查", actor, default)).Has("concern.wrong-state"));
    }

    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static Task<IReadOnlyList<ObligationView>> ClocksAsync(ConcernOffice office, string id) => office.App.QueryAsync(db => office.App.Get<IObligations>().OfAsync(db, id, default));
}
