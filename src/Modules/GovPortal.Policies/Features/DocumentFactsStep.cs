using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Clocks;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Policies.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Policies.Features;

/// <summary>
/// <c>DocumentFacts</c>: what items that come from another portal were given there, their index numbers and what became of them
/// (有效性). An item that has a number keeps it, and a number is given once; what is known of a document's validity here stays. They show
/// when the item is published. Failures: <c>recipe.value-missing</c>. Side effects: <c>index-number.assigned</c>, <c>document.validity-changed</c>.
/// </summary>
internal sealed class DocumentFactsStep(PortalTransactions transactions) : IRecipeStep
{
    public const string StepName = "DocumentFacts";

    private const string Elsewhere = "+";
    private const int MaxScope = 80;

    public string Name => StepName;

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var failures = new List<Failure>();
        var numbers = context.Step["indexNumbers"] as JsonArray ?? [];
        for (var i = 0; i < numbers.Count; i++)
        {
            foreach (var member in (string[])["item", "agency", "number", "scope"]) if (Text(numbers[i], member) is not { Length: > 0 }) failures.Add(Failure.At($"$.indexNumbers[{i}].{member}", "recipe.value-missing", member));
            if (Serial(numbers[i]) is null) failures.Add(Failure.At($"$.indexNumbers[{i}].serial", "recipe.value-missing", "serial"));
        }
        var states = context.Step["validity"] as JsonArray ?? [];
        for (var i = 0; i < states.Count; i++)
        {
            foreach (var member in (string[])["item", "agency"]) if (Text(states[i], member) is not { Length: > 0 }) failures.Add(Failure.At($"$.validity[{i}].{member}", "recipe.value-missing", member));
            if (Text(states[i], "state") is not { } state || !DocumentStatus.States.ContainsKey(state)) failures.Add(Failure.At($"$.validity[{i}].state", "recipe.value-missing", "state"));
            if (Day(states[i]) is null) failures.Add(Failure.At($"$.validity[{i}].since", "recipe.value-missing", "since"));
        }
        return Task.FromResult<IReadOnlyList<Failure>>(failures);
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        await NumbersAsync(tx, context.Step["indexNumbers"] as JsonArray ?? [], context.Actor.UserId, cancellation);
        await ValidityAsync(tx, context.Step["validity"] as JsonArray ?? [], context.Actor.UserId, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private static async Task NumbersAsync(PortalTransaction tx, IEnumerable<JsonNode?> numbers, string actorId, CancellationToken cancellation)
    {
        var known = await tx.Db.Set<IndexNumber>().Select(n => new { n.ContentItemId, n.AgencyId, n.Number, n.Scope, n.Serial }).ToListAsync(cancellation);
        var serials = known.Select(n => (n.AgencyId, n.Scope, n.Serial)).ToHashSet();
        var (items, given) = (known.Select(n => n.ContentItemId).ToHashSet(StringComparer.Ordinal), known.Select(n => (n.AgencyId, n.Number)).ToHashSet());
        var counters = await tx.Db.Set<IndexNumberCounter>().ToDictionaryAsync(c => (c.AgencyId, c.Scope), cancellation);
        foreach (var entry in numbers)
        {
            var (item, agency, number, scope) = (Text(entry, "item")!, Text(entry, "agency")!, Text(entry, "number")!, Text(entry, "scope")!);
            if (items.Contains(item) || !given.Add((agency, number))) continue;
            items.Add(item);
            var serial = Serial(entry)!.Value;
            // Another rule counted here: the number stays, beside those of this scope.
            while (!serials.Add((agency, scope, serial))) scope = (scope + Elsewhere) is { Length: <= MaxScope } beside ? beside : Elsewhere + ContentIds.New();
            tx.Db.Add(new IndexNumber { ContentItemId = item, AgencyId = agency, Number = number, Scope = scope, Serial = serial, AssignedUtc = tx.NowUtc });
            // The next number here follows on.
            if (!counters.TryGetValue((agency, scope), out var counter)) tx.Db.Add(counters[(agency, scope)] = counter = new IndexNumberCounter { AgencyId = agency, Scope = scope });
            counter.Last = Math.Max(counter.Last, serial);
            tx.Append(new EventDraft(PolicyEvents.NumberAssigned, actorId, item, AgencyId: agency, Payload: new Dictionary<string, object?> { ["indexNumber"] = number }));
        }
    }

    private static async Task ValidityAsync(PortalTransaction tx, IEnumerable<JsonNode?> states, string actorId, CancellationToken cancellation)
    {
        var known = (await tx.Db.Set<DocumentStatus>().Select(s => s.ContentItemId).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in states)
        {
            var (item, agency, state, since) = (Text(entry, "item")!, Text(entry, "agency")!, Text(entry, "state")!, Day(entry)!.Value);
            if (!known.Add(item)) continue;
            tx.Db.Add(new DocumentStatus { ContentItemId = item, AgencyId = agency, State = state, Since = since, ByItemId = Text(entry, "by"), Note = Text(entry, "note"), ChangedBy = actorId, ChangedUtc = tx.NowUtc });
            if (since > CivilTime.DateOf(tx.NowUtc)) tx.Db.Add(DueJob.At(ValidityDue.JobKind, item, DateTime.SpecifyKind(since.ToDateTime(TimeOnly.MinValue) - CivilTime.Offset, DateTimeKind.Utc), actorId));
            tx.Append(new EventDraft(PolicyEvents.ValidityChanged, actorId, item, AgencyId: agency, Payload: new Dictionary<string, object?> { ["state"] = state, ["since"] = since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["by"] = Text(entry, "by") }));
        }
    }

    private static string? Text(JsonNode? entry, string member) => entry is JsonObject o && o[member] is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    private static int? Serial(JsonNode? entry) => entry is JsonObject o && o["serial"] is JsonValue v && v.TryGetValue<int>(out var serial) ? serial : null;

    private static DateOnly? Day(JsonNode? entry) => DateOnly.TryParseExact(Text(entry, "since"), "yyyy-MM-dd", out var day) ? day : null;
}

/// <summary>The index numbers and the validity of all items, as the step takes them.</summary>
internal sealed class DocumentFactsExport : IRecipeExport
{
    public int Order => 90;

    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var numbers = await db.Set<IndexNumber>().AsNoTracking().OrderBy(n => n.ContentItemId).ToListAsync(cancellation);
        var states = await db.Set<DocumentStatus>().AsNoTracking().OrderBy(s => s.ContentItemId).ToListAsync(cancellation);
        if (numbers.Count == 0 && states.Count == 0) return [];
        return
        [
            new JsonObject
            {
                ["name"] = DocumentFactsStep.StepName,
                ["indexNumbers"] = new JsonArray([.. numbers.Select(n => (JsonNode)new JsonObject { ["item"] = n.ContentItemId, ["agency"] = n.AgencyId, ["number"] = n.Number, ["scope"] = n.Scope, ["serial"] = n.Serial })]),
                ["validity"] = new JsonArray([.. states.Select(s => (JsonNode)new JsonObject { ["item"] = s.ContentItemId, ["agency"] = s.AgencyId, ["state"] = s.State, ["since"] = s.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["by"] = s.ByItemId, ["note"] = s.Note })]),
            },
        ];
    }
}
