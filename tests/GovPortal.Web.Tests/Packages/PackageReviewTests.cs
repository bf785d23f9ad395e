using System.Net;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Reviews.Packages;
using GovPortal.Testing;
using GovPortal.Users.Features;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Packages;

/// <summary>What came in together: who may do what with it, and what each gate says.</summary>
[AnyEngine]
public sealed class PackageReviewTests : IAsyncLifetime
{
    private PortalApp _app = null!;
    private Bureau _bureau = null!;
    private string _package = "";

    public async ValueTask InitializeAsync()
    {
        _app = await PortalApp.StartOpenedAsync();
        _bureau = await Bureau.OpenAsync(_app);
        Expect(await RunAsync(_bureau.Article("迁来的第一条"), _bureau.Article("迁来的第二条"), _bureau.Article("迁来的第三条")));
        _package = await _app.QueryAsync(db => db.Set<ReviewPackage>().Select(p => p.Id).SingleAsync());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task What_a_recipe_brings_waits_in_a_package_and_is_public_after_form_review_and_publication()
    {
        Assert.Equal([VersionState.Draft, VersionState.Draft, VersionState.Draft], await StatesAsync());
        Expect(await StartAsync(PackageTask.Submit, "editor", Bureau.Form), "package.unknown");
        Expect(await StartAsync(PackageTask.Submit, "leader", Bureau.Form), "access.not-allowed");
        await SubmitAsync();
        Assert.Equal([VersionState.InReview, VersionState.InReview, VersionState.InReview], await StatesAsync());
        Assert.Equal(3, await _app.QueryAsync(db => db.Set<ReviewForm>().CountAsync()));
        Expect(await StartAsync(PackageTask.Publish, "publisher"), "package.nothing-to-do");
        Assert.Equal(3, Must(await DecideAsync("reviewer")));
        Assert.Equal([VersionState.Approved, VersionState.Approved, VersionState.Approved], await StatesAsync());
        Expect(await StartAsync(PackageTask.Publish, "reviewer"), "access.not-allowed");
        Expect(await StartAsync(PackageTask.Publish, "publisher"));
        Expect(await StartAsync(PackageTask.Publish, "publisher"), "package.busy");
        await _app.SweepAsync();
        Assert.Equal([VersionState.Published, VersionState.Published, VersionState.Published], await StatesAsync());
        Assert.Equal(3, await _app.QueryAsync(db => db.Set<ContentItemRow>().CountAsync(i => i.PublishedReviewId != null)));
    }

    [Fact]
    public async Task Nobody_decides_on_what_they_brought_in_and_nobody_publishes_what_they_alone_reviewed()
    {
        await using var db = await _app.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync();
        // Somebody who may do everything.
        var all = Permissions.Kernel.Select(p => p.Code).ToHashSet();
        Actor Everyone(string id) => new(id, "全能", [new Grant("ConfidentialityReviewer", all, null, null), new Grant("SectionHead", all, null, null)]);
        Expect(await _app.Get<StartPackageTask>().HandleAsync(new StartPackageTaskCommand(_package, PackageTask.Submit, Bureau.Form), await AdministratorAsync(), default));
        await _app.SweepAsync();
        var admin = await AdministratorAsync();
        var view = (await _app.Get<ReadPackage>().HandleAsync(db, _package, Everyone(admin.UserId), default))!;
        Assert.Null(view.Due);
        Assert.Equal(3, view.OwnWork);
        Assert.Equal(["review.own-work"], (await DecideAsync(Everyone(admin.UserId), "0")).Failures.Select(f => f.Code));

        var one = Everyone("one-who-reviews");
        Expect(await DecideAsync(one, await HashAsync(one)));
        var refused = await _app.Get<PublishVersion>().HandleAsync(new PublishVersionCommand(view.Entries[0].Version.Id), one, default);
        Assert.Contains("publish.own-review", refused.Failures.Select(f => f.Code));
    }

    [Fact]
    public async Task A_decision_is_for_the_list_that_was_seen()
    {
        await SubmitAsync();
        var reviewer = await _bureau.ActorAsync("reviewer");
        var seen = await HashAsync(reviewer);
        var first = (await EntriesAsync())[0];
        Expect(await _bureau.DecideAsync(first.Id, "confidentiality", "reviewer", ReviewDecision.Returned, "标题不规范"));
        Assert.Equal(["review.stale"], (await DecideAsync(reviewer, seen)).Failures.Select(f => f.Code));
        Assert.Equal(2, Must(await DecideAsync(reviewer, await HashAsync(reviewer))));
        Assert.Equal([VersionState.Returned, VersionState.Approved, VersionState.Approved], await StatesAsync());

        // What was written anew takes its place in the package and is submitted with it.
        var data = (JsonObject)JsonNode.Parse(first.Data)!;
        data["TitlePart"]!["Title"] = "迁来的第一条（改）";
        Expect(await _bureau.DraftAsync(data, itemId: first.ContentItemId));
        Assert.Equal([VersionState.Draft, VersionState.Approved, VersionState.Approved], await StatesAsync());
        await SubmitAsync();
        Assert.Equal(1, Must(await DecideAsync("reviewer")));
        Assert.Equal([VersionState.Approved, VersionState.Approved, VersionState.Approved], await StatesAsync());
    }

    [Fact]
    public async Task To_return_takes_a_reason_and_returns_all()
    {
        await SubmitAsync();
        var reviewer = await _bureau.ActorAsync("reviewer");
        var hash = await HashAsync(reviewer);
        Assert.Equal(["review.reason-required"], (await DecideAsync(reviewer, hash, ReviewDecision.Returned)).Failures.Select(f => f.Code));
        Assert.Equal(3, Must(await DecideAsync(reviewer, hash, ReviewDecision.Returned, "来源不明")));
        Assert.Equal([VersionState.Returned, VersionState.Returned, VersionState.Returned], await StatesAsync());
        Assert.Equal(["package.nothing-to-do"], (await StartAsync(PackageTask.Submit, null, Bureau.Form)).Failures.Select(f => f.Code));
    }

    [Fact]
    public async Task What_is_incomplete_stays_a_draft_with_its_reason_and_the_rest_goes_on()
    {
        var entry = (await EntriesAsync())[1];
        var data = (JsonObject)JsonNode.Parse(entry.Data)!;
        data[Disclosure.PartName]!.AsObject().Remove("FormedOn");
        Expect(await _bureau.DraftAsync(data, itemId: entry.ContentItemId));
        await SubmitAsync();
        Assert.Equal([VersionState.InReview, VersionState.Draft, VersionState.InReview], await StatesAsync());
        using var admin = await _app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/Reviews/Packages/" + _package);
        Assert.Contains("“迁来的第二条”", admin.Page.QuerySelector("#package-task")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Personal_data_stops_the_whole_package_until_a_reason_is_given()
    {
        Expect(await RunAsync(_bureau.Article("公示名单", "<p>申请人身份证号：110101199003074514。</p>"), _bureau.Article("无关的信息")));
        _package = await _app.QueryAsync(db => db.Set<ReviewPackage>().OrderByDescending(p => p.OpenedUtc).ThenByDescending(p => p.Id).Where(p => p.Id != _package).Select(p => p.Id).SingleAsync());
        await SubmitAsync();
        var reviewer = await _bureau.ActorAsync("reviewer");
        var hash = await HashAsync(reviewer);
        Assert.Equal(["screening.reason-required"], (await DecideAsync(reviewer, hash)).Failures.Select(f => f.Code));
        Assert.Equal([VersionState.InReview, VersionState.InReview], await StatesAsync());
        Assert.Equal(2, Must(await _app.Get<DecidePackage>().HandleAsync(new DecidePackageCommand(_package, "confidentiality", hash, ReviewDecision.Approved, null, "依法公示"), reviewer, default)));
    }

    [Fact]
    public async Task One_item_that_may_not_go_online_keeps_all_of_them_back()
    {
        await SubmitAsync();
        Expect(await DecideAsync("reviewer"));
        var third = (await EntriesAsync())[2];
        // Its content is changed behind the portal's back: the review is of something else.
        await _app.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == third.Id).ExecuteUpdateAsync(set => set.SetProperty(v => v.Data, third.Data.Replace("供测试使用", "被改动", StringComparison.Ordinal))));
        Expect(await StartAsync(PackageTask.Publish, "publisher"));
        await _app.SweepAsync();
        Assert.Equal([VersionState.Approved, VersionState.Approved, VersionState.Approved], await StatesAsync());
        using var publisher = await _bureau.SignedInAsync("publisher");
        await publisher.GoAsync("/Admin/Reviews/Packages/" + _package);
        Assert.Contains("没有发布任何信息", publisher.Text, StringComparison.Ordinal);
        Assert.Contains("“迁来的第三条”", publisher.Page.QuerySelector("#package-task")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admin", true)]
    [InlineData("reviewer", true)]
    [InlineData("leader", true)]
    [InlineData("office", true)]
    [InlineData("publisher", true)]
    [InlineData("editor", false)]
    [InlineData("head", false)]
    [InlineData("stranger", false)]
    public async Task A_package_is_seen_by_those_who_read_every_draft_of_its_agency(string who, bool sees)
    {
        using var visitor = await _app.Visitor().SignInAsync(who, who == "admin" ? PortalApp.AdminPassword : Bureau.Password);
        using var page = await visitor.GetRawAsync("/Admin/Reviews/Packages/" + _package);
        Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, page.StatusCode);
        await visitor.GoAsync("/Admin/Reviews/Packages");
        Assert.Equal(sees, visitor.Page.QuerySelector($"a[href='/Admin/Reviews/Packages/{_package}']") is not null);
    }

    [Fact]
    public async Task What_was_public_elsewhere_keeps_its_day_and_is_late_for_nothing_here()
    {
        var (old, young, future) = (_bureau.Article("早已公开的信息", formedOn: "2024-02-26"), _bureau.Article("没有公开过的信息", formedOn: "2024-02-26"), _bureau.Article("写着将来的信息", formedOn: "2024-02-26"));
        (old["PublishedUtc"], future["PublishedUtc"], old["ContentItemId"]) = ("2024-03-01T02:00:00Z", "2044-03-01T02:00:00Z", "4old0000000000000000000001");
        Expect(await RunAsync(old, young, future));
        var items = await _app.QueryAsync(db => db.Set<ContentItemRow>().Join(db.Set<ContentVersion>(), i => i.LatestVersionId, v => v.Id, (i, v) => new { v.DisplayText, i.Id, i.FirstPublishedUtc }).ToDictionaryAsync(i => i.DisplayText));
        Assert.Equal(new DateTime(2024, 3, 1, 2, 0, 0, DateTimeKind.Utc), items["早已公开的信息"].FirstPublishedUtc);
        Assert.Null(items["没有公开过的信息"].FirstPublishedUtc);
        Assert.Null(items["写着将来的信息"].FirstPublishedUtc);
        Task<int> Clocks(string title) => _app.QueryAsync(db => db.Set<Kernel.Events.PortalEvent>().CountAsync(e => e.Kind == "deadline.started" && e.SubjectId == items[title].Id));
        Assert.Equal(0, await Clocks("早已公开的信息"));
        Assert.NotEqual(0, await Clocks("没有公开过的信息"));

        // Published here, it starts clocks like any other when it changes.
        _package = await _app.QueryAsync(db => db.Set<ReviewPackageItem>().Where(i => i.ContentItemId == "4old0000000000000000000001").Select(i => i.PackageId).SingleAsync());
        await SubmitAsync();
        Must(await DecideAsync("reviewer"));
        Expect(await StartAsync(PackageTask.Publish, "publisher"));
        await _app.SweepAsync();
        Assert.Equal(new DateTime(2024, 3, 1, 2, 0, 0, DateTimeKind.Utc), await _app.QueryAsync(db => db.Set<ContentItemRow>().Where(i => i.Id == "4old0000000000000000000001").Select(i => i.FirstPublishedUtc).SingleAsync()));
        var changed = _bureau.Article("早已公开的信息", "<p>改了一处。</p>", formedOn: "2024-02-26");
        changed[Disclosure.PartName]!["ChangedOn"] = "2026-11-19";
        Must(await _bureau.DraftAsync(changed, itemId: "4old0000000000000000000001"));
        Assert.NotEqual(0, await Clocks("早已公开的信息"));
    }

    [Theory]
    [InlineData("admin", "", "review.not-this-step", "access.not-allowed")]
    [InlineData("office", "", "review.not-this-step", "access.not-allowed")]
    [InlineData("reviewer", "access.not-allowed", "", "access.not-allowed")]
    [InlineData("leader", "access.not-allowed", "review.not-this-step", "access.not-allowed")]
    [InlineData("publisher", "access.not-allowed", "review.not-this-step", "")]
    [InlineData("editor", "package.unknown", "package.unknown", "package.unknown")]
    [InlineData("head", "package.unknown", "package.unknown", "package.unknown")]
    [InlineData("otherhead", "package.unknown", "package.unknown", "package.unknown")]
    [InlineData("stranger", "package.unknown", "package.unknown", "package.unknown")]
    public async Task Each_act_is_for_whose_office_it_is(string who, string submit, string decide, string publish)
    {
        Expect(await StartAsync(PackageTask.Submit, who, Bureau.Form), submit.Length == 0 ? null : submit);
        if (submit.Length > 0) Expect(await StartAsync(PackageTask.Submit, null, Bureau.Form));
        await _app.SweepAsync();
        Assert.All(await StatesAsync(), s => Assert.Equal(VersionState.InReview, s));
        var (actor, reviewer) = (await _bureau.ActorAsync(who), await _bureau.ActorAsync("reviewer"));
        var hash = await HashAsync(reviewer);
        Expect(await DecideAsync(actor, hash), decide.Length == 0 ? null : decide);
        if (decide.Length > 0) Expect(await DecideAsync(reviewer, hash));
        Assert.All(await StatesAsync(), s => Assert.Equal(VersionState.Approved, s));
        Expect(await StartAsync(PackageTask.Publish, who), publish.Length == 0 ? null : publish);
        await _app.SweepAsync();
        Assert.All(await StatesAsync(), s => Assert.Equal(publish.Length == 0 ? VersionState.Published : VersionState.Approved, s));
    }

    [Fact]
    public async Task Many_items_make_several_packages()
    {
        Expect(await RunAsync([.. Enumerable.Range(0, 501).Select(i => _bureau.Article($"第{i}条"))]));
        var sizes = await _app.QueryAsync(db => db.Set<ReviewPackageItem>().Where(i => i.PackageId != _package).GroupBy(i => i.PackageId).Select(g => g.Count()).ToListAsync());
        Assert.Equal([1, 500], sizes.Order());
        var titles = await _app.QueryAsync(db => db.Set<ReviewPackage>().Where(p => p.Id != _package).Select(p => p.Title).ToListAsync());
        Assert.Equal(["迁移测试（1/2）", "迁移测试（2/2）"], titles.Order(StringComparer.Ordinal));
    }

    private async Task<Actor> AdministratorAsync() => await _bureau.ActorAsync("admin");

    private async Task SubmitAsync()
    {
        Expect(await StartAsync(PackageTask.Submit, null, Bureau.Form));
        await _app.SweepAsync();
    }

    private async Task<Result> StartAsync(PackageTask task, string? by, ReviewFormInput? form = null) =>
        await _app.Get<StartPackageTask>().HandleAsync(new StartPackageTaskCommand(_package, task, form), by is null ? await AdministratorAsync() : await _bureau.ActorAsync(by), default);

    private async Task<Result<int>> DecideAsync(string by)
    {
        var actor = await _bureau.ActorAsync(by);
        return await DecideAsync(actor, await HashAsync(actor));
    }

    private async Task<Result<int>> DecideAsync(Actor actor, string hash, ReviewDecision decision = ReviewDecision.Approved, string? comment = null) =>
        await _app.Get<DecidePackage>().HandleAsync(new DecidePackageCommand(_package, "confidentiality", hash, decision, comment, null), actor, default);

    private async Task<string> HashAsync(Actor actor) => (await _app.QueryAsync(db => _app.Get<ReadPackage>().HandleAsync(db, _package, actor, default)))!.Due!.Hash;

    private async Task<List<ContentVersion>> EntriesAsync() => await _app.QueryAsync(db => (
        from i in db.Set<ReviewPackageItem>()
        join v in db.Set<ContentVersion>() on i.VersionId equals v.Id
        where i.PackageId == _package
        orderby i.Position
        select v).AsNoTracking().ToListAsync());

    private async Task<List<VersionState>> StatesAsync()
    {
        var admin = await AdministratorAsync();
        return [.. (await _app.QueryAsync(db => _app.Get<ReadPackage>().HandleAsync(db, _package, admin, default)))!.Entries.Select(e => e.Version.State)];
    }

    private async Task<Result<RecipeReport>> RunAsync(params JsonObject[] items)
    {
        var recipe = new JsonObject
        {
            ["name"] = "moved", ["displayName"] = "迁移测试",
            ["steps"] = new JsonArray(new JsonObject { ["name"] = "Content", ["data"] = new JsonArray([.. items.Select(i =>
            {
                i["ContentType"] = "Article";
                return (JsonNode)i;
            })]) }),
        };
        return await _app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(recipe.ToJsonString(CanonicalJson.Unescaped), "moved.recipe.json", Path.GetTempPath()), await AdministratorAsync(), null, default);
    }

    private static void Expect(Result result, string? code = null)
    {
        if (code is null) Assert.True(result.Succeeded, string.Join(", ", result.Failures));
        else Assert.Equal([code], result.Failures.Select(f => f.Code));
    }
}
