using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Supervision;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using GovPortal.Testing;
using GovPortal.Web.Tests.Feedback;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Supervision;

/// <summary>The self-inspection finds what breaks a rule, each once, and lets it go when it is mended.</summary>
public sealed class InspectionTests
{
    [Fact]
    public async Task An_empty_column_is_found_once_and_gone_once_something_is_published()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var column = bureau.Column("就业政策");
        await RunAsync(app);
        var first = await StandingAsync(app, "column-blank");
        Assert.Contains(first, p => p.ColumnId == column.Id && p.SectionId == column.SectionId && p.Evidence == "栏目内没有已发布的信息");
        await RunAsync(app);
        Assert.Equal(first.Select(p => p.Id).Order(), (await StandingAsync(app, "column-blank")).Select(p => p.Id).Order());
        // Five empty columns fail the whole site.
        Assert.Single(await StandingAsync(app, "columns-blank"));
        Assert.True((await ScoreAsync(app, "")).IsVetoed);

        await bureau.PublishedAsync(bureau.Article("第一条信息"));
        var run = await RunAsync(app);
        Assert.DoesNotContain(await StandingAsync(app, "column-blank"), p => p.ColumnId == column.Id);
        Assert.True(run.Gone >= 1);
        Assert.Equal(run.Standing, (await StandingAsync(app, null)).Count);
    }

    // 国办秘函〔2019〕19号: the home page without anything new for two weeks.
    [Theory]
    [InlineData(13, false)]
    [InlineData(14, false)]
    [InlineData(15, true)]
    public async Task The_home_page_at_the_edge_of_two_weeks(int days, bool isFound)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        app.Clock.Set("2026-11-02 10:00");
        await bureau.PublishedAsync(bureau.Article("最近的信息", formedOn: "2026-11-01"));
        app.Clock.Set($"{new DateOnly(2026, 11, 2).AddDays(days):yyyy-MM-dd} 02:00");
        await RunAsync(app);
        Assert.Equal(isFound, (await StandingAsync(app, "home-stale")).Count == 1);
    }

    // 国办秘函〔2019〕19号: letters that wait for over two months cost points, over three fail the whole site.
    [Theory]
    [InlineData("2026-11-10", 0, 0)]
    [InlineData("2026-11-11", 1, 0)]
    [InlineData("2026-12-10", 1, 0)]
    [InlineData("2026-12-11", 1, 1)]
    public async Task A_letter_at_the_edges_of_two_and_three_months(string day, int waiting, int forgotten)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        app.Clock.Set("2026-09-10 10:00");
        var letter = await bureau.AssignedAsync();
        app.Clock.Set(day + " 02:00");
        await RunAsync(app);
        Assert.Equal((waiting, forgotten), ((await StandingAsync(app, "letter-waiting")).Count, (await StandingAsync(app, "letter-forgotten")).Count));
        Assert.All(await StandingAsync(app, "letter-waiting"), p => Assert.Equal((letter.Id, letter.SectionId), (p.SubjectId, p.SectionId)));
        // Its clock ran out long before.
        Assert.Contains(await StandingAsync(app, "answer-late"), p => p.SectionId == letter.SectionId);
    }

    [Fact]
    public async Task Dead_links_within_the_site_and_personal_data_that_slipped_through_are_found_in_what_is_public()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var column = bureau.Column("就业政策");
        var live = await bureau.PublishedAsync(bureau.Article("在的信息"));
        var path = await bureau.PathAsync(live.ContentItemId);
        var item = await bureau.PublishedAsync(bureau.Article("有链接的信息",
            $"<p><a href=\"{path}\">在</a><a href=\"/{column.Path}/4zzzzzzzzzzzzzzzzzzzzzzzzz\">不在</a><a href=\"/columns/{column.Path}\">栏目</a><a href=\"/columns/meiyou/zheli\">没有的栏目</a><a href=\"/search?q=x\">搜索</a><a href=\"https://example.com/x\">外站</a></p>"));
        // As if it had been published before it was screened.
        await app.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == live.VersionId).ExecuteUpdateAsync(s => s.SetProperty(v => v.Data, v => v.Data.Replace("供测试使用", "身份证11010519491231002X"))));
        await RunAsync(app);
        var dead = await StandingAsync(app, "dead-link");
        Assert.Equal(["columns/meiyou/zheli", $"{column.Path}/4zzzzzzzzzzzzzzzzzzzzzzzzz"], dead.Select(p => p.SubjectId.Split(':')[1]).Order());
        Assert.All(dead, p => Assert.Equal((item.ContentItemId, column.SectionId), (p.SubjectId.Split(':')[0], p.SectionId)));
        var personal = Assert.Single(await StandingAsync(app, "personal-data"));
        Assert.StartsWith(live.ContentItemId, personal.SubjectId, StringComparison.Ordinal);
        Assert.DoesNotContain("194912310", personal.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_is_switched_off_has_no_problems_and_points_and_limits_are_the_countys()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var office = await bureau.ActorAsync("office");
        await RunAsync(app);
        Assert.NotEmpty(await StandingAsync(app, "column-blank"));
        var change = app.Get<ChangeInspectionRules>();
        Assert.True((await change.HandleAsync(new InspectionRules { Choices = [new("nothing")] }, office, default)).Has("inspection.rule-unknown"));
        Assert.True((await change.HandleAsync(new InspectionRules { Choices = [new("column-blank", Threshold: 3)] }, office, default)).Has("inspection.threshold"));
        Assert.True((await change.HandleAsync(new InspectionRules { Choices = [new("home-stale", Points: 101)], OrderDays = 0 }, office, default)).Has("inspection.points"));
        Assert.True((await change.HandleAsync(new InspectionRules(), await bureau.ActorAsync("leader"), default)).Has(Failure.NotAllowed));
        Assert.True((await change.HandleAsync(new InspectionRules { Choices = [new("column-blank", IsOn: false), new("columns-blank", Threshold: 3650), new("home-stale", Points: 7), new("page-tags-missing", IsOn: false)] }, office, default)).Succeeded);
        await RunAsync(app);
        Assert.Empty(await StandingAsync(app, "column-blank"));
        Assert.Empty(await StandingAsync(app, "columns-blank"));
        Assert.Equal(93, (await ScoreAsync(app, "")).Score);
        Assert.True(await app.QueryAsync(db => db.Set<PortalEvent>().AnyAsync(e => e.Kind == SupervisionEvents.RulesChanged)));
    }

    [Fact]
    public async Task One_inspection_a_night_and_one_on_demand()
    {
        await using var app = await PortalApp.StartOpenedAsync("Portal:Supervision:Nightly=true");
        var bureau = await Bureau.OpenAsync(app);
        var nightly = app.Get<InspectNightly>();
        await nightly.AppointAsync(default);
        await nightly.AppointAsync(default);
        Assert.Equal(1, await JobsAsync());
        var office = await bureau.ActorAsync("office");
        foreach (var who in "editor head stranger reviewer leader publisher admin".Split(' ')) Assert.True((await nightly.AskAsync(await bureau.ActorAsync(who), default)).Has(Failure.NotAllowed), who);
        Assert.True((await nightly.AskAsync(office, default)).Succeeded);
        Assert.True((await nightly.AskAsync(office, default)).Has("inspection.running"));
        await app.SweepAsync();
        Assert.Equal(1, await app.QueryAsync(db => db.Set<InspectionRun>().CountAsync(r => r.EndedUtc != null)));
        var due = await app.QueryAsync(db => db.Set<DueJob>().Where(j => j.Kind == InspectNightly.JobKind && j.DoneUtc == null).Select(j => j.DueUtc).SingleAsync());
        Assert.Equal(2, due.AddHours(8).Hour);
        app.Clock.Set(due.AddHours(8).AddMinutes(1).ToString("yyyy-MM-dd HH:mm", null));
        await app.SweepAsync();
        Assert.Equal(2, await app.QueryAsync(db => db.Set<InspectionRun>().CountAsync(r => r.EndedUtc != null)));
        Assert.Equal(1, await JobsAsync());

        Task<int> JobsAsync() => app.QueryAsync(db => db.Set<DueJob>().CountAsync(j => j.Kind == InspectNightly.JobKind && j.DoneUtc == null));
    }

    [Fact]
    public async Task A_rule_that_fails_leaves_its_problems_as_they_were_and_the_others_are_asked()
    {
        await using var app = await PortalApp.StartOpenedAsync(services => services.AddSingleton<Kernel.Publishing.IInspection, Failing>());
        var bureau = await Bureau.OpenAsync(app);
        Failing.Fails = false;
        await RunAsync(app);
        var before = Assert.Single(await StandingAsync(app, Failing.Code));
        Failing.Fails = true;
        var run = await RunAsync(app);
        Assert.Equal(Failing.Code, run.Failed);
        Assert.Equal(before.Id, Assert.Single(await StandingAsync(app, Failing.Code)).Id);
        Assert.NotEmpty(await StandingAsync(app, "column-blank"));
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Supervision");
        Assert.Contains("有指标没有查成", office.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_ran_out_breaks_the_rule_of_its_kind()
    {
        Dictionary<string, string?> ruleOf = new()
        {
            ["freshness"] = "column-stale", ["periodic"] = "column-stale", ["interpretation"] = "interpretation-late", ["adoption-report"] = "adoption-late",
            ["request-answer"] = "answer-late", ["request-correction"] = "answer-late", ["inquiry-reply"] = "answer-late", ["correction-reply"] = "answer-late",
            ["request-own-data"] = "clock-late", ["duty"] = "clock-late",
            ["request-third-party"] = null, ["request-other-organ"] = null, ["request-fee"] = null, ["supervision-order"] = null,
        };
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var column = bureau.Column("就业政策");
        await using (var tx = await app.Get<PortalTransactions>().BeginAsync(default))
        {
            foreach (var kind in ruleOf.Keys)
            {
                var draft = new ObligationDraft("late", null, column.AgencyId, column.Id, column.SectionId, kind, "3wd", new DateOnly(2026, 10, 12), "测试");
                Assert.True((await app.Get<IObligations>().OpenAsync(tx, draft, default)).Succeeded, kind);
            }
            await tx.CommitAsync(default);
        }
        app.Clock.Set("2026-11-20 01:00");
        await RunAsync(app);
        var clocks = await app.QueryAsync(db => db.Set<GovPortal.Deadlines.Model.Obligation>().Where(o => o.SubjectId == "late").ToDictionaryAsync(o => o.Id, o => o.Kind));
        var found = (await StandingAsync(app, null)).Where(p => clocks.ContainsKey(p.SubjectId)).ToDictionary(p => clocks[p.SubjectId], p => p.Rule);
        Assert.Equal(ruleOf.Where(k => k.Value is not null).Select(k => $"{k.Key} {k.Value}").Order(StringComparer.Ordinal), found.Select(k => $"{k.Key} {k.Value}").Order(StringComparer.Ordinal));
        // And every rule that a kind of clock names is one of those inspected.
        Assert.Empty(app.Services.GetServices<ClockKind>().Select(k => k.LateRule).OfType<string>().Except(app.Get<Inspect>().Rules.Select(r => r.Code)));
    }

    /// <summary>A rule that breaks down when it is told to.</summary>
    private sealed class Failing : Kernel.Publishing.IInspection
    {
        public const string Code = "test-failing";

        public static bool Fails { get; set; }

        public IReadOnlyList<Kernel.Publishing.InspectionRule> Rules { get; } = [new(Code, Kernel.Publishing.RuleGroups.Other, "测试指标", "测试", 0, "", 1)];

        public async IAsyncEnumerable<Kernel.Publishing.Breach> FindAsync(
            PortalDbContext db, IReadOnlyDictionary<string, int> thresholds, DateTime nowUtc, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.CompletedTask;
            yield return new Kernel.Publishing.Breach(Code, "x", "agency", null, null, "测试", "测试", null);
            if (Fails) throw new InvalidOperationException("told to");
        }
    }

    internal static Task<InspectionRun> RunAsync(PortalApp app) => app.Get<Inspect>().RunAsync(Actor.System.UserId, default);

    internal static Task<List<Problem>> StandingAsync(PortalApp app, string? rule) =>
        app.QueryAsync(db => db.Set<Problem>().AsNoTracking().Where(p => p.GoneUtc == null && (rule == null || p.Rule == rule)).ToListAsync());

    private static Task<InspectionScore> ScoreAsync(PortalApp app, string section) =>
        app.QueryAsync(db => db.Set<InspectionScore>().AsNoTracking().Where(s => s.SectionId == section).OrderByDescending(s => s.Day).FirstAsync());
}
