using System.Text.Json.Nodes;
using GovPortal.Kernel.Workflows;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Model;

namespace GovPortal.Workflows.Activities;

/// <summary>Once for each element of a list; the drawing leads back to it.</summary>
internal sealed class ForEachTask : IFlowActivity
{
    public string Name => "ForEachTask";
    public string Title => "逐项循环";
    public IReadOnlyList<ActivityProperty> Properties { get; } =
    [
        new("Enumerable", "列表", ActivityPropertyKind.Script, Required: true), new("LoopVariableName", "循环变量名", ActivityPropertyKind.Text),
    ];

    public IReadOnlyList<string> OutcomesOf(JsonObject properties) => Loop.Outcomes;

    public async Task<ActivityResult> RunAsync(FlowContext flow, CancellationToken cancellation)
    {
        var items = await flow.Activity.ScriptAsync("Enumerable", cancellation) as JsonArray ?? [];
        var index = WorkflowJson.Number(flow.Own, "Index");
        return index < items.Count ? Loop.Iterate(flow, items[index]?.DeepClone(), index + 1) : Loop.End(flow);
    }
}

/// <summary>From a number to another, the last left out.</summary>
internal sealed class ForLoopTask : IFlowActivity
{
    public string Name => "ForLoopTask";
    public string Title => "计数循环";
    public IReadOnlyList<ActivityProperty> Properties { get; } =
    [
        new("From", "起始值", ActivityPropertyKind.Script), new("To", "结束值", ActivityPropertyKind.Script, Required: true),
        new("Step", "步长", ActivityPropertyKind.Script), new("LoopVariableName", "循环变量名", ActivityPropertyKind.Text),
    ];

    public IReadOnlyList<string> OutcomesOf(JsonObject properties) => Loop.Outcomes;

    public async Task<ActivityResult> RunAsync(FlowContext flow, CancellationToken cancellation)
    {
        var (from, to) = (await flow.NumberAsync("From", cancellation), await flow.NumberAsync("To", cancellation));
        var step = await flow.NumberAsync("Step", cancellation) is var given && given > 0 ? given : 1;
        var passes = WorkflowJson.Number(flow.Own, "Index");
        var current = from + passes * step;
        return current < to ? Loop.Iterate(flow, JsonValue.Create(current), passes + 1) : Loop.End(flow);
    }
}

/// <summary>As long as a condition holds.</summary>
internal sealed class WhileLoopTask : IActivity
{
    public string Name => "WhileLoopTask";
    public string Title => "条件循环";
    public IReadOnlyList<ActivityProperty> Properties { get; } = [new("Condition", "条件", ActivityPropertyKind.Script, Required: true)];

    public IReadOnlyList<string> OutcomesOf(JsonObject properties) => Loop.Outcomes;

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation) =>
        ActivityResult.Of(IfElseTask.IsTrue(await context.ScriptAsync("Condition", cancellation)) ? "Iterate" : "Done");
}

internal static class Loop
{
    public static IReadOnlyList<string> Outcomes { get; } = ["Iterate", "Done"];

    public static ActivityResult Iterate(FlowContext flow, JsonNode? current, int index)
    {
        flow.State.Properties[flow.Activity.Text("LoopVariableName") is { Length: > 0 } name ? name : "x"] = current?.DeepClone();
        flow.Own["Index"] = index;
        return ActivityResult.Of("Iterate", current);
    }

    public static ActivityResult End(FlowContext flow)
    {
        flow.State.Forget(flow.Step.ActivityId);
        return ActivityResult.Of("Done");
    }
}
