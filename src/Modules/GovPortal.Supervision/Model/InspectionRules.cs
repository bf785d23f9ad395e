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
/// <param name="Columns">Of a rule about columns of one kind: those of this county, by address; empty where their titles tell.</param>
public sealed record RuleInForce(InspectionRule Rule, bool IsOn, int Threshold, decimal Points, IReadOnlyList<string> Columns);

/// <summary>What a county set of one rule; what it leaves out is as shipped.</summary>
/// <param name="Columns">As in <see cref="RuleInForce"/>.</param>
public sealed record RuleChoice(string Code, bool IsOn = true, int? Threshold = null, decimal? Points = null, IReadOnlyList<string>? Columns = null);

/// <summary>The rules of the self-inspection as the county set them, and the limit of an order: data, each change an event.</summary>
public sealed record InspectionRules
{
    public const string SettingKey = "inspection-rules";
    public const int MaxThreshold = 3650, MaxOrderDays = 60;
    public const decimal MaxPoints = 100;

    public IReadOnlyList<RuleChoice> Choices { get; init; } = [];
    /// <summary>Rules that the county added.</summary>
    public IReadOnlyList<OwnRule> Own { get; init; } = [];
    /// <summary>Working days a section usually has for an order.</summary>
    public int OrderDays { get; init; } = 5;

    public static async Task<InspectionRules> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var row = await db.Set<SettingRow>().AsNoTracking().FirstOrDefaultAsync(s => s.Key == SettingKey, cancellation);
        return row is null ? new InspectionRules() : JsonSerializer.Deserialize<InspectionRules>(row.Json, Json)!;
    }

    /// <summary>All rules there are: those that modules brought, and the county's own.</summary>
    public IReadOnlyList<InspectionRule> Known(IEnumerable<InspectionRule> brought) => [.. brought, .. Own.Select(o => o.AsRule)];

    /// <summary>All rules that modules brought and those of the county's own, as they are in force, by code.</summary>
    public IReadOnlyDictionary<string, RuleInForce> Over(IEnumerable<InspectionRule> brought) => brought.Select(r =>
    {
        var choice = Choices.FirstOrDefault(c => c.Code == r.Code);
        return new RuleInForce(r, choice?.IsOn ?? true, choice?.Threshold ?? r.Threshold, choice?.Points ?? r.Points, choice?.Columns ?? []);
    }).Concat(Own.Select(o => new RuleInForce(o.AsRule, o.IsOn, o.Limit, o.Points, o.Columns))).ToDictionary(r => r.Rule.Code, StringComparer.Ordinal);

    /// <summary>
    /// Every reason at once, at the member: <c>inspection.rule-unknown</c>, <c>inspection.threshold</c>, <c>inspection.points</c>, <c>inspection.columns</c>,
    /// <c>inspection.order-days</c>, <c>inspection.own-too-many</c>, <c>inspection.own-twice</c> and those of <see cref="OwnRule.Check"/>.
    /// </summary>
    public IReadOnlyList<Failure> Check(IReadOnlyCollection<InspectionRule> brought)
    {
        var failures = new List<Failure>();
        for (var i = 0; i < Choices.Count; i++) failures.AddRange(Check(Choices[i], brought).Select(f => f with { Field = $"Choices[{i}].{f.Field}" }));
        for (var i = 0; i < Own.Count; i++)
        {
            failures.AddRange(Own[i].Check().Select(f => f with { Field = $"Own[{i}].{f.Field}" }));
            if (Own.Take(i).Any(o => o.Code == Own[i].Code)) failures.Add(Failure.At($"Own[{i}].Code", "inspection.own-twice", Own[i].Code));
        }
        if (Own.Count > OwnRule.Most) failures.Add(Failure.At(nameof(Own), "inspection.own-too-many", OwnRule.Most));
        if (OrderDays is < 1 or > MaxOrderDays) failures.Add(Failure.At(nameof(OrderDays), "inspection.order-days", MaxOrderDays));
        return failures;
    }

    private static IEnumerable<Failure> Check(RuleChoice choice, IReadOnlyCollection<InspectionRule> brought)
    {
        if (brought.FirstOrDefault(r => r.Code == choice.Code) is not { } rule) yield return Failure.At("Code", "inspection.rule-unknown", choice.Code);
        else if (choice.Threshold is { } threshold && (rule.Unit.Length == 0 || threshold is < 1 or > MaxThreshold)) yield return Failure.At("Threshold", "inspection.threshold", MaxThreshold);
        if (choice.Points is < 0 or > MaxPoints) yield return Failure.At("Points", "inspection.points", MaxPoints);
        if (choice.Columns is { Count: > 0 } columns && (!Rules.FrontColumns.IsKind(choice.Code) || columns.Count > OwnRule.MaxColumns || columns.Any(string.IsNullOrWhiteSpace)))
            yield return Failure.At("Columns", "inspection.columns", OwnRule.MaxColumns);
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
