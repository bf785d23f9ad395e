using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Policies.Model;
using GovPortal.Policies.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Policies.Features;

/// <summary>
/// Sets the rule for numbers that are assigned from now on; those that exist stay. Failures: <c>access.not-allowed</c> and the
/// rule's own. Side effect: <c>index-number.rule-changed</c> with the hashes of before and after.
/// </summary>
public sealed class SaveIndexNumberRule(PortalTransactions transactions)
{
    public async Task<Result> HandleAsync(IndexNumberRule rule, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(PolicyPermissions.ManageNumbers)) return Failure.Of(Failure.NotAllowed);
        var failures = rule.Check();
        return failures.Count > 0 ? failures.ToList() : await transactions.WriteAsync(tx => WriteAsync(tx, rule, actor.UserId, cancellation), cancellation);
    }

    internal static async Task<Result> WriteAsync(PortalTransaction tx, IndexNumberRule rule, string actorId, CancellationToken cancellation)
    {
        var json = JsonSerializer.Serialize(rule, CanonicalJson.Unescaped);
        var row = await tx.Db.Set<SettingRow>().FirstOrDefaultAsync(s => s.Key == IndexNumberRules.Key, cancellation);
        if (row?.Json == json) return Result.Ok;
        if (row is null) tx.Db.Add(new SettingRow { Key = IndexNumberRules.Key, Json = json });
        else row.Json = json;
        tx.AppendChange(new EventDraft(PolicyEvents.RuleChanged, actorId), typeof(SettingRow));
        return Result.Ok;
    }
}

/// <summary><c>IndexNumberRule</c>: the rule a county ships with, members as <see cref="IndexNumberRule"/> in camel case.</summary>
internal sealed class IndexNumberRuleStep(PortalTransactions transactions) : IRecipeStep
{
    private static readonly string[] Members = ["name", "pattern", "restart", "perColumn", "exceptTypes", "basis"];

    public string Name => "IndexNumberRule";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        List<Failure> failures = [.. context.Step.Where(m => !Members.Contains(m.Key)).Select(m => Failure.At($"$.{m.Key}", "recipe.unknown-member", m.Key, Nearest.Of(m.Key, Members)))];
        failures.AddRange(Read(context.Step).Check().Select(f => f with { Field = $"$.{char.ToLowerInvariant(f.Field![0])}{f.Field[1..]}" }));
        return Task.FromResult<IReadOnlyList<Failure>>(failures);
    }

    public Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => SaveIndexNumberRule.WriteAsync(tx, Read(context.Step), context.Actor.UserId, cancellation), cancellation);

    private static IndexNumberRule Read(JsonObject step)
    {
        return new IndexNumberRule(
            Text("pattern") ?? "", Text("restart") ?? IndexNumberRule.Year, step["perColumn"] is JsonValue own && own.TryGetValue(out bool perColumn) && perColumn,
            [.. (step["exceptTypes"] as JsonArray ?? []).OfType<JsonValue>().Select(v => v.ToString())], Text("basis") ?? "");

        string? Text(string member) => step[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
    }
}

/// <summary>The rule in force as an <c>IndexNumberRule</c> step.</summary>
internal sealed class IndexNumberRuleExport : IRecipeExport
{
    public int Order => 40;

    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation) =>
        await IndexNumberRules.LoadAsync(db, cancellation) is not { } rule ? [] :
        [
            new JsonObject
            {
                ["name"] = "IndexNumberRule", ["pattern"] = rule.Pattern, ["restart"] = rule.Restart, ["perColumn"] = rule.PerColumn,
                ["exceptTypes"] = new JsonArray([.. rule.ExceptTypes.Select(t => JsonValue.Create(t))]), ["basis"] = rule.Basis,
            },
        ];
}
