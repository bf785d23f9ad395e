using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

public sealed record ExplainBreachCommand(string ObligationId, string? Why);

/// <summary>
/// Gives a missed clock its reason (R77): until then it stands as 待说明原因, met or not. The reason itself is no part of the
/// event. Failures: <c>access.not-allowed</c>, <c>obligation.unknown</c>, <c>obligation.not-breached</c>,
/// <c>obligation.explained-already</c>, <c>obligation.reason-required</c>, <c>obligation.reason-too-long</c>. Side effect:
/// <c>deadline.explained</c>.
/// </summary>
public sealed class ExplainBreach(PortalTransactions transactions)
{
    public const string Permission = "deadlines.explain";
    public const int MaxReason = 500;

    public async Task<Result> HandleAsync(ExplainBreachCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var clock = await tx.Db.Set<Obligation>().FirstOrDefaultAsync(o => o.Id == command.ObligationId, cancellation);
        if (clock is null) return Failure.Of("obligation.unknown");
        if (!Allows(actor, clock)) return Failure.Of(Failure.NotAllowed);
        if (!clock.IsBreached(tx.NowUtc)) return Failure.Of("obligation.not-breached");
        if (clock.ExplainedUtc is not null) return Failure.Of("obligation.explained-already");
        if (Check(command.Why) is { } failure) return failure;
        Explain(tx, clock, command.Why!.Trim(), actor);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    /// <summary>A clock without a section is its agency's: who may explain there at all.</summary>
    public static bool Allows(Actor actor, Obligation clock) => actor.Grants.Any(g =>
        g.Permissions.Contains(Permission) && (g.AgencyId is null || g.AgencyId == clock.AgencyId) && (g.SectionId is null || g.SectionId == clock.SectionId));

    internal static Failure? Check(string? why) =>
        string.IsNullOrWhiteSpace(why) ? Failure.At("Why", "obligation.reason-required")
        : why.Trim().Length > MaxReason ? Failure.At("Why", "obligation.reason-too-long", MaxReason) : null;

    internal static void Explain(PortalTransaction tx, Obligation clock, string why, Actor actor)
    {
        (clock.ExplainedUtc, clock.Explanation) = (tx.NowUtc, why);
        Obligations.Record(tx, clock, new ClockChange(ClockChangeKind.Explained, CivilTime.DateOf(tx.NowUtc), 0, why), actor.UserId);
        tx.Append(ObligationEvents.Of(DeadlineEvents.Explained, clock, actor.UserId));
    }
}
