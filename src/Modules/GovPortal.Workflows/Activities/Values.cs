using System.Text.Json.Nodes;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Workflows;
using GovPortal.Workflows.Engine;
using Microsoft.Extensions.Logging;

namespace GovPortal.Workflows.Activities;

internal sealed class SetPropertyTask : IFlowActivity
{
    public string Name => "SetPropertyTask";
    public string Title => "设置变量";
    public IReadOnlyList<ActivityProperty> Properties { get; } =
    [
        new("PropertyName", "变量名", ActivityPropertyKind.Text, Required: true), new("Value", "值", ActivityPropertyKind.Script, Required: true),
    ];

    public async Task<ActivityResult> RunAsync(FlowContext flow, CancellationToken cancellation)
    {
        flow.State.Properties[flow.Activity.Text("PropertyName")] = await flow.Activity.ScriptAsync("Value", cancellation);
        return ActivityResult.Done;
    }
}

internal sealed class SetOutputTask : IFlowActivity
{
    public string Name => "SetOutputTask";
    public string Title => "设置输出";
    public IReadOnlyList<ActivityProperty> Properties { get; } =
    [
        new("OutputName", "输出名", ActivityPropertyKind.Text, Required: true), new("Value", "值", ActivityPropertyKind.Script, Required: true),
    ];

    public async Task<ActivityResult> RunAsync(FlowContext flow, CancellationToken cancellation)
    {
        flow.State.Output[flow.Activity.Text("OutputName")] = await flow.Activity.ScriptAsync("Value", cancellation);
        return ActivityResult.Done;
    }
}

/// <summary>Says what the instance is about: events with this correlation id wake it.</summary>
internal sealed class CorrelateTask : IFlowActivity
{
    public string Name => "CorrelateTask";
    public string Title => "设置关联编号";
    public IReadOnlyList<ActivityProperty> Properties { get; } = [new("Value", "关联编号", ActivityPropertyKind.Script, Required: true)];

    public async Task<ActivityResult> RunAsync(FlowContext flow, CancellationToken cancellation)
    {
        var id = (await flow.Activity.ScriptAsync("Value", cancellation))?.ToString() ?? "";
        if (id.Length is 0 or > 64) return ActivityResult.Fault(Failure.Of("workflow.bad-correlation"));
        flow.Instance.CorrelationId = id;
        return ActivityResult.Done;
    }
}

/// <summary>
/// Writes a line into the instance's own trail. The server's log gets level and ids only: the text may hold the title of
/// a draft.
/// </summary>
internal sealed class LogTask(ILogger<LogTask> log) : IFlowActivity
{
    private const int MaxText = 1000;

    public string Name => "LogTask";
    public string Title => "记录日志";
    public IReadOnlyList<ActivityProperty> Properties { get; } =
    [
        new("LogLevel", "级别", ActivityPropertyKind.Number, Choices: ["0", "1", "2", "3", "4", "5"]), new("Text", "内容", ActivityPropertyKind.Liquid, Required: true),
    ];

    public async Task<ActivityResult> RunAsync(FlowContext flow, CancellationToken cancellation)
    {
        var text = await flow.Activity.LiquidAsync("Text", cancellation);
        flow.Note(text.Length <= MaxText ? text : text[..MaxText]);
        var level = (LogLevel)Math.Clamp(flow.Activity.Number("LogLevel") ?? (int)LogLevel.Information, (int)LogLevel.Trace, (int)LogLevel.Critical);
        log.Log(level, "Workflow {WorkflowTypeId}, instance {WorkflowId}: a line in its trail", flow.Definition.Id, flow.Instance.Id);
        return ActivityResult.Done;
    }
}

/// <summary>JavaScript that chooses the way out with <c>setOutcome</c>; without it, Done where that is one of its outcomes.</summary>
internal sealed class ScriptTask : IFlowActivity
{
    public string Name => "ScriptTask";
    public string Title => "脚本";
    public IReadOnlyList<ActivityProperty> Properties { get; } =
    [
        new("AvailableOutcomes", "可选结果", ActivityPropertyKind.TextList), new("Script", "脚本", ActivityPropertyKind.Script, Required: true),
    ];

    public IReadOnlyList<string> OutcomesOf(JsonObject properties) => Lists.Of(properties, "AvailableOutcomes") is { Count: > 0 } given ? given : [ActivityResult.DoneName];

    public async Task<ActivityResult> RunAsync(FlowContext flow, CancellationToken cancellation)
    {
        var value = await flow.Activity.ScriptAsync("Script", cancellation);
        var available = OutcomesOf(flow.Activity.Properties);
        var chosen = flow.Script.Outcomes.Distinct(StringComparer.Ordinal).ToList();
        if (chosen.Find(o => !available.Contains(o)) is { } unknown) return ActivityResult.Fault(Failure.Of("workflow.outcome-not-available", unknown));
        if (chosen.Count == 0 && available.Contains(ActivityResult.DoneName)) chosen.Add(ActivityResult.DoneName);
        return new ActivityResult(chosen, value);
    }
}
