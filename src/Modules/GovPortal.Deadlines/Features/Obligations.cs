using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>The clocks as rows of the portal's database.</summary>
internal sealed class Obligations(Calendars calendars, TimeProvider time) : IObligations
{
    public async Task<Result> OpenAsync(PortalTransaction tx, ObligationDraft draft, CancellationToken cancellation)
    {
        if (draft.From.Year is < ClockStart.FirstYear or > ClockStart.LastYear) return Failure.Of("clock.date-out-of-range", draft.From.ToString("O"));
        var rule = DeadlineRule.Parse(draft.Rule);
        if (!rule.Succeeded) return rule;
        var calendar = calendars.Current;
        var start = draft.FromUtc is { } instant ? ClockStart.AtUtc(instant) : draft.From;
        var explained = Deadline.Explain(start, rule.Value, calendar);
        if (!explained.Succeeded) return explained;
        if (explained.Value.DueUtc is not { } dueUtc) return Failure.Of("obligation.no-due", draft.Rule);

        var code = rule.Value.ToString();
        var known = await tx.Db.Set<Obligation>().Where(o => o.SubjectId == draft.SubjectId && o.Kind == draft.Kind).ToListAsync(cancellation);
        var same = known.Find(o => o.Rule == code && o.FromDate == draft.From);
        var metForThisDay = known.Exists(o => o.FromDate == draft.From && o.MetUtc is not null);
        foreach (var other in known.Where(o => o != same && IsRunning(o))) other.CancelledUtc = tx.NowUtc;
        if (metForThisDay) return Result.Ok;

        if (same is null)
        {
            tx.Db.Add(new Obligation
            {
                Id = ContentIds.New(), SubjectId = draft.SubjectId, VersionId = draft.VersionId, AgencyId = draft.AgencyId, ColumnId = draft.ColumnId,
                SectionId = draft.SectionId, Kind = draft.Kind, Rule = code, FromDate = draft.From, FromUtc = draft.FromUtc, DueUtc = dueUtc,
                Provisional = explained.Value.Provisional, Basis = draft.Basis, CalendarVersion = calendar.Version, OpenedUtc = tx.NowUtc,
            });
            return Result.Ok;
        }
        (same.VersionId, same.AgencyId, same.ColumnId, same.SectionId) = (draft.VersionId, draft.AgencyId, draft.ColumnId, draft.SectionId);
        (same.DueUtc, same.Provisional, same.CalendarVersion, same.Basis) = (dueUtc, explained.Value.Provisional, calendar.Version, draft.Basis);
        same.CancelledUtc = null;
        return Result.Ok;
    }

    public async Task<int> MeetAsync(PortalTransaction tx, string subjectId, string kind, CancellationToken cancellation)
    {
        var running = await tx.Db.Set<Obligation>()
            .Where(o => o.SubjectId == subjectId && o.Kind == kind && o.MetUtc == null && o.CancelledUtc == null).ToListAsync(cancellation);
        foreach (var obligation in running) obligation.MetUtc = tx.NowUtc;
        return running.Count;
    }

    public async Task<int> ReopenAsync(PortalTransaction tx, string subjectId, string kind, string versionId, CancellationToken cancellation)
    {
        var met = await tx.Db.Set<Obligation>()
            .Where(o => o.SubjectId == subjectId && o.Kind == kind && o.VersionId == versionId && o.MetUtc != null).ToListAsync(cancellation);
        foreach (var obligation in met) obligation.MetUtc = null;
        return met.Count;
    }

    public async Task<int> CancelAsync(PortalTransaction tx, string subjectId, string? versionId, CancellationToken cancellation)
    {
        var running = await tx.Db.Set<Obligation>()
            .Where(o => o.SubjectId == subjectId && (versionId == null || o.VersionId == versionId) && o.MetUtc == null && o.CancelledUtc == null)
            .ToListAsync(cancellation);
        foreach (var obligation in running) obligation.CancelledUtc = tx.NowUtc;
        return running.Count;
    }

    public async Task<IReadOnlyList<ObligationView>> OfAsync(PortalDbContext db, string subjectId, CancellationToken cancellation)
    {
        var rows = await db.Set<Obligation>().AsNoTracking().Where(o => o.SubjectId == subjectId && (o.CancelledUtc == null || o.MetUtc != null))
            .OrderByDescending(o => o.FromDate).ThenBy(o => o.DueUtc).ToListAsync(cancellation);
        var now = time.UtcNow();
        return [.. rows.Select(o => new ObligationView(o.Id, o.Kind, o.Rule, RuleText(o.Rule), o.FromDate, o.DueUtc, o.Provisional, o.Basis, o.MetUtc,
            StatusOf.Of(o.DueUtc, o.MetUtc, o.CancelledUtc, now, calendars.Current)))];
    }

    internal static string RuleText(string rule) => DeadlineRule.Parse(rule) is { Succeeded: true } read ? RuleWords.Chinese(read.Value) : rule;

    private static bool IsRunning(Obligation o) => o.MetUtc is null && o.CancelledUtc is null;
}
