using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Workflows;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Activities;

/// <summary>Something happened to a content item. Its input is Orchard's: a reference to the item and which version it was.</summary>
internal class ContentEventActivity(string name, string title, params string[] kinds) : IEventActivity
{
    public string Name => name;
    public string Title => title;
    public IReadOnlyList<ActivityProperty> Properties { get; } = [new("ContentTypeFilter", "内容类型", ActivityPropertyKind.TextList)];
    public IReadOnlyList<string> EventKinds { get; } = kinds;

    public virtual IReadOnlyList<string> OutcomesOf(JsonObject properties) => [ActivityResult.DoneName];

    public async Task<ActivityTrigger?> MatchAsync(PortalDbContext db, PortalEvent occurred, JsonObject properties, CancellationToken cancellation)
    {
        if (occurred.SubjectId is not { } itemId) return null;
        var type = await db.Set<ContentItemRow>().Where(i => i.Id == itemId).Select(i => i.ContentType).FirstOrDefaultAsync(cancellation);
        if (type is null || (Lists.Of(properties, "ContentTypeFilter") is { Count: > 0 } wanted && !wanted.Contains(type))) return null;
        if (!await ConcernsAsync(db, occurred, cancellation)) return null;
        var about = new JsonObject { ["Name"] = name, ["ContentType"] = type, ["ContentItemId"] = itemId, ["ContentItemVersionId"] = occurred.VersionId };
        Describe(occurred, about);
        return new ActivityTrigger(itemId, new JsonObject { ["ContentItem"] = Model.WorkflowState.Reference(itemId), ["ContentEvent"] = about });
    }

    public virtual Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation) => Task.FromResult(ActivityResult.Done);

    protected virtual Task<bool> ConcernsAsync(PortalDbContext db, PortalEvent occurred, CancellationToken cancellation) => Task.FromResult(true);

    protected virtual void Describe(PortalEvent occurred, JsonObject about)
    {
    }
}

/// <summary>The first draft of an item was saved.</summary>
internal sealed class ContentCreatedEvent() : ContentEventActivity("ContentCreatedEvent", "新建内容", ContentEvents.DraftSaved)
{
    protected override async Task<bool> ConcernsAsync(PortalDbContext db, PortalEvent occurred, CancellationToken cancellation) =>
        !await db.Set<PortalEvent>().AnyAsync(e => e.SubjectId == occurred.SubjectId && e.Kind == ContentEvents.DraftSaved && e.Id < occurred.Id, cancellation);
}

/// <summary>One step of the review route was decided, or the publisher sent it back.</summary>
internal sealed class ReviewDecidedEvent() : ContentEventActivity("ReviewDecidedEvent", "审查已决定", ContentEvents.StepApproved, ContentEvents.Returned)
{
    private const string Approved = "Approved";
    private const string Returned = "Returned";

    public override IReadOnlyList<string> OutcomesOf(JsonObject properties) => [Approved, Returned];

    public override Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation) => Task.FromResult(
        ActivityResult.Of((context.Input["ContentEvent"] as JsonObject)?["Decision"]?.ToString() == Returned ? Returned : Approved));

    protected override void Describe(PortalEvent occurred, JsonObject about)
    {
        about["Decision"] = occurred.Kind == ContentEvents.Returned ? Returned : Approved;
        about["Step"] = (JsonNode.Parse(occurred.Payload) as JsonObject)?["step"]?.DeepClone();
    }
}
