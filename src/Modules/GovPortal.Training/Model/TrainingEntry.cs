using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Training.Model;

/// <summary>
/// A training (培训, R26) as its record's latest version has it, without who took part. Title, section and state stand in the item's index
/// row. Derived; <c>reindex</c> rebuilds it.
/// </summary>
public sealed class TrainingEntry
{
    public const int MaxKind = 20, MaxOrganiser = 200;

    public required string ContentItemId { get; init; }
    /// <summary><see cref="TrainingKinds.Held"/> or <see cref="TrainingKinds.Attended"/>.</summary>
    public required string Kind { get; init; }
    /// <summary>Its first day.</summary>
    public DateOnly HeldOn { get; init; }
    public required string Organiser { get; init; }
    public int People { get; init; }
    /// <summary>学时 of the training; 0 where none are given.</summary>
    public double Hours { get; init; }
}

public static class TrainingKinds
{
    public const string Held = "举办", Attended = "参加";

    public static IReadOnlyList<string> All { get; } = [Held, Attended];
}

/// <summary>The type <c>TrainingRecord</c> and what code reads of its data.</summary>
internal static class TrainingData
{
    public const string Type = "TrainingRecord";

    public static string Text(JsonObject data, string field) => Field(data, field)?["Text"] is JsonValue v && v.TryGetValue<string>(out var text) ? text.Trim() : "";

    /// <summary>0 where there is none. By its text: a number that was just put there is of its own type, one that was read is of any.</summary>
    public static decimal Number(JsonObject data, string field) =>
        Field(data, field)?["Value"] is JsonValue v && decimal.TryParse(v.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1_000_000 ? number : 0;

    public static DateOnly? Day(JsonObject data, string field) =>
        Field(data, field)?["Value"] is JsonValue v && v.TryGetValue<string>(out var text) && text.Length >= 10
        && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static JsonObject? Field(JsonObject data, string field) => (data[Type] as JsonObject)?[field] as JsonObject;
}

internal sealed class TrainingModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<TrainingEntry>(row =>
    {
        row.ToTable("TrainingEntries").HasKey(t => t.ContentItemId);
        row.Property(t => t.ContentItemId).HasMaxLength(26);
        row.Property(t => t.Kind).HasMaxLength(TrainingEntry.MaxKind);
        row.Property(t => t.Organiser).HasMaxLength(TrainingEntry.MaxOrganiser);
        row.HasIndex(t => t.HeldOn);
    });
}
