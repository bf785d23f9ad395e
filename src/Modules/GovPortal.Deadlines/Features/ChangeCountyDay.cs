using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;

namespace GovPortal.Deadlines.Features;

/// <param name="Rest">True for a day off, false for a day worked; null takes the county's own day back.</param>
public sealed record ChangeCountyDayCommand(DateOnly? Date, string? Name, bool? Rest, string? Why);

/// <summary>
/// Sets or takes back a day of the county's own, over the State Council's notice, and derives the open clocks it touches.
/// Failures: <c>access.not-allowed</c>, <c>county-day.date-required</c>, <c>county-day.name-required</c>,
/// <c>county-day.why-required</c>, <c>county-day.too-long</c>, <c>county-day.unknown</c>, <c>county-day.no-change</c>. Side
/// effects: <c>calendar.changed</c>, <c>deadline.rederived</c>.
/// </summary>
public sealed class ChangeCountyDay(PortalTransactions transactions, Calendars calendars)
{
    private const int MaxName = 30, MaxWhy = 300;

    public async Task<Result> HandleAsync(ChangeCountyDayCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(PreviewCalendar.Manage)) return Failure.Of(Failure.NotAllowed);
        var (name, why, failures) = (command.Name?.Trim() ?? "", command.Why?.Trim() ?? "", new List<Failure>());
        if (command.Date is not { Year: >= ClockStart.FirstYear and <= ClockStart.LastYear }) failures.Add(Failure.At("Date", "county-day.date-required"));
        if (command.Rest is not null && name.Length == 0) failures.Add(Failure.At("Name", "county-day.name-required"));
        if (name.Length > MaxName) failures.Add(Failure.At("Name", "county-day.too-long", MaxName));
        if (why.Length == 0) failures.Add(Failure.At("Why", "county-day.why-required"));
        if (why.Length > MaxWhy) failures.Add(Failure.At("Why", "county-day.too-long", MaxWhy));
        if (failures.Count > 0) return failures;

        await using var tx = await transactions.BeginAsync(cancellation);
        await OneWriter.EnterAsync(tx, cancellation);
        var before = await CalendarInForce.LoadAsync(tx.Db, cancellation);
        var date = command.Date!.Value;
        var old = before.Days.FirstOrDefault(d => d.Date == date);
        if (command.Rest is null && old is null) return Failure.At("Date", "county-day.unknown");
        var day = command.Rest is { } rest ? new CountyDay(date, name, rest) : old!;
        if (command.Rest is not null && day == old) return Failure.At("Date", "county-day.no-change");

        var days = before.Days.Where(d => d.Date != date);
        var after = new WorkingCalendar(before.Calendar.Years, command.Rest is null ? days : days.Append(day));
        var changed = await RederiveClocks.InAsync(tx, after, date, date, actor.UserId, cancellation);
        await RederiveClocks.MarkAsync(tx, before.Calendar.Version, after.Version, cancellation);
        CalendarHistory.Add(tx, before.Calendar.Version, new CalendarChange
        {
            Number = before.Number + 1, Kind = command.Rest is null ? CalendarChangeKind.CountyDayRemoved : CalendarChangeKind.CountyDaySet, Year = date.Year,
            Data = day.ToJson(), Why = why, ActorId = actor.UserId, AtUtc = tx.NowUtc, CalendarVersion = after.Version,
            DaysChanged = before.Calendar.ChangesTo(after).Count, ClocksChanged = changed,
        });
        await tx.CommitAsync(cancellation);
        calendars.Swap(after);
        return Result.Ok;
    }
}
