using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

public sealed record ClosePeriodCommand(string ObligationId, string? Note);

/// <summary>
/// Closes one period of a duty or a column by hand, with a note; where it was late the note is its reason (R77). Failures:
/// <c>access.not-allowed</c>, <c>obligation.unknown</c>, <c>obligation.not-running</c>, <c>obligation.not-a-period</c>,
/// <c>obligation.reason-required</c>, <c>obligation.reason-too-long</c>. Side effects: <c>deadline.met</c>, <c>deadline.explained</c>.
/// </summary>
public sealed class ClosePeriod(PortalTransactions transactions)
{
    public async Task<Result> HandleAsync(ClosePeriodCommand command, Actor actor, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var clock = await tx.Db.Set<Obligation>().FirstOrDefaultAsync(o => o.Id == command.ObligationId, cancellation);
        if (clock is null) return Failure.Of("obligation.unknown");
        if (!Allows(actor, clock)) return Failure.Of(Failure.NotAllowed);
        if (clock.Kind is not (ClockKinds.Periodic or ClockKinds.Duty)) return Failure.Of("obligation.not-a-period");
        if (!clock.IsOpen) return Failure.Of("obligation.not-running");
        if (ExplainBreach.Check(command.Note) is { } failure) return failure with { Field = "Note" };
        var note = command.Note!.Trim();
        Obligations.Meet(tx, clock, actor.UserId);
        if (clock.IsBreached(tx.NowUtc)) ExplainBreach.Explain(tx, clock, note, actor);
        else
        {
            clock.Explanation = note;
            Obligations.Record(tx, clock, new ClockChange(ClockChangeKind.Explained, CivilTime.DateOf(tx.NowUtc), 0, note), actor.UserId);
        }
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    /// <summary>Who keeps the duties, and the section that answers for the period.</summary>
    public static bool Allows(Actor actor, Obligation clock) =>
        actor.Can(ChangeDuty.Manage, clock.AgencyId) || (clock.SectionId is not null && ExplainBreach.Allows(actor, clock));
}
