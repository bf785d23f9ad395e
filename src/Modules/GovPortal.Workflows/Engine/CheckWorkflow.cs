using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Kernel.Workflows;
using GovPortal.Workflows.Model;

namespace GovPortal.Workflows.Engine;

/// <summary>
/// Every reason why a workflow type can't be run, each with its JSON path: <c>workflow.*</c>. What would lose something in
/// silence is an error; members that nothing here knows are kept.
/// </summary>
internal sealed class CheckWorkflow(ActivityCatalogue catalogue, ITextTemplates templates)
{
    private const int MaxId = 30;

    public IReadOnlyList<Failure> Check(JsonObject type, string path)
    {
        var failures = new List<Failure>();
        Id(type, "WorkflowTypeId", path, failures);
        if (WorkflowJson.Text(type, "Name") is not { Length: > 0 and <= 200 }) failures.Add(Failure.At($"{path}.Name", "workflow.member-missing", "Name"));
        foreach (var member in (string[])["Activities", "Transitions"])
        {
            if (type[member] is JsonArray list && list.Any(e => e is not JsonObject)) failures.Add(Failure.At($"{path}.{member}", "workflow.not-objects", member));
        }
        var activities = WorkflowJson.Objects(type["Activities"]).ToList();
        var outcomes = Activities(activities, path, failures);
        Transitions(type, path, outcomes, failures);
        return failures;
    }

    /// <summary>The reasons that concern one activity's properties; fields are property names.</summary>
    public IReadOnlyList<Failure> CheckProperties(IActivity activity, JsonObject properties)
    {
        var failures = new List<Failure>();
        foreach (var property in activity.Properties)
        {
            var value = properties[property.Name];
            if (IsEmpty(property, properties))
            {
                if (property.Required) failures.Add(Failure.At(property.Name, "workflow.property-missing", property.Name));
                else if (value is not null && !HasKind(property.Kind, value)) failures.Add(Failure.At(property.Name, "workflow.bad-property", property.Name));
                continue;
            }
            if (!HasKind(property.Kind, value!))
            {
                failures.Add(Failure.At(property.Name, "workflow.bad-property", property.Name));
                continue;
            }
            if (property.Choices is { } choices && Given(property.Kind, value!).FirstOrDefault(g => !choices.Contains(g)) is { } other && property.Kind != ActivityPropertyKind.Number)
            {
                failures.Add(Failure.At(property.Name, "workflow.not-a-choice", other, Nearest.Of(other, choices) is { Length: > 0 } near ? near : string.Join("、", choices)));
            }
            var expression = WorkflowJson.Expression(properties, property.Name);
            if (property.Kind == ActivityPropertyKind.Liquid) failures.AddRange(templates.Check(expression).Select(f => f with { Field = property.Name }));
            if (property.Kind == ActivityPropertyKind.Script && Scripts.Check(expression) is { } wrong) failures.Add(wrong with { Field = property.Name });
        }
        if (failures.Count == 0) failures.AddRange(activity.Check(properties));
        return failures;
    }

    /// <summary>The outcomes of each activity that could be read, by its id.</summary>
    private Dictionary<string, IReadOnlyList<string>?> Activities(List<JsonObject> activities, string path, List<Failure> failures)
    {
        var outcomes = new Dictionary<string, IReadOnlyList<string>?>(StringComparer.Ordinal);
        for (var i = 0; i < activities.Count; i++)
        {
            var (node, at) = (activities[i], $"{path}.Activities[{i}]");
            var id = Id(node, "ActivityId", at, failures);
            if (id is not null && !outcomes.TryAdd(id, null)) failures.Add(Failure.At($"{at}.ActivityId", "workflow.id-twice", id));
            var name = WorkflowJson.Text(node, "Name");
            if (ActivityCatalogue.NotApplicable.Contains(name))
            {
                failures.Add(Failure.At($"{at}.Name", "workflow.activity-not-applicable", name));
                continue;
            }
            if (catalogue.Find(name) is not { } activity)
            {
                failures.Add(Failure.At($"{at}.Name", "workflow.unknown-activity", name, Nearest.Of(name, catalogue.All.Select(a => a.Name))));
                continue;
            }
            if (node["Properties"] is not null and not JsonObject) failures.Add(Failure.At($"{at}.Properties", "workflow.bad-property", "Properties"));
            var properties = node["Properties"] as JsonObject ?? [];
            failures.AddRange(CheckProperties(activity, properties).Select(f => f with { Field = f.Field is null ? at : $"{at}.Properties.{f.Field}" }));
            if (id is not null) outcomes[id] = activity.OutcomesOf(properties);
        }
        if (!activities.Exists(a => WorkflowJson.Flag(a, "IsStart"))) failures.Add(Failure.At($"{path}.Activities", "workflow.no-start"));
        return outcomes;
    }

    private static void Transitions(JsonObject type, string path, Dictionary<string, IReadOnlyList<string>?> outcomes, List<Failure> failures)
    {
        var transitions = WorkflowJson.Objects(type["Transitions"]).ToList();
        var ids = new HashSet<int>();
        for (var i = 0; i < transitions.Count; i++)
        {
            var (transition, at) = (transitions[i], $"{path}.Transitions[{i}]");
            if (!ids.Add(WorkflowJson.Number(transition, "Id"))) failures.Add(Failure.At($"{at}.Id", "workflow.id-twice", WorkflowJson.Number(transition, "Id")));
            foreach (var end in (string[])["SourceActivityId", "DestinationActivityId"])
            {
                var id = WorkflowJson.Text(transition, end);
                if (!outcomes.ContainsKey(id)) failures.Add(Failure.At($"{at}.{end}", "workflow.dangling-transition", id, Nearest.Of(id, outcomes.Keys)));
            }
            var outcome = WorkflowJson.Text(transition, "SourceOutcomeName");
            if (outcomes.GetValueOrDefault(WorkflowJson.Text(transition, "SourceActivityId")) is { } known && !known.Contains(outcome))
            {
                failures.Add(Failure.At($"{at}.SourceOutcomeName", "workflow.unknown-outcome", outcome, Nearest.Of(outcome, known)));
            }
        }
    }

    private static string? Id(JsonObject from, string member, string path, List<Failure> failures)
    {
        var id = WorkflowJson.Text(from, member);
        if (id.Length is > 0 and <= MaxId && id.All(char.IsAsciiLetterOrDigit)) return id;
        failures.Add(Failure.At($"{path}.{member}", id.Length == 0 ? "workflow.member-missing" : "workflow.bad-id", id.Length == 0 ? member : id));
        return null;
    }

    private static bool IsEmpty(ActivityProperty property, JsonObject properties) => property.Kind switch
    {
        ActivityPropertyKind.Liquid or ActivityPropertyKind.Script => properties[property.Name] is null or JsonObject && string.IsNullOrWhiteSpace(WorkflowJson.Expression(properties, property.Name)),
        ActivityPropertyKind.Text => properties[property.Name] is null || (properties[property.Name] is JsonValue v && v.TryGetValue<string>(out var text) && string.IsNullOrWhiteSpace(text)),
        ActivityPropertyKind.TextList => properties[property.Name] is null or JsonArray { Count: 0 },
        _ => properties[property.Name] is null,
    };

    private static bool HasKind(ActivityPropertyKind kind, JsonNode value) => kind switch
    {
        ActivityPropertyKind.Liquid or ActivityPropertyKind.Script => value is JsonObject o && (o["Expression"] is null || (o["Expression"] is JsonValue e && e.TryGetValue<string>(out _))),
        ActivityPropertyKind.Text => value is JsonValue v && v.TryGetValue<string>(out _),
        ActivityPropertyKind.TextList => value is JsonArray list && list.All(e => e is JsonValue v && v.TryGetValue<string>(out _)),
        ActivityPropertyKind.Boolean => value is JsonValue v && v.TryGetValue<bool>(out _),
        // An enumeration may come as its name.
        _ => WorkflowJson.NumberOf(value) is not null || (value is JsonValue v && v.TryGetValue<string>(out _)),
    };

    private static IEnumerable<string> Given(ActivityPropertyKind kind, JsonNode value) => kind switch
    {
        ActivityPropertyKind.Text => [value.ToString()],
        ActivityPropertyKind.TextList => ((JsonArray)value).Select(e => e!.ToString()),
        _ => [],
    };
}
