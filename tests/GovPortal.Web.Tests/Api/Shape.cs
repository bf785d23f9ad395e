using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GovPortal.Web.Tests.Api;

/// <summary>
/// Compares an answer with a captured one: every captured member is there, of the same kind and value. Of ids, times and what a
/// server makes itself the kind counts and the form, not the value. What is beyond the captured is told as well.
/// </summary>
internal static partial class Shape
{
    /// <summary>Made by the server: an id or an instant, of Orchard's form.</summary>
    private static readonly string[] Made = ["ContentItemId", "ContentItemVersionId", "ModifiedUtc", "PublishedUtc", "CreatedUtc"];

    /// <summary>A text of each site's own: who people are, where items and files stand.</summary>
    private static readonly string[] Own = ["Owner", "Author", "Path", "Paths"];

    /// <summary>Every difference, by path: <c>- Part.Field missing</c>, <c>+ Part.Field beyond</c>, <c>! Part.Field kind or value</c>.</summary>
    public static List<string> Differences(JsonNode? captured, JsonNode? answered)
    {
        var found = new List<string>();
        Compare(captured, answered, "", "", found);
        return found;
    }

    private static void Compare(JsonNode? captured, JsonNode? answered, string path, string name, List<string> found)
    {
        if (Kind(captured) != Kind(answered))
        {
            found.Add($"! {path} {Kind(captured)} {Kind(answered)}");
            return;
        }
        switch (captured)
        {
            case JsonObject members:
                var others = answered!.AsObject();
                foreach (var (member, value) in members)
                {
                    var at = path.Length == 0 ? member : $"{path}.{member}";
                    if (others.ContainsKey(member)) Compare(value, others[member], at, member, found);
                    else found.Add($"- {at}");
                }
                found.AddRange(others.Where(o => !members.ContainsKey(o.Key)).Select(o => $"+ {(path.Length == 0 ? o.Key : $"{path}.{o.Key}")}"));
                break;
            case JsonArray items:
                if (items.Count != answered!.AsArray().Count) found.Add($"! {path} {items.Count} {answered.AsArray().Count}");
                else for (var i = 0; i < items.Count; i++) Compare(items[i], answered[i], $"{path}[{i}]", name, found);
                break;
            case JsonValue when Own.Contains(name):
                break;
            case JsonValue value when Made.Contains(name):
                if (value.GetValueKind() == JsonValueKind.String && Form((string)value!) != Form((string)answered!)) found.Add($"! {path} {value} {answered}");
                break;
            case JsonValue value when value.ToJsonString() != answered!.ToJsonString():
                found.Add($"! {path} {value} {answered}");
                break;
        }
    }

    private static string Form(string text) => Instant().IsMatch(text) ? "instant" : Id().IsMatch(text) ? "id" : "text";

    private static JsonValueKind Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        null => JsonValueKind.Null,
        JsonValueKind.False => JsonValueKind.True,
        var kind => kind.Value,
    };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$")]
    private static partial Regex Instant();

    [GeneratedRegex("^4[0-9a-hjkmnp-tv-z]{25}$")]
    private static partial Regex Id();
}
