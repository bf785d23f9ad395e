using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Features;

/// <param name="Secret">To be shown this once.</param>
public sealed record MonitorSecret(string MonitorId, string Secret);

/// <param name="Received">Concerns it sent, and the last of them.</param>
public sealed record MonitorRow(ConcernMonitor Monitor, string AgencyName, int Received, DateTime? LastUtc);

/// <summary>
/// Monitors (监测接入): made, switched off and on, given another secret; never deleted, they stand in concerns. Failures:
/// <c>access.not-allowed</c>, <c>concern.monitor-unknown</c>, <c>concern.words-required</c>, <c>concern.too-long</c>, <c>concern.channel</c>. Side effect: <c>concern.monitor-changed</c>.
/// </summary>
public sealed class SaveMonitor(PortalTransactions transactions, ConcernSeals seals)
{
    public Task<Result<MonitorSecret>> MakeAsync(string agencyId, string title, string channel, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result<MonitorSecret>> (tx) =>
    {
        if (!actor.Can(ConcernPermissions.Rules, agencyId) || !await tx.Db.Set<Agency>().AnyAsync(a => a.Id == agencyId, cancellation)) return Failure.Of(Failure.NotAllowed);
        var failures = new List<Failure>();
        if (title.Length == 0) failures.Add(Failure.At("Title", "concern.words-required"));
        if (title.Length > ConcernMonitor.MaxTitle) failures.Add(Failure.At("Title", "concern.too-long", ConcernMonitor.MaxTitle));
        if (!ConcernChannels.All.ContainsKey(channel)) failures.Add(Failure.At("Channel", "concern.channel"));
        if (failures.Count > 0) return failures;
        var (shown, kept) = seals.NewSecret();
        var monitor = new ConcernMonitor { Id = ContentIds.New(), AgencyId = agencyId, Title = title, Channel = channel, Secret = kept, IsEnabled = true, CreatedUtc = tx.NowUtc };
        tx.Db.Add(monitor);
        Tell(tx, monitor, "created", actor);
        return new MonitorSecret(monitor.Id, shown);
    }, cancellation);

    /// <summary>A new secret; the old one ends at once.</summary>
    public Task<Result<MonitorSecret>> RotateAsync(string monitorId, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result<MonitorSecret>> (tx) =>
    {
        var found = await FindAsync(tx, monitorId, actor, cancellation);
        if (!found.Succeeded) return found.As<MonitorSecret>();
        var (shown, kept) = seals.NewSecret();
        found.Value.Secret = kept;
        Tell(tx, found.Value, "secret", actor);
        return new MonitorSecret(monitorId, shown);
    }, cancellation);

    public Task<Result> EnableAsync(string monitorId, bool isEnabled, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        var found = await FindAsync(tx, monitorId, actor, cancellation);
        if (!found.Succeeded) return found;
        if (found.Value.IsEnabled == isEnabled) return Result.Ok;
        found.Value.IsEnabled = isEnabled;
        Tell(tx, found.Value, isEnabled ? "enabled" : "disabled", actor);
        return Result.Ok;
    }, cancellation);

    private static async Task<Result<ConcernMonitor>> FindAsync(PortalTransaction tx, string monitorId, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(ConcernPermissions.Rules)) return Failure.Of(Failure.NotAllowed);
        if (await tx.Db.Set<ConcernMonitor>().FirstOrDefaultAsync(m => m.Id == monitorId, cancellation) is not { } monitor) return Failure.Of("concern.monitor-unknown");
        return actor.Can(ConcernPermissions.Rules, monitor.AgencyId) ? monitor : Failure.Of(Failure.NotAllowed);
    }

    private static void Tell(PortalTransaction tx, ConcernMonitor monitor, string change, Actor actor) =>
        tx.AppendChange(new EventDraft(ConcernEvents.MonitorChanged, actor.UserId, monitor.Id, AgencyId: monitor.AgencyId, Payload: new Dictionary<string, object?> { ["change"] = change }), typeof(ConcernMonitor));
}

/// <summary>The monitors of the agencies whose rules a person sets.</summary>
public sealed class ListMonitors(IDbContextFactory<PortalDbContext> contexts)
{
    public async Task<IReadOnlyList<MonitorRow>> HandleAsync(Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var names = await db.Set<Agency>().AsNoTracking().ToDictionaryAsync(a => a.Id, a => a.Name, cancellation);
        var sent = await db.Set<Concern>().AsNoTracking().Where(c => c.MonitorId != null).GroupBy(c => c.MonitorId!).Select(g => new { g.Key, Count = g.Count(), Last = g.Max(c => c.RegisteredUtc) }).ToDictionaryAsync(g => g.Key, cancellation);
        var monitors = await db.Set<ConcernMonitor>().AsNoTracking().OrderBy(m => m.CreatedUtc).ThenBy(m => m.Id).ToListAsync(cancellation);
        return [.. monitors.Where(m => actor.Can(ConcernPermissions.Rules, m.AgencyId)).Select(m => new MonitorRow(m, names.GetValueOrDefault(m.AgencyId, m.AgencyId), sent.GetValueOrDefault(m.Id)?.Count ?? 0, sent.GetValueOrDefault(m.Id)?.Last))];
    }
}
