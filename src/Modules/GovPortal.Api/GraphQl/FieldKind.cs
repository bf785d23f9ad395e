using System.Globalization;
using System.Text.Json.Nodes;

namespace GovPortal.Api.GraphQl;

/// <summary>What kind of value a condition compares.</summary>
internal enum Compared { Id, Text, Instant, Day, Time, Number, Flag }

/// <summary>A kind of field that is one value of its item: what GraphQL gives for it, and what is kept to look for it by.</summary>
internal sealed record FieldKind(Compared Compared, Func<JsonObject, object?> Value)
{
    private static readonly Dictionary<string, FieldKind> Kinds = new()
    {
        ["TextField"] = new(Compared.Text, v => v.Text("Text")),
        ["BooleanField"] = new(Compared.Flag, v => v.Flag("Value")),
        ["NumericField"] = new(Compared.Number, v => v.Number("Value")),
        ["DateField"] = new(Compared.Day, v => Civil.Day(v.Text("Value"))),
        ["DateTimeField"] = new(Compared.Instant, v => Civil.Instant(v.Text("Value"))),
        ["TimeField"] = new(Compared.Time, v => Civil.Time(v.Text("Value"))),
    };

    public static FieldKind? Of(string fieldType) => Kinds.GetValueOrDefault(fieldType);

    /// <summary>Text and number as <see cref="FieldValue"/> keeps them; both null where the field is empty.</summary>
    public (string? Text, double? Number) Indexed(JsonObject value) => Value(value) switch
    {
        string { Length: > 0 } text => (text, null),
        { } other and not string => (null, AsNumber(other)),
        _ => (null, null),
    };

    /// <summary>A value, or one given in a condition, as <see cref="FieldValue.Number"/> holds it.</summary>
    public static double? AsNumber(object? value) => value switch
    {
        bool flag => flag ? 1 : 0,
        decimal number => (double)number,
        DateOnly day => day.DayNumber,
        DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
        TimeSpan time => time.TotalSeconds,
        _ => null,
    };
}

/// <summary>Days, instants and times of day as fields store them.</summary>
internal static class Civil
{
    public static DateOnly? Day(string? text) =>
        text is { Length: >= 10 } && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A spelling without a zone is UTC, as in Orchard.</summary>
    public static DateTimeOffset? Instant(string? text) =>
        text is { Length: >= 10 } && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    public static TimeSpan? Time(string? text) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "H:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToTimeSpan() : null;
}

/// <summary>Reads stored JSON, in which a member may be missing or of another kind.</summary>
internal static class Members
{
    public static string? Text(this JsonObject json, string name) => Text(json[name]);

    public static string? Text(JsonNode? node)
    {
        try
        {
            return node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape.
            return null;
        }
    }

    public static bool? Flag(this JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    /// <summary>Without zeros behind the point: 15 and not 15.0.</summary>
    public static decimal? Number(this JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<decimal>(out var number) ? number / 1.0000000000000000000000000000m : null;

    public static int? Whole(this JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    public static IReadOnlyList<string> Texts(this JsonObject json, string name) => [.. (json[name] as JsonArray ?? []).Select(Text).OfType<string>()];

    public static IEnumerable<JsonObject> Objects(this JsonObject json, string name) => (json[name] as JsonArray ?? []).OfType<JsonObject>();
}
