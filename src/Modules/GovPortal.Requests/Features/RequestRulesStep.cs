using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>Changes the rules by hand. Failures: <c>access.not-allowed</c> and those of <see cref="RequestRules.Check"/>. Cases that run keep the limit they came under.</summary>
public sealed class ChangeRequestRules(PortalTransactions transactions)
{
    public Task<Result> HandleAsync(RequestRules rules, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        if (!actor.CanSomewhere(RequestPermissions.Rules)) return Failure.Of(Failure.NotAllowed);
        if (rules.Check() is { Count: > 0 } refused) return Result.Refused(refused);
        await rules.SaveAsync(tx, actor.UserId, cancellation);
        return Result.Ok;
    }, cancellation);
}

/// <summary>
/// Recipe step <c>{"name":"RequestRules","rules":{"answerDays":20,…}}</c>; what it leaves out is as usual. Failures:
/// <c>recipe.unknown-member</c>, <c>recipe.value-missing</c>, <c>request.rules-unreadable</c> and those of <see cref="RequestRules.Check"/>.
/// </summary>
internal sealed class RequestRulesStep(PortalTransactions transactions) : IRecipeStep
{
    public string Name => "RequestRules";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation) => Task.FromResult(Read(context.Step).Failures);

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        await Read(context.Step).Rules!.SaveAsync(tx, context.Actor.UserId, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private static (RequestRules? Rules, IReadOnlyList<Failure> Failures) Read(JsonObject step)
    {
        var failures = step.Where(m => m.Key is not ("name" or "rules")).Select(m => Failure.At($"$.{m.Key}", "recipe.unknown-member", m.Key, "rules")).ToList();
        if (step["rules"] is not JsonObject given) failures.Add(Failure.At("$.rules", "recipe.value-missing", "rules"));
        else
        {
            try
            {
                var rules = given.Deserialize<RequestRules>(RequestRules.Json)!;
                failures.AddRange(rules.Check().Select(f => f with { Field = $"$.rules.{f.Field}" }));
                return (rules, failures);
            }
            catch (JsonException error)
            {
                failures.Add(Failure.At("$.rules", "request.rules-unreadable", error.Path));
            }
        }
        return (null, failures);
    }
}

/// <summary>The rules, as their step takes them.</summary>
internal sealed class RequestRulesExport : IRecipeExport
{
    public int Order => 32;

    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation) =>
        await db.Set<SettingRow>().AnyAsync(s => s.Key == RequestRules.SettingKey, cancellation)
            ? [new JsonObject { ["name"] = "RequestRules", ["rules"] = JsonSerializer.SerializeToNode(await RequestRules.LoadAsync(db, cancellation), RequestRules.Json) }]
            : [];
}
