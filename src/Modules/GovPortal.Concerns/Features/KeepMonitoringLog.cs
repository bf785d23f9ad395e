using GovPortal.Clocks;
using GovPortal.Concerns.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Features;

/// <param name="Day">Null is today.</param>
/// <param name="Note">Empty says that the day was quiet (今日无异常).</param>
/// <param name="ConcernIds">What was found, among the agency's concerns.</param>
public sealed record LogDayCommand(string AgencyId, DateOnly? Day, string Note, IReadOnlyCollection<string> ConcernIds);

/// <summary>
/// Writes a day of the monitoring log, or writes it anew (R41): today, or one of the last 30 days later on, which then shows. Failures:
/// <c>access.not-allowed</c>, <c>concern.log-day</c>, <c>concern.log-not-quiet</c> (concerns were found on that day), <c>concern.too-long</c>,
/// <c>concern.log-concern</c>. Side effect: <c>concern.day-logged</c>.
/// </summary>
public sealed class KeepMonitoringLog(PortalTransactions transactions, ConcernSeals seals)
{
    public const int DaysBack = 30, MaxConcerns = 100;

    public Task<Result> HandleAsync(LogDayCommand command, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    private async Task<Result> ApplyAsync(PortalTransaction tx, LogDayCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!actor.Can(ConcernPermissions.Manage, command.AgencyId) || !await tx.Db.Set<Agency>().AnyAsync(a => a.Id == command.AgencyId, cancellation)) return Failure.Of(Failure.NotAllowed);
        var today = tx.NowUtc.ToCivilDate();
        var day = command.Day ?? today;
        if (day > today || day < today.AddDays(-DaysBack)) return Failure.At("Day", "concern.log-day", DaysBack);
        var ids = command.ConcernIds.Distinct().ToList();
        var isQuiet = command.Note.Length == 0 && ids.Count == 0;
        if (command.Note.Length > Concern.MaxWords) return Failure.At("Note", "concern.too-long", Concern.MaxWords);
        if (ids.Count > MaxConcerns || await tx.Db.Set<Concern>().CountAsync(c => ids.Contains(c.Id) && c.AgencyId == command.AgencyId, cancellation) != ids.Count) return Failure.At("Concerns", "concern.log-concern", MaxConcerns);
        if (isQuiet && await FoundOn(tx.Db, command.AgencyId, day).AnyAsync(cancellation)) return Failure.Of("concern.log-not-quiet");
        var entry = await tx.Db.Set<MonitoringEntry>().FirstOrDefaultAsync(e => e.AgencyId == command.AgencyId && e.Day == day, cancellation);
        if (entry is null) tx.Db.Add(entry = new MonitoringEntry { AgencyId = command.AgencyId, Day = day, Note = "", ConcernIds = "", ActorId = actor.UserId });
        (entry.IsQuiet, entry.Note, entry.ConcernIds, entry.ActorId, entry.AtUtc) = (isQuiet, seals.Seal(command.Note), string.Join(' ', ids), actor.UserId, tx.NowUtc);
        tx.Append(new EventDraft(ConcernEvents.DayLogged, actor.UserId, $"{day:yyyy-MM-dd}", AgencyId: command.AgencyId, Payload: new Dictionary<string, object?> { ["day"] = $"{day:yyyy-MM-dd}", ["found"] = ids.Count }));
        return Result.Ok;
    }

    internal static IQueryable<Concern> FoundOn(PortalDbContext db, string agencyId, DateOnly day)
    {
        var (from, until) = (Instants.FromCivil(day.ToDateTime(TimeOnly.MinValue)), Instants.FromCivil(day.AddDays(1).ToDateTime(TimeOnly.MinValue)));
        return db.Set<Concern>().AsNoTracking().Where(c => c.AgencyId == agencyId && c.FoundUtc >= from && c.FoundUtc < until);
    }
}

/// <summary>A concern as the log names it.</summary>
public sealed record LoggedConcern(string Id, string NumberText, string Title, DateOnly FoundOn);

/// <param name="Entry">Null where nothing was written.</param>
/// <param name="IsGap">A working day that is over and has no entry.</param>
/// <param name="IsLater">Written after its day (补记).</param>
public sealed record MonitoringDay(DateOnly Day, bool IsWorkingDay, MonitoringEntry? Entry, string? Note, bool IsGap, bool IsLater, IReadOnlyList<LoggedConcern> Concerns);

public sealed record MonitoringLog(string AgencyId, IReadOnlyList<Agency> Choices, IReadOnlyList<MonitoringDay> Days, IReadOnlyDictionary<string, string> Names, IReadOnlyList<LoggedConcern> Recent)
{
    public int Gaps => Days.Count(d => d.IsGap);
}

/// <summary>The last 30 days with their gaps, today first. Failure: <c>access.not-allowed</c>.</summary>
public sealed class ReadMonitoringLog(IDbContextFactory<PortalDbContext> contexts, IPeople people, ConcernSeals seals, TimeProvider time)
{
    /// <param name="agencyId">Null for the first that the person may see.</param>
    public async Task<Result<MonitoringLog>> HandleAsync(string? agencyId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var choices = (await db.Set<Agency>().AsNoTracking().OrderBy(a => a.Position).ThenBy(a => a.Id).ToListAsync(cancellation)).Where(a => ConcernAccess.ReadsAll(actor, a.Id)).ToList();
        if (choices.FirstOrDefault(a => agencyId is null || a.Id == agencyId) is not { } agency) return Failure.Of(Failure.NotAllowed);
        var today = time.UtcNow().ToCivilDate();
        var first = today.AddDays(-KeepMonitoringLog.DaysBack);
        var since = Instants.FromCivil(first.ToDateTime(TimeOnly.MinValue));
        var entries = await db.Set<MonitoringEntry>().AsNoTracking().Where(e => e.AgencyId == agency.Id && e.Day >= first).ToDictionaryAsync(e => e.Day, cancellation);
        // Before the first entry of all nobody had begun.
        var begun = await db.Set<MonitoringEntry>().Where(e => e.AgencyId == agency.Id).MinAsync(e => (DateOnly?)e.Day, cancellation) ?? today;
        var named = entries.Values.SelectMany(e => e.Concerns).Distinct().ToList();
        var concerns = (await db.Set<Concern>().AsNoTracking().Where(c => c.AgencyId == agency.Id && (c.FoundUtc >= since || named.Contains(c.Id))).OrderByDescending(c => c.FoundUtc).ThenBy(c => c.Id)
            .Take(500).Select(c => new { c.Id, c.Year, c.Number, c.Title, c.FoundUtc }).ToListAsync(cancellation))
            .ConvertAll(c => new LoggedConcern(c.Id, $"舆情〔{c.Year}〕{c.Number}号", c.Title, c.FoundUtc.ToCivilDate()));
        var days = new List<MonitoringDay>();
        for (var day = today; day >= first; day = day.AddDays(-1))
        {
            var (entry, works) = (entries.GetValueOrDefault(day), WorkingCalendar.China.IsWorkingDay(day));
            days.Add(new MonitoringDay(
                day, works, entry, entry is null ? "" : seals.Open(entry.Note), IsGap: works && entry is null && day < today && day >= begun, IsLater: entry is not null && entry.AtUtc.ToCivilDate() > day,
                [.. concerns.Where(c => entry is not null ? entry.Concerns.Contains(c.Id) : c.FoundOn == day)]));
        }
        return new MonitoringLog(agency.Id, choices, days, await people.NamesAsync(db, entries.Values.Select(e => e.ActorId).Distinct(), cancellation), [.. concerns.Take(KeepMonitoringLog.MaxConcerns)]);
    }
}
