using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>The clocks as rows of the portal's database; each verb tells the log inside the same transaction.</summary>
public sealed class Obligations(ClockDerivation derivation, Calendars calendars, TimeProvider time) : IObligations
{
    private const int MaxWhy = 500;

    public async Task<Result> OpenAsync(PortalTransaction tx, ObligationDraft draft, CancellationToken cancellation)
    {
        var derived = derivation.OfDraft(draft);
        if (!derived.Succeeded) return derived;
        var code = DeadlineRule.Parse(draft.Rule).Value!.ToString();
        var known = await tx.Db.Set<Obligation>().Where(o => o.SubjectId == draft.SubjectId && o.Kind == draft.Kind).ToListAsync(cancellation);
        var same = known.Find(o => o.Rule == code && o.FromDate == draft.From);
        var metForThisDay = known.Exists(o => o.FromDate == draft.From && o.MetUtc is not null);
        foreach (var other in known.Where(o => o != same && o.IsOpen)) Cancel(tx, other);
        if (metForThisDay) return Result.Ok;
        if (same is null)
        {
            await StartAsync(tx, draft, derived.Value, cancellation);
            return Result.Ok;
        }
        var runs = same.IsOpen;
        (same.VersionId, same.AgencyId, same.ColumnId, same.SectionId, same.Basis) = (draft.VersionId, draft.AgencyId, draft.ColumnId, draft.SectionId, draft.Basis);
        same.CancelledUtc = null;
        await derivation.ApplyAsync(tx.Db, same, cancellation);
        if (!runs) tx.Append(ObligationEvents.Of(DeadlineEvents.Started, same));
        return Result.Ok;
    }

    public async Task<Result> OpenAnewAsync(PortalTransaction tx, ObligationDraft draft, CancellationToken cancellation)
    {
        var derived = derivation.OfDraft(draft);
        if (!derived.Succeeded) return derived;
        var code = DeadlineRule.Parse(draft.Rule).Value!.ToString();
        var known = await tx.Db.Set<Obligation>().Where(o => o.SubjectId == draft.SubjectId && o.Kind == draft.Kind).ToListAsync(cancellation);
        var same = known.Find(o => o.Rule == code && o.FromDate == draft.From);
        foreach (var other in known.Where(o => o != same && o.IsOpen)) Cancel(tx, other);
        if (same is null)
        {
            await StartAsync(tx, draft, derived.Value, cancellation);
            return Result.Ok;
        }
        if (same.IsOpen) return Result.Ok;
        (same.VersionId, same.AgencyId, same.ColumnId, same.SectionId, same.Basis) = (draft.VersionId, draft.AgencyId, draft.ColumnId, draft.SectionId, draft.Basis);
        (same.MetUtc, same.CancelledUtc) = (null, null);
        await ChangeAsync(tx, same, new ClockChange(ClockChangeKind.Reopened, CivilTime.DateOf(tx.NowUtc), 0, ""), "system", cancellation);
        return Result.Ok;
    }

    /// <summary>Starts a clock beside whatever else runs for its subject and kind; the caller knows it is new.</summary>
    internal async Task<Obligation> StartAsync(PortalTransaction tx, ObligationDraft draft, DeadlineWorking working, CancellationToken cancellation)
    {
        var clock = new Obligation
        {
            Id = ContentIds.New(), SubjectId = draft.SubjectId, VersionId = draft.VersionId, AgencyId = draft.AgencyId, ColumnId = draft.ColumnId,
            SectionId = draft.SectionId, Kind = draft.Kind, Rule = working.Rule.ToString(), FromDate = draft.From, FromUtc = draft.FromUtc,
            Basis = draft.Basis, CalendarVersion = "", OpenedUtc = tx.NowUtc,
        };
        tx.Db.Add(clock);
        await derivation.SetAsync(tx.Db, clock, working, cancellation);
        tx.Append(ObligationEvents.Of(DeadlineEvents.Started, clock));
        return clock;
    }

    public async Task<int> MeetAsync(PortalTransaction tx, string subjectId, string kind, CancellationToken cancellation)
    {
        var running = await RunningAsync(tx, subjectId, kind, cancellation);
        foreach (var clock in running) Meet(tx, clock);
        return running.Count;
    }

    internal static void Meet(PortalTransaction tx, Obligation clock, string actorId = "system", DateTime? atUtc = null)
    {
        (clock.MetUtc, clock.NextSignalUtc, clock.PausedUtc) = (atUtc ?? tx.NowUtc, null, null);
        tx.Append(ObligationEvents.Of(DeadlineEvents.Met, clock, actorId, ("late", clock.MetUtc > clock.DueUtc)));
    }

    internal static void Cancel(PortalTransaction tx, Obligation clock)
    {
        (clock.CancelledUtc, clock.NextSignalUtc) = (tx.NowUtc, null);
        tx.Append(ObligationEvents.Of(DeadlineEvents.Cancelled, clock));
    }

    public IQueryable<RunningClock> Running(PortalDbContext db, IReadOnlyCollection<string>? kinds)
    {
        var running = db.Set<Obligation>().AsNoTracking().Where(o => o.CancelledUtc == null && o.MetUtc == null);
        return (kinds is null ? running : running.Where(o => kinds.Contains(o.Kind)))
            .Select(o => new RunningClock { SubjectId = o.SubjectId, Kind = o.Kind, AgencyId = o.AgencyId, SectionId = o.SectionId, DueUtc = o.DueUtc, PausedUtc = o.PausedUtc });
    }

    public DateTime EndOfWorkingDayUtc(int days)
    {
        var day = CivilTime.DateOf(time.UtcNow());
        for (var left = days; left > 0; left--) day = calendars.Current.WorkingDayOnOrAfter(day.AddDays(1));
        return CivilTime.EndOfDayUtc(day);
    }

    public async Task<int> ReopenAsync(PortalTransaction tx, string subjectId, string kind, string versionId, CancellationToken cancellation)
    {
        var met = await tx.Db.Set<Obligation>()
            .Where(o => o.SubjectId == subjectId && o.Kind == kind && o.VersionId == versionId && o.MetUtc != null && o.CancelledUtc == null).ToListAsync(cancellation);
        foreach (var clock in met)
        {
            clock.MetUtc = null;
            await ChangeAsync(tx, clock, new ClockChange(ClockChangeKind.Reopened, CivilTime.DateOf(tx.NowUtc), 0, ""), "system", cancellation);
        }
        return met.Count;
    }

    public async Task<Result> PauseAsync(PortalTransaction tx, string subjectId, string kind, string why, string actorId, CancellationToken cancellation)
    {
        if (await RunningAsync(tx, subjectId, kind, cancellation) is not [var clock, ..]) return Failure.Of("obligation.not-running");
        if (Reason(why) is { } reason) return reason;
        if (clock.PausedUtc is not null) return Failure.Of("obligation.paused");
        if (!ClockHistory.CanPause(RuleOf(clock))) return Failure.Of("obligation.cannot-pause", RuleText(clock.Rule));
        clock.PausedUtc = tx.NowUtc;
        await ChangeAsync(tx, clock, new ClockChange(ClockChangeKind.Paused, CivilTime.DateOf(tx.NowUtc), 0, why.Trim()), actorId, cancellation);
        return Result.Ok;
    }

    public async Task<Result> ResumeAsync(PortalTransaction tx, string subjectId, string kind, string actorId, CancellationToken cancellation)
    {
        if (await RunningAsync(tx, subjectId, kind, cancellation) is not [var clock, ..]) return Failure.Of("obligation.not-running");
        if (clock.PausedUtc is null) return Failure.Of("obligation.not-paused");
        clock.PausedUtc = null;
        await ChangeAsync(tx, clock, new ClockChange(ClockChangeKind.Resumed, CivilTime.DateOf(tx.NowUtc), 0, ""), actorId, cancellation);
        return Result.Ok;
    }

    public async Task<Result> RestartAsync(PortalTransaction tx, string subjectId, string kind, DateOnly from, string why, string actorId, CancellationToken cancellation)
    {
        if (await RunningAsync(tx, subjectId, kind, cancellation) is not [var clock, ..]) return Failure.Of("obligation.not-running");
        if (Reason(why) is { } reason) return reason;
        if (from.Year > ClockStart.LastYear) return Failure.Of("clock.date-out-of-range", from.ToString("O"));
        var latest = await tx.Db.Set<ObligationChange>().Where(c => c.ObligationId == clock.Id && c.Kind == ClockChangeKind.Restarted)
            .Select(c => (DateOnly?)c.OnDate).MaxAsync(cancellation) ?? clock.FromDate;
        if (from < latest) return Failure.Of("obligation.restart-before-start", latest.ToString("O"));
        if (RuleOf(clock).Kind == RuleKind.Hours) return Failure.Of("clock.instant-needed", from.ToString("O"));
        clock.PausedUtc = null;
        await ChangeAsync(tx, clock, new ClockChange(ClockChangeKind.Restarted, from, 0, why.Trim()), actorId, cancellation);
        return Result.Ok;
    }

    public async Task<Result> ExtendAsync(PortalTransaction tx, string subjectId, string kind, int amount, string why, string actorId, CancellationToken cancellation)
    {
        if (await RunningAsync(tx, subjectId, kind, cancellation) is not [var clock, ..]) return Failure.Of("obligation.not-running");
        if (Reason(why) is { } reason) return reason;
        var rule = RuleOf(clock);
        if (amount < 1 || !ClockHistory.CanExtend(rule)) return Failure.Of("obligation.cannot-extend", RuleText(clock.Rule));
        if (amount > rule.Amount) return Failure.Of("obligation.extension-too-long", rule.Amount);
        if (await tx.Db.Set<ObligationChange>().AnyAsync(c => c.ObligationId == clock.Id && c.Kind == ClockChangeKind.Extended, cancellation))
        {
            return Failure.Of("obligation.extended-already");
        }
        await ChangeAsync(tx, clock, new ClockChange(ClockChangeKind.Extended, CivilTime.DateOf(tx.NowUtc), amount, why.Trim()), actorId, cancellation);
        return Result.Ok;
    }

    public async Task<int> CancelAsync(PortalTransaction tx, string subjectId, string? versionId, CancellationToken cancellation)
    {
        var running = await tx.Db.Set<Obligation>()
            .Where(o => o.SubjectId == subjectId && (versionId == null || o.VersionId == versionId) && o.MetUtc == null && o.CancelledUtc == null)
            .ToListAsync(cancellation);
        foreach (var clock in running) Cancel(tx, clock);
        return running.Count;
    }

    public async Task<IReadOnlyList<ObligationView>> OfAsync(PortalDbContext db, string subjectId, CancellationToken cancellation)
    {
        var rows = await db.Set<Obligation>().AsNoTracking().Where(o => o.SubjectId == subjectId && (o.CancelledUtc == null || o.MetUtc != null))
            .OrderByDescending(o => o.FromDate).ThenBy(o => o.DueUtc).ToListAsync(cancellation);
        var now = time.UtcNow();
        return [.. rows.Select(o => new ObligationView(o.Id, o.Kind, o.Rule, RuleText(o.Rule), o.FromDate, o.DueUtc, o.Provisional, o.Basis, o.MetUtc,
            o.StatusAt(now, calendars.Current)))];
    }

    public async Task<IReadOnlyList<ObligationDay>> WorkingAsync(PortalDbContext db, string obligationId, CancellationToken cancellation)
    {
        if (await db.Set<Obligation>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == obligationId, cancellation) is not { } clock) return [];
        var changes = await db.Set<ObligationChange>().AsNoTracking().Where(c => c.ObligationId == obligationId).ToListAsync(cancellation);
        var working = ClockDerivation.Explain(clock, changes, calendars.Current, CivilTime.DateOf(time.UtcNow()));
        return [.. working.Steps.Select(s => new ObligationDay(s.Date, s.Counts, s.Why))];
    }

    internal static string RuleText(string rule) => DeadlineRule.Parse(rule) is { Succeeded: true } read ? RuleWords.Chinese(read.Value) : rule;

    /// <summary>Records what was done to a clock and derives it anew.</summary>
    internal async Task ChangeAsync(PortalTransaction tx, Obligation clock, ClockChange change, string actorId, CancellationToken cancellation)
    {
        Record(tx, clock, change, actorId);
        await derivation.ApplyAsync(tx.Db, clock, cancellation);
        tx.Append(ObligationEvents.Of(DeadlineEvents.Changed, clock, actorId, ("change", change.Kind.ToString().ToLowerInvariant())));
    }

    internal static void Record(PortalTransaction tx, Obligation clock, ClockChange change, string actorId) => tx.Db.Add(new ObligationChange
    {
        ObligationId = clock.Id, Number = ++clock.ChangeCount, Kind = change.Kind, OnDate = change.OnDate, Amount = change.Amount, Why = change.Why,
        ActorId = actorId, AtUtc = tx.NowUtc,
    });

    private static Task<List<Obligation>> RunningAsync(PortalTransaction tx, string subjectId, string kind, CancellationToken cancellation) =>
        tx.Db.Set<Obligation>().Where(o => o.SubjectId == subjectId && o.Kind == kind && o.MetUtc == null && o.CancelledUtc == null)
            .OrderBy(o => o.DueUtc).ThenBy(o => o.Id).ToListAsync(cancellation);

    private static DeadlineRule RuleOf(Obligation clock) => DeadlineRule.Parse(clock.Rule).Value!;

    private static Failure? Reason(string why) =>
        string.IsNullOrWhiteSpace(why) ? Failure.At("Why", "obligation.reason-required") : why.Length > MaxWhy ? Failure.At("Why", "obligation.reason-too-long", MaxWhy) : null;
}
