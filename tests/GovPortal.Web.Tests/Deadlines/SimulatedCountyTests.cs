using System.Globalization;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Organisation;
using GovPortal.Notifications.Model;
using GovPortal.Testing;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Deadlines;

/// <summary>
/// A county's two years under a clock that is moved by hand: items written, handed over in time, late or never; columns
/// renewed or left; the monthly summary closed or forgotten. What ought to be signalled is counted by an oracle of its own
/// (<see cref="CountyOracle"/>). Two nodes take turns by the day, and both are restarted every week.
/// </summary>
public sealed class SimulatedCountyTests
{
    private static readonly DateOnly Start = new(2025, 1, 2);
    private static readonly string[] Signals = [DeadlineEvents.Approaching, DeadlineEvents.Breached];

    private static int Days => Math.Max(50, (int)(729 * double.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_TEST_SCALE") ?? "0.05", CultureInfo.InvariantCulture)));

    [Fact]
    public async Task Every_planted_fault_is_found_on_its_day_none_is_invented_and_every_reminder_comes_once()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_SEED") ?? "1", CultureInfo.InvariantCulture);
        await using var portal = await PortalApp.StartAtAsync($"{Start:yyyy-MM-dd} 00:00:30");
        var county = await SimulatedCounty.OpenAsync(portal, new Random(seed));
        var oracle = new CountyOracle(Start, Start.AddDays(Days - 1));
        foreach (var column in county.Columns) oracle.Watch(column);
        foreach (var duty in county.Duties) oracle.Watch(duty);

        var ran = new HashSet<string>();
        PortalApp[] nodes = [];
        for (var n = 0; n < Days; n++)
        {
            if (n % 7 == 0)
            {
                foreach (var node in nodes) await node.DisposeAsync();
                nodes = [await portal.SecondNodeAsync(), await portal.SecondNodeAsync()];
                // What ended long ago is purged on the way.
                ran.UnionWith(await CorrelationsAsync(portal));
            }
            var today = Start.AddDays(n);
            var turn = nodes[n % 2];
            await AtAsync("00:00:30");
            await AtAsync("09:00:00");
            portal.Clock.Set($"{today:yyyy-MM-dd} 10:00:00");
            await county.WriteAsync(turn, today, oracle);
            await AtAsync("10:05:00");
            portal.Clock.Set($"{today:yyyy-MM-dd} 16:00:00");
            await county.HandOverAsync(turn, today, oracle);
            await AtAsync("16:05:00");

            async Task AtAsync(string time)
            {
                portal.Clock.Set($"{today:yyyy-MM-dd} {time}");
                await turn.Get<SweepDeadlines>().SweepAsync(default);
                await turn.Get<OnceEventPump>().CatchUpAsync(default);
                await turn.Get<JobSweeper>().SweepAsync(default);
            }
        }
        // Whatever the last steps of the other node still had in hand.
        foreach (var node in nodes) await node.Get<OnceEventPump>().CatchUpAsync(default);
        foreach (var node in nodes) await node.DisposeAsync();

        var told = await ToldAsync(portal);
        var expected = oracle.Expected();
        Assert.NotEmpty(expected);
        Assert.True(expected.SetEquals(told.Select(t => t.Signal)), Difference(expected, told.Select(t => t.Signal).ToHashSet(), county, seed));
        Assert.Equal(told.Count, told.DistinctBy(t => (t.Obligation, t.Signal.Kind)).Count());
        ran.UnionWith(await CorrelationsAsync(portal));
        Assert.Empty(told.Select(t => t.Obligation).Except(ran));
        await AssertRemindersAsync(portal);
    }

    private static async Task<List<(Signal Signal, string Obligation)>> ToldAsync(PortalApp portal) => await portal.QueryAsync(async db =>
    {
        var events = await db.Set<PortalEvent>().Where(e => Signals.Contains(e.Kind)).OrderBy(e => e.Id).ToListAsync();
        return events.ConvertAll(e =>
        {
            var payload = System.Text.Json.Nodes.JsonNode.Parse(e.Payload)!;
            return (new Signal(e.SubjectId!, (string)payload["kind"]!, e.Kind, DateOnly.FromDateTime(e.OccurredUtc.AddHours(8))), (string)payload["obligation"]!);
        });
    });

    private static Task<List<string>> CorrelationsAsync(PortalApp portal) =>
        portal.QueryAsync(db => db.Set<WorkflowInstance>().Select(i => i.CorrelationId).Distinct().ToListAsync());

    /// <summary>None of the shipped workflows is stuck in a fault, and nobody was told the same thing twice.</summary>
    private static async Task AssertRemindersAsync(PortalApp portal)
    {
        var (instances, notices) = await portal.QueryAsync(async db => (
            await db.Set<WorkflowInstance>().AsNoTracking().ToListAsync(), await db.Set<InboxNotice>().AsNoTracking().ToListAsync()));
        Assert.DoesNotContain(instances, i => i.Status == WorkflowStatus.Faulted);
        Assert.Equal(notices.Count, notices.DistinctBy(n => (n.UserId, n.Key)).Count());
        // One step tells each recipient once; a signal has one notice in each of its recipients' inboxes for each telling step.
        Assert.NotEmpty(notices);
    }

    private static string Difference(HashSet<Signal> expected, HashSet<Signal> told, SimulatedCounty county, int seed)
    {
        string Lines(IEnumerable<Signal> signals) => string.Join('\n', signals.OrderBy(s => s.On).Take(15).Select(s => $"  {s.On:yyyy-MM-dd} {s.Kind} {s.Of} {county.NameOf(s.Subject)}"));
        return $"seed {seed}, {expected.Count} expected, {told.Count} told\nmissed:\n{Lines(expected.Except(told))}\ninvented:\n{Lines(told.Except(expected))}";
    }
}
