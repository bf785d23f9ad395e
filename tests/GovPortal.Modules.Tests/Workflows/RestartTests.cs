using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Testing;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Features;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Modules.Tests.Workflows.Draw;

namespace GovPortal.Modules.Tests.Workflows;

/// <summary>Everything is in rows: a server that stops, dies or shares the database changes nothing.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Another_server_on_the_same_data_goes_on_where_the_first_stopped()
    {
        await using var first = await WorkflowPortal.OpenAsync();
        var halted = await first.StartAsync(Type("Wait", [Start(), Activity("wait", "WaitEvent", ("Amount", 1), ("Unit", "days"), ("At", "09:00")), Activity("timer", "TimerEvent", ("CronExpression", "30 9 * * *"), ("UseSiteTimeZone", true)), Set("end", "End", "1")],
            ["start:Done:wait", "wait:Done:timer", "timer:Done:end"]));
        Assert.Equal(WorkflowStatus.Halted, halted.Status);
        await first.App.App.StopAsync();

        await using var app = await first.App.SecondNodeAsync();
        var second = new WorkflowPortal(app, null);
        await app.SweepAsync();
        Assert.Equal(WorkflowStatus.Halted, (await second.InstanceAsync(halted.Id)).Status);
        // Started on Friday at ten: a day later it is ten again, so nine o'clock is Sunday's.
        app.Clock.Set("2026-11-21 12:00");
        await app.SweepAsync();
        Assert.Equal("wait", (await app.QueryAsync(db => db.Set<WorkflowBlock>().SingleAsync())).ActivityId);
        app.Clock.Set("2026-11-22 09:00");
        await app.SweepAsync();
        Assert.Equal("timer", (await app.QueryAsync(db => db.Set<WorkflowBlock>().SingleAsync())).ActivityId);
        app.Clock.Set("2026-11-22 09:30");
        await app.SweepAsync();
        Assert.Equal("start:Done wait:Done timer:Done end:Done", await second.PathAsync(halted.Id));
    }

    [Fact]
    public async Task A_step_whose_server_died_is_done_again_under_the_same_id_when_its_claim_lapses()
    {
        await using var portal = await WorkflowPortal.OpenAsync();
        portal.Activities.Fails = true;
        var faulted = await portal.StartAsync(Type("Died", [Start(), Activity("count", "CountTask")], ["start:Done:count"]));
        portal.Activities.Fails = false;
        // As a node leaves it that dies between the effect and the commit.
        var until = portal.App.Clock.UtcNow().AddMinutes(3);
        await portal.App.Get<PortalTransactions>().DoAsync(tx => tx.Db.Set<WorkflowInstance>().Where(i => i.Id == faulted.Id).ExecuteUpdateAsync(set => set
            .SetProperty(i => i.Status, WorkflowStatus.Executing).SetProperty(i => i.ClaimedBy, ContentIds.New()).SetProperty(i => i.ClaimedUntilUtc, until)));
        Assert.Equal(0, await portal.App.Get<ResumeInstances>().SweepAsync(0, default));
        portal.App.Clock.Set("2026-11-20 10:04");
        Assert.Equal(1, await portal.App.Get<ResumeInstances>().SweepAsync(0, default));
        Assert.Equal(WorkflowStatus.Finished, (await portal.InstanceAsync(faulted.Id)).Status);
        Assert.Equal(2, portal.Activities.Steps.Count);
        Assert.Single(portal.Activities.Steps.Distinct());
    }

    [Fact]
    public async Task Many_flows_that_run_one_instance_take_each_step_once()
    {
        await using var portal = await WorkflowPortal.OpenAsync();
        var waiting = await portal.StartAsync(Type("Crowd", [Start(), Activity("wait", "SignalEvent", ("SignalName", Expression("go"))), Activity("count", "CountTask"), Set("end", "End", "1")],
            ["start:Done:wait", "wait:Done:count", "count:Done:end"]));
        await using var second = await portal.App.SecondNodeAsync();
        await portal.App.Get<SendSignal>().HandleAsync(new SendSignalCommand("go", null), await portal.AdminAsync(), default);
        await Task.WhenAll(portal.EventsAsync(), second.Get<Kernel.Events.OnceEventPump>().CatchUpAsync(default));
        await portal.EventsAsync();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => (i % 2 == 0 ? portal.App : second).Get<RunInstance>().RunAsync(waiting.Id, default))));
        Assert.Equal("start:Done wait:Done count:Done end:Done", await portal.PathAsync(waiting.Id));
    }

    [Fact]
    public async Task What_ended_long_ago_is_removed_at_night()
    {
        await using var portal = await WorkflowPortal.OpenAsync(false, "Portal:Workflows:KeepFinishedDays=1");
        var old = await portal.StartAsync(Type("Old", [Start()], []));
        portal.App.Clock.Set("2026-11-23 09:00");
        var young = await portal.StartAgainAsync("Old");
        await portal.App.SweepAsync();
        Assert.Equal([young.Id], (await portal.InstancesAsync("Old")).Select(i => i.Id));
        Assert.Empty(await portal.TrailAsync(old.Id));
        Assert.Equal(1, await portal.App.QueryAsync(db => db.Set<Kernel.Jobs.DueJob>().CountAsync(j => j.Kind == PurgeInstances.JobKind && j.DoneUtc == null)));
    }
}
