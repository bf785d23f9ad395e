using System.Globalization;
using GovPortal.AdminUi.Lists;
using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Supervision;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Benchmarks;

/// <summary>
/// The office's month end and its dashboards, by their handlers: so many live items (<see cref="Scale"/> makes them; on PostgreSQL a thousand), a tenth as many
/// problems, a hundredth as many orders, as many open clocks, scores of a year.
/// </summary>
internal static class Supervised
{
    private const int Rounds = 15, Published = 1000, ScoreDays = 365, Batch = 5000;

    public static async Task RunAsync(IReadOnlyList<int> sizes)
    {
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, .NET {Environment.Version}");
        foreach (var postgreSql in PortalApp.OnPostgreSql ? (bool[])[false, true] : [false])
        {
            Console.WriteLine($"\n## Supervision on {(postgreSql ? "PostgreSQL" : "SQLite")}, ms (median / 95th percentile)\n\n| items and clocks | problems | summary of a month | year | dashboard, office | dashboard, section | wall | lights | scores | problems, first page | orders |\n|---|---|---|---|---|---|---|---|---|---|---|");
            foreach (var size in sizes) await MeasureAsync(postgreSql, size);
        }
    }

    private static async Task MeasureAsync(bool postgreSql, int size)
    {
        await using var place = await Portal.FilledAsync(postgreSql, Math.Min(size, Published));
        if (!postgreSql)
        {
            await place.WithAsync(async services =>
            {
                await Scale.MultiplyAsync(services, size / Published);
                return true;
            });
        }
        await using var portal = await Portal.StartAsync(place, "--Portal:Supervision:Nightly=false", "--Portal:Supervision:Monthly=false");
        var contexts = portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        var agency = await FillAsync(contexts, [.. portal.Services.GetRequiredService<Inspect>().Rules.Select(r => r.Code)], size);
        await using var db = await contexts.CreateDbContextAsync();
        var section = await db.Set<Section>().Where(s => s.AgencyId == agency).OrderBy(s => s.Position).Select(s => s.Id).FirstAsync();
        var office = new Actor("measuring", "办公室", [new Grant("Office", new HashSet<string> { SupervisionPermissions.Read, SupervisionPermissions.Manage, Permissions.ContentPublish, Permissions.AdminAccess, Permissions.ContentReadAll }, agency, null)]);
        var editor = new Actor("measuring", "科室", [new Grant("SectionEditor", new HashSet<string> { SupervisionPermissions.Read, SupervisionPermissions.Answer, Permissions.ContentEdit, Permissions.AdminAccess }, agency, section)]);
        T Get<T>() where T : notnull => portal.Services.GetRequiredService<T>();
        var now = DateTime.UtcNow.ToCivilDate();
        Timing[] taken =
        [
            await Timing.OfAsync(Rounds, _ => Get<ReadSummary>().HandleAsync(agency, null, office, default)),
            await Timing.OfAsync(Rounds, _ => Get<ReadPeriod>().HandleAsync(agency, now.Year, null, office, default)),
            await Timing.OfAsync(Rounds, _ => Get<ReadDashboard>().HandleAsync(office, true, default)),
            await Timing.OfAsync(Rounds, _ => Get<ReadDashboard>().HandleAsync(editor, true, default)),
            await Timing.OfAsync(Rounds, _ => Get<ReadDashboard>().HandleAsync(office, false, default)),
            await Timing.OfAsync(Rounds, _ => Get<ReadGlance>().HandleAsync(office, default)),
            await Timing.OfAsync(Rounds, _ => Get<ReadBoard>().HandleAsync(office, default)),
            await Timing.OfAsync(Rounds, _ => Get<ListProblems>().HandleAsync(new ListQuery(), new ProblemFilter(null, null), office, default)),
            await Timing.OfAsync(Rounds, _ => Get<ListOrders>().HandleAsync(new ListQuery(), new OrderFilter(null, null, false, false), office, default)),
        ];
        Console.WriteLine($"| {size.ToString("N0", CultureInfo.InvariantCulture)} | {(size / 10).ToString("N0", CultureInfo.InvariantCulture)} | {string.Join(" | ", taken.Select(t => t.ToString()))} |");
    }

    private static async Task<string> FillAsync(IDbContextFactory<PortalDbContext> contexts, IReadOnlyList<string> rules, int size)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var agency = await db.Set<Agency>().OrderBy(a => a.Position).Select(a => a.Id).FirstAsync();
        var sections = await db.Set<Section>().Where(s => s.AgencyId == agency).Select(s => s.Id).ToListAsync();
        var (random, now, today) = (new Random(7), DateTime.UtcNow, CivilTime.DateOf(DateTime.UtcNow));
        var left = Batch;
        for (var i = 0; i < size; i++)
        {
            // A hundredth is late; the others run for up to half a year.
            var due = today.AddDays(i % 100 == 0 ? -random.Next(1, 60) : random.Next(1, 180));
            await AddAsync(new Obligation
            {
                Id = ContentIds.New(), SubjectId = ContentIds.New(), AgencyId = agency, SectionId = sections[random.Next(sections.Count)], Kind = i % 3 == 0 ? DisclosureClock.Statutory : DisclosureClock.Internal, Rule = "20wd", FromDate = due.AddDays(-28),
                DueUtc = CivilTime.EndOfDayUtc(due), Basis = "测量用", CalendarVersion = WorkingCalendar.China.Version, OpenedUtc = now.AddDays(-20),
            });
        }
        for (var i = 0; i < size / 10; i++)
        {
            var found = now.AddDays(-random.Next(0, 360));
            await AddAsync(new Problem
            {
                Id = ContentIds.New(), Rule = rules[random.Next(rules.Count)], SubjectId = "measured-" + i, AgencyId = agency, SectionId = sections[random.Next(sections.Count)], Title = "测量用", Evidence = "测量用", FoundUtc = found,
                GoneUtc = i % 2 == 0 ? null : found.AddDays(random.Next(1, 40)),
            });
        }
        for (var i = 0; i < size / 100; i++)
        {
            var issued = now.AddDays(-random.Next(0, 360));
            var ended = i % 10 != 0;
            await AddAsync(new SupervisionOrder
            {
                Id = ContentIds.New(), AgencyId = agency, Year = issued.Year, Number = 100_000 + i, SectionId = sections[random.Next(sections.Count)], Title = "测量用", What = "测量用", Basis = "测量用", IssuedBy = "measuring", IssuedUtc = issued,
                DueUtc = issued.AddDays(7), State = ended ? OrderState.SignedOff : OrderState.Issued, EndedUtc = ended ? issued.AddDays(9) : null,
            });
        }
        for (var d = 0; d < ScoreDays; d++)
        {
            foreach (var section in sections.Append("")) await AddAsync(new InspectionScore { Day = today.AddDays(-d), AgencyId = agency, SectionId = section, Score = random.Next(50, 100), Problems = random.Next(0, 20) });
        }
        await db.SaveChangesAsync();
        return agency;

        async Task AddAsync(object row)
        {
            db.Add(row);
            if (--left > 0) return;
            left = Batch;
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
    }
}
