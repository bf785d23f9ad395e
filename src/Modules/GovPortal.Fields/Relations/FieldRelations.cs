using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;

namespace GovPortal.Fields.Relations;

/// <summary>
/// What fields of one part say of each other, as data beside a field's settings: <c>"RelationSettings": {"NotBefore": "StartsOn"}</c>
/// on a date, <c>{"SumOf": "Posts.number"}</c> on a number. Asked at submission and at publication; where either value is
/// missing nothing is asked. Failures at the field: <c>content.before-other</c>, <c>content.sum-differs</c>. A setting that names
/// no field refuses (the rule fails).
/// </summary>
internal sealed class FieldRelations(ContentElements elements) : IPublishRule
{
    public bool AtSubmission => true;

    public Task<IReadOnlyList<Failure>> CheckAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Failure>>([.. Check(elements, version.Type, version.Data)]);

    public static IEnumerable<Failure> Check(ContentElements elements, ContentTypeDefinition type, JsonObject data)
    {
        var placed = elements.Walk(type, data).Where(e => e.Context.Field is not null).ToList();
        foreach (var own in placed)
        {
            var settings = own.Context.Other("RelationSettings");
            if (settings.Text("NotBefore") is { } earlier && NotBefore(own, Named(own, earlier)) is { } before) yield return before;
            if (settings.Text("SumOf") is { } column && Sum(own, column) is { } sum) yield return sum;
        }

        PlacedElement Named(PlacedElement own, string name) => placed.Find(e => e.Context.Part.Name == own.Context.Part.Name && e.Context.Field!.Name == name)
            ?? throw new InvalidOperationException($"{own.Context.Path} relates to {name}, which its part does not have.");

        Failure? Sum(PlacedElement own, string of)
        {
            var (tableName, columnName) = of.Split('.') is [var first, var second] ? (first, second) : throw new InvalidOperationException($"{own.Context.Path}: {of} is no column of a table.");
            var table = Named(own, tableName);
            var title = (table.Context.Settings["Columns"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(c => c.Text("Name") == columnName)?.Text("Title")
                ?? throw new InvalidOperationException($"{own.Context.Path}: {of} is no column of a table.");
            var rows = (table.Value["Rows"] as JsonArray ?? []).OfType<JsonObject>().ToList();
            if (rows.Count == 0 || Number(own.Value["Value"]) is not { } stated) return null;
            var sum = rows.Sum(r => Number(r[columnName]) ?? 0);
            return sum == stated ? null : own.Context.Refuse("Value", "content.sum-differs", Shown(stated), table.Context.DisplayName, title, Shown(sum), Shown(Math.Abs(sum - stated)));
        }
    }

    private static Failure? NotBefore(PlacedElement own, PlacedElement other) =>
        Day(own) is { } day && Day(other) is { } from && day < from ? own.Context.Refuse("Value", "content.before-other", other.Context.DisplayName, Times.Shown(from)) : null;

    private static DateOnly? Day(PlacedElement element) => element.Value.Text("Value") is { } text ? Times.Day(text) : null;

    private static decimal? Number(JsonNode? value) =>
        value is JsonValue v && decimal.TryParse(v.ToString(), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Shown(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
