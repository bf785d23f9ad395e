using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>How long before its due day each kind of clock is called 临期; data, set by the recipe step <c>DeadlineSignals</c>.</summary>
internal sealed record SignalLeads(IReadOnlyDictionary<string, SignalLead> Kinds)
{
    public const string SettingKey = "deadline-signals";
    public const string Changed = "deadline.signals-changed";

    /// <summary>The entry for kinds that have none of their own.</summary>
    public const string AllKinds = "default";

    public SignalLead For(string kind) => Kinds.GetValueOrDefault(kind) ?? Kinds.GetValueOrDefault(AllKinds) ?? SignalLead.Default;

    public static async Task<SignalLeads> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var row = await db.Set<SettingRow>().AsNoTracking().FirstOrDefaultAsync(s => s.Key == SettingKey, cancellation);
        return new SignalLeads(row is null ? new Dictionary<string, SignalLead>() : JsonSerializer.Deserialize<Dictionary<string, SignalLead>>(row.Json)!);
    }
}

/// <summary>
/// Recipe step <c>{"name":"DeadlineSignals","kinds":{"default":{"workingDays":1,"at":"09:00"},"freshness":{"workingDays":5}}}</c>.
/// Clocks take it up when they are opened or derived next.
/// </summary>
internal sealed class DeadlineSignalsStep(PortalTransactions transactions) : IRecipeStep
{
    private const int MaxWorkingDays = 60;

    public string Name => "DeadlineSignals";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Failure>>(Read(context.Step).Failures);

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var json = JsonSerializer.Serialize(Read(context.Step).Kinds, CanonicalJson.Unescaped);
        await using var tx = await transactions.BeginAsync(cancellation);
        var row = await tx.Db.Set<SettingRow>().FirstOrDefaultAsync(s => s.Key == SignalLeads.SettingKey, cancellation);
        if (row is null) tx.Db.Add(new SettingRow { Key = SignalLeads.SettingKey, Json = json });
        else row.Json = json;
        if (tx.Db.ChangeTracker.HasChanges()) tx.AppendChange(new EventDraft(SignalLeads.Changed, context.Actor.UserId), typeof(SettingRow));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private static (Dictionary<string, SignalLead> Kinds, List<Failure> Failures) Read(JsonObject step)
    {
        var (kinds, failures) = (new Dictionary<string, SignalLead>(), new List<Failure>());
        foreach (var (name, _) in step.Where(m => m.Key is not ("name" or "kinds"))) failures.Add(Failure.At($"$.{name}", "recipe.unknown-member", name, "kinds"));
        if (step["kinds"] is not JsonObject given) failures.Add(Failure.At("$.kinds", "recipe.value-missing", "kinds"));
        foreach (var (kind, node) in step["kinds"] as JsonObject ?? [])
        {
            var lead = node as JsonObject;
            var days = lead?["workingDays"] is JsonValue d && d.TryGetValue<int>(out var n) ? n : lead?["workingDays"] is null ? 1 : -1;
            var at = lead?["at"] is JsonValue t && t.TryGetValue<string>(out var text) ? text : lead?["at"] is null ? "09:00" : "";
            if (lead is null || days is < 0 or > MaxWorkingDays || !TimeOnly.TryParseExact(at, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            {
                failures.Add(Failure.At($"$.kinds.{kind}", "deadline.bad-signal", kind));
            }
            else kinds[kind] = new SignalLead(days, time);
        }
        return (kinds, failures);
    }
}

/// <summary>Signals and periodic duties, as their steps take them.</summary>
internal sealed class DeadlinesExport : IRecipeExport
{
    public int Order => 30;

    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var kinds = (await SignalLeads.LoadAsync(db, cancellation)).Kinds;
        var duties = await db.Set<PeriodicDuty>().AsNoTracking().OrderBy(d => d.Id).ToListAsync(cancellation);
        var steps = new List<JsonObject>();
        if (kinds.Count > 0)
        {
            steps.Add(new JsonObject
            {
                ["name"] = "DeadlineSignals",
                ["kinds"] = new JsonObject(kinds.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => KeyValuePair.Create<string, JsonNode?>(k.Key, new JsonObject
                {
                    ["workingDays"] = k.Value.WorkingDays, ["at"] = k.Value.At.ToString("HH:mm", CultureInfo.InvariantCulture),
                }))),
            });
        }
        if (duties.Count > 0)
        {
            steps.Add(new JsonObject
            {
                ["name"] = "PeriodicDuties",
                ["duties"] = new JsonArray([.. duties.Select(d => (JsonNode)new JsonObject
                {
                    ["id"] = d.Id, ["agency"] = d.AgencyId, ["title"] = d.Title, ["rule"] = d.Rule, ["role"] = d.Role, ["section"] = d.SectionId,
                    ["basis"] = d.Basis, ["active"] = d.IsActive,
                })]),
            });
        }
        return steps;
    }
}
