using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Workflows;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Activities;

internal static class ContentTask
{
    public static ActivityProperty Content { get; } = new("Content", "内容（默认为触发流程的内容）", ActivityPropertyKind.Script);

    /// <summary>The item a task is for: what its script names, an id or an item, else the one the instance is about.</summary>
    public static async Task<string?> ItemIdAsync(ActivityContext context, CancellationToken cancellation)
    {
        if (WorkflowJson.Expression(context.Properties, "Content").Length == 0) return context.ContentItemId;
        return await context.ScriptAsync("Content", cancellation) switch
        {
            JsonObject item when WorkflowJson.Text(item, "ContentItemId") is { Length: > 0 } id => id,
            JsonObject reference when WorkflowJson.Text(reference, "ContentId") is { Length: > 0 } id => id,
            JsonValue value when value.TryGetValue<string>(out var id) && id.Length > 0 => id,
            _ => null,
        };
    }

    public static ActivityResult NoItem { get; } = ActivityResult.Fault(Failure.Of("workflow.no-item"));
}

/// <summary>Puts the latest version online by <see cref="PublishVersion"/> with all its gates: without valid reviews it is refused.</summary>
internal sealed class PublishContentTask(PublishVersion publish) : IActivity
{
    public string Name => "PublishContentTask";
    public string Title => "发布内容";
    public IReadOnlyList<ActivityProperty> Properties { get; } = [ContentTask.Content];

    public IReadOnlyList<string> OutcomesOf(JsonObject properties) => ["Published", "Noop"];

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation)
    {
        if (await ContentTask.ItemIdAsync(context, cancellation) is not { } itemId) return ContentTask.NoItem;
        var item = await context.Db.Set<ContentItemRow>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == itemId, cancellation);
        if (item is null) return ContentTask.NoItem;
        if (item.PublishedVersionId == item.LatestVersionId) return ActivityResult.Of("Noop");
        var result = await publish.ApplyAsync(context.Tx!, new PublishVersionCommand(item.LatestVersionId), context.Actor, cancellation);
        return result.Succeeded ? ActivityResult.Of("Published") : ActivityResult.Fault(result.Failures);
    }
}

/// <summary>Takes the live version off, for one of the fixed reasons.</summary>
internal sealed class UnpublishContentTask(WithdrawItem withdraw) : IActivity
{
    private const string Standard = "expired";

    public string Name => "UnpublishContentTask";
    public string Title => "下线内容";
    public IReadOnlyList<ActivityProperty> Properties { get; } =
        [ContentTask.Content, new("Reason", "下线原因", ActivityPropertyKind.Text, Choices: [.. WithdrawItem.Reasons.Keys])];

    public IReadOnlyList<string> OutcomesOf(JsonObject properties) => ["Unpublished", "Noop"];

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation)
    {
        if (await ContentTask.ItemIdAsync(context, cancellation) is not { } itemId) return ContentTask.NoItem;
        var reason = context.Text("Reason") is { Length: > 0 } given ? given : Standard;
        var result = await withdraw.ApplyAsync(context.Tx!, new WithdrawItemCommand(itemId, reason, context.WorkflowName), context.Actor, cancellation);
        if (result.Has("withdraw.not-live")) return ActivityResult.Of("Noop");
        return result.Succeeded ? ActivityResult.Of("Unpublished") : ActivityResult.Fault(result.Failures);
    }
}

/// <summary>Saves a first draft. Publishing what nobody reviewed is refused when the workflow is checked.</summary>
internal sealed class CreateContentTask(SaveDraft save) : IFlowActivity
{
    public string Name => "CreateContentTask";
    public string Title => "起草内容";
    public IReadOnlyList<ActivityProperty> Properties { get; } =
    [
        new("ContentType", "内容类型", ActivityPropertyKind.Text, Required: true), new("Publish", "直接发布（不允许）", ActivityPropertyKind.Boolean),
        new("ContentProperties", "内容（JSON 模板）", ActivityPropertyKind.Liquid, Required: true),
    ];

    public IReadOnlyList<Failure> Check(JsonObject properties) =>
        WorkflowJson.Flag(properties, "Publish") ? [Failure.At("Publish", "workflow.publish-needs-review")] : [];

    public async Task<ActivityResult> RunAsync(FlowContext flow, CancellationToken cancellation)
    {
        var context = flow.Activity;
        if (Parse(await context.LiquidAsync("ContentProperties", cancellation)) is not { } data) return ActivityResult.Fault(Failure.Of("workflow.bad-json", "ContentProperties"));
        if (data["DisplayText"] is JsonValue title && data["TitlePart"] is null) data["TitlePart"] = new JsonObject { ["Title"] = title.DeepClone() };
        data.Remove("DisplayText");
        var saved = await save.ApplyAsync(context.Tx!, new SaveDraftCommand(null, context.Text("ContentType"), data), context.Actor, cancellation);
        if (!saved.Succeeded) return ActivityResult.Fault(saved.Failures);
        flow.PutContentItem(saved.Value.ContentItemId);
        return ActivityResult.Of(ActivityResult.DoneName, WorkflowState.Reference(saved.Value.ContentItemId));
    }

    private static JsonObject? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Puts an existing item in the place of the one the instance is about.</summary>
internal sealed class RetrieveContentTask : IFlowActivity
{
    public string Name => "RetrieveContentTask";
    public string Title => "取得内容";
    public IReadOnlyList<ActivityProperty> Properties { get; } = [ContentTask.Content];

    public IReadOnlyList<string> OutcomesOf(JsonObject properties) => ["Retrieved"];

    public async Task<ActivityResult> RunAsync(FlowContext flow, CancellationToken cancellation)
    {
        if (await ContentTask.ItemIdAsync(flow.Activity, cancellation) is not { } itemId) return ContentTask.NoItem;
        if (!await flow.Activity.Db.Set<ContentItemRow>().AnyAsync(i => i.Id == itemId, cancellation)) return ContentTask.NoItem;
        flow.PutContentItem(itemId);
        return ActivityResult.Of("Retrieved", WorkflowState.Reference(itemId));
    }
}
