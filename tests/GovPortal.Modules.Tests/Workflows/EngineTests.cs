using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Events;
using GovPortal.Testing;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Features;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Modules.Tests.Workflows.Draw;

namespace GovPortal.Modules.Tests.Workflows;

/// <summary>Every activity that steers, on one portal; each test has types of its own.</summary>
public sealed class EngineTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private readonly WorkflowPortal _portal = fixture.Portal;

    [Theory]
    [InlineData("1 + 1 == 2", "True")]
    [InlineData("property('Started') === false", "False")]
    [InlineData("input('Nothing')", "False")]
    [InlineData("'words'", "True")]
    public async Task A_condition_takes_one_of_two_ways(string condition, string outcome)
    {
        var id = "If" + Math.Abs(StringComparer.Ordinal.GetHashCode(condition));
        var done = await _portal.StartAsync(Type(id, [Start(), Activity("if", "IfElseTask", ("Condition", Expression(condition)))], ["start:Done:if"]));
        Assert.Equal(WorkflowStatus.Finished, done.Status);
        Assert.Equal($"start:Done if:{outcome}", await _portal.PathAsync(done.Id));
    }

    [Fact]
    public async Task A_fork_goes_all_ways_and_a_join_waits_for_all()
    {
        var done = await _portal.StartAsync(Type("ForkAll",
            [Start(), Activity("fork", "ForkTask", ("Forks", Texts("一", "二"))), Set("a", "A", "1"), Set("b", "B", "2"), Activity("join", "JoinTask", ("Mode", 0)), Set("end", "End", "property('A') + property('B')")],
            ["start:Done:fork", "fork:一:a", "fork:二:b", "a:Done:join", "b:Done:join", "join:Joined:end"]));
        Assert.Equal(WorkflowStatus.Finished, done.Status);
        Assert.Equal("start:Done fork:一,二 a:Done b:Done join: join:Joined end:Done", await _portal.PathAsync(done.Id));
        Assert.Equal(3, (double)WorkflowPortal.Properties(done)["End"]!);
    }

    [Fact]
    public async Task A_join_for_any_goes_on_once_and_gives_up_the_branch_that_waits()
    {
        var timers = await TimersAsync();
        var done = await _portal.StartAsync(Type("ForkAny",
            [Start(), Activity("fork", "ForkTask", ("Forks", Texts("一", "二"))), Activity("wait", "WaitEvent", ("Amount", 2), ("Unit", "days")), Set("b", "B", "2"), Activity("join", "JoinTask", ("Mode", 1)), Set("end", "End", "1")],
            ["start:Done:fork", "fork:一:wait", "fork:二:b", "wait:Done:join", "b:Done:join", "join:Joined:end"]));
        Assert.Equal(WorkflowStatus.Finished, done.Status);
        Assert.Single(await _portal.TrailAsync(done.Id), s => s.ActivityId == "end");
        Assert.Equal(0, await _portal.App.QueryAsync(db => db.Set<WorkflowBlock>().CountAsync(b => b.WorkflowId == done.Id)));
        Assert.Equal(timers, await TimersAsync());
    }

    private Task<int> TimersAsync() => _portal.App.QueryAsync(db => db.Set<Kernel.Jobs.DueJob>().CountAsync(j => j.Kind == WakeDue.JobKind && j.DoneUtc == null));

    [Fact]
    public async Task Loops_pass_each_element_and_end()
    {
        var done = await _portal.StartAsync(Type("Loops",
            [
                Start(), Activity("each", "ForEachTask", ("Enumerable", Expression("['甲', '乙', '丙']")), ("LoopVariableName", "item")), Set("add", "All", "(property('All') || '') + property('item')"),
                Activity("for", "ForLoopTask", ("From", Expression("0")), ("To", Expression("3")), ("Step", Expression("1")), ("LoopVariableName", "i")), Set("sum", "Sum", "(property('Sum') || 0) + property('i')"),
                Activity("while", "WhileLoopTask", ("Condition", Expression("(property('N') || 0) < 2"))), Set("n", "N", "(property('N') || 0) + 1"), Activity("out", "SetOutputTask", ("OutputName", "Ready"), ("Value", Expression("true"))),
            ],
            ["start:Done:each", "each:Iterate:add", "add:Done:each", "each:Done:for", "for:Iterate:sum", "sum:Done:for", "for:Done:while", "while:Iterate:n", "n:Done:while", "while:Done:out"]));
        Assert.Equal(WorkflowStatus.Finished, done.Status);
        var properties = WorkflowPortal.Properties(done);
        Assert.Equal(("甲乙丙", 3.0, 2.0), ((string)properties["All"]!, (double)properties["Sum"]!, (double)properties["N"]!));
        Assert.True((bool)WorkflowState.Of(done.State).Output["Ready"]!);
    }

    [Fact]
    public async Task A_loop_without_end_is_stopped_and_shown()
    {
        var faulted = await _portal.StartAsync(Type("Endless", [Start(), Set("again", "N", "(property('N') || 0) + 1")], ["start:Done:again", "again:Done:again"]));
        // A burst has an end of its own; the sweep goes on until the instance's limit.
        for (var i = 0; i < 10 && faulted.Status == WorkflowStatus.Executing; i++)
        {
            await _portal.App.Get<ResumeInstances>().SweepAsync(0, default);
            faulted = await _portal.InstanceAsync(faulted.Id);
        }
        Assert.Equal(WorkflowStatus.Faulted, faulted.Status);
        Assert.Contains("workflow.too-many-steps", faulted.Fault!, StringComparison.Ordinal);
        Assert.Equal(EngineFixture.MaxSteps, faulted.StepCount - 1);
    }

    [Theory]
    [InlineData("setOutcome('乙')", "script:乙")]
    [InlineData("1 + 1", "script:Done")]
    [InlineData("setOutcome('丙')", "script:workflow.outcome-not-available")]
    [InlineData("while (true) { }", "script:workflow.script-limit")]
    [InlineData("let s = []; for (;;) { s.push('文字'.repeat(10000) + s.length); }", "script:workflow.script-limit")]
    [InlineData("const f = () => f(); f()", "script:workflow.script-limit")]
    [InlineData("System.IO.File.ReadAllText('x')", "script:workflow.script-failed")]
    [InlineData("importNamespace('System')", "script:workflow.script-failed")]
    [InlineData("undeclared = 1", "script:workflow.script-failed")]
    [InlineData("eval('1')", "script:workflow.script-failed")]
    [InlineData("input.constructor.constructor('return 1')()", "script:workflow.script-failed")]
    public async Task A_script_stays_within_its_limits(string script, string end)
    {
        var id = "Script" + Math.Abs(StringComparer.Ordinal.GetHashCode(script));
        var instance = await _portal.StartAsync(Type(id, [Start(), Script("script", script, "Done", "乙")], ["start:Done:script"]));
        Assert.Equal("start:Done " + end, await _portal.PathAsync(instance.Id));
    }

    [Fact]
    public async Task Log_lines_stand_in_the_trail()
    {
        var done = await _portal.StartAsync(Type("Log", [Start(), Activity("log", "LogTask", ("LogLevel", 2), ("Text", Expression("记录 {{ Workflow.Properties.Started }} {{ 'now' | date: '%Y-%m-%d' }}")))], ["start:Done:log"]));
        Assert.Equal("记录 true 2026-11-20", (await _portal.TrailAsync(done.Id))[1].Note);
    }

    [Fact]
    public async Task A_faulty_template_faults_the_instance_with_its_reason()
    {
        var faulted = await _portal.StartAsync(Type("BadText", [Start(), Activity("log", "LogTask", ("Text", Expression("{{ Workflow.Nothing }}")))], ["start:Done:log"]));
        Assert.Equal(WorkflowStatus.Faulted, faulted.Status);
        Assert.Contains("Nothing", FaultText.Read(faulted.Fault).Single().Args[0] as string, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_external_step_that_fails_is_done_again_by_a_retry_under_the_same_id()
    {
        _portal.Activities.Fails = true;
        var type = Type("Retry", [Start(), Activity("count", "CountTask"), Set("end", "End", "1")], ["start:Done:count", "count:Done:end"]);
        var faulted = await _portal.StartAsync(type);
        Assert.Equal((WorkflowStatus.Faulted, "count"), (faulted.Status, faulted.FaultActivityId));
        Assert.DoesNotContain("外部服务出错", faulted.Fault!, StringComparison.Ordinal);
        _portal.Activities.Fails = false;
        Assert.True((await _portal.App.Get<RetryInstance>().HandleAsync(faulted.Id, await _portal.AdminAsync(), default)).Succeeded);
        Assert.Equal("start:Done count:workflow.error count:Done end:Done", await _portal.PathAsync(faulted.Id));
        Assert.Equal([1, 1, 2, 1], (await _portal.TrailAsync(faulted.Id)).Select(s => s.Attempt));
        Assert.Equal(2, _portal.Activities.Steps.Count);
        Assert.Single(_portal.Activities.Steps.Distinct());
        Assert.True((await _portal.App.Get<RetryInstance>().HandleAsync(faulted.Id, await _portal.AdminAsync(), default)).Has("workflow.not-faulted"));
    }

    [Fact]
    public async Task A_retry_takes_a_corrected_drawing()
    {
        var faulted = await _portal.StartAsync(Type("Fix", [Start(), Set("bad", "X", "nothing()")], ["start:Done:bad"]));
        Assert.Equal(WorkflowStatus.Faulted, faulted.Status);
        var change = new ChangeActivityCommand("Fix", 1, "bad", "改好了", new JsonObject { ["Value"] = Expression("'好'") });
        Assert.True((await _portal.App.Get<ChangeActivity>().HandleAsync(change, await _portal.AdminAsync(), default)).Succeeded);
        Assert.True((await _portal.App.Get<RetryInstance>().HandleAsync(faulted.Id, await _portal.AdminAsync(), default)).Succeeded);
        var done = await _portal.InstanceAsync(faulted.Id);
        Assert.Equal((WorkflowStatus.Finished, 2, "好"), (done.Status, done.TypeVersion, (string)WorkflowPortal.Properties(done)["X"]!));
    }

    [Fact]
    public async Task A_signal_wakes_those_it_is_for_and_starts_what_begins_with_it()
    {
        await _portal.ImportAsync(Type("SignalStart", [Start("SignalEvent", "start", ("SignalName", Expression("urge"))), Set("end", "End", "input('Signal')")], ["start:Done:end"]));
        JsonObject[] waits = [Start(), Activity("id", "CorrelateTask", ("Value", Expression("'case-' + workflowId()"))), Activity("wait", "SignalEvent", ("SignalName", Expression("ur{{ 'ge' }}"))), Set("end", "End", "1")];
        var first = await _portal.StartAsync(Type("SignalWait", waits, ["start:Done:id", "id:Done:wait", "wait:Done:end"]));
        var second = await _portal.StartAgainAsync("SignalWait");
        Assert.Equal(WorkflowStatus.Halted, first.Status);
        var send = _portal.App.Get<SendSignal>();
        Assert.True((await send.HandleAsync(new SendSignalCommand("urge", first.CorrelationId), await _portal.AdminAsync(), default)).Succeeded);
        await _portal.EventsAsync();
        Assert.Equal(WorkflowStatus.Finished, (await _portal.InstanceAsync(first.Id)).Status);
        Assert.Equal(WorkflowStatus.Halted, (await _portal.InstanceAsync(second.Id)).Status);
        Assert.Equal("urge", (string)WorkflowPortal.Properties(Assert.Single(await _portal.InstancesAsync("SignalStart")))["End"]!);
        await send.HandleAsync(new SendSignalCommand("urge", null), await _portal.AdminAsync(), default);
        await _portal.EventsAsync();
        Assert.Equal(WorkflowStatus.Finished, (await _portal.InstanceAsync(second.Id)).Status);
    }

    [Fact]
    public async Task Workflows_that_signal_each_other_are_stopped()
    {
        await _portal.ImportAsync(Type("Circle", [Start("SignalEvent", "start", ("SignalName", Expression("circle"))), Activity("send", "TriggerSignalTask", ("SignalName", Expression("circle")))], ["start:Done:send"]));
        await _portal.App.Get<SendSignal>().HandleAsync(new SendSignalCommand("circle", null), await _portal.AdminAsync(), default);
        await _portal.EventsAsync();
        var last = (await _portal.InstancesAsync("Circle")).Single(i => i.Status == WorkflowStatus.Faulted);
        Assert.Contains("workflow.signal-circle", last.Fault!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_instance_waits_for_nothing()
    {
        var halted = await _portal.StartAsync(Type("Cancel", [Start(), Activity("wait", "WaitEvent", ("Amount", 1), ("Unit", "hours"))], ["start:Done:wait"]));
        Assert.True((await _portal.App.Get<CancelInstance>().HandleAsync(halted.Id, await _portal.AdminAsync(), default)).Succeeded);
        Assert.Equal(WorkflowStatus.Aborted, (await _portal.InstanceAsync(halted.Id)).Status);
        Assert.Equal(0, await _portal.App.QueryAsync(db => db.Set<WorkflowBlock>().CountAsync(b => b.WorkflowId == halted.Id)));
        Assert.True((await _portal.App.Get<CancelInstance>().HandleAsync(halted.Id, await _portal.AdminAsync(), default)).Has("workflow.over"));
    }

    [Fact]
    public async Task A_singleton_runs_once_at_a_time_and_finished_ones_are_deleted_where_told()
    {
        var halted = await _portal.StartAsync(Type("Single", [Start(), Activity("wait", "WaitEvent", ("Amount", 1), ("Unit", "hours"))], ["start:Done:wait"], singleton: true));
        Assert.True((await _portal.App.Get<StartWorkflow>().HandleAsync(new StartWorkflowCommand("Single", null), await _portal.AdminAsync(), default)).Has("workflow.singleton-running"));
        await _portal.App.Get<CancelInstance>().HandleAsync(halted.Id, await _portal.AdminAsync(), default);
        await _portal.StartAgainAsync("Single");

        await _portal.ImportAsync(Type("Gone", [Start()], [], deleteFinished: true));
        var started = await _portal.App.Get<StartWorkflow>().HandleAsync(new StartWorkflowCommand("Gone", null), await _portal.AdminAsync(), default);
        Assert.Empty(await _portal.InstancesAsync("Gone"));
        Assert.Empty(await _portal.TrailAsync(started.Value!));
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]/")]
    [InlineData("http://10.1.2.3/")]
    public async Task A_request_into_the_own_network_faults(string url)
    {
        var id = "Ssrf" + Math.Abs(StringComparer.Ordinal.GetHashCode(url));
        var faulted = await _portal.StartAsync(Type(id, [Start(), Activity("http", "HttpRequestTask", ("Url", Expression(url)), ("HttpMethod", "GET"), ("HttpResponseCodes", "200"))], ["start:Done:http"]));
        Assert.Equal("start:Done http:outbound.address-refused", await _portal.PathAsync(faulted.Id));
    }

    [Fact]
    public async Task A_fault_is_an_event_without_texts()
    {
        var faulted = await _portal.StartAsync(Type("FaultEvent", [Start(), Set("bad", "X", "nothing()")], ["start:Done:bad"]));
        var told = await _portal.App.QueryAsync(db => db.Set<PortalEvent>().SingleAsync(e => e.Kind == WorkflowEvents.Faulted && e.SubjectId == faulted.Id));
        Assert.Equal("""{"activity":"bad","codes":"workflow.script-failed","type":"FaultEvent"}""", told.Payload);
    }

    [Fact]
    public async Task A_type_whose_last_editor_left_faults()
    {
        var leaver = new Actor("4nobodyhere0000000000000ab", "离岗", [new Grant("Administrator", new HashSet<string> { WorkflowPermissions.Manage }, null, null)]);
        await _portal.ImportAsync(Type("Leaver", [Start()], []), leaver);
        var faulted = await _portal.StartAgainAsync("Leaver");
        Assert.Contains("workflow.no-actor", faulted.Fault!, StringComparison.Ordinal);
    }
}

public sealed class EngineFixture : IAsyncLifetime
{
    public const int MaxSteps = 120;

    internal WorkflowPortal Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Portal = await WorkflowPortal.OpenAsync(false, $"Portal:Workflows:MaxSteps={MaxSteps}", "Portal:Workflows:StepsPerBurst=50", "Portal:Workflows:ScriptMilliseconds=5000");

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
