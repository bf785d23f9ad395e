using System.Text.Json.Nodes;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Content;

/// <summary>
/// Reads Orchard's ContentDefinition shape (<c>ContentTypes</c>, <c>ContentParts</c>) and merges one over another:
/// settings are merged member by member, parts and fields that are not named stay.
/// </summary>
public static class ContentDefinitionReader
{
    /// <summary><c>Hidden</c> stands in recipes of older Orchard versions and means nothing any more.</summary>
    private static readonly string[] TypeMembers = ["Name", "DisplayName", "Hidden", "Settings", "ContentTypePartDefinitionRecords"];
    private static readonly string[] TypePartMembers = ["PartName", "Name", "Settings"];
    private static readonly string[] PartMembers = ["Name", "Settings", "ContentPartFieldDefinitionRecords"];
    private static readonly string[] FieldMembers = ["FieldName", "Name", "Settings"];

    /// <summary>
    /// Every reason why the object is no ContentDefinition: <c>definition.unknown-member</c>,
    /// <c>definition.name-missing</c>, <c>definition.wrong-shape</c>. Field is the JSON path.
    /// </summary>
    public static List<Failure> Check(JsonObject source)
    {
        var failures = new List<Failure>();
        foreach (var type in Records(source, "ContentTypes", TypeMembers, "Name", failures))
        {
            foreach (var _ in Records(type, "ContentTypePartDefinitionRecords", TypePartMembers, "PartName", failures)) { }
        }
        foreach (var part in Records(source, "ContentParts", PartMembers, "Name", failures))
        {
            foreach (var field in Records(part, "ContentPartFieldDefinitionRecords", FieldMembers, "Name", failures))
            {
                if (field["FieldName"] is not JsonValue) failures.Add(Failure.At(field.GetPath(), "definition.name-missing", "FieldName"));
            }
        }
        return failures;
    }

    private static IEnumerable<JsonObject> Records(
        JsonObject owner, string member, string[] known, string name, List<Failure> failures)
    {
        if (owner[member] is not { } node) yield break;
        if (node is not JsonArray records)
        {
            failures.Add(Failure.At(node.GetPath(), "definition.wrong-shape", member));
            yield break;
        }
        foreach (var record in records)
        {
            if (record is not JsonObject o)
            {
                failures.Add(Failure.At(record?.GetPath() ?? records.GetPath(), "definition.wrong-shape", member));
                continue;
            }
            foreach (var (key, value) in o.Where(p => !known.Contains(p.Key)))
            {
                failures.Add(Failure.At(value?.GetPath() ?? o.GetPath(), "definition.unknown-member", key, Nearest.Of(key, known)));
            }
            if (o["Settings"] is not (null or JsonObject)) failures.Add(Failure.At(o["Settings"]!.GetPath(), "definition.wrong-shape", "Settings"));
            if (o[name] is not JsonValue value2 || !value2.TryGetValue<string>(out var text) || text.Length == 0)
            {
                failures.Add(Failure.At(o.GetPath(), "definition.name-missing", name));
                continue;
            }
            yield return o;
        }
    }

    /// <summary>Lays <paramref name="over"/> over <paramref name="under"/>; both stay as they are.</summary>
    public static JsonObject Merge(JsonObject under, JsonObject over)
    {
        var merged = (JsonObject)under.DeepClone();
        MergeRecords(merged, over, "ContentTypes", "Name", "ContentTypePartDefinitionRecords",
            part => (string?)part["Name"] ?? (string?)part["PartName"]);
        MergeRecords(merged, over, "ContentParts", "Name", "ContentPartFieldDefinitionRecords", field => (string?)field["Name"]);
        return merged;
    }

    private static void MergeRecords(
        JsonObject merged, JsonObject over, string member, string name, string inner, Func<JsonObject, string?> innerName)
    {
        if (over[member] is not JsonArray additions) return;
        var target = merged[member] as JsonArray;
        if (target is null) merged[member] = target = [];
        foreach (var addition in additions.OfType<JsonObject>())
        {
            var existing = target.OfType<JsonObject>().FirstOrDefault(o => (string?)o[name] == (string?)addition[name]);
            if (existing is null)
            {
                target.Add(addition.DeepClone());
                continue;
            }
            if (addition["DisplayName"] is { } display) existing["DisplayName"] = display.DeepClone();
            MergeSettings(existing, addition);
            if (addition[inner] is not JsonArray records) continue;
            var own = existing[inner] as JsonArray;
            if (own is null) existing[inner] = own = [];
            foreach (var record in records.OfType<JsonObject>())
            {
                var same = own.OfType<JsonObject>().FirstOrDefault(o => innerName(o) == innerName(record));
                if (same is null) own.Add(record.DeepClone());
                else MergeSettings(same, record);
            }
        }
    }

    private static void MergeSettings(JsonObject target, JsonObject over)
    {
        if (over["Settings"] is not JsonObject settings) return;
        if (target["Settings"] is not JsonObject own) target["Settings"] = settings.DeepClone();
        else JsonMerge.Into(own, settings);
    }

    /// <summary>The typed form. A type's part without a definition of its own gets an empty one, as in Orchard.</summary>
    public static ContentDefinitions Read(JsonObject source)
    {
        var parts = (source["ContentParts"] as JsonArray ?? []).OfType<JsonObject>().ToDictionary(
            p => (string)p["Name"]!,
            p => new PartDefinition((string)p["Name"]!, Settings(p), [.. Fields(p).OrderBy(f => f.Position)]),
            StringComparer.Ordinal);
        var types = new Dictionary<string, ContentTypeDefinition>(StringComparer.Ordinal);
        foreach (var type in (source["ContentTypes"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var name = (string)type["Name"]!;
            var typeParts = (type["ContentTypePartDefinitionRecords"] as JsonArray ?? []).OfType<JsonObject>().Select(p =>
            {
                var partName = (string)p["PartName"]!;
                var definition = parts.GetValueOrDefault(partName) ?? new PartDefinition(partName, [], []);
                var settings = (JsonObject)definition.Settings.DeepClone();
                JsonMerge.Into(settings, Settings(p));
                return (Position: Position(p), Part: new TypePart((string?)p["Name"] ?? partName, definition, settings));
            });
            types[name] = new ContentTypeDefinition(name, (string?)type["DisplayName"] ?? name, Settings(type),
                [.. typeParts.OrderBy(p => p.Position).Select(p => p.Part)]);
        }
        Weld(types);
        return new ContentDefinitions(types, source);
    }

    /// <summary>
    /// Types that a list (ListPart) takes have a ContainedPart, which their own definitions need not name: its setting
    /// <c>ContainedPartSettings.ListContentTypes</c> holds the types of those lists.
    /// </summary>
    private static void Weld(Dictionary<string, ContentTypeDefinition> types)
    {
        var takes = types.Values.SelectMany(list => list.Parts.Where(p => p.Definition.Name == ContentTypeDefinition.ListPart)
            .SelectMany(p => (p.Settings["ListPartSettings"]?["ContainedContentTypes"] as JsonArray ?? []).OfType<JsonValue>()
                .Select(contained => (List: list.Name, Contained: contained.ToString())))).ToLookup(t => t.Contained, t => t.List, StringComparer.Ordinal);
        foreach (var contained in takes.Where(t => types.ContainsKey(t.Key)))
        {
            var type = types[contained.Key];
            var own = type.Part(ContentTypeDefinition.ContainedPart);
            var settings = own?.Settings.DeepClone() as JsonObject ?? [];
            settings["ContainedPartSettings"] = new JsonObject { ["ListContentTypes"] = new JsonArray([.. contained.Distinct().Select(l => (JsonNode?)l)]) };
            var part = new TypePart(
                ContentTypeDefinition.ContainedPart, own?.Definition ?? new PartDefinition(ContentTypeDefinition.ContainedPart, [], []), settings);
            types[contained.Key] = type with { Parts = own is null ? [.. type.Parts, part] : [.. type.Parts.Select(p => p == own ? part : p)] };
        }
    }

    private static IEnumerable<FieldDefinition> Fields(JsonObject part) =>
        (part["ContentPartFieldDefinitionRecords"] as JsonArray ?? []).OfType<JsonObject>()
            .Select(f => new FieldDefinition((string)f["Name"]!, (string)f["FieldName"]!, Settings(f)));

    private static JsonObject Settings(JsonObject owner) => owner["Settings"] as JsonObject ?? [];

    private static int Position(JsonObject typePart) =>
        int.TryParse((string?)(Settings(typePart)["ContentTypePartSettings"] as JsonObject)?["Position"], out var position)
            ? position : int.MaxValue;
}
