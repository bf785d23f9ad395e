using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Concerns.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Features;

/// <summary>Changes limits by hand; clocks that run keep theirs. Failures: <c>access.not-allowed</c> and those of <see cref="ConcernRules.Check"/>.</summary>
public sealed class ChangeConcernRules(PortalTransactions transactions)
{
    public Task<Result> HandleAsync(ConcernRules rules, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!actor.CanSomewhere(ConcernPermissions.Rules)) return Failure.Of(Failure.NotAllowed);
        if (rules.Check() is { Count: > 0 } refused) return Result.Refused(refused);
        await rules.SaveAsync(tx, actor.UserId, cancellation);
        return Result.Ok;
    }, cancellation);
}

/// <summary>
/// Recipe step <c>{"name":"ConcernRules","rules":{"grades":[{"grade":"ordinary","hours":48,"basis":"…"}, …]}}</c>. Failures:
/// <c>recipe.unknown-member</c>, <c>recipe.value-missing</c>, <c>concern.rules-unreadable</c> and those of <see cref="ConcernRules.Check"/>.
/// </summary>
internal sealed class ConcernRulesStep(PortalTransactions transactions) : IRecipeStep
{
    public string Name => "ConcernRules";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation) => Task.FromResult(Read(context.Step).Failures);

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        await Read(context.Step).Rules!.SaveAsync(tx, context.Actor.UserId, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private static (ConcernRules? Rules, IReadOnlyList<Failure> Failures) Read(JsonObject step)
    {
        var failures = step.Where(m => m.Key is not ("name" or "rules")).Select(m => Failure.At($"$.{m.Key}", "recipe.unknown-member", m.Key, "rules")).ToList();
        if (step["rules"] is not JsonObject given) failures.Add(Failure.At("$.rules", "recipe.value-missing", "rules"));
        else
        {
            try
            {
                var rules = given.Deserialize<ConcernRules>(ConcernRules.Json)!;
                failures.AddRange(rules.Check().Select(f => f with { Field = $"$.rules.{f.Field}" }));
                return (rules, failures);
            }
            catch (JsonException error)
            {
                failures.Add(Failure.At("$.rules", "concern.rules-unreadable", error.Path));
            }
        }
        return (null, failures);
    }
}

/// <summary>The limits, as their step takes them.</summary>
internal sealed class ConcernRulesExport : IRecipeExport
{
    public int Order => 34;

    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation) =>
        await db.Set<SettingRow>().AnyAsync(s => s.Key == ConcernRules.SettingKey, cancellation)
            ? [new JsonObject { ["name"] = "ConcernRules", ["rules"] = JsonSerializer.SerializeToNode(await ConcernRules.LoadAsync(db, cancellation), ConcernRules.Json) }]
            : [];
}
