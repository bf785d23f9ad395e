using System.Globalization;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Deadlines;

/// <summary>A bureau whose clocks the tests turn by hand.</summary>
internal static class County
{
    public static Task<int> SweepClocksAsync(this PortalApp app) => app.Get<SweepDeadlines>().SweepAsync(CancellationToken.None);

    public static async Task TurnAsync(this PortalApp app)
    {
        await app.Get<OnceEventPump>().CatchUpAsync(CancellationToken.None);
        await app.SweepClocksAsync();
        await app.CatchUpAsync();
    }

    public static async Task<Result> OpenAsync(this PortalApp app, string subject, string rule, string from, string kind = "request", string? section = null)
    {
        await using var tx = await app.Get<PortalTransactions>().BeginAsync(CancellationToken.None);
        var result = await app.Get<IObligations>().OpenAsync(tx, new ObligationDraft(
            subject, null, "home", null, section, kind, rule, DateOnly.Parse(from, CultureInfo.InvariantCulture), "依据", CivilInstant(from)), CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
        return result;
    }

    public static async Task<T> DoAsync<T>(this PortalApp app, Func<IObligations, PortalTransaction, Task<T>> work)
    {
        await using var tx = await app.Get<PortalTransactions>().BeginAsync(CancellationToken.None);
        var result = await work(app.Get<IObligations>(), tx);
        await tx.CommitAsync(CancellationToken.None);
        return result;
    }

    public static Task<List<Obligation>> ClocksAsync(this PortalApp app, string kind) =>
        app.QueryAsync(db => db.Set<Obligation>().AsNoTracking().Where(o => o.Kind == kind).OrderBy(o => o.DueUtc).ThenBy(o => o.Id).ToListAsync());

    public static async Task<Obligation> ClockAsync(this PortalApp app, string subject) =>
        await app.QueryAsync(db => db.Set<Obligation>().AsNoTracking().SingleAsync(o => o.SubjectId == subject));

    public static Task<int> EventsAsync(this PortalApp app, string kind, string? subject = null) =>
        app.QueryAsync(db => db.Set<PortalEvent>().CountAsync(e => e.Kind == kind && (subject == null || e.SubjectId == subject)));

    public static string Due(this Obligation clock) => (clock.DueUtc + TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static DateTime CivilInstant(string day) => DateTime.SpecifyKind(DateTime.Parse(day, CultureInfo.InvariantCulture).AddHours(2), DateTimeKind.Utc);
}
