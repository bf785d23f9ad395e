using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Workflows;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Model;

namespace GovPortal.Workflows.Activities;

/// <summary>A cron expression: as a start it begins an instance at each of its instants, else the instance waits for the next.</summary>
internal sealed class TimerEvent : IWaitingActivity
{
    public const string TypeName = "TimerEvent";

    public string Name => TypeName;
    public string Title => "定时";
    public IReadOnlyList<ActivityProperty> Properties { get; } =
    [
        new("CronExpression", "Cron 表达式", ActivityPropertyKind.Text, Required: true), new("UseSiteTimeZone", "按北京时间", ActivityPropertyKind.Boolean),
    ];

    public IReadOnlyList<Failure> Check(JsonObject properties) =>
        WorkflowJson.Text(properties, "CronExpression") is { Length: > 0 } text && CronTimes.Parse(text) is null ? [Failure.At("CronExpression", "workflow.bad-cron", text)] : [];

    public Task<Wait> WaitAsync(ActivityContext context, CancellationToken cancellation) => Task.FromResult(new Wait(DueUtc: CronTimes.Next(context.Properties, context.NowUtc)));

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation) => Task.FromResult(ActivityResult.Done);
}

/// <summary>Waits some hours or natural days, and then for a time of day where one is given.</summary>
internal sealed class WaitEvent : IWaitingActivity
{
    private const int MaxAmount = 3660;

    public string Name => "WaitEvent";
    public string Title => "等待";
    public IReadOnlyList<ActivityProperty> Properties { get; } =
    [
        new("Amount", "时长", ActivityPropertyKind.Number, Required: true), new("Unit", "单位", ActivityPropertyKind.Text, Required: true, Choices: ["hours", "days"]),
        new("At", "时刻（如 09:00）", ActivityPropertyKind.Text),
    ];

    public IReadOnlyList<Failure> Check(JsonObject properties)
    {
        var failures = new List<Failure>();
        if (properties["Amount"] is not null && WorkflowJson.Number(properties, "Amount") is < 0 or > MaxAmount) failures.Add(Failure.At("Amount", "workflow.bad-amount", MaxAmount));
        if (WorkflowJson.Text(properties, "At") is { Length: > 0 } at && TimeOf(at) is null) failures.Add(Failure.At("At", "workflow.bad-time", at));
        return failures;
    }

    public Task<Wait> WaitAsync(ActivityContext context, CancellationToken cancellation)
    {
        var amount = Math.Clamp(context.Number("Amount") ?? 0, 0, MaxAmount);
        var due = context.Text("Unit") == "days" ? context.NowUtc.AddDays(amount) : context.NowUtc.AddHours(amount);
        if (TimeOf(context.Text("At")) is { } time)
        {
            var civil = due.ToCivil();
            var day = TimeOnly.FromDateTime(civil) <= time ? civil.Date : civil.Date.AddDays(1);
            due = Instants.FromCivil(day + time.ToTimeSpan());
        }
        return Task.FromResult(new Wait(DueUtc: due));
    }

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation) => Task.FromResult(ActivityResult.Done);

    private static TimeOnly? TimeOf(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

/// <summary>Waits until someone who holds a role decides. Who decided is kept in the trail and in the event log.</summary>
internal sealed class UserTaskEvent : IFlowActivity, IWaitingActivity
{
    public const string TypeName = "UserTaskEvent";

    public string Name => TypeName;
    public string Title => "人工办理";
    public IReadOnlyList<ActivityProperty> Properties { get; } =
    [
        new("Actions", "办理选项", ActivityPropertyKind.TextList, Required: true), new("Roles", "办理角色", ActivityPropertyKind.TextList, Required: true),
    ];

    public IReadOnlyList<string> OutcomesOf(JsonObject properties) => Lists.Of(properties, "Actions");

    public Task<Wait> WaitAsync(ActivityContext context, CancellationToken cancellation) => Task.FromResult(new Wait(Roles: context.TextList("Roles")));

    public Task<ActivityResult> RunAsync(FlowContext flow, CancellationToken cancellation) =>
        Task.FromResult(flow.Step.Action is { } action ? ActivityResult.Of(action, JsonValue.Create(action)) : new ActivityResult([]));
}

/// <summary>Waits for a signal by name, or begins with it. As a start its name is taken as it is written.</summary>
internal sealed class SignalEvent : IEventActivity, IWaitingActivity
{
    public string Name => "SignalEvent";
    public string Title => "收到信号";
    public IReadOnlyList<ActivityProperty> Properties { get; } = [new("SignalName", "信号名称", ActivityPropertyKind.Liquid, Required: true)];
    public IReadOnlyList<string> EventKinds { get; } = [WorkflowEvents.Signal];

    public async Task<Wait> WaitAsync(ActivityContext context, CancellationToken cancellation) => new(Key: (await context.LiquidAsync("SignalName", cancellation)).Trim());

    public Task<ActivityTrigger?> MatchAsync(PortalDbContext db, PortalEvent occurred, JsonObject properties, CancellationToken cancellation)
    {
        var payload = (JsonObject)JsonNode.Parse(occurred.Payload)!;
        var name = WorkflowJson.Text(payload, "signal");
        if (name.Length == 0 || name != WorkflowJson.Expression(properties, "SignalName").Trim()) return Task.FromResult<ActivityTrigger?>(null);
        return Task.FromResult<ActivityTrigger?>(new ActivityTrigger(occurred.SubjectId ?? "", new JsonObject { ["Signal"] = name, ["SignalDepth"] = WorkflowJson.Number(payload, "depth") }));
    }
}

/// <summary>Sends a signal, to the instances of one correlation id or to all.</summary>
internal sealed class TriggerSignalTask : IActivity
{
    /// <summary>A signal that was sent because of a signal, and so on: longer chains are taken for a circle.</summary>
    public const int MaxDepth = 8;

    public string Name => "TriggerSignalTask";
    public string Title => "发出信号";
    public IReadOnlyList<ActivityProperty> Properties { get; } =
    [
        new("SignalName", "信号名称", ActivityPropertyKind.Liquid, Required: true), new("CorrelationId", "关联编号", ActivityPropertyKind.Liquid),
    ];

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation)
    {
        var (name, correlation) = ((await context.LiquidAsync("SignalName", cancellation)).Trim(), (await context.LiquidAsync("CorrelationId", cancellation)).Trim());
        if (name.Length is 0 or > 200 || correlation.Length > 64) return ActivityResult.Fault(Failure.Of("workflow.bad-signal"));
        var depth = WorkflowJson.Number(context.Input, "SignalDepth") + 1;
        if (depth > MaxDepth) return ActivityResult.Fault(Failure.Of("workflow.signal-circle", MaxDepth));
        context.Tx!.Append(new EventDraft(WorkflowEvents.Signal, context.Actor.UserId, correlation.Length > 0 ? correlation : null,
            Payload: new Dictionary<string, object?> { ["signal"] = name, ["depth"] = depth }));
        return ActivityResult.Done;
    }
}
