using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>Changes the rules by hand; the next inspection follows them. Failures: <c>access.not-allowed</c> and those of <see cref="InspectionRules.Check"/>.</summary>
public sealed class ChangeInspectionRules(PortalTransactions transactions, Inspect inspect)
{
    public Task<Result> HandleAsync(InspectionRules rules, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!actor.CanSomewhere(SupervisionPermissions.Rules)) return Failure.Of(Failure.NotAllowed);
        if (rules.Check(inspect.Rules) is { Count: > 0 } refused) return Result.Refused(refused);
        await rules.SaveAsync(tx, actor.UserId, cancellation);
        return Result.Ok;
    }, cancellation);
}

/// <summary>
/// Recipe step <c>{"name":"InspectionRules","rules":{"orderDays":5,"choices":[{"code":"home-stale","threshold":14}]}}</c>. Failures:
/// <c>recipe.unknown-member</c>, <c>recipe.value-missing</c>, <c>inspection.rules-unreadable</c> and those of <see cref="InspectionRules.Check"/>.
/// </summary>
internal sealed class InspectionRulesStep(PortalTransactions transactions, Inspect inspect) : IRecipeStep
{
    public string Name => "InspectionRules";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation) => Task.FromResult(Read(context.Step).Failures);

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        await Read(context.Step).Rules!.SaveAsync(tx, context.Actor.UserId, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private (InspectionRules? Rules, IReadOnlyList<Failure> Failures) Read(JsonObject step)
    {
        var failures = step.Where(m => m.Key is not ("name" or "rules")).Select(m => Failure.At($"$.{m.Key}", "recipe.unknown-member", m.Key, "rules")).ToList();
        if (step["rules"] is not JsonObject given) failures.Add(Failure.At("$.rules", "recipe.value-missing", "rules"));
        else
        {
            try
            {
                var rules = given.Deserialize<InspectionRules>(InspectionRules.Json)!;
                failures.AddRange(rules.Check(inspect.Rules).Select(f => f with { Field = $"$.rules.{f.Field}" }));
                return (rules, failures);
            }
            catch (JsonException error)
            {
                failures.Add(Failure.At("$.rules", "inspection.rules-unreadable", error.Path));
            }
        }
        return (null, failures);
    }
}

/// <summary>The rules, as their step takes them.</summary>
internal sealed class InspectionRulesExport : IRecipeExport
{
    public int Order => 33;

    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation) =>
        await db.Set<SettingRow>().AnyAsync(s => s.Key == InspectionRules.SettingKey, cancellation)
            ? [new JsonObject { ["name"] = "InspectionRules", ["rules"] = JsonSerializer.SerializeToNode(await InspectionRules.LoadAsync(db, cancellation), InspectionRules.Json) }]
            : [];
}
