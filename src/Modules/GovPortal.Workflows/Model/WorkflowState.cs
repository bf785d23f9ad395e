using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;

namespace GovPortal.Workflows.Model;

/// <summary>A step that is to be taken.</summary>
/// <param name="StepId">Stable over attempts, different for each pass.</param>
/// <param name="Via">The transition that led here.</param>
/// <param name="Resumed">What it waits for has happened: the event came, the time is over, the person decided.</param>
/// <param name="By">Who decided.</param>
/// <param name="Action">What that person decided.</param>
internal sealed record PendingStep(string ActivityId, string StepId, int? Via = null, bool Resumed = false, int Attempt = 1, string? By = null, string? Action = null)
{
    public static List<PendingStep> ListOf(string json) => JsonSerializer.Deserialize<List<PendingStep>>(json, CanonicalJson.Unescaped) ?? [];

    public static string Write(List<PendingStep> steps) => JsonSerializer.Serialize(steps, CanonicalJson.Unescaped);
}

/// <summary>Orchard's State of an instance. A content item stands in it as a reference, never with its text.</summary>
internal sealed class WorkflowState
{
    public const string ContentItem = "ContentItem";

    private readonly JsonObject _json;

    private WorkflowState(JsonObject json) => _json = json;

    public static WorkflowState Of(string json) => new((JsonObject)JsonNode.Parse(json)!);

    public static WorkflowState Start(JsonObject input) => new(new JsonObject
    {
        ["Input"] = input.DeepClone(), ["Output"] = new JsonObject(), ["Properties"] = new JsonObject(), ["ActivityStates"] = new JsonObject(), ["ExecutedActivities"] = new JsonArray(),
    });

    public JsonObject Input => Member("Input");
    public JsonObject Output => Member("Output");
    public JsonObject Properties => Member("Properties");

    public JsonNode? LastResult
    {
        get => _json["LastResult"];
        set
        {
            if (value is null) _json.Remove("LastResult");
            else _json["LastResult"] = value.Parent is null ? value : value.DeepClone();
        }
    }

    /// <summary>What an activity keeps for itself between its passes.</summary>
    public JsonObject Own(string activityId)
    {
        var states = Member("ActivityStates");
        if (states[activityId] is not JsonObject own) states[activityId] = own = [];
        return own;
    }

    public void Forget(string activityId) => Member("ActivityStates").Remove(activityId);

    public static JsonObject Reference(string contentItemId) => new() { ["Type"] = "Content", ["ContentId"] = contentItemId };

    public string Write() => _json.ToJsonString(CanonicalJson.Unescaped);

    private JsonObject Member(string name)
    {
        if (_json[name] is not JsonObject member) _json[name] = member = [];
        return member;
    }
}
