using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovPortal.Fields.Values;

/// <summary>
/// Reads what is stored. Imported data may hold anything: absent and null read as nothing, a wrong kind as false.
/// </summary>
internal static class Stored
{
    public static bool TryText(JsonNode? node, out string? text)
    {
        text = null;
        if (node is null) return true;
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.String) return false;
        try
        {
            text = value.TryGetValue<string>(out var plain) ? plain : value.ToString();
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape: well-formed JSON and no text.
            return false;
        }
    }

    /// <summary>A number, or a string that is one, as recipes' expressions leave it.</summary>
    public static bool TryNumber(JsonNode? node, out decimal? number)
    {
        number = null;
        var text = node?.GetValueKind() switch
        {
            null => null,
            JsonValueKind.Number => node.ToJsonString(),
            JsonValueKind.String when TryText(node, out var given) => given,
            _ => "?",
        };
        if (string.IsNullOrEmpty(text)) return true;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed)) return false;
        number = parsed;
        return true;
    }

    public static bool TryFlag(JsonNode? node, out bool? flag)
    {
        (flag, var known) = node?.GetValueKind() switch
        {
            null => ((bool?)null, true),
            JsonValueKind.True => (true, true),
            JsonValueKind.False => (false, true),
            JsonValueKind.String when TryText(node, out var text) && bool.TryParse(text, out var parsed) => (parsed, true),
            _ => (null, false),
        };
        return known;
    }

    public static bool TryTexts(JsonNode? node, out IReadOnlyList<string> texts)
    {
        texts = [];
        if (node is null) return true;
        if (node is not JsonArray array) return false;
        var read = new List<string>(array.Count);
        foreach (var member in array)
        {
            if (!TryText(member, out var text)) return false;
            read.Add(text ?? "");
        }
        texts = read;
        return true;
    }

    /// <summary>The text to show for editing: a string, or what stands in its place as it was written; empty where there is none.</summary>
    public static string Shown(this JsonObject value, string property) =>
        value[property] switch
        {
            null => "",
            var node when TryText(node, out var text) => text ?? "",
            JsonValue other when other.GetValueKind() != JsonValueKind.String => other.ToJsonString(),
            _ => "",
        };

    /// <summary>The text, or null where there is none or it is empty.</summary>
    public static string? Text(this JsonObject value, string property) =>
        TryText(value[property], out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    public static decimal? Number(this JsonObject value, string property) => TryNumber(value[property], out var number) ? number : null;

    public static bool Flag(this JsonObject value, string property, bool otherwise = false) =>
        TryFlag(value[property], out var flag) ? flag ?? otherwise : otherwise;

    public static IReadOnlyList<string> Texts(this JsonObject value, string property) => TryTexts(value[property], out var texts) ? texts : [];

    public static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode?)JsonValue.Create(t))];
}
