using System.Text.Json.Nodes;

namespace GovPortal.Kernel.Content;

/// <summary>A content type (内容类型): a name and the parts it is made of, in Orchard's ContentDefinition shape.</summary>
public sealed record ContentTypeDefinition(string Name, string DisplayName, JsonObject Settings, IReadOnlyList<TypePart> Parts)
{
    /// <summary>The part that makes an item a list of others.</summary>
    public const string ListPart = "ListPart";

    /// <summary>The part of an item that stands in a list.</summary>
    public const string ContainedPart = "ContainedPart";

    public TypePart? Part(string name) => Parts.FirstOrDefault(p => p.Name == name);

    public bool Has(string partName) => Parts.Any(p => p.Definition.Name == partName);

    private JsonObject? TypeSettings => Settings["ContentTypeSettings"] as JsonObject;

    /// <summary>The types whose items may stand in a list of this type; empty where it is no list.</summary>
    public IReadOnlyList<string> ContainedTypes => TextsOf(ListPart, "ListPartSettings", "ContainedContentTypes");

    /// <summary>The types of the lists an item of this type may stand in.</summary>
    public IReadOnlyList<string> ListTypes => TextsOf(ContainedPart, "ContainedPartSettings", "ListContentTypes");

    private IReadOnlyList<string> TextsOf(string part, string settings, string member) =>
        [.. (Part(part)?.Settings[settings]?[member] as JsonArray ?? []).OfType<JsonValue>().Select(v => v.ToString()).Distinct()];

    public bool Creatable => TypeSettings?["Creatable"]?.GetValue<bool>() ?? false;

    public bool Listable => TypeSettings?["Listable"]?.GetValue<bool>() ?? false;

    /// <summary>What the type is for, shown where an editor chooses one.</summary>
    public string? Description => (string?)TypeSettings?["Description"];
}

/// <summary>A part as a type uses it; its settings are the part's own, overlaid by the type's.</summary>
public sealed record TypePart(string Name, PartDefinition Definition, JsonObject Settings)
{
    /// <summary>The heading in the editor: a display name of its own, else the part's.</summary>
    public string? DisplayName =>
        (string?)(Settings["ContentTypePartSettings"] as JsonObject)?["DisplayName"]
        ?? (string?)(Definition.Settings["ContentPartSettings"] as JsonObject)?["DisplayName"];
}

public sealed record PartDefinition(string Name, JsonObject Settings, IReadOnlyList<FieldDefinition> Fields);

public sealed record FieldDefinition(string Name, string FieldType, JsonObject Settings)
{
    private JsonObject? Own => Settings["ContentPartFieldSettings"] as JsonObject;

    public string DisplayName => (string?)Own?["DisplayName"] ?? Name;

    /// <summary>The chosen editor, <c>TextArea</c>, <c>PredefinedList</c>; null is the field type's usual one.</summary>
    public string? Editor => (string?)Own?["Editor"];

    public int Position => int.TryParse((string?)Own?["Position"], out var position) ? position : int.MaxValue;

    /// <summary>The settings of the field's own type, <c>TextFieldSettings</c>; empty where none were given.</summary>
    public JsonObject TypeSettings => Settings[FieldType + "Settings"] as JsonObject ?? [];

    public bool Required => TypeSettings["Required"]?.GetValue<bool>() ?? false;

    public string? Hint => (string?)TypeSettings["Hint"];

    /// <summary>
    /// Written and reviewed with the item and never public (解读方案): <c>{"DisclosureFieldSettings": {"Internal": true}}</c>. Fields
    /// that open files or name other items cannot be internal.
    /// </summary>
    public bool IsInternal => FieldType is not ("MediaField" or "ContentPickerField") && Settings["DisclosureFieldSettings"] is JsonObject own && own["Internal"] is JsonValue value && value.TryGetValue(out bool isInternal) && isInternal;
}

/// <summary>All definitions in force, immutable; a change makes a new one.</summary>
public sealed class ContentDefinitions
{
    public static ContentDefinitions Empty { get; } = new(new Dictionary<string, ContentTypeDefinition>(), []);

    private readonly Dictionary<string, ContentTypeDefinition> _types;

    internal ContentDefinitions(Dictionary<string, ContentTypeDefinition> types, JsonObject source)
    {
        _types = types;
        Source = source;
    }

    /// <summary>The definitions as a ContentDefinition step holds them.</summary>
    public JsonObject Source { get; }

    public IReadOnlyCollection<ContentTypeDefinition> Types => _types.Values;

    public ContentTypeDefinition? Type(string name) => _types.GetValueOrDefault(name);
}
