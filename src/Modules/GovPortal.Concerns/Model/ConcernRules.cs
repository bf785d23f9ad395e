using System.Text.Json;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Model;

/// <summary>How long a grade has, in hours of the wall clock from the instant it was found, and the document that says so.</summary>
public sealed record GradeLimit(string Grade, int Hours, string Basis);

/// <summary>Limits of the grades: data, by the recipe step <c>ConcernRules</c> and the page <c>/Admin/Concerns/Rules</c>; each change an event.</summary>
public sealed record ConcernRules
{
    public const string SettingKey = "concern-rules";
    public const int MaxHours = 720, MaxBasis = 200;

    public IReadOnlyList<GradeLimit> Grades { get; init; } =
    [
        new(ConcernGrades.Ordinary, 48, "国办发〔2016〕80号"), new(ConcernGrades.Major, 24, "国办发〔2016〕61号"), new(ConcernGrades.Sudden, 5, "国办发〔2016〕61号"),
    ];

    public GradeLimit Of(string grade) => Grades.Single(g => g.Grade == grade);

    public static async Task<ConcernRules> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var row = await db.Set<SettingRow>().AsNoTracking().FirstOrDefaultAsync(s => s.Key == SettingKey, cancellation);
        return row is null ? new ConcernRules() : JsonSerializer.Deserialize<ConcernRules>(row.Json, Json)!;
    }

    /// <summary>Every reason at once: <c>concern.rule-grades</c> (each grade once), <c>concern.rule-hours</c>, <c>concern.rule-basis</c>, at the member.</summary>
    public IReadOnlyList<Failure> Check()
    {
        var failures = new List<Failure>();
        if (!Grades.Select(g => g.Grade).Order(StringComparer.Ordinal).SequenceEqual(ConcernGrades.All.Keys.Order(StringComparer.Ordinal))) failures.Add(Failure.At(nameof(Grades), "concern.rule-grades"));
        for (var i = 0; i < Grades.Count; i++)
        {
            if (Grades[i].Hours is < 1 or > MaxHours) failures.Add(Failure.At($"Grades[{i}].Hours", "concern.rule-hours", MaxHours));
            if (Grades[i].Basis is not { Length: > 0 and <= MaxBasis }) failures.Add(Failure.At($"Grades[{i}].Basis", "concern.rule-basis", MaxBasis));
        }
        return failures;
    }

    internal async Task SaveAsync(PortalTransaction tx, string actorId, CancellationToken cancellation)
    {
        var json = JsonSerializer.Serialize(this, Json);
        var row = await tx.Db.Set<SettingRow>().FirstOrDefaultAsync(s => s.Key == SettingKey, cancellation);
        if (row is null) tx.Db.Add(new SettingRow { Key = SettingKey, Json = json });
        else row.Json = json;
        if (tx.Db.ChangeTracker.HasChanges()) tx.AppendChange(new EventDraft(ConcernEvents.RulesChanged, actorId), typeof(SettingRow));
    }

    /// <summary>As in recipes: members in camel case, unknown ones refused.</summary>
    internal static JsonSerializerOptions Json { get; } = new(CanonicalJson.Unescaped)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };
}
