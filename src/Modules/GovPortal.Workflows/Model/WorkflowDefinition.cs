using System.Text.Json.Nodes;

namespace GovPortal.Workflows.Model;

/// <summary>An activity in the drawing.</summary>
/// <param name="Title">What the office calls it; null where the drawing gives no title.</param>
internal sealed record ActivityNode(string Id, string Name, string? Title, int X, int Y, bool IsStart, JsonObject Properties);

/// <summary>An arrow of the drawing: from an activity's outcome to the next activity.</summary>
internal sealed record Transition(int Id, string Source, string Outcome, string Destination);

/// <summary>A workflow type read from Orchard's JSON, which has passed the check.</summary>
internal sealed class WorkflowDefinition
{
    private readonly Dictionary<string, ActivityNode> _byId;
    private readonly ILookup<(string, string), Transition> _outgoing;

    private WorkflowDefinition(string id, int version, string name, bool isSingleton, bool deleteFinished, List<ActivityNode> activities, List<Transition> transitions)
    {
        (Id, Version, Name, IsSingleton, DeleteFinished, Activities, Transitions) = (id, version, name, isSingleton, deleteFinished, activities, transitions);
        _byId = activities.ToDictionary(a => a.Id, StringComparer.Ordinal);
        _outgoing = transitions.ToLookup(t => (t.Source, t.Outcome));
    }

    public string Id { get; }
    public int Version { get; }
    public string Name { get; }
    /// <summary>At most one instance runs at a time.</summary>
    public bool IsSingleton { get; }
    /// <summary>An instance is deleted when it is finished.</summary>
    public bool DeleteFinished { get; }
    public IReadOnlyList<ActivityNode> Activities { get; }
    public IReadOnlyList<Transition> Transitions { get; }

    public ActivityNode? Activity(string id) => _byId.GetValueOrDefault(id);

    public IEnumerable<ActivityNode> Starts => Activities.Where(a => a.IsStart);

    public IEnumerable<Transition> From(string activityId, string outcome) => _outgoing[(activityId, outcome)];

    public IEnumerable<Transition> Into(string activityId) => Transitions.Where(t => t.Destination == activityId);

    /// <summary>Every activity from which this one can be reached.</summary>
    public IReadOnlySet<string> Before(string activityId)
    {
        var (found, queue) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>([activityId]));
        while (queue.TryDequeue(out var id))
        {
            foreach (var source in Into(id).Select(t => t.Source))
            {
                if (found.Add(source)) queue.Enqueue(source);
            }
        }
        return found;
    }

    public static WorkflowDefinition Read(string json, int version) => Read((JsonObject)JsonNode.Parse(json)!, version);

    public static WorkflowDefinition Read(JsonObject type, int version)
    {
        var activities = WorkflowJson.Objects(type["Activities"]).Select(a =>
        {
            var properties = a["Properties"] as JsonObject ?? [];
            return new ActivityNode(
                WorkflowJson.Text(a, "ActivityId"), WorkflowJson.Text(a, "Name"), TitleOf(properties), WorkflowJson.Number(a, "X"), WorkflowJson.Number(a, "Y"),
                WorkflowJson.Flag(a, "IsStart"), properties);
        });
        var transitions = WorkflowJson.Objects(type["Transitions"]).Select(t => new Transition(
            WorkflowJson.Number(t, "Id"), WorkflowJson.Text(t, "SourceActivityId"), WorkflowJson.Text(t, "SourceOutcomeName"), WorkflowJson.Text(t, "DestinationActivityId")));
        return new WorkflowDefinition(
            WorkflowJson.Text(type, "WorkflowTypeId"), version, WorkflowJson.Text(type, "Name"), WorkflowJson.Flag(type, "IsSingleton"),
            WorkflowJson.Flag(type, "DeleteFinishedWorkflows"), [.. activities], [.. transitions]);
    }

    private static string? TitleOf(JsonObject properties) =>
        properties["ActivityMetadata"] is JsonObject metadata && WorkflowJson.Text(metadata, "Title") is { Length: > 0 } title ? title : null;
}
