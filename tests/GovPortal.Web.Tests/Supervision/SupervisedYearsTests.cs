using System.Globalization;
using GovPortal.Deadlines.Features;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Notifications.Model;
using GovPortal.Supervision;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Links;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using GovPortal.Testing;
using GovPortal.Web.Tests.Deadlines;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Supervision;

/// <summary>
/// Two years of a county of fourteen groups of columns, under a clock that is moved by hand, over two nodes that both want to do the night's
/// work: every planted fault is found once, on the right night, at the right section, none is invented; orders, what goes before the leader
/// and the monthly summaries follow. A tenth of it in the usual run.
/// </summary>
public sealed class SupervisedYearsTests
{
    private static readonly DateOnly Start = new(2025, 1, 2);

    private static int Days => Math.Max(75, (int)(729 * double.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_TEST_SCALE") ?? "0.1", CultureInfo.InvariantCulture)));

    [Fact]
    public async Task Every_planted_fault_is_found_once_on_its_night_and_the_months_follow()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_SEED") ?? "1", CultureInfo.InvariantCulture);
        await using var outside = await OutsideSite.StartAsync();
        await using var app = await PortalApp.StartAtAsync(
            $"{Start:yyyy-MM-dd} 01:00", "Portal:Supervision:ExternalLinks=true", "Portal:Outbound:Allow=127.0.0.1", "Portal:Supervision:Nightly=true", "Portal:Supervision:Monthly=true", "Portal:Site:BaseUrl=https://www.chengxi.example", "Portal:Site:Name=澄溪县人力资源和社会保障局", "Portal:Site:Code=3300000001");
        var bureau = await Bureau.OpenAsync(app);
        Assert.Equal(14, bureau.Organisation.Columns.Count(c => c.IsGroup && c.ParentId is null));
        await using var second = await app.SecondNodeAsync();
        var calendar = new CountyOracle(Start, Start.AddDays(Days));
        var county = new SupervisedCounty(app, bureau, calendar, new Random(seed), Start);
        var oracle = new SupervisedOracle(app, bureau, calendar, county.Deeds);
        await county.BeginAsync(outside, Days);
        var points = app.Get<Inspect>().Rules.ToDictionary(r => r.Code, r => r.Points);
        points[county.Deeds.OwnRuleCode] = 2;

        var (standing, scored, found, gone, broken) = (new HashSet<Fault>(), new HashSet<Fault>(), new List<(Fault Fault, DateOnly On)>(), new List<(Fault Fault, DateOnly On)>(), new HashSet<string>());
        for (var n = 0; n < Days; n++)
        {
            var today = Start.AddDays(n);
            app.Clock.Set($"{today:yyyy-MM-dd} 02:00:30");
            await app.Get<OnceEventPump>().CatchUpAsync(default);
            // The day's clocks are opened before the night's inspection, not by the servers' real time in the middle of it.
            await app.Get<SweepDeadlines>().SweepAsync(default);
            await Task.WhenAll(Task.Run(app.SweepAsync), Task.Run(second.SweepAsync));
            await app.SweepAsync();
            var expected = await oracle.ExpectedAsync(today, app.Clock.GetUtcNow().UtcDateTime);
            var seen = (await InspectionTests.StandingAsync(app, null)).Select(Of).ToHashSet();
            Assert.True(expected.SetEquals(seen), Difference(seed, today, expected, seen));
            found.AddRange(expected.Except(standing).Select(f => (f, today)));
            gone.AddRange(standing.Except(expected).Select(f => (f, today)));
            broken.UnionWith(expected.Select(f => f.Rule));
            if (today.Day == 1 && n > 0) await CloseMonthAsync(app, bureau, (county, oracle), today.AddMonths(-1), found, gone, (standing, scored), points);
            (standing, scored) = (expected, expected);

            app.Clock.Set($"{today:yyyy-MM-dd} 10:00");
            await second.Get<SweepDeadlines>().SweepAsync(default);
            await Task.WhenAll(Task.Run(app.SweepAsync), Task.Run(second.SweepAsync));
            await county.WorkAsync(today);
            await LookOutsideAsync();
            // An address that answers the short question with 404 is asked for as a whole.
            app.Clock.Set($"{today:yyyy-MM-dd} 10:02");
            await LookOutsideAsync();
            app.Clock.Set($"{today:yyyy-MM-dd} 15:00");
            await county.SuperviseAsync(today);
            await app.Get<OnceEventPump>().CatchUpAsync(default);
            // An answer is looked at at once: what was mended in the meantime is gone before the night. Of items one alone is read, of other rules all is asked.
            var now = county.LookedAtAgain.Count == 0 ? standing : await oracle.ExpectedAsync(today, app.Clock.GetUtcNow().UtcDateTime);
            bool IsAgain(Fault f) => county.LookedAtAgain.Any(a => a.Rule == f.Rule && (a.Subject == f.Subject || !county.Deeds.ReadByItem(a.Rule)));
            found.AddRange(now.Except(standing).Where(IsAgain).Select(f => (f, today)));
            gone.AddRange(standing.Except(now).Where(IsAgain).Select(f => (f, today)));
            broken.UnionWith(now.Where(IsAgain).Select(f => f.Rule));
            standing = [.. standing.Where(f => !IsAgain(f)), .. now.Where(IsAgain)];
        }

        Task LookOutsideAsync() => Task.WhenAll(new[] { app, second }.Select(node => Task.Run(() => node.Get<CheckAddresses>().RunAsync(default))));

        string[] planted = ["column-blank", "columns-blank", "home-stale", "column-stale", "disclosure-late", "dead-link", "date-missing", "personal-data", "sensitive-word", "guide-incomplete", "letter-waiting", "monitoring-gap", "reply-stale", county.Deeds.OwnRuleCode, "answer-late", "clock-late", "news-stale", "front-stale", "external-link-dead", "execution-late", "interpretation-late", "interpretation-ratio", "adoption-late", "attachment-no-text", "page-tags-missing"];
        string[] inYears = ["columns-stale", "execution-silent", "statistics-stale", "notice-stale", "policy-stale", "contact-stale", "letter-forgotten"];
        Assert.Empty((Days < 700 ? planted : [.. planted, .. inYears]).Except(broken));
        Assert.Equal(Days, await app.QueryAsync(db => db.Set<InspectionRun>().CountAsync()));
        Assert.Equal(found.Count, await app.QueryAsync(db => db.Set<Problem>().CountAsync()));
        await AssertOrdersAsync(app, county, Start.AddDays(Days - 1));
        var months = await app.QueryAsync(db => db.Set<MonthlySummary>().AsNoTracking().OrderBy(s => s.Month).ToListAsync());
        Assert.Equal(months.Count, months.DistinctBy(m => m.Month).Count());
        Assert.All(months, m => Assert.Equal(20, m.DraftedUtc.ToCivilDate().Day));
        var notices = await app.QueryAsync(db => db.Set<InboxNotice>().AsNoTracking().ToListAsync());
        Assert.Equal(notices.Count, notices.DistinctBy(n => (n.UserId, n.Key)).Count());
    }

    /// <summary>An item's problem is told by the item, what it is of the item is the product's own word.</summary>
    internal static Fault Of(Problem p) => new(p.Rule, CountyDeeds.ItemRules.Contains(p.Rule) ? p.SubjectId.Split(':')[0] : p.SubjectId, p.SectionId);

    private static async Task CloseMonthAsync(
        PortalApp app, Bureau bureau, (SupervisedCounty County, SupervisedOracle Oracle) of, DateOnly month, List<(Fault Fault, DateOnly On)> found, List<(Fault Fault, DateOnly On)> gone, (HashSet<Fault> Standing, HashSet<Fault> Scored) atEnd, Dictionary<string, decimal> points)
    {
        var county = of.County;
        app.Clock.Set($"{month.AddMonths(1):yyyy-MM-dd} 09:00");
        var number = ReadSummary.MonthOf(month);
        Assert.True((await app.Get<FreezeSummary>().HandleAsync(county.AgencyId, number, "", await bureau.ActorAsync("office"), default)).Succeeded);
        Assert.True((await app.Get<SignSummary>().HandleAsync(county.AgencyId, number, await bureau.ActorAsync("leader"), default)).Succeeded);
        var figures = Bureau.Must(await app.Get<ReadSummary>().HandleAsync(county.AgencyId, number, await bureau.ActorAsync("office"), default)).Figures;
        var (published, first, end) = (of.Oracle.PublishedIn(number), new DateOnly(month.Year, month.Month, 1), new DateOnly(month.Year, month.Month, 1).AddMonths(1).AddDays(-1));
        bool In(DateOnly day) => day >= first && day <= end;
        foreach (var section in figures.Sections)
        {
            var orders = county.Orders.Where(o => o.About.SectionId == section.SectionId).ToList();
            List<Fault> Own(HashSet<Fault> faults) => [.. faults.Where(f => (f.SectionId ?? "") == section.SectionId)];
            Assert.Equal(
                (number, section.Name, published.GetValueOrDefault(section.SectionId), found.Count(f => In(f.On) && (f.Fault.SectionId ?? "") == section.SectionId), gone.Count(f => In(f.On) && (f.Fault.SectionId ?? "") == section.SectionId), Own(atEnd.Standing).Count,
                    orders.Count(o => In(o.IssuedOn)), orders.Count(o => o.AnsweredOn is { } on && In(on)), orders.Count(o => o.Due <= end && !(o.AnsweredOn <= end)),
                    section.SectionId.Length == 0 ? null : (decimal?)Score(Own(atEnd.Scored), points)),
                (number, section.Name, section.Published, section.Found, section.Gone, section.Standing, section.Orders, section.SignedOff, section.LateOrders, section.Score));
        }
        Assert.Equal(Score([.. atEnd.Scored], points), figures.Score);
        Assert.Equal(published.Values.Sum(), figures.Total.Published);
    }

    /// <summary>From a hundred, at most twenty for one rule.</summary>
    private static decimal Score(List<Fault> faults, Dictionary<string, decimal> points) => Math.Max(0, 100 - faults.GroupBy(f => f.Rule).Sum(g => Math.Min(20, g.Count() * points[g.Key])));

    private static async Task AssertOrdersAsync(PortalApp app, SupervisedCounty county, DateOnly last)
    {
        var kept = await app.QueryAsync(db => db.Set<SupervisionOrder>().AsNoTracking().ToDictionaryAsync(o => o.Id));
        Assert.Equal(county.Orders.Select(o => o.Id).Order(StringComparer.Ordinal), kept.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(1, kept.Values.Count(o => o.Year == 2025)), kept.Values.Where(o => o.Year == 2025).Select(o => o.Number).Order());
        foreach (var order in county.Orders)
        {
            var (is_, late) = (kept[order.Id], !(order.AnsweredOn <= order.Due) && order.Due < last);
            Assert.Equal((order.Id, order.About.SectionId, order.Due, late, order.AnsweredOn <= last), (is_.Id, is_.SectionId, is_.DueUtc.ToCivilDate(), is_.EscalatedUtc is not null, is_.State == OrderState.SignedOff));
            if (late) Assert.Equal(order.Due.AddDays(1), is_.EscalatedUtc!.Value.ToCivilDate());
        }
    }

    private static string Difference(int seed, DateOnly night, HashSet<Fault> expected, HashSet<Fault> seen) =>
        $"seed {seed}, night {night:yyyy-MM-dd}\nmissed:\n{string.Join('\n', expected.Except(seen).Take(12))}\ninvented:\n{string.Join('\n', seen.Except(expected).Take(12))}";
}
