using System.Text.RegularExpressions;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;

namespace GovPortal.Audit.Features;

/// <summary>
/// Whether the log still agrees with a root that was written down: the day ends with this hash, and every event up to it holds.
/// Failures: <c>audit.root-unreadable</c>, <c>audit.root-none</c>, <c>audit.root-differs</c>, and those of a broken chain.
/// </summary>
public sealed partial class CheckRoot(PortalDbContext db, DailyRoots roots)
{
    /// <param name="pasted">The hash, or the whole line as it was copied.</param>
    public async Task<Result<DailyRoot>> HandleAsync(DateOnly? day, string? pasted, CancellationToken cancellation)
    {
        var hash = Hash().Match((pasted ?? "").ToLowerInvariant());
        if (day is not { } asked || !hash.Success) return Failure.Of("audit.root-unreadable");
        if (await roots.OfAsync(asked, cancellation) is not { } root) return Failure.Of("audit.root-none", asked);
        if (root.Hash != hash.Value) return Failure.Of("audit.root-differs", asked, root.LastEventId);
        var check = await EventLog.VerifyAsync(db, cancellation, root.LastEventId);
        return check.Fault is { } fault ? VerifyAudit.Words(fault) : root;
    }

    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")]
    private static partial Regex Hash();
}
