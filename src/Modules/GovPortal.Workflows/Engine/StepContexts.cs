using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using GovPortal.Kernel.Workflows;
using GovPortal.Workflows.Activities;
using GovPortal.Workflows.Model;

namespace GovPortal.Workflows.Engine;

/// <summary>An instance in the middle of a step.</summary>
internal sealed record Work(WorkflowDefinition Definition, WorkflowInstance Instance, WorkflowState State, List<PendingStep> Pending, PendingStep Step, ActivityNode Node);

/// <summary>Gives a step its context: properties, the actor, and expressions that are evaluated when asked for.</summary>
internal sealed class StepContexts(Scripts scripts, ITextTemplates templates, Actors actors)
{
    /// <summary>On whose behalf a type acts, with today's rights; null where that person may not act any more.</summary>
    public async Task<Actor?> ActorAsync(string changedBy, CancellationToken cancellation) =>
        changedBy == Actor.System.UserId ? Actor.System : await actors.LoadAsync(changedBy, cancellation);

    public FlowContext Create(PortalDbContext db, PortalTransaction? tx, DateTime nowUtc, Work work, Actor actor)
    {
        var run = new ScriptRun();
        var (instance, state, properties) = (work.Instance, work.State, work.Node.Properties);
        var itemId = ItemIdOf(state) ?? instance.ContentItemId;
        var (item, loaded) = (default(JsonObject), false);

        async Task<JsonObject?> ItemAsync(string expression, CancellationToken cancellation)
        {
            if (itemId is null || !expression.Contains(WorkflowState.ContentItem, StringComparison.Ordinal)) return null;
            if (loaded) return item;
            // A task may have put another item in the place of the event's; then the event's version is not that item's.
            var version = itemId == instance.ContentItemId ? instance.ContentVersionId : null;
            (item, loaded) = (await ContentJson.LoadAsync(db, itemId, version, onlyPublic: work.Node.Name == HttpRequestTask.TypeName, cancellation), true);
            return item;
        }

        var context = new ActivityContext
        {
            Tx = tx, Db = db, NowUtc = nowUtc, InstanceId = instance.Id, StepId = work.Step.StepId, CorrelationId = instance.CorrelationId,
            WorkflowName = work.Definition.Name, Actor = actor, Properties = properties, Input = state.Input, ContentItemId = itemId,
            LiquidAsync = async (name, cancellation) =>
            {
                var template = WorkflowJson.Expression(properties, name);
                if (template.Length == 0) return "";
                var result = templates.Render(template, Values(work, await ItemAsync(template, cancellation)));
                return result.Succeeded ? result.Value : throw new ExpressionFailedException(result.Failures[0]);
            },
            ScriptAsync = async (name, cancellation) =>
            {
                var code = WorkflowJson.Expression(properties, name);
                if (code.Length == 0) return null;
                return scripts.Evaluate(code, new ScriptScope(state, instance.CorrelationId, instance.Id, await ItemAsync(code, cancellation), run));
            },
        };
        return new FlowContext(context, work.Definition, instance, state, work.Step, run);
    }

    private static string? ItemIdOf(WorkflowState state) =>
        IdOf(state.Properties[WorkflowState.ContentItem]) ?? IdOf(state.Input[WorkflowState.ContentItem]);

    private static string? IdOf(JsonNode? reference) => reference is JsonObject named && WorkflowJson.Text(named, "ContentId") is { Length: > 0 } id ? id : null;

    private static Dictionary<string, object?> Values(Work work, JsonObject? item)
    {
        var (input, properties) = (Plain(work.State.Input), Plain(work.State.Properties));
        if (item is not null) input[WorkflowState.ContentItem] = properties[WorkflowState.ContentItem] = Plain(item);
        return new Dictionary<string, object?>
        {
            ["Workflow"] = new Dictionary<string, object?>
            {
                ["Input"] = input, ["Properties"] = properties, ["Output"] = Plain(work.State.Output), ["LastResult"] = Value(work.State.LastResult),
                ["CorrelationId"] = work.Instance.CorrelationId, ["WorkflowId"] = work.Instance.Id, ["Name"] = work.Definition.Name,
            },
        };
    }

    private static Dictionary<string, object?> Plain(JsonObject json) => json.ToDictionary(p => p.Key, p => Value(p.Value));

    private static object? Value(JsonNode? node) => node switch
    {
        JsonObject inner => Plain(inner),
        JsonArray list => list.Select(Value).ToList(),
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.String => value.ToString(),
            JsonValueKind.Number => value.TryGetValue<long>(out var whole) ? whole : (object?)WorkflowJson.NumberOf(value),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        },
        _ => null,
    };
}
