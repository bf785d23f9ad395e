using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Api.Features;

/// <summary>
/// An item as the interface gives it: as Orchard serialises it, with every part and field of its type, empty where nothing was
/// written, so that a client meets one shape however the item was made.
/// </summary>
internal static class ItemJson
{
    /// <summary>What is public of it: fields that are internal to the office are left out.</summary>
    public static JsonObject Public(ContentItemRow item, ContentVersion version, ContentTypeDefinition? type)
    {
        var json = ContentItemJson.Of(item, version);
        if (type is null) return json;
        Complete(json, type);
        ContentItemJson.DropInternal(json, type);
        SetPath(json, item.Path ?? item.Id);
        return json;
    }

    /// <summary>All of it, for those who may read the version; the path it has, or would get if it were published now.</summary>
    public static JsonObject Whole(VersionInHand v)
    {
        var json = ContentItemJson.Of(v.Item, v.Version);
        Complete(json, v.Type);
        SetPath(json, ItemPaths.Chosen(v.Data) ?? v.Item.Path ?? ItemPaths.FromPattern(v) ?? v.Item.Id);
        return json;
    }

    private static void SetPath(JsonObject json, string path)
    {
        if (json[ItemPaths.PartName] is JsonObject part) part["Path"] = path;
    }

    private static void Complete(JsonObject json, ContentTypeDefinition type)
    {
        foreach (var part in type.Parts)
        {
            if (json[part.Name] is not JsonObject value) json[part.Name] = value = [];
            foreach (var (name, empty) in EmptyPart(part.Definition.Name)) value[name] ??= empty;
            foreach (var field in part.Definition.Fields)
            {
                if (value[field.Name] is not JsonObject own) value[field.Name] = own = [];
                if (EmptyField(field.FieldType) is { } pair) own[pair.Name] ??= pair.Empty;
            }
        }
    }

    private static IEnumerable<(string Name, JsonNode Empty)> EmptyPart(string part) => part switch
    {
        "AutoroutePart" => [("SetHomepage", false), ("Disabled", false), ("RouteContainedItems", false), ("Absolute", false)],
        "BagPart" => [("ContentItems", new JsonArray())],
        "FlowPart" => [("Widgets", new JsonArray())],
        _ => [],
    };

    private static (string Name, JsonNode Empty)? EmptyField(string kind) => kind switch
    {
        "BooleanField" => ("Value", false),
        "MultiTextField" => ("Values", new JsonArray()),
        "ContentPickerField" => ("ContentItemIds", new JsonArray()),
        "LocalizationSetContentPickerField" => ("LocalizationSets", new JsonArray()),
        "UserPickerField" => ("UserIds", new JsonArray()),
        "TaxonomyField" => ("TermContentItemIds", new JsonArray()),
        _ => null,
    };
}
