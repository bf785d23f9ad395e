using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;

namespace GovPortal.Workflows.Model;

/// <summary>Orchard's JSON of a workflow type: members in its order, absent ones with its defaults, unknown ones kept behind.</summary>
internal static class WorkflowJson
{
    private static readonly (string Name, Func<JsonNode?> Default)[] TypeMembers =
    [
        ("WorkflowTypeId", () => ""), ("Name", () => ""), ("IsEnabled", () => false), ("IsSingleton", () => false), ("LockTimeout", () => 0),
        ("LockExpiration", () => 0), ("DeleteFinishedWorkflows", () => false), ("Activities", () => new JsonArray()), ("Transitions", () => new JsonArray()),
        ("Properties", () => new JsonObject()),
    ];

    private static readonly (string Name, Func<JsonNode?> Default)[] ActivityMembers =
    [
        ("ActivityId", () => ""), ("Name", () => ""), ("X", () => 0), ("Y", () => 0), ("IsStart", () => false), ("Properties", () => new JsonObject()),
    ];

    private static readonly (string Name, Func<JsonNode?> Default)[] TransitionMembers =
    [
        ("Id", () => 0), ("SourceActivityId", () => ""), ("SourceOutcomeName", () => ""), ("DestinationActivityId", () => ""),
    ];

    public static JsonObject Normalise(JsonObject type)
    {
        var ordered = Ordered(type, TypeMembers);
        ordered["Activities"] = new JsonArray([.. Objects(type["Activities"]).Select(a => Ordered(a, ActivityMembers))]);
        ordered["Transitions"] = new JsonArray([.. Objects(type["Transitions"]).Select(t => Ordered(t, TransitionMembers))]);
        return ordered;
    }

    public static string Write(JsonObject type) => type.ToJsonString(CanonicalJson.Unescaped);

    /// <summary>The same for the same meaning, whatever the order of members.</summary>
    public static string Hash(JsonObject type) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Of(type))));

    /// <summary>A recipe of this one step, as Orchard's export writes it.</summary>
    public static JsonObject Recipe(IEnumerable<JsonObject> types) => new()
    {
        ["name"] = "", ["displayName"] = "", ["description"] = "", ["author"] = "", ["website"] = "", ["version"] = "", ["issetuprecipe"] = false,
        ["categories"] = new JsonArray(), ["tags"] = new JsonArray(),
        ["steps"] = new JsonArray(new JsonObject { ["name"] = "WorkflowType", ["data"] = new JsonArray([.. types]) }),
    };

    public static IEnumerable<JsonObject> Objects(JsonNode? array) => (array as JsonArray ?? []).OfType<JsonObject>();

    public static string Text(JsonObject from, string member) => from[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static bool Flag(JsonObject from, string member) => from[member] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public static int Number(JsonObject from, string member) => NumberOf(from[member]) is { } number && Math.Abs(number) < int.MaxValue ? (int)number : 0;

    /// <summary>A number, whether it was read from JSON or set by code; null where it is none.</summary>
    public static double? NumberOf(JsonNode? node) => node is not JsonValue value ? null
        : value.TryGetValue<double>(out var number) ? number : value.TryGetValue<int>(out var whole) ? whole : value.TryGetValue<long>(out var wide) ? wide : null;

    /// <summary>The text of <c>{"Expression": "…"}</c>; empty where there is none.</summary>
    public static string Expression(JsonObject properties, string name) => properties[name] is JsonObject expression ? Text(expression, "Expression") : "";

    private static JsonObject Ordered(JsonObject from, (string Name, Func<JsonNode?> Default)[] members)
    {
        var ordered = new JsonObject();
        foreach (var (name, standard) in members) ordered[name] = from.TryGetPropertyValue(name, out var value) && value is not null ? value.DeepClone() : standard();
        foreach (var (name, value) in from)
        {
            if (!ordered.ContainsKey(name)) ordered[name] = value?.DeepClone();
        }
        return ordered;
    }
}
