using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Workflows;

/// <summary>How a property of an activity is edited and stored.</summary>
public enum ActivityPropertyKind
{
    /// <summary>One line, stored as a string.</summary>
    Text,
    /// <summary>A Liquid template, stored as <c>{"Expression": "…"}</c>.</summary>
    Liquid,
    /// <summary>A JavaScript expression, stored as <c>{"Expression": "…"}</c>.</summary>
    Script,
    Number,
    Boolean,
    /// <summary>An array of strings.</summary>
    TextList,
}

/// <summary>A property as Orchard names it.</summary>
/// <param name="Title">Key of an interface text.</param>
/// <param name="Choices">Offered values of a text or a list; null where anything goes.</param>
public sealed record ActivityProperty(
    string Name, string Title, ActivityPropertyKind Kind, bool Required = false, IReadOnlyList<string>? Choices = null);

/// <summary>
/// A kind of workflow activity (流程活动), registered by the module that owns what it does. Registered as a singleton;
/// all state is in the context. A task does its work and ends in an outcome.
/// </summary>
public interface IActivity
{
    /// <summary>Orchard's name where it has the activity, <c>NotifyTask</c>; else a name in its manner, ending in Task or Event.</summary>
    string Name { get; }

    /// <summary>Key of an interface text: 发出通知.</summary>
    string Title { get; }

    IReadOnlyList<ActivityProperty> Properties { get; }

    /// <summary>
    /// True for work beyond the database (mail, HTTP): it runs before the step's transaction, so after a crash it may run
    /// again; <see cref="ActivityContext.StepId"/> is the same then and serves as an idempotency key.
    /// </summary>
    bool IsExternal => false;

    /// <summary>The outcomes an activity with these properties can end in.</summary>
    IReadOnlyList<string> OutcomesOf(JsonObject properties) => [ActivityResult.DoneName];

    /// <summary>
    /// Every reason beyond missing required properties why these can't be used; fields are property names. Asked at import
    /// and in the editor.
    /// </summary>
    IReadOnlyList<Failure> Check(JsonObject properties) => [];

    /// <summary>
    /// Does the work. Throwing faults the instance, which then shows the error and can be retried: nothing of the step is
    /// committed. A refusal that the drawing has no way out for is <see cref="ActivityResult.Fault"/>.
    /// </summary>
    Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation);
}

/// <summary>
/// An activity that waits for an event of the log: as a start it begins an instance, else it wakes the instance that
/// waits at it under the same correlation id. Its own <see cref="IActivity.ExecuteAsync"/> is called when the event came.
/// </summary>
public interface IEventActivity : IActivity
{
    /// <summary>The kinds of <see cref="PortalEvent"/> it listens to.</summary>
    IReadOnlyList<string> EventKinds { get; }

    /// <summary>
    /// What the event means for an activity with these properties; null where it does not concern it (another content
    /// type, another kind of clock). Called for each event of its kinds: at most one query.
    /// </summary>
    Task<ActivityTrigger?> MatchAsync(PortalDbContext db, PortalEvent occurred, JsonObject properties, CancellationToken cancellation);

    Task<ActivityResult> IActivity.ExecuteAsync(ActivityContext context, CancellationToken cancellation) => Task.FromResult(ActivityResult.Done);
}

/// <param name="CorrelationId">What the event is about: a content item's or other subject's id.</param>
/// <param name="Input">Ids, codes, dates and counts only; kept with the instance. Never draft text or personal data.</param>
public sealed record ActivityTrigger(string CorrelationId, JsonObject Input);

/// <summary>One step of one instance.</summary>
public sealed class ActivityContext
{
    /// <summary>The step's transaction, in which the instance is saved too; null for an external activity.</summary>
    public PortalTransaction? Tx { get; init; }

    /// <summary>Reads and nothing else; within <see cref="Tx"/> where there is one.</summary>
    public required PortalDbContext Db { get; init; }

    /// <summary>Now, of the portal's clock.</summary>
    public required DateTime NowUtc { get; init; }

    public required string InstanceId { get; init; }

    /// <summary>Stable over retries of the same step, different for each pass of a loop.</summary>
    public required string StepId { get; init; }

    public required string CorrelationId { get; init; }

    /// <summary>The workflow type's name, for texts and audit.</summary>
    public required string WorkflowName { get; init; }

    /// <summary>On whose behalf it acts: who last changed the workflow, with today's rights. Handlers decide by it as ever.</summary>
    public required Actor Actor { get; init; }

    public required JsonObject Properties { get; init; }

    /// <summary>The start event's input.</summary>
    public required JsonObject Input { get; init; }

    /// <summary>Evaluates a Liquid property to plain text; an absent property is empty. A faulty template faults the instance.</summary>
    public required Func<string, CancellationToken, Task<string>> LiquidAsync { get; init; }

    /// <summary>Evaluates a script property to JSON; null for undefined. A faulty script faults the instance.</summary>
    public required Func<string, CancellationToken, Task<JsonNode?>> ScriptAsync { get; init; }

    /// <summary>The content item the instance is about: the start event's subject, or what a task put in its place; null where there is none.</summary>
    public string? ContentItemId { get; init; }

    public string Text(string property) => Properties[property] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public IReadOnlyList<string> TextList(string property) =>
        Properties[property] is JsonArray array ? [.. array.OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var text) ? text : "").Where(t => t.Length > 0)] : [];

    public bool Flag(string property) => Properties[property] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public int? Number(string property) => Properties[property] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}

/// <summary>How a step ended.</summary>
/// <param name="Outcomes">The ways out taken; most activities take one.</param>
/// <param name="Output">Put under <c>LastResult</c> for the activities that follow.</param>
/// <param name="Refused">Why the step could not be done; the instance is faulted and can be retried.</param>
public sealed record ActivityResult(IReadOnlyList<string> Outcomes, JsonNode? Output = null, IReadOnlyList<Failure>? Refused = null)
{
    public const string DoneName = "Done";

    public static ActivityResult Done { get; } = new([DoneName]);

    public static ActivityResult Of(string outcome, JsonNode? output = null) => new([outcome], output);

    public static ActivityResult Fault(params IReadOnlyList<Failure> failures) => new([], null, failures);
}
