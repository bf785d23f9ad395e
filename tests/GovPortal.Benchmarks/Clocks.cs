using System.Diagnostics;
using System.Globalization;
using GovPortal.Clocks;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Testing;
using GovPortal.Web.Tests.Reliability;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Benchmarks;

/// <summary>Many open clocks: the board, a sweep, and <c>deadline explain</c> line by line.</summary>
internal static class Clocks
{
    private const int Lines = 100_000;
    private const int Rounds = 30;

    public static async Task RunAsync(int open)
    {
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, .NET {Environment.Version}");
        foreach (var postgreSql in PortalApp.OnPostgreSql ? (bool[])[false, true] : [false])
        {
            Console.WriteLine($"\n## Clocks on {(postgreSql ? "PostgreSQL" : "SQLite")}, ms (median / 95th percentile)\n\n| open clocks | board, page | board, one section overdue | calendar month | sweep, nothing due | sweep, 500 due |\n|---|---|---|---|---|---|");
            foreach (var count in (int[])[5000, open]) await OpenAsync(postgreSql, count);
        }
        await ExplainAsync();
    }

    private static async Task OpenAsync(bool postgreSql, int count)
    {
        await using var place = await Portal.FilledAsync(postgreSql, 200);
        await using var portal = await Portal.StartAsync(place);
        var contexts = portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        await FillAsync(contexts, count);
        using var admin = await FormFiller.SignInAsync(portal.Http.BaseAddress!, "admin", PortalApp.AdminPassword);
        var section = await SectionAsync(contexts);
        var board = await Timing.OfAsync(Rounds, _ => admin.TextOfAsync("/Admin/Deadlines"));
        var filtered = await Timing.OfAsync(Rounds, _ => admin.TextOfAsync($"/Admin/Deadlines?status=overdue&section={section}"));
        var month = await Timing.OfAsync(Rounds, _ => admin.TextOfAsync("/Admin/Deadlines?view=calendar"));
        var sweeper = portal.Services.GetRequiredService<SweepDeadlines>();
        await sweeper.SweepAsync(default);
        var idle = await Timing.OfAsync(Rounds, _ => sweeper.SweepAsync(default));
        var busy = await Timing.OfAsync(5, async _ =>
        {
            await using var db = await contexts.CreateDbContextAsync();
            var due = await db.Set<Obligation>().Where(o => o.NextSignalUtc != null && o.DueUtc > DateTime.UtcNow).OrderBy(o => o.Id).Select(o => o.Id).Take(500).ToListAsync();
            await db.Set<Obligation>().Where(o => due.Contains(o.Id)).ExecuteUpdateAsync(set => set.SetProperty(o => o.NextSignalUtc, DateTime.UtcNow.AddMinutes(-1)).SetProperty(o => o.DueUtc, DateTime.UtcNow.AddMinutes(-2)));
            var start = Stopwatch.GetTimestamp();
            var told = await sweeper.SweepAsync(default);
            if (told < 500) throw new InvalidOperationException($"The sweep told {told} of 500.");
            _sweeps.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }, warmUp: 1);
        Console.WriteLine($"| {count} | {board} | {filtered} | {month} | {idle} | {new Timing(_sweeps.Skip(1))} |");
        _sweeps.Clear();
        _ = busy;
    }

    private static readonly List<double> _sweeps = [];

    /// <summary>Running clocks of ordinary items, due over the months around today.</summary>
    private static async Task FillAsync(IDbContextFactory<PortalDbContext> contexts, int count)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var columns = await db.Set<Column>().Where(c => !c.IsGroup).ToListAsync();
        var sections = await db.Set<Section>().Select(s => s.Id).ToListAsync();
        var today = CivilTime.DateOf(DateTime.UtcNow);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        for (var i = 0; i < count; i++)
        {
            var (column, due) = (columns[i % columns.Count], CivilTime.EndOfDayUtc(today.AddDays(i % 120 - 20)));
            db.Add(new Obligation
            {
                Id = ContentIds.New(), SubjectId = ContentIds.New(), AgencyId = column.AgencyId, ColumnId = column.Id, SectionId = sections[i % sections.Count],
                Kind = i % 3 == 0 ? "disclose-statutory" : "disclose", Rule = i % 3 == 0 ? "20wd" : "5wd", FromDate = CivilTime.DateOf(due).AddDays(-7), DueUtc = due,
                Basis = "测量用", CalendarVersion = WorkingCalendar.China.Version, OpenedUtc = DateTime.UtcNow, NextSignalUtc = due > DateTime.UtcNow ? due.AddSeconds(1) : null,
            });
            if (i % 5000 != 4999) continue;
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
        await db.SaveChangesAsync();
    }

    private static async Task<string> SectionAsync(IDbContextFactory<PortalDbContext> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Set<Section>().Select(s => s.Id).FirstAsync();
    }

    private static Task ExplainAsync()
    {
        var calendar = WorkingCalendar.China;
        string[] rules = ["5wd", "20wd", "20d", "1mo", "same-day", "dom29", "qend"];
        var parsed = rules.Select(r => DeadlineRule.Parse(r).Value!).ToArray();
        var (start, before) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
        long characters = 0;
        for (var i = 0; i < Lines; i++)
        {
            characters += Deadline.Explain(new DateOnly(2007, 1, 1).AddDays(i % 7000), parsed[i % parsed.Length], calendar).Value!.ToJson().ToString()!.Length;
        }
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"\n`deadline explain -`, {Lines:N0} lines: {seconds:0.0} s, {Lines / seconds:N0} lines a second, {characters / 1_000_000.0:0} MB of JSON, {(GC.GetTotalAllocatedBytes() - before) / Lines:N0} bytes allocated a line."));
        return Task.CompletedTask;
    }
}
