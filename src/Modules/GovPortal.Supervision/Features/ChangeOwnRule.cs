using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;

namespace GovPortal.Supervision.Features;

/// <summary>
/// Adds, changes or takes away a rule of the county's own; its problems are gone with the next inspection. Failures: <c>access.not-allowed</c>,
/// <c>inspection.rule-unknown</c> and those of <see cref="OwnRule.Check"/> and <c>inspection.own-too-many</c>. Side effect: <c>supervision.rules-changed</c>.
/// </summary>
public sealed class ChangeOwnRule(PortalTransactions transactions)
{
    /// <param name="rule">Without a code it is a new one.</param>
    public Task<Result> SaveAsync(OwnRule rule, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!actor.CanSomewhere(SupervisionPermissions.Rules)) return Failure.Of(Failure.NotAllowed);
        var rules = await InspectionRules.LoadAsync(tx.Db, cancellation);
        var kept = rule.Code.Length > 0 ? rule : rule with { Code = OwnRule.Prefix + ContentIds.New() };
        if (rule.Code.Length > 0 && rules.Own.All(o => o.Code != rule.Code)) return Failure.Of("inspection.rule-unknown", rule.Code);
        if (kept.Check() is { Count: > 0 } refused) return Result.Refused(refused);
        if (rule.Code.Length == 0 && rules.Own.Count >= OwnRule.Most) return Failure.Of("inspection.own-too-many", OwnRule.Most);
        var own = rule.Code.Length == 0 ? [.. rules.Own, kept] : rules.Own.Select(o => o.Code == kept.Code ? kept : o).ToList();
        await (rules with { Own = own }).SaveAsync(tx, actor.UserId, cancellation);
        return Result.Ok;
    }, cancellation);

    public Task<Result> RemoveAsync(string code, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!actor.CanSomewhere(SupervisionPermissions.Rules)) return Failure.Of(Failure.NotAllowed);
        var rules = await InspectionRules.LoadAsync(tx.Db, cancellation);
        if (rules.Own.All(o => o.Code != code)) return Failure.Of("inspection.rule-unknown", code);
        await (rules with { Own = [.. rules.Own.Where(o => o.Code != code)] }).SaveAsync(tx, actor.UserId, cancellation);
        return Result.Ok;
    }, cancellation);
}
