using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Outbound;
using GovPortal.PublicForms;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Features;

/// <summary>
/// What a monitor tells becomes a concern that the office grades; told again under the same id it is known already, so that a message
/// sent twice, or played back, changes nothing. Failures: <c>concern.bad-signature</c> (also where there is no such monitor, or it is switched
/// off), <c>concern.too-old</c>, those of <see cref="MonitorMessage.Read"/> and <see cref="ConcernIntake.Check"/>, <c>concern.changed-by-other</c> (send it again). Side effect: <c>concern.received</c>.
/// </summary>
public sealed class TakeMonitorMessage(PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, ConcernSeals seals, TimeProvider time) : IDisposable
{
    /// <summary>Numbers are given one after the other: a burst of messages waits here, not each with a connection that the rest of the portal needs.</summary>
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Another writer may take the number first; then it is tried with the next.</summary>
    private const int Tries = 10;

    public async Task<Result> HandleAsync(string monitorId, string? signature, string body, CancellationToken cancellation)
    {
        ConcernMonitor? monitor;
        // Whoever has no secret gets no further than a reading.
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            monitor = await db.Set<ConcernMonitor>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == monitorId && m.IsEnabled, cancellation);
        }
        if (monitor is null || seals.OpenSecret(monitor.Secret) is not { } secret || BodySignature.SignedAt(secret, signature, body) is not { } signedAt) return Failure.Of("concern.bad-signature");
        if (!BodySignature.IsFresh(signedAt, time.UtcNow())) return Failure.Of("concern.too-old");
        var message = MonitorMessage.Read(body);
        if (!message.Succeeded) return message;
        await _one.WaitAsync(cancellation);
        try
        {
            for (var tried = 1; ; tried++)
            {
                var result = await transactions.WriteAsync(tx => ApplyAsync(tx, monitor, message.Value, cancellation), cancellation);
                if (!result.Has("draft.changed-by-other")) return result;
                if (tried == Tries) return Failure.Of("concern.changed-by-other");
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<Result> ApplyAsync(PortalTransaction tx, ConcernMonitor monitor, MonitorMessage message, CancellationToken cancellation)
    {
        // Before it is asked whether the message is known: the same one at once is kept once.
        await tx.InTurnAsync(monitor.AgencyId, cancellation);
        if (await tx.Db.Set<Concern>().AnyAsync(c => c.MonitorId == monitor.Id && c.ExternalId == message.Id, cancellation)) return Result.Ok;
        var intake = message.Intake(monitor.Channel, tx.NowUtc, PlainText.Line, PlainText.Of);
        if (intake.Check(tx.NowUtc) is { Count: > 0 } refused) return Result.Refused(refused);
        var concern = await RegisterConcern.AddAsync(tx, monitor.AgencyId, intake, Actor.Public.UserId, seals, monitor.Id, message.Id, cancellation);
        ConcernDesk.Add(tx, concern, ConcernEvents.Received, Actor.Public.UserId, "", new() { ["channel"] = concern.Channel, ["found"] = concern.FoundUtc });
        return Result.Ok;
    }
}
