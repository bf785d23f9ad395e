using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Policies.Features;
using GovPortal.Policies.Model;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Policies;

/// <summary>What becomes of a document after its publication is a fact with its own verb: no review is voided by it.</summary>
[AnyEngine]
public sealed class ValidityTests(SharedBureau shared)
{
    private readonly Bureau _bureau = shared.Bureau;

    [Fact]
    public async Task A_repeal_shows_on_both_documents_and_in_the_list()
    {
        var (old, young) = (await PublishedAsync("旧办法甲"), await PublishedAsync("新办法甲"));
        using var head = await _bureau.SignedInAsync("head");
        await head.GoAsync($"/Admin/Documents/{old.ContentItemId}");
        await head.SubmitAsync("form[data-guard]", new() { ["State"] = "repealed", ["Since"] = "2026-11-01", ["By"] = "新办法甲" });
        Assert.Equal("/Admin/Documents", head.Url);
        Assert.Contains("已废止", head.Page.QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains("旧办法甲", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        await _bureau.App.CatchUpAsync();
        using var citizen = _bureau.App.Visitor();
        await citizen.GoAsync(await _bureau.PathAsync(old.ContentItemId));
        var banner = citizen.Page.QuerySelector(".validity--repealed")!;
        Assert.Contains("已废止", banner.TextContent, StringComparison.Ordinal);
        Assert.Contains("2026-11-01", banner.TextContent, StringComparison.Ordinal);
        Assert.Equal(await _bureau.PathAsync(young.ContentItemId), banner.QuerySelector("a")!.GetAttribute("href"));
        await citizen.GoAsync(await _bureau.PathAsync(young.ContentItemId));
        Assert.Contains("旧办法甲", citizen.Page.QuerySelector("[aria-labelledby=repeals]")!.TextContent, StringComparison.Ordinal);
        var entry = await citizen.FindListedAsync("/columns/" + _bureau.Column("就业政策").Path, "旧办法甲");
        Assert.Contains("已废止", entry!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(await citizen.FindListedAsync("/columns/" + _bureau.Column("就业政策").Path + "?validity=repealed", "旧办法甲"));
        Assert.Null(await citizen.FindListedAsync("/columns/" + _bureau.Column("就业政策").Path + "?validity=repealed", "新办法甲"));
        Assert.True(await _bureau.App.QueryAsync(db => db.Set<PortalEvent>().AnyAsync(e => e.Kind == "document.validity-changed" && e.SubjectId == old.ContentItemId)));

        // The repealing document goes: nothing links to it any more.
        Assert.True((await _bureau.App.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(young.ContentItemId, "expired"), await _bureau.ActorAsync("admin"), default)).Succeeded);
        await _bureau.App.CatchUpAsync();
        await citizen.GoAsync(await _bureau.PathAsync(old.ContentItemId));
        Assert.Null(citizen.Page.QuerySelector(".validity--repealed a"));
    }

    [Fact]
    public async Task A_state_that_lies_ahead_is_announced_and_comes_by_itself()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        var item = await PublishedAsync("将失效的办法", bureau);
        var tomorrow = Clocks.CivilTime.DateOf(app.Get<TimeProvider>().GetUtcNow().UtcDateTime).AddDays(1);
        Assert.True((await Handler(app).HandleAsync(new ChangeValidityCommand(item.ContentItemId, "expired", tomorrow, null, null), await bureau.ActorAsync("office"), default)).Succeeded);
        await app.CatchUpAsync();
        using var citizen = app.Visitor();
        await citizen.GoAsync(await bureau.PathAsync(item.ContentItemId));
        Assert.Contains("起失效", citizen.Page.QuerySelector(".validity--valid")!.TextContent, StringComparison.Ordinal);
        var job = await app.QueryAsync(db => db.Set<DueJob>().AsNoTracking().SingleAsync(j => j.Kind == "validity" && j.SubjectId == item.ContentItemId));
        Assert.Equal(tomorrow, Clocks.CivilTime.DateOf(job.DueUtc));
        // The day has come.
        await app.QueryAsync(db => db.Set<DocumentStatus>().Where(s => s.ContentItemId == item.ContentItemId).ExecuteUpdateAsync(set => set.SetProperty(s => s.Since, tomorrow.AddDays(-1))));
        Assert.True((await app.Services.GetServices<IDueJobHandler>().Single(h => h.Kind == "validity").RunAsync(job, default)).Succeeded);
        await app.CatchUpAsync();
        await citizen.GoAsync(await bureau.PathAsync(item.ContentItemId));
        Assert.NotNull(citizen.Page.QuerySelector(".validity--expired"));
    }

    [Theory]
    [InlineData(null, "2026-11-01", null, null, "State validity.choose")]
    [InlineData("sleeping", "2026-11-01", null, null, "State validity.choose")]
    [InlineData("expired", null, null, null, "Since validity.since-required")]
    [InlineData("expired", "2099-01-01", null, null, "Since validity.since-out-of-range")]
    [InlineData("repealed", "2026-11-01", null, null, "By validity.by-required")]
    [InlineData("repealed", "2026-11-01", "没有的文件", null, "By validity.by-unknown")]
    [InlineData("repealed", "2026-11-01", "被改的文件", null, "By validity.by-itself")]
    public async Task What_cannot_be_is_refused_at_its_field(string? state, string? since, string? by, string? note, string refusal)
    {
        var item = await PublishedAsync("被改的文件" + refusal.Length + state);
        if (by == "被改的文件") by += refusal.Length + state;
        var refused = await Handler(_bureau.App).HandleAsync(
            new ChangeValidityCommand(item.ContentItemId, state, since is null ? null : DateOnly.Parse(since, System.Globalization.CultureInfo.InvariantCulture), by, note), await _bureau.ActorAsync("office"), default);
        Assert.Equal(refusal, string.Join(' ', refused.Failures.Select(f => $"{f.Field} {f.Code}")));
    }

    [Fact]
    public async Task What_has_no_section_is_changed_by_those_of_the_whole_agency()
    {
        var item = await PublishedAsync("没有责任科室的文件");
        await _bureau.App.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == item.VersionId).ExecuteUpdateAsync(set => set.SetProperty(v => v.SectionId, (string?)null)));
        var command = new ChangeValidityCommand(item.ContentItemId, "expired", new DateOnly(2026, 11, 1), null, null);
        Assert.Equal(Failure.NotAllowed, (await Handler(_bureau.App).HandleAsync(command, await _bureau.ActorAsync("head"), default)).Failures[0].Code);
        Assert.True((await Handler(_bureau.App).HandleAsync(command, await _bureau.ActorAsync("office"), default)).Succeeded);
    }

    [Fact]
    public async Task Only_a_document_online_can_repeal_another()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        await app.QueryAsync(db => db.Set<Kernel.Organisation.Agency>().ExecuteUpdateAsync(set => set.SetProperty(a => a.Code, "11330281002000000X")));
        var (old, article, young) = (await PublishedAsync("被废止的办法", bureau), await bureau.PublishedAsync(bureau.Article("一条信息")), await PublishedAsync("新的办法", bureau));
        async Task<Result> ByAsync(VersionRef by)
        {
            var number = await app.QueryAsync(db => db.Set<IndexNumber>().Where(n => n.ContentItemId == by.ContentItemId).Select(n => n.Number).SingleAsync());
            return await Handler(app).HandleAsync(new ChangeValidityCommand(old.ContentItemId, "repealed", new DateOnly(2026, 11, 1), number, null), await bureau.ActorAsync("office"), default);
        }
        Assert.Equal("validity.by-unknown", (await ByAsync(article)).Failures[0].Code);
        Assert.True((await ByAsync(young)).Succeeded);
        Assert.Equal(young.ContentItemId, await app.QueryAsync(db => db.Set<DocumentStatus>().Where(s => s.ContentItemId == old.ContentItemId).Select(s => s.ByItemId).SingleAsync()));
    }

    [Theory]
    [InlineData("2026-10-31", ".validity--expired", false)]
    [InlineData("2027-06-30", ".validity--valid", true)]
    public async Task A_document_with_a_last_day_expires_by_itself(string last, string banner, bool waits)
    {
        var item = await PublishedAsync("有效期至" + last, validUntil: last);
        using var citizen = _bureau.App.Visitor();
        await citizen.GoAsync(await _bureau.PathAsync(item.ContentItemId));
        Assert.NotNull(citizen.Page.QuerySelector(banner));
        Assert.Equal(waits, await _bureau.App.QueryAsync(db => db.Set<DueJob>().AnyAsync(j => j.Kind == "validity" && j.SubjectId == item.ContentItemId && j.DoneUtc == null)));
    }

    [Theory]
    [InlineData("head", true)]
    [InlineData("office", true)]
    [InlineData("editor", false)]
    [InlineData("otherhead", false)]
    [InlineData("reviewer", false)]
    [InlineData("publisher", false)]
    [InlineData("admin", false)]
    public async Task Who_may_change_it(string who, bool may)
    {
        var item = await PublishedAsync("谁可变更的文件" + who);
        var result = await Handler(_bureau.App).HandleAsync(new ChangeValidityCommand(item.ContentItemId, "expired", new DateOnly(2026, 11, 1), null, null), await _bureau.ActorAsync(who), default);
        Assert.Equal(may, result.Succeeded);
        if (!may) Assert.Equal([Failure.NotAllowed], result.Failures.Select(f => f.Code));
        var article = await _bureau.PublishedAsync(_bureau.Article("不是文件" + who));
        Assert.Equal("validity.not-published", (await Handler(_bureau.App).HandleAsync(new ChangeValidityCommand(article.ContentItemId, "expired", new DateOnly(2026, 11, 1), null, null), await _bureau.ActorAsync("office"), default)).Failures[0].Code);
    }

    private static ChangeValidity Handler(PortalApp app) => app.Get<ChangeValidity>();

    private async Task<VersionRef> PublishedAsync(string title, Bureau? bureau = null, string? validUntil = null)
    {
        bureau ??= _bureau;
        var data = bureau.Article(title);
        data["PolicyDocument"] = new JsonObject
        {
            ["DocumentNumber"] = Text("澄人社发〔2026〕88号"), ["IssuedOn"] = new JsonObject { ["Value"] = "2026-10-20" }, ["IssuingAgency"] = Text("县人社局"),
            ["Topic"] = Text("就业创业"), ["Validity"] = Text("有效"), ["InterpretationMode"] = Text("无需解读"), ["InterpretationReason"] = Text("不作新规定"),
        };
        if (validUntil is not null) data["PolicyDocument"]!["ValidUntil"] = new JsonObject { ["Value"] = validUntil };
        var draft = Must(await bureau.App.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(null, "PolicyDocument", data), await bureau.ActorAsync("editor"), default));
        Must(await bureau.SubmitAsync(draft.VersionId));
        Must(await bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        Must(await bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        Must(await bureau.PublishAsync(draft.VersionId));
        await bureau.App.CatchUpAsync();
        return draft;
    }

    private static JsonObject Text(string text) => new() { ["Text"] = text };
}
