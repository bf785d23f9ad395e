using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;

namespace GovPortal.Search.Named;

/// <summary>How a field is indexed, and so how it is asked for.</summary>
internal enum FieldKind
{
    /// <summary>As it is.</summary>
    Keyword,
    /// <summary>As the words of the index's analyzer.</summary>
    Text,
    Whole,
    Decimal,
    /// <summary>As <c>yyyyMMddHHmmss</c> in UTC.</summary>
    Instant,
}

/// <summary>A field under its name in Orchard.</summary>
/// <param name="Stored">Answers of documents show it.</param>
/// <param name="SaysNull">Where nothing was written it holds <c>NULL</c>.</param>
/// <param name="Read">Its values in an item as <see cref="ContentItemJson"/> gives it.</param>
internal sealed record IndexedField(string Name, FieldKind Kind, bool Stored, bool SaysNull, Func<IndexedItem, IEnumerable<string?>> Read);

/// <param name="FullText">Everything there is to read in it.</param>
/// <param name="Above">A term's id and those above it.</param>
internal sealed record IndexedItem(JsonObject Json, string FullText, Func<string, IReadOnlyList<string>> Above);

/// <summary>
/// What a named index holds of an item: its own members, and of its parts and fields those that their <c>LuceneContentIndexSettings</c>
/// include. A field that is internal to the office is in none.
/// </summary>
internal static class IndexedFields
{
    public const string Id = "ContentItemId";
    public const string FullText = "Content.ContentItem.FullText";
    public const string Null = "NULL";
    private const string Own = "Content.ContentItem.";

    /// <summary>What can be asked of every item.</summary>
    public static IReadOnlyList<IndexedField> Common { get; } =
    [
        Member(Id, "ContentItemId"), Member("ContentItemVersionId", "ContentItemVersionId"),
        new(FullText, FieldKind.Text, false, false, i => [i.FullText]),
        new(Own + "DisplayText.Analyzed", FieldKind.Text, false, false, i => [Text(i.Json["DisplayText"])]),
        Member(Own + "DisplayText.keyword", "DisplayText"),
        new(Own + "DisplayText.Normalized", FieldKind.Keyword, true, true, i => [Text(i.Json["DisplayText"])?.ToLowerInvariant()]),
        Member(Own + "ContentType", "ContentType"), Member(Own + "CreatedUtc", "CreatedUtc", FieldKind.Instant), Member(Own + "Latest", "Latest"),
        Member(Own + "Owner", "Owner"), Member(Own + "Author", "Author"), Member(Own + "ModifiedUtc", "ModifiedUtc", FieldKind.Instant),
        Member(Own + "Published", "Published"), Member(Own + "PublishedUtc", "PublishedUtc", FieldKind.Instant),
        InPart("Content.ContentItem.ContainedPart.Ids", "ContainedPart", "ListContentItemId"), InPart("Content.ContentItem.ContainedPart.Order", "ContainedPart", "Order"),
        .. new[] { "ColumnId", "SectionId", "Stage" }.Select(name => InPart("DisclosurePart." + name, "DisclosurePart", name)),
        .. new[] { "FormedOn", "ChangedOn" }.Select(name => InPart("DisclosurePart." + name, "DisclosurePart", name, FieldKind.Instant)),
    ];

    /// <summary>What can be asked of items of a type.</summary>
    public static IReadOnlyList<IndexedField> Of(ContentTypeDefinition type) => [.. Common, .. type.Parts.SelectMany(part => OfPart(type, part))];

    /// <summary>The kinds of all fields of these types by name; of two types that differ, the first.</summary>
    public static IReadOnlyDictionary<string, FieldKind> Kinds(IEnumerable<ContentTypeDefinition> types) =>
        types.SelectMany(Of).Concat(Common).DistinctBy(f => f.Name).ToDictionary(f => f.Name, f => f.Kind, StringComparer.Ordinal);

    /// <summary>What is written for a value; null where it is none of its kind.</summary>
    public static string? Written(FieldKind kind, string value) => kind switch
    {
        FieldKind.Instant => Instant(value),
        FieldKind.Whole => decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var whole) && decimal.Abs(whole) < long.MaxValue ? decimal.Truncate(whole).ToString(CultureInfo.InvariantCulture) : null,
        FieldKind.Decimal => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.0###############", CultureInfo.InvariantCulture) : null,
        _ => value,
    };

    private static IEnumerable<IndexedField> OfPart(ContentTypeDefinition type, TypePart part)
    {
        if (part.Definition.Name is "HtmlBodyPart" or "MarkdownBodyPart")
        {
            var member = part.Definition.Name == "HtmlBodyPart" ? "Html" : "Markdown";
            yield return new("Content.BodyAspect.Body", FieldKind.Text, false, false, i => [Text(At(i.Json, part.Name, member))]);
            foreach (var name in Settings(part.Settings) is { Included: true } ? new[] { part.Name, $"{type.Name}.{part.Name}" } : [])
            {
                yield return new(name, FieldKind.Text, Settings(part.Settings)!.Stored, true, i => [Text(At(i.Json, part.Name, member))]);
            }
        }
        foreach (var field in part.Definition.Fields.Where(f => !f.IsInternal))
        {
            if (Settings(field.Settings) is not { Included: true } settings) continue;
            foreach (var indexed in OfField($"{part.Name}.{field.Name}", part.Name, field, settings)) yield return indexed;
        }
    }

    private static IEnumerable<IndexedField> OfField(string name, string part, FieldDefinition field, IndexSettings settings)
    {
        var words = settings.Keyword ? FieldKind.Keyword : FieldKind.Text;
        return field.FieldType switch
        {
            "TextField" => [One("Text", words)],
            "HtmlField" => [One("Html", FieldKind.Text)],
            "MarkdownField" => [One("Markdown", FieldKind.Text)],
            "BooleanField" => [new(name, FieldKind.Keyword, settings.Stored, false, i => [Text(At(i.Json, part, field.Name, "Value")) ?? "false"])],
            "TimeField" => [One("Value", FieldKind.Keyword)],
            "NumericField" => [One("Value", field.TypeSettings["Scale"] is JsonValue scale && scale.TryGetValue<int>(out var digits) && digits > 0 ? FieldKind.Decimal : FieldKind.Whole)],
            "DateField" or "DateTimeField" => [One("Value", FieldKind.Instant)],
            "MultiTextField" => [Many("Values", words, settings.Stored, "", saysNull: false)],
            "LinkField" => [One("Url", FieldKind.Keyword, ".Url"), One("Text", FieldKind.Text, ".Text")],
            "MediaField" => [Many("MediaTexts", FieldKind.Text, settings.Stored, "", saysNull: false)],
            "ContentPickerField" => [Many("ContentItemIds", FieldKind.Keyword, stored: true)],
            "UserPickerField" => [Many("UserIds", FieldKind.Keyword, stored: true)],
            "TaxonomyField" => [Many("TermContentItemIds", FieldKind.Keyword, stored: true, ".Ids", saysNull: false),
                new(name + ".Inherited", FieldKind.Keyword, true, false, i => Values(i, "TermContentItemIds").OfType<string>().SelectMany(i.Above).Distinct(StringComparer.Ordinal))],
            _ => [],
        };

        IndexedField One(string member, FieldKind kind, string suffix = "") => new(name + suffix, kind, settings.Stored, true, i => [Text(At(i.Json, part, field.Name, member))]);

        IndexedField Many(string member, FieldKind kind, bool stored, string suffix = "", bool saysNull = true) => new(name + suffix, kind, stored, saysNull, i => Values(i, member));

        IEnumerable<string?> Values(IndexedItem item, string member) => (At(item.Json, part, field.Name, member) as JsonArray ?? []).Select(Text);
    }

    private static IndexedField Member(string name, string member, FieldKind kind = FieldKind.Keyword) => new(name, kind, true, true, i => [Text(i.Json[member])]);

    private static IndexedField InPart(string name, string part, string member, FieldKind kind = FieldKind.Keyword) =>
        new(name, kind, true, false, i => [Text(At(i.Json, part, member))]);

    private static IndexSettings? Settings(JsonObject settings) => settings["LuceneContentIndexSettings"] is JsonObject own ? new(Flag(own, "Included"), Flag(own, "Stored"), Flag(own, "Keyword")) : null;

    private static bool Flag(JsonObject settings, string name) => settings[name] is JsonValue value && value.TryGetValue<bool>(out var on) && on;

    private static JsonNode? At(JsonNode json, params string[] names) => names.Aggregate((JsonNode?)json, (node, name) => (node as JsonObject)?[name]);

    private static string? Text(JsonNode? node) => node is not JsonValue value ? null
        : value.TryGetValue<string>(out var text) ? text
        : value.TryGetValue<bool>(out var flag) ? flag ? "true" : "false"
        : value.TryGetValue<DateTime>(out var instant) ? instant.ToString("O", CultureInfo.InvariantCulture) : value.ToString();

    private static string? Instant(string value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) : null;

    private sealed record IndexSettings(bool Included, bool Stored, bool Keyword);
}
