using System.Security.Cryptography;
using System.Text;
using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>What an import would do.</summary>
/// <param name="Years">The years the text announces.</param>
/// <param name="New">Those of them that were not announced before.</param>
/// <param name="Days">Every day that becomes something else.</param>
/// <param name="Clocks">How many open clocks get another due date or stop being 暂定.</param>
/// <param name="Token">Of exactly this text on exactly this calendar; the import asks for it.</param>
public sealed record CalendarPreview(IReadOnlyList<int> Years, IReadOnlyList<int> New, IReadOnlyList<DayChange> Days, int Clocks, string Token)
{
    public bool ChangesNothing => Days.Count == 0 && New.Count == 0;
}

/// <summary>
/// Reads the calendar file (JSON) or the pasted text of the State Council's notice and says what it would change. Failures:
/// <c>access.not-allowed</c> and those of <see cref="WorkingCalendarJson"/> and <see cref="HolidayNotice"/>.
/// </summary>
public sealed class PreviewCalendar(IDbContextFactory<PortalDbContext> contexts)
{
    public const string Manage = "calendar.manage";

    public async Task<Result<CalendarPreview>> HandleAsync(string text, Actor actor, bool trusted, CancellationToken cancellation)
    {
        if (!trusted && !actor.CanSomewhere(Manage)) return Failure.Of(Failure.NotAllowed);
        var years = Read(text);
        if (!years.Succeeded) return years.As<CalendarPreview>();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var before = await CalendarInForce.LoadAsync(db, cancellation);
        var after = years.Value.Aggregate(before.Calendar, (c, y) => c.With(y));
        var (first, last) = Span(before.Calendar, after, years.Value);
        return new CalendarPreview([.. years.Value.Select(y => y.Year)], [.. years.Value.Select(y => y.Year).Where(y => !before.Calendar.IsAnnounced(y))],
            before.Calendar.ChangesTo(after), await RederiveClocks.CountAsync(db, after, first, last, cancellation), TokenOf(text, before));
    }

    internal static Result<List<CalendarYear>> Read(string text)
    {
        if (text.TrimStart().StartsWith('{'))
        {
            var read = WorkingCalendarJson.Read(text);
            return read.Succeeded ? read.Value.Years.ToList() : read.As<List<CalendarYear>>();
        }
        var notice = HolidayNotice.Read(text);
        return notice.Succeeded ? new List<CalendarYear> { notice.Value } : notice.As<List<CalendarYear>>();
    }

    internal static string TokenOf(string text, CalendarInForce before) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{before.Number}\n{before.Calendar.Version}\n{text}")))[..32];

    /// <summary>The days a change can move something on: the changed ones, and a newly announced year as a whole.</summary>
    internal static (DateOnly First, DateOnly Last) Span(WorkingCalendar before, WorkingCalendar after, IEnumerable<CalendarYear> years)
    {
        var days = before.ChangesTo(after).Select(d => d.Date).ToList();
        foreach (var year in years.Where(y => !before.IsAnnounced(y.Year))) days.AddRange([new DateOnly(year.Year, 1, 1), new DateOnly(year.Year, 12, 31)]);
        return days.Count == 0 ? (new DateOnly(9000, 1, 1), new DateOnly(1, 1, 1)) : (days.Min(), days.Max());
    }
}

/// <param name="Token">The preview's; null imports whatever the calendar is now (command line, recipes).</param>
public sealed record ImportCalendarCommand(string Text, string Why, string? Token = null, bool Trusted = false);

/// <summary>
/// Announces years, or announces them anew, and derives every open clock that they touch in the same transaction. A text
/// that changes nothing is no new version. Failures: those of <see cref="PreviewCalendar"/>, <c>calendar.changed-meanwhile</c>.
/// Side effects: <c>calendar.changed</c>, <c>deadline.rederived</c> for each clock that changed.
/// </summary>
public sealed class ImportCalendar(PortalTransactions transactions, Calendars calendars)
{
    public async Task<Result<CalendarPreview>> HandleAsync(ImportCalendarCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!command.Trusted && !actor.CanSomewhere(PreviewCalendar.Manage)) return Failure.Of(Failure.NotAllowed);
        var years = PreviewCalendar.Read(command.Text);
        if (!years.Succeeded) return years.As<CalendarPreview>();
        await using var tx = await transactions.BeginAsync(cancellation);
        await OneWriter.EnterAsync(tx, cancellation);
        var before = await CalendarInForce.LoadAsync(tx.Db, cancellation);
        if (command.Token is { } token && token != PreviewCalendar.TokenOf(command.Text, before)) return Failure.Of("calendar.changed-meanwhile");

        var (calendar, number, clocks) = (before.Calendar, before.Number, 0);
        foreach (var year in years.Value)
        {
            var after = calendar.With(year);
            var days = calendar.ChangesTo(after);
            if (days.Count == 0 && calendar.IsAnnounced(year.Year)) continue;
            var (first, last) = PreviewCalendar.Span(calendar, after, [year]);
            var changed = await RederiveClocks.InAsync(tx, after, first, last, actor.UserId, cancellation);
            await RederiveClocks.MarkAsync(tx, calendar.Version, after.Version, cancellation);
            CalendarHistory.Add(tx, calendar.Version, new CalendarChange
            {
                Number = ++number, Kind = CalendarChangeKind.Notice, Year = year.Year, Data = WorkingCalendarJson.Write([year]), Why = command.Why.Trim(),
                ActorId = actor.UserId, AtUtc = tx.NowUtc, CalendarVersion = after.Version, DaysChanged = days.Count, ClocksChanged = changed,
            });
            (calendar, clocks) = (after, clocks + changed);
        }
        var done = new CalendarPreview([.. years.Value.Select(y => y.Year)], [.. years.Value.Select(y => y.Year).Where(y => !before.Calendar.IsAnnounced(y))],
            before.Calendar.ChangesTo(calendar), clocks, "");
        if (number == before.Number) return done;
        await tx.CommitAsync(cancellation);
        calendars.Swap(calendar);
        return done;
    }
}

/// <summary>Adds a version to the calendar's history, with its event.</summary>
internal static class CalendarHistory
{
    /// <param name="was">The version of the calendar before: a fingerprint of all its days.</param>
    public static void Add(PortalTransaction tx, string was, CalendarChange change)
    {
        tx.Db.Add(change);
        tx.Append(new EventDraft(CalendarFollower.Changed, change.ActorId, "calendar", Payload: new Dictionary<string, object?>
        {
            ["number"] = change.Number, ["change"] = change.Kind.ToString(), ["year"] = change.Year, ["calendar"] = change.CalendarVersion,
            ["days"] = change.DaysChanged, ["clocks"] = change.ClocksChanged,
            ["was"] = was, ["now"] = change.CalendarVersion,
        }));
    }
}
