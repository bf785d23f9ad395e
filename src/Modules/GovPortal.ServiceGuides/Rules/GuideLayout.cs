using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GovPortal.ServiceGuides.Rules;

/// <summary>Something a guide has to say (要素), and where it is said.</summary>
/// <param name="Paths">Places in the content, <c>ServiceGuide.Scope.Text</c>.</param>
/// <param name="AnyOf">One of the places is enough; else all are asked for.</param>
public sealed record GuideElement(string Title, IReadOnlyList<string> Paths, bool AnyOf = false);

/// <summary>An element that a guide lacks, and the place where it belongs.</summary>
public sealed record MissingElement(string Title, string Path);

/// <summary>
/// A set of elements that a guide of this layout (要素版式) must have: sixteen, or eleven. The sets are data of the content type,
/// <c>ServiceGuideSettings.Layouts</c>, since they come from standards that change and that offices may go beyond.
/// </summary>
public sealed partial record GuideLayout(string Name, IReadOnlyList<GuideElement> Elements)
{
    /// <summary>The layout a guide names, else the one the settings call the default; null where there is none: nothing is asked for.</summary>
    public static GuideLayout? Of(JsonObject settings, string? chosen)
    {
        var layouts = Objects(settings["Layouts"]).Select(l => new GuideLayout(Text(l["Name"]) ?? "", [.. Objects(l["Elements"]).Select(Element)])).ToList();
        return layouts.Find(l => l.Name == chosen) ?? layouts.Find(l => l.Name == Text(settings["Default"]));
    }

    /// <summary>All elements that are missing, in the order of the layout; each place that lacks its part.</summary>
    /// <param name="isKnown">Whether the type has the place: a county that took a field out of its type is not asked for it.</param>
    public IReadOnlyList<MissingElement> Missing(JsonObject data, Func<string, bool>? isKnown = null)
    {
        var missing = new List<MissingElement>();
        foreach (var element in Elements)
        {
            var places = element.Paths.Where(p => isKnown?.Invoke(p) ?? true).ToList();
            var blank = places.Where(p => !IsFilled(data, p)).ToList();
            if (element.AnyOf && blank.Count < places.Count) continue;
            missing.AddRange(blank.Take(element.AnyOf ? 1 : blank.Count).Select(p => new MissingElement(element.Title, p)));
        }
        return missing;
    }

    private static GuideElement Element(JsonObject element) => new(
        Text(element["Title"]) ?? "", [.. (element["Paths"] as JsonArray ?? []).Select(Text).OfType<string>()], element["AnyOf"]?.GetValueKind() == JsonValueKind.True);

    private static bool IsFilled(JsonObject data, string path)
    {
        var at = path.Split('.').Aggregate((JsonNode?)data, (node, name) => (node as JsonObject)?[name]);
        return at switch
        {
            JsonArray rows => rows.Count > 0,
            JsonValue value when value.GetValueKind() == JsonValueKind.String => !string.IsNullOrWhiteSpace(Tag().Replace(value.ToString(), "")),
            JsonValue => true,
            _ => false,
        };
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.ToString() : null;

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => (node as JsonArray ?? []).OfType<JsonObject>();

    [GeneratedRegex(@"<[a-zA-Z/!][^>]*>|&nbsp;")]
    private static partial Regex Tag();
}
