using System.Text.Json.Nodes;
using GovPortal.Kernel.Workflows;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Model;

namespace GovPortal.Workflows.Activities;

/// <summary>Two ways, by a condition.</summary>
internal sealed class IfElseTask : IActivity
{
    public string Name => "IfElseTask";
    public string Title => "条件判断";
    public IReadOnlyList<ActivityProperty> Properties { get; } = [new("Condition", "条件", ActivityPropertyKind.Script, Required: true)];

    public IReadOnlyList<string> OutcomesOf(JsonObject properties) => ["True", "False"];

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation) =>
        ActivityResult.Of(IsTrue(await context.ScriptAsync("Condition", cancellation)) ? "True" : "False");

    /// <summary>JavaScript's idea of what is true.</summary>
    public static bool IsTrue(JsonNode? value) => value is not null
        && (value is not JsonValue plain
            || (plain.TryGetValue<bool>(out var truth) ? truth : plain.TryGetValue<double>(out var number) ? number != 0 : !plain.TryGetValue<string>(out var text) || text.Length > 0));
}

/// <summary>Several ways at once.</summary>
internal sealed class ForkTask : IActivity
{
    public string Name => "ForkTask";
    public string Title => "并行分支";
    public IReadOnlyList<ActivityProperty> Properties { get; } = [new("Forks", "分支名称", ActivityPropertyKind.TextList, Required: true)];

    public IReadOnlyList<string> OutcomesOf(JsonObject properties) => Lists.Of(properties, "Forks");

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation) =>
        Task.FromResult(new ActivityResult(context.TextList("Forks")));
}

/// <summary>
/// Brings branches together again. WaitAll goes on when every arrow into it was taken; WaitAny with the first, and then the
/// branches that still wait before it are given up.
/// </summary>
internal sealed class JoinTask : IFlowActivity
{
    public string Name => "JoinTask";
    public string Title => "汇合";
    public IReadOnlyList<ActivityProperty> Properties { get; } = [new("Mode", "汇合方式", ActivityPropertyKind.Number, Choices: ["0", "1"])];

    public IReadOnlyList<string> OutcomesOf(JsonObject properties) => ["Joined"];

    public static bool IsAny(JsonObject properties) => WorkflowJson.Number(properties, "Mode") == 1 || WorkflowJson.Text(properties, "Mode") == "WaitAny";

    public Task<ActivityResult> RunAsync(FlowContext flow, CancellationToken cancellation)
    {
        var own = flow.Own;
        var arrived = (own["Branches"] as JsonArray ?? []).Select(b => (int)b!).ToHashSet();
        var first = arrived.Count == 0;
        if (flow.Step.Via is { } via) arrived.Add(via);
        var all = flow.Definition.Into(flow.Step.ActivityId).All(t => arrived.Contains(t.Id));
        var any = IsAny(flow.Activity.Properties);
        var joined = any ? first : all;
        // With the first the others are given up, so nothing more arrives in this pass.
        if (all || any) flow.State.Forget(flow.Step.ActivityId);
        else own["Branches"] = new JsonArray([.. arrived.Order().Select(a => (JsonNode?)a)]);
        return Task.FromResult(joined ? ActivityResult.Of("Joined") : new ActivityResult([]));
    }
}

internal static class Lists
{
    public static IReadOnlyList<string> Of(JsonObject properties, string name) =>
        [.. (properties[name] as JsonArray ?? []).OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var text) ? text : "").Where(t => t.Length > 0)];
}
