using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Decisions.Rules;

namespace GovPortal.Decisions.Model;

/// <summary>The types of this module and what code reads of their data. Each type has a part of its own name.</summary>
internal static class DecisionData
{
    public const string Consultation = "Consultation";
    public const string Report = "AdoptionReport";
    public const string Decision = "Decision";
    public const string Execution = "ExecutionMeasure";

    private static JsonObject? Field(JsonObject data, string part, string field) => (data[part] as JsonObject)?[field] as JsonObject;

    public static DateOnly? Day(JsonObject data, string field, string part = Consultation) => Day(Field(data, part, field)?["Value"]);

    private static DateOnly? Day(JsonNode? node) =>
        node is JsonValue v && v.TryGetValue<string>(out var text) && text.Length >= 10
        && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static decimal? Progress(JsonObject data) =>
        // By its text: a number that was just put there is of its own type, one that was read is of any.
        Field(data, Execution, "Progress")?["Value"] is JsonValue v && decimal.TryParse(v.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) ? percent : null;

    public static IReadOnlyList<ExecutionStep> Steps(JsonObject data) =>
        [.. (Field(data, Execution, "Steps")?["Rows"] as JsonArray ?? []).OfType<JsonObject>().Select(r => new ExecutionStep(Day(r["planned"]), Day(r["actual"]), Cell(r["step"]), Cell(r["note"])))];

    private static string Cell(JsonNode? node) => node is JsonValue v && v.TryGetValue<string>(out var text) ? text.Trim() : "";

    /// <summary>How many files stand with a measure.</summary>
    public static int Evidence(JsonObject data) => (Field(data, Execution, "Attachments")?["Paths"] as JsonArray)?.Count ?? 0;

    /// <summary>The document or decision that a measure carries out; null where it names none.</summary>
    public static string? PickedDocument(JsonObject data) => Picked(Field(data, Execution, "Document"));

    public static int? Count(JsonObject data, string field) =>
        Field(data, Report, field)?["Value"] is JsonValue v && v.TryGetValue<decimal>(out var number) && number is >= 0 and <= 1_000_000 ? (int)number : null;

    public static string? Text(JsonObject data, string part, string field) =>
        Field(data, part, field)?["Text"] is JsonValue v && v.TryGetValue<string>(out var text) && text.Trim() is { Length: > 0 } clean ? clean : null;

    /// <summary>The consultation that a report or a decision names; null where it names none.</summary>
    public static string? PickedConsultation(JsonObject data, string part) => Picked(Field(data, part, Consultation));

    private static string? Picked(JsonObject? field) =>
        field?["ContentItemIds"] is JsonArray { Count: > 0 } ids && ids[0] is JsonValue v && v.TryGetValue<string>(out var id) && id.Length is > 0 and <= 26 ? id : null;
}
