using System.Text.Json;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Model;

/// <summary>A rule as it is in force here: the shipped one with what the county set.</summary>
/// <param name="Threshold">In the unit of the rule.</param>
public sealed record RuleInForce(InspectionRule Rule, bool IsOn, int Threshold, decimal Points);

/// <summary>What a county set of one rule; what it leaves out is as shipped.</summary>
public sealed record RuleChoice(string Code, bool IsOn = true, int? Threshold = null, decimal? Points = null);

/// <summary>The rules of the self-inspection as the county set them, and the limit of an order: data, each change an event.</summary>
public sealed record InspectionRules
{
    public const string SettingKey = "inspection-rules";
    public const int MaxThreshold = 3650, MaxOrderDays = 60;
    public const decimal MaxPoints = 100;

    public IReadOnlyList<RuleChoice> Choices { get; init; } = [];
    /// <summary>Working days a section usually has for an order.</summary>
    public int OrderDays { get; init; } = 5;

    public static async Task<InspectionRules> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var row = await db.Set<SettingRow>().AsNoTracking().FirstOrDefaultAsync(s => s.Key == SettingKey, cancellation);
        return row is null ? new InspectionRules() : JsonSerializer.Deserialize<InspectionRules>(row.Json, Json)!;
    }

    /// <summary>All rules that modules brought, as they are in force, by code.</summary>
    public IReadOnlyDictionary<string, RuleInForce> Over(IEnumerable<InspectionRule> brought) => brought.ToDictionary(r => r.Code, r =>
    {
        var choice = Choices.FirstOrDefault(c => c.Code == r.Code);
        return new RuleInForce(r, choice?.IsOn ?? true, choice?.Threshold ?? r.Threshold, choice?.Points ?? r.Points);
    }, StringComparer.Ordinal);

    /// <summary>Every reason at once: <c>inspection.rule-unknown</c>, <c>inspection.threshold</c>, <c>inspection.points</c>, <c>inspection.order-days</c>, at the member.</summary>
    public IReadOnlyList<Failure> Check(IReadOnlyCollection<InspectionRule> brought)
    {
        var failures = new List<Failure>();
        for (var i = 0; i < Choices.Count; i++)
        {
            var choice = Choices[i];
            if (brought.FirstOrDefault(r => r.Code == choice.Code) is not { } rule) failures.Add(Failure.At($"Choices[{i}].Code", "inspection.rule-unknown", choice.Code));
            else if (choice.Threshold is { } threshold && (rule.Unit.Length == 0 || threshold is < 1 or > MaxThreshold)) failures.Add(Failure.At($"Choices[{i}].Threshold", "inspection.threshold", MaxThreshold));
            if (choice.Points is < 0 or > MaxPoints) failures.Add(Failure.At($"Choices[{i}].Points", "inspection.points", MaxPoints));
        }
        if (OrderDays is < 1 or > MaxOrderDays) failures.Add(Failure.At(nameof(OrderDays), "inspection.order-days", MaxOrderDays));
        return failures;
    }

    internal async Task SaveAsync(PortalTransaction tx, string actorId, CancellationToken cancellation)
    {
        var json = JsonSerializer.Serialize(this, Json);
        var row = await tx.Db.Set<SettingRow>().FirstOrDefaultAsync(s => s.Key == SettingKey, cancellation);
        if (row is null) tx.Db.Add(new SettingRow { Key = SettingKey, Json = json });
        else row.Json = json;
        if (tx.Db.ChangeTracker.HasChanges()) tx.AppendChange(new EventDraft(SupervisionEvents.RulesChanged, actorId), typeof(SettingRow));
    }

    /// <summary>As in recipes: members in camel case, unknown ones refused.</summary>
    internal static JsonSerializerOptions Json { get; } = new(CanonicalJson.Unescaped)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };
}
