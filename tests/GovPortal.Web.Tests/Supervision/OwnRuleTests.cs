using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Screening.Tests.Corpus;
using GovPortal.Supervision;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Supervision;

/// <summary>Rules that a county adds: data, inspected and counted like the shipped ones.</summary>
public sealed class OwnRuleTests
{
    private static readonly OwnRule Any = new() { Code = "own-a", Title = "不得使用的说法", Basis = "县府办〔2026〕5号", Kind = OwnRuleKinds.Words, Words = ["内部资料"] };

    [Fact]
    public async Task Each_kind_finds_what_it_is_for_and_nothing_else()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var column = bureau.Column("就业政策");
        var id = ContentIds.New();
        Bureau.Must(await bureau.DraftAsync(bureau.Article("附件不合要求的信息"), newId: id));
        var file = await bureau.AttachAsync(id, "申请表.pdf", PdfFiles.Build(["x"]));
        var withFile = bureau.Article("附件不合要求的信息");
        withFile["Article"] = new JsonObject { ["Attachments"] = new JsonObject { ["Paths"] = new JsonArray(file.Path) }, ["Source"] = new JsonObject { ["Text"] = "县人社局" } };
        await bureau.PublishedAsync(withFile, id);
        var other = await bureau.PublishedAsync(bureau.Article("此件为内部资料的信息"));
        app.Clock.Set("2027-02-20 02:00");
        await SetAsync(app, bureau,
            Any with { Code = "own-words", Words = ["内部资料", "没有的词"] },
            Any with { Code = "own-words-elsewhere", Columns = [bureau.Organisation.Columns.First(c => !c.IsGroup && c.Id != column.Id).Path] },
            Any with { Code = "own-source", Kind = OwnRuleKinds.PartEmpty, ContentType = "Article", Field = "Article.Source" },
            Any with { Code = "own-type", Kind = OwnRuleKinds.PartEmpty, ContentType = "ServiceGuide", Field = "Article.Source" },
            Any with { Code = "own-pdf", Kind = OwnRuleKinds.AttachmentKind, Extensions = ["PDF"] },
            Any with { Code = "own-doc", Kind = OwnRuleKinds.AttachmentKind, Extensions = ["doc"] },
            Any with { Code = "own-still", Kind = OwnRuleKinds.ColumnStill, Columns = [column.Path], Limit = 91 },
            Any with { Code = "own-stiller", Kind = OwnRuleKinds.ColumnStill, Columns = [column.Path], Limit = 92 },
            Any with { Code = "own-review", Kind = OwnRuleKinds.ReviewOverdue, ContentType = "Article", Limit = 2 },
            Any with { Code = "own-review-later", Kind = OwnRuleKinds.ReviewOverdue, ContentType = "Article", Limit = 3 },
            Any with { Code = "own-off", IsOn = false });
        await InspectionTests.RunAsync(app);
        var found = (await InspectionTests.StandingAsync(app, null)).Where(p => OwnRule.IsOwn(p.Rule)).Select(p => $"{p.Rule} {p.SubjectId}").Order(StringComparer.Ordinal);
        Assert.Equal(new[] { $"own-pdf {id}", $"own-review {id}", $"own-review {other.ContentItemId}", $"own-source {other.ContentItemId}", $"own-still {column.Id}", $"own-words {other.ContentItemId}" }.Order(StringComparer.Ordinal), found);
        Assert.Equal("出现“内部资料”", (await InspectionTests.StandingAsync(app, "own-words"))[0].Evidence);
        Assert.StartsWith("没有填写“", (await InspectionTests.StandingAsync(app, "own-source"))[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_points_and_veto_count_and_without_it_its_problems_are_gone()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        await bureau.PublishedAsync(bureau.Article("此件为内部资料"));
        var office = await bureau.ActorAsync("office");
        foreach (var rule in app.Get<Inspect>().Rules) Assert.DoesNotContain("own-", rule.Code, StringComparison.Ordinal);
        var before = await ChangesAsync();
        await OnlyOwnAsync(app, bureau);
        var change = app.Get<ChangeOwnRule>();
        Assert.True((await change.SaveAsync(Any with { Code = "", Points = 7, IsVeto = true }, office, default)).Succeeded);
        await InspectionTests.RunAsync(app);
        var score = await ScoreAsync(app);
        Assert.Equal((93, true, 1), (score.Score, score.IsVetoed, score.Problems));
        var own = Assert.Single((await app.QueryAsync(db => InspectionRules.LoadAsync(db, default))).Own);
        Assert.True((await change.SaveAsync(own with { Points = 3, IsVeto = false }, office, default)).Succeeded);
        await InspectionTests.RunAsync(app);
        Assert.Equal(97, (await ScoreAsync(app)).Score);
        Assert.True((await change.RemoveAsync(own.Code, office, default)).Succeeded);
        var run = await InspectionTests.RunAsync(app);
        Assert.Equal((1, 0), (run.Gone, run.Standing));
        Assert.Equal(100, (await ScoreAsync(app)).Score);
        Assert.Equal(before + 4, await ChangesAsync());

        Task<int> ChangesAsync() => app.QueryAsync(db => db.Set<PortalEvent>().CountAsync(e => e.Kind == SupervisionEvents.RulesChanged));
    }

    [Fact]
    public async Task Who_may_and_what_is_refused()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var change = app.Get<ChangeOwnRule>();
        foreach (var who in "editor head stranger reviewer leader publisher".Split(' '))
        {
            Assert.True((await change.SaveAsync(Any with { Code = "" }, await bureau.ActorAsync(who), default)).Has(Failure.NotAllowed), who);
            Assert.True((await change.RemoveAsync("own-a", await bureau.ActorAsync(who), default)).Has(Failure.NotAllowed), who);
        }
        var office = await bureau.ActorAsync("office");
        Assert.True((await change.SaveAsync(Any, office, default)).Has("inspection.rule-unknown"));
        Assert.True((await change.RemoveAsync("own-a", office, default)).Has("inspection.rule-unknown"));
        foreach (var (rule, failure) in new (OwnRule, string)[]
        {
            (Any with { Title = " " }, "inspection.own-title"), (Any with { Basis = "" }, "inspection.own-basis"), (Any with { Group = "没有" }, "inspection.own-group"), (Any with { Kind = "x" }, "inspection.own-kind"),
            (Any with { Points = 101 }, "inspection.points"), (Any with { Words = [] }, "inspection.own-words"), (Any with { Kind = OwnRuleKinds.ColumnStill, Limit = 3 }, "inspection.own-column-required"),
            (Any with { Kind = OwnRuleKinds.ColumnStill, Columns = ["a"] }, "inspection.threshold"), (Any with { Kind = OwnRuleKinds.PartEmpty }, "inspection.own-field-required"),
            (Any with { Kind = OwnRuleKinds.PartEmpty, Field = "a b" }, "inspection.own-field"), (Any with { Kind = OwnRuleKinds.AttachmentKind, Extensions = ["*"] }, "inspection.own-extensions"),
        })
        {
            Assert.True((await change.SaveAsync(rule with { Code = "" }, office, default)).Has(failure), failure);
        }
        Assert.Equal(["own-a"], new InspectionRules { Own = [Any, Any] }.Check([]).Select(f => (string)f.Args[0]!));
        Assert.Contains(new InspectionRules { Own = [Any with { Code = "home-stale" }] }.Check([]), f => f is { Code: "inspection.own-code", Field: "Own[0].Code" });
    }

    [Fact]
    public async Task They_leave_with_the_recipe_of_the_rules_and_come_in_again_the_same()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        await SetAsync(app, bureau, Any, Any with { Code = "own-b", Kind = OwnRuleKinds.AttachmentKind, Words = [], Extensions = ["doc"], Columns = ["zcwj"], IsVeto = true, Points = 0.5m });
        var step = await ExportedAsync(app);
        Assert.Equal(2, step["rules"]!["own"]!.AsArray().Count);
        await using var second = await PortalApp.StartAsync();
        var recipe = new JsonObject { ["name"] = "x", ["steps"] = new JsonArray(step.DeepClone()) }.ToJsonString();
        var run = await second.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(recipe, "x.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default);
        Assert.True(run.Succeeded, string.Join(", ", run.Failures));
        Assert.Equal(step.ToJsonString(), (await ExportedAsync(second)).ToJsonString());
        // A member that is not there, and a rule that is none.
        step["rules"]!["own"]![0]!["kind"] = "gone";
        step["rules"]!["own"]![0]!["limit"] = 0;
        var refused = await second.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(new JsonObject { ["name"] = "x", ["steps"] = new JsonArray(step.DeepClone()) }.ToJsonString(), "x.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default);
        Assert.True(refused.Has("inspection.own-kind"), string.Join(", ", refused.Failures));
    }

    [Fact]
    public async Task The_office_adds_changes_and_removes_one_on_the_page()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        using var leader = await bureau.SignedInAsync("leader");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await leader.GetRawAsync("/Admin/Supervision/Rules/Own")).StatusCode);
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Supervision/Rules/Own");
        await office.SubmitAsync("form[data-guard]", new() { ["Input.Title"] = "", ["Input.Basis"] = "县府办〔2026〕5号", ["Input.Kind"] = "words" });
        Assert.Contains("请填写名称", office.Text, StringComparison.Ordinal);
        Assert.Contains("词语", office.Text, StringComparison.Ordinal);
        await office.SubmitAsync("form[data-guard]", new() { ["Input.Title"] = "不得出现内部资料", ["Input.Words"] = "内部资料\n内部文件\n", ["Input.Points"] = "2" });
        Assert.StartsWith("/Admin/Supervision/Rules", office.Url, StringComparison.Ordinal);
        Assert.Contains("不得出现内部资料", office.Text, StringComparison.Ordinal);
        var own = Assert.Single((await app.QueryAsync(db => InspectionRules.LoadAsync(db, default))).Own);
        Assert.Equal(["内部资料", "内部文件"], own.Words);
        Assert.Equal(2, own.Points);
        Assert.True(own.IsOn);
        await office.GoAsync("/Admin/Supervision/Rules/Own?code=" + own.Code);
        await office.SubmitAsync("form[data-guard]", new() { ["Input.IsOn"] = "no", ["Input.Points"] = "1.5" });
        own = Assert.Single((await app.QueryAsync(db => InspectionRules.LoadAsync(db, default))).Own);
        Assert.Equal((false, 1.5m, "不得出现内部资料"), (own.IsOn, own.Points, own.Title));
        // The shipped rules are saved without losing it, with the columns that a kind is named for.
        await office.SubmitAsync("form[data-guard]", new() { ["Input.OrderDays"] = "6" });
        var rules = await app.QueryAsync(db => InspectionRules.LoadAsync(db, default));
        Assert.Equal((6, 1), (rules.OrderDays, rules.Own.Count));
        Assert.Equal(app.Get<Inspect>().Rules.Count, rules.Choices.Count);
        await office.GoAsync("/Admin/Supervision/Rules/Own?code=" + own.Code);
        await office.SubmitAsync("form[action*='handler=Remove']");
        Assert.Empty((await app.QueryAsync(db => InspectionRules.LoadAsync(db, default))).Own);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await office.GetRawAsync("/Admin/Supervision/Rules/Own?code=" + own.Code)).StatusCode);
    }

    private static async Task SetAsync(PortalApp app, Bureau bureau, params OwnRule[] own)
    {
        var set = await app.Get<ChangeInspectionRules>().HandleAsync(new InspectionRules { Own = own }, await bureau.ActorAsync("office"), default);
        Assert.True(set.Succeeded, string.Join(", ", set.Failures));
    }

    private static async Task OnlyOwnAsync(PortalApp app, Bureau bureau) => Assert.True((await app.Get<ChangeInspectionRules>().HandleAsync(
        new InspectionRules { Choices = [.. app.Get<Inspect>().Rules.Select(r => new RuleChoice(r.Code, IsOn: false))] }, await bureau.ActorAsync("office"), default)).Succeeded);

    private static async Task<JsonObject> ExportedAsync(PortalApp app) =>
        (await app.QueryAsync(async db => await app.Services.GetServices<IRecipeExport>().Single(e => e.GetType().Name == "InspectionRulesExport").StepsAsync(db, default)))[0];

    private static Task<InspectionScore> ScoreAsync(PortalApp app) => app.QueryAsync(db => db.Set<InspectionScore>().AsNoTracking().Where(s => s.SectionId == "").OrderByDescending(s => s.Day).FirstAsync());
}
