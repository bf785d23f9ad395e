using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;

namespace GovPortal.Audit.Features;

/// <param name="Checked">How many events hold.</param>
/// <param name="BrokenAt">The first number that does not; null where all hold.</param>
public sealed record AuditVerification(long Checked, long? BrokenAt);

/// <summary>
/// Walks the whole event log and recomputes every hash. Reads only. Failure: <c>access.not-allowed</c>; a broken chain is an
/// answer and not a refusal.
/// </summary>
public sealed class VerifyAudit(PortalDbContext db)
{
    public async Task<Result<AuditVerification>> HandleAsync(Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.CanSomewhere(AuditPermissions.Read)) return Failure.Of(Failure.NotAllowed);
        var (count, brokenAt) = await EventLog.VerifyAsync(db, cancellation);
        return new AuditVerification(count, brokenAt);
    }
}
