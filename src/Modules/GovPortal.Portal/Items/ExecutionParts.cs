using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Items;

/// <summary>The page of a measure that is being carried out.</summary>
internal static class ExecutionParts
{
    public static ExecutionPart Of(ItemFields fields, DateOnly today)
    {
        var (task, source, due, completed, table) = (fields.TakeText("Task"), fields.TakeText("TaskSource"), fields.TakeDay("DueOn"), fields.TakeDay("CompletedOn"), fields.Take("Steps"));
        var progress = fields.Take("Progress")?.Value["Value"] is JsonValue v && v.TryGetValue<decimal>(out var percent) ? (int)Math.Clamp(percent, 0, 100) : 0;
        var steps = (table is null ? [] : TypedParts.Objects(table.Value["Rows"])).Select(row => Step(row, today)).ToList();
        var planned = steps.Where(s => s.Planned is not null).ToList();
        return new ExecutionPart(
            task, source, due, completed, progress, planned.Count == 0 ? null : planned.Count(s => s.Planned <= today) * 100 / planned.Count, steps);
    }

    private static ExecutionStepRow Step(JsonObject row, DateOnly today)
    {
        var (planned, actual) = (Day(row["planned"]), Day(row["actual"]));
        var state = actual is not null ? (actual > planned ? "late" : "done") : planned < today ? "overdue" : "todo";
        return new ExecutionStepRow(ItemFacts.Text(row["step"]) ?? "", planned, actual, state, ItemFacts.Text(row["note"]) ?? "");
    }

    private static DateOnly? Day(JsonNode? node) =>
        ItemFacts.Text(node) is { Length: >= 10 } text && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
