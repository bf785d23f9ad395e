using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Deadlines;

/// <summary>Pause, resume, restart, extend; what the log is told, once, whoever tells it.</summary>
public sealed class ClockVerbTests
{
    [Fact]
    public async Task A_clock_is_paused_resumed_restarted_and_extended_once()
    {
        await using var app = await PortalApp.StartAsync();
        Assert.True((await app.OpenAsync("r1", "20wd", "2026-11-20")).Succeeded);
        Assert.Equal("2026-12-18 23:59", (await app.ClockAsync("r1")).Due());

        async Task<string> TryAsync(Func<IObligations, PortalTransaction, Task<Kernel.Results.Result>> verb) => string.Join(' ', (await app.DoAsync(verb)).Failures.Select(f => f.Code));
        Assert.Equal("obligation.not-running", await TryAsync((o, tx) => o.PauseAsync(tx, "other", "request", "为何", "u1", default)));
        Assert.Equal("obligation.reason-required", await TryAsync((o, tx) => o.PauseAsync(tx, "r1", "request", " ", "u1", default)));
        Assert.Equal("obligation.not-paused", await TryAsync((o, tx) => o.ResumeAsync(tx, "r1", "request", "u1", default)));

        app.Clock.Set("2026-11-24 10:00");
        Assert.Equal("", await TryAsync((o, tx) => o.PauseAsync(tx, "r1", "request", "征求第三方意见", "u1", default)));
        Assert.Equal("obligation.paused", await TryAsync((o, tx) => o.PauseAsync(tx, "r1", "request", "再次", "u1", default)));
        Assert.Null((await app.ClockAsync("r1")).NextSignalUtc);
        app.Clock.Set("2026-12-01 10:00");
        Assert.Equal("", await TryAsync((o, tx) => o.ResumeAsync(tx, "r1", "request", "u1", default)));
        Assert.Equal("2026-12-25 23:59", (await app.ClockAsync("r1")).Due()); // five working days later

        Assert.Equal("obligation.extension-too-long", await TryAsync((o, tx) => o.ExtendAsync(tx, "r1", "request", 21, "为何", "u1", default)));
        Assert.Equal("obligation.cannot-extend", await TryAsync((o, tx) => o.ExtendAsync(tx, "r1", "request", 0, "为何", "u1", default)));
        Assert.Equal("", await TryAsync((o, tx) => o.ExtendAsync(tx, "r1", "request", 3, "经批准", "u1", default)));
        Assert.Equal("obligation.extended-already", await TryAsync((o, tx) => o.ExtendAsync(tx, "r1", "request", 1, "为何", "u1", default)));
        Assert.Equal("2026-12-30 23:59", (await app.ClockAsync("r1")).Due());

        Assert.Equal("obligation.restart-before-start", await TryAsync((o, tx) => o.RestartAsync(tx, "r1", "request", new(2026, 11, 1), "补正", "u1", default)));
        Assert.Equal("", await TryAsync((o, tx) => o.RestartAsync(tx, "r1", "request", new(2026, 12, 1), "收到补正申请", "u1", default)));
        var clock = await app.ClockAsync("r1");
        Assert.StartsWith("2027-01-01", clock.Due(), StringComparison.Ordinal); // 23 working days after 1 December, 2027 not announced
        Assert.True(clock.Provisional);
        Assert.Equal(["Paused", "Resumed", "Extended", "Restarted"],
            await app.QueryAsync(db => db.Set<ObligationChange>().OrderBy(c => c.Number).Select(c => c.Kind.ToString()).ToListAsync()));
        Assert.Equal(4, await app.EventsAsync(DeadlineEvents.Changed, "r1"));

        Assert.True((await app.OpenAsync("r2", "48h", "2026-12-01", "opinion")).Succeeded);
        Assert.Equal("obligation.cannot-pause", await TryAsync((o, tx) => o.PauseAsync(tx, "r2", "opinion", "为何", "u1", default)));
        Assert.Equal("clock.instant-needed", await TryAsync((o, tx) => o.RestartAsync(tx, "r2", "opinion", new(2026, 12, 1), "为何", "u1", default)));
        Assert.Equal(1, await app.DoAsync((o, tx) => o.MeetAsync(tx, "r1", "request", default)));
        Assert.Equal(1, await app.EventsAsync(DeadlineEvents.Met, "r1"));
    }

    [Fact]
    public async Task Each_signal_is_told_once_by_two_nodes_after_downtime_and_after_a_restart()
    {
        await using var one = await PortalApp.StartAsync();
        await using (var two = await one.SecondNodeAsync())
        {
            await one.SweepClocksAsync();
            for (var i = 0; i < 30; i++) Assert.True((await one.OpenAsync($"r{i}", "5wd", "2026-11-20")).Succeeded);
            Assert.Equal(0, await one.SweepClocksAsync());
            one.Clock.Set("2026-11-26 08:59");
            Assert.Equal(1, await two.SweepClocksAsync()); // the office's monthly summary, three days ahead
            one.Clock.Set("2026-11-26 09:00");
            var told = await Task.WhenAll(Task.Run(one.SweepClocksAsync), Task.Run(two.SweepClocksAsync));
            // The node that does not hold the lease leaves it to the other.
            Assert.Equal(30, told.Sum());
            Assert.Equal(31, await one.EventsAsync(DeadlineEvents.Approaching));

            await one.DoAsync((o, tx) => o.MeetAsync(tx, "r0", "request", default));
            Assert.True((await one.DoAsync((o, tx) => o.PauseAsync(tx, "r1", "request", "征求意见", "u1", default))).Succeeded);
        }
        // Nothing ran for a week.
        one.Clock.Set("2026-12-04 09:00");
        await using (var three = await one.SecondNodeAsync())
        {
            await three.SweepClocksAsync();
            await one.SweepClocksAsync();
            Assert.Equal(28 + 1, await one.QueryAsync(db => db.Set<ObligationSignal>().CountAsync(s => s.Signal == "breached")));
            Assert.Equal(28 + 1, await one.EventsAsync(DeadlineEvents.Breached));
            Assert.Equal(31, await one.EventsAsync(DeadlineEvents.Approaching));
            Assert.Equal(0, await one.EventsAsync(DeadlineEvents.Breached, "r0") + await one.EventsAsync(DeadlineEvents.Breached, "r1"));
            await three.SweepClocksAsync();
            Assert.Equal(1, await one.EventsAsync(DeadlineEvents.Breached, "r2"));
        }
        // A new due instant is told anew.
        Assert.True((await one.DoAsync((o, tx) => o.RestartAsync(tx, "r2", "request", new(2026, 12, 4), "补正", "u1", default))).Succeeded);
        one.Clock.Set("2026-12-15 09:00");
        await one.SweepClocksAsync();
        Assert.Equal(2, await one.EventsAsync(DeadlineEvents.Breached, "r2"));
    }
}
