using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Gates;

/// <summary>Nothing goes online without a valid review of exactly that content, by any way in.</summary>
public sealed class PublishGateTests(SharedBureau shared)
{
    private readonly Bureau _bureau = shared.Bureau;

    [Fact]
    public async Task A_draft_is_refused_with_every_missing_step()
    {
        var draft = Must(await _bureau.DraftAsync(_bureau.Article("未审查的草稿")));
        var refused = await _bureau.PublishAsync(draft.VersionId);
        Assert.Equal(["publish.not-reviewed", "publish.step-missing", "publish.step-missing"], refused.Failures.Select(f => f.Code));
        Assert.All(refused.Failures, f => Assert.Matches(@"[\u4e00-\u9fff]", _bureau.App.Get<Kernel.Text.ITexts>().Of(f)));
    }

    [Fact]
    public async Task One_review_of_two_is_not_enough()
    {
        var draft = Must(await _bureau.DraftAsync(_bureau.Article("只过一关")));
        Must(await _bureau.SubmitAsync(draft.VersionId));
        Must(await _bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        var refused = await _bureau.PublishAsync(draft.VersionId);
        Assert.Contains(refused.Failures, f => f.Code == "publish.step-missing" && (string)f.Args[0]! == "保密审查");
    }

    [Fact]
    public async Task Publish_is_refused_when_the_review_is_for_older_content()
    {
        var approved = await _bureau.ApprovedAsync(_bureau.Article("审查之后被改动"));
        // Past every handler, as a fault or an intruder in the database would.
        await _bureau.App.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == approved.VersionId)
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.Data, v => v.Data.Replace("正文内容", "夹带内容"))));
        var refused = await _bureau.PublishAsync(approved.VersionId);
        Assert.Contains(refused.Failures, f => f.Code == "publish.review-stale");
        Assert.Equal(2, refused.Failures.Count(f => f.Code == "publish.step-missing"));
    }

    [Fact]
    public async Task The_database_itself_refuses_a_live_version_without_a_review()
    {
        var draft = Must(await _bureau.DraftAsync(_bureau.Article("直接改库")));
        await Assert.ThrowsAnyAsync<Exception>(() => _bureau.App.QueryAsync(db => db.Set<ContentItemRow>().Where(i => i.Id == draft.ContentItemId)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.PublishedVersionId, draft.VersionId))));
    }

    [Fact]
    public async Task A_review_of_what_the_reviewer_did_not_see_is_refused()
    {
        var draft = Must(await _bureau.DraftAsync(_bureau.Article("看的是旧内容")));
        Must(await _bureau.SubmitAsync(draft.VersionId));
        var refused = await _bureau.App.Get<DecideReview>().HandleAsync(
            new DecideReviewCommand(draft.VersionId, new string('0', 64), "section-head", ReviewDecision.Approved, null), await _bureau.ActorAsync("head"), default);
        Assert.Equal("review.stale", refused.Failures.Single().Code);
    }

    [Fact]
    public async Task Nobody_decides_on_their_own_work()
    {
        // A head who helped to write may not approve, a reviewer who wrote may not publish.
        var draft = Must(await _bureau.DraftAsync(_bureau.Article("科长自己写的"), by: "head"));
        Must(await _bureau.SubmitAsync(draft.VersionId, by: "editor"));
        Assert.Contains((await _bureau.DecideAsync(draft.VersionId, "section-head", "head")).Failures, f => f.Code == "review.own-work");
    }

    [Fact]
    public async Task The_scheduled_job_meets_the_same_gate()
    {
        var app = _bureau.App;
        var draft = Must(await _bureau.DraftAsync(_bureau.Article("偷偷排期")));
        var publisher = await _bureau.ActorAsync("publisher");
        var refused = await app.Get<SchedulePublication>().HandleAsync(
            new SchedulePublicationCommand(draft.VersionId, app.Clock.GetUtcNow().UtcDateTime.AddHours(1)), publisher, default);
        Assert.False(refused.Succeeded);
        // A due row written past the handler fires, and is refused.
        await using (var tx = await app.Get<PortalTransactions>().BeginAsync(default))
        {
            tx.Db.Add(DueJob.At(PublishDue.JobKind, draft.VersionId, tx.NowUtc.AddMinutes(-1), publisher.UserId));
            await tx.CommitAsync(default);
        }
        await app.SweepAsync();
        var job = await app.QueryAsync(db => db.Set<DueJob>().SingleAsync(j => j.SubjectId == draft.VersionId));
        Assert.Contains("publish.not-reviewed", job.LastError!, StringComparison.Ordinal);
        Assert.Null(await app.QueryAsync(db => db.Set<ContentItemRow>().Where(i => i.Id == draft.ContentItemId).Select(i => i.PublishedVersionId).SingleAsync()));
    }

    [Fact]
    public async Task What_is_scheduled_goes_online_by_itself_when_its_time_comes()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        var approved = await bureau.ApprovedAsync(bureau.Article("明早八点发布"));
        var at = Instants.FromCivil(new DateTime(2026, 11, 21, 8, 0, 0));
        Assert.True((await app.Get<SchedulePublication>().HandleAsync(new SchedulePublicationCommand(approved.VersionId, at), await bureau.ActorAsync("publisher"), default)).Succeeded);
        await app.SweepAsync();
        Assert.Equal(VersionState.Scheduled, await StateAsync(app, approved.VersionId));
        app.Clock.Set("2026-11-21 08:00");
        await app.SweepAsync();
        Assert.Equal(VersionState.Published, await StateAsync(app, approved.VersionId));
    }

    [Fact]
    public async Task What_has_an_end_is_taken_off_when_it_comes()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        Must(await app.Get<Kernel.Recipes.RunRecipe>().HandleAsync(new Kernel.Recipes.RunRecipeCommand(
            """{"name":"x","steps":[{"name":"ContentDefinition","ContentTypes":[{"Name":"Article","ContentTypePartDefinitionRecords":[{"PartName":"ArchiveLaterPart","Name":"ArchiveLaterPart"}]}]}]}""",
            "x.json", Path.GetTempPath(), Trusted: true), Kernel.Access.Actor.System, null, default));
        var data = bureau.Article("公示三天");
        data["ArchiveLaterPart"] = new System.Text.Json.Nodes.JsonObject { ["ScheduledArchiveUtc"] = "2026-11-23T10:00:00Z" };
        var published = await bureau.PublishedAsync(data);
        await app.SweepAsync();
        Assert.Equal(VersionState.Published, await StateAsync(app, published.VersionId));
        app.Clock.Set("2026-11-23 18:01");
        await app.SweepAsync();
        Assert.Equal(VersionState.Withdrawn, await StateAsync(app, published.VersionId));
    }

    [Fact]
    public async Task A_double_click_publishes_once()
    {
        var approved = await _bureau.ApprovedAsync(_bureau.Article("双击发布"));
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _bureau.PublishAsync(approved.VersionId)));
        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Contains(r.Failures, f => f.Code is "publish.already-published" or "draft.changed-by-other"));
        Assert.Equal(1, await _bureau.App.QueryAsync(db => db.Set<PortalEvent>().CountAsync(e => e.SubjectId == approved.ContentItemId && e.Kind == ContentEvents.Published)));
    }

    [Fact]
    public async Task A_recipe_publishes_nothing_and_submits_only_what_has_its_review_form()
    {
        const string form = """{"carrier":"other","source":"own","channels":"门户网站","noSecrets":true,"personalData":"none","thirdParty":"none"}""";
        Assert.Equal(VersionState.Draft, await RunAsync("4aaaaaaaaaaaaaaaaaaaaaaaaa", null));
        Assert.Equal(VersionState.InReview, await RunAsync("4aaaaaaaaaaaaaaaaaaaaaaaab", form));
    }

    private async Task<VersionState> RunAsync(string id, string? form)
    {
        var item = _bureau.Article("配方要求直接发布");
        (item["ContentItemId"], item["ContentType"], item["Published"], item["Latest"]) = (id, "Article", true, true);
        item[Disclosure.PartName]!["SectionId"] = _bureau.Organisation.Sections.Single(s => s.Name == "就业服务中心").Id;
        var recipe = $$"""{"name":"x","steps":[{"name":"content","reviewForm":{{form ?? "null"}},"data":[{{item.ToJsonString()}}]}]}""";
        var run = await _bureau.App.Get<Kernel.Recipes.RunRecipe>().HandleAsync(
            new Kernel.Recipes.RunRecipeCommand(recipe, "x.json", Path.GetTempPath(), Trusted: true), Kernel.Access.Actor.System, null, default);
        Assert.True(run.Succeeded, string.Join(", ", run.Failures));
        var row = await _bureau.App.QueryAsync(db => db.Set<ContentItemRow>().SingleAsync(i => i.Id == id));
        Assert.Null(row.PublishedVersionId);
        Assert.False((await _bureau.PublishAsync(row.LatestVersionId)).Succeeded);
        return await StateAsync(_bureau.App, row.LatestVersionId);
    }

    [Fact]
    public async Task A_rule_that_throws_refuses()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        var approved = await bureau.ApprovedAsync(bureau.Article("规则出错"));
        var publish = ActivatorUtilities.CreateInstance<PublishVersion>(app.Services, (IEnumerable<IPublishRule>)[new Throws()]);
        var refused = await publish.HandleAsync(new PublishVersionCommand(approved.VersionId), await bureau.ActorAsync("publisher"), default);
        Assert.Equal("publish.rule-failed", refused.Failures.Single().Code);
    }

    private static Task<VersionState> StateAsync(PortalApp app, string versionId) =>
        app.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == versionId).Select(v => v.State).SingleAsync());

    private sealed class Throws : IPublishRule
    {
        public Task<IReadOnlyList<Failure>> CheckAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation) => throw new InvalidOperationException("broken rule");
    }
}
