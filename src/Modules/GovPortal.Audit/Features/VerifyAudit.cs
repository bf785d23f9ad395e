using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;

namespace GovPortal.Audit.Features;

/// <summary>
/// Walks the whole event log and recomputes every hash. Reads only. Failure: <c>access.not-allowed</c>; a broken chain is an
/// answer and not a refusal.
/// </summary>
public sealed class VerifyAudit(PortalDbContext db)
{
    public async Task<Result<ChainCheck>> HandleAsync(Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.CanSomewhere(AuditPermissions.Read) ? await EventLog.VerifyAsync(db, cancellation) : Failure.Of(Failure.NotAllowed);
    }

    /// <summary>A fault in words: which record, and what is wrong with it.</summary>
    public static Failure Words(ChainFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault.Kind switch
        {
            ChainFaultKind.Altered => Failure.Of("audit.altered", fault.Number),
            ChainFaultKind.Moved => Failure.Of("audit.moved", fault.Number, fault.Until),
            ChainFaultKind.Missing => fault.Number == fault.Until ? Failure.Of("audit.missing", fault.Number) : Failure.Of("audit.missing-range", fault.Number, fault.Until),
            ChainFaultKind.Reordered => Failure.Of("audit.reordered", fault.Number),
            ChainFaultKind.Replaced => Failure.Of("audit.replaced", fault.Number),
            ChainFaultKind.Inserted => Failure.Of("audit.inserted", fault.Number),
            ChainFaultKind.MissingAtEnd => Failure.Of("audit.missing-at-end", fault.Number, fault.Until),
            ChainFaultKind.BeyondEnd => Failure.Of("audit.beyond-end", fault.Number),
            _ => Failure.Of("audit.end-differs", fault.Number),
        };
    }
}
