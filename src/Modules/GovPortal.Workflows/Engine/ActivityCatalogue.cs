using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Workflows;
using GovPortal.Workflows.Model;

namespace GovPortal.Workflows.Engine;

/// <summary>Every activity that a module registered, and Orchard's that have no meaning here.</summary>
internal sealed class ActivityCatalogue(IEnumerable<IActivity> activities)
{
    private readonly Dictionary<string, IActivity> _byName = activities.ToDictionary(a => a.Name, StringComparer.Ordinal);

    /// <summary>Orchard's activities that are refused by name: requests and forms from outside, and content verbs that would go round a review.</summary>
    public static IReadOnlySet<string> NotApplicable { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "HttpRequestEvent", "HttpRequestFilterEvent", "HttpRedirectTask", "HttpResponseTask", "ContentDeletedEvent", "ContentVersionedEvent", "ContentUpdatedEvent",
        "DeleteContentTask", "UpdateContentTask", "CommitTransactionTask", "BindModelStateTask", "ValidateFormTask", "ValidateFormFieldTask", "AddModelValidationErrorTask",
        "ValidateAntiforgeryTokenTask", "ValidateReCaptchaTask", "RegisterUserTask", "ValidateUserTask", "AssignUserRoleTask", "CommandTask",
    };

    public IEnumerable<IActivity> All => _byName.Values;

    public IActivity? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The event activities that listen to a kind of event.</summary>
    public IEnumerable<IEventActivity> ListeningTo(string eventKind) => _byName.Values.OfType<IEventActivity>().Where(a => a.EventKinds.Contains(eventKind));
}

/// <summary>What an activity waits for.</summary>
/// <param name="Key">The name of a signal.</param>
/// <param name="DueUtc">The instant that wakes it.</param>
/// <param name="Roles">Who may do the task; null where it is none.</param>
internal sealed record Wait(string? Key = null, DateTime? DueUtc = null, IReadOnlyList<string>? Roles = null);

/// <summary>An activity at which an instance halts until something happens.</summary>
internal interface IWaitingActivity : IActivity
{
    Task<Wait> WaitAsync(ActivityContext context, CancellationToken cancellation);
}

/// <summary>An activity that steers the instance itself.</summary>
internal interface IFlowActivity : IActivity
{
    Task<ActivityResult> RunAsync(FlowContext flow, CancellationToken cancellation);

    Task<ActivityResult> IActivity.ExecuteAsync(ActivityContext context, CancellationToken cancellation) =>
        throw new InvalidOperationException("A flow activity is run by the engine.");
}

/// <summary>A step with the instance around it.</summary>
internal sealed class FlowContext(ActivityContext activity, WorkflowDefinition definition, WorkflowInstance instance, WorkflowState state, PendingStep step, ScriptRun script)
{
    public ActivityContext Activity { get; } = activity;
    public WorkflowDefinition Definition { get; } = definition;
    public WorkflowInstance Instance { get; } = instance;
    public WorkflowState State { get; } = state;
    public PendingStep Step { get; } = step;

    /// <summary>What the step's scripts said and chose.</summary>
    public ScriptRun Script { get; } = script;

    public JsonObject Own => State.Own(Step.ActivityId);

    public Actor Actor => Activity.Actor;

    public void Note(string text) => Script.Notes.Add(text);

    public async Task<double> NumberAsync(string property, CancellationToken cancellation) =>
        WorkflowJson.NumberOf(await Activity.ScriptAsync(property, cancellation)) ?? 0;

    /// <summary>The instance is about this item from now on.</summary>
    public void PutContentItem(string contentItemId)
    {
        State.Properties[WorkflowState.ContentItem] = WorkflowState.Reference(contentItemId);
        (Instance.ContentItemId, Instance.ContentVersionId, Instance.CorrelationId) = (contentItemId, null, contentItemId);
    }
}
