using GovPortal.Clocks;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Model;

/// <summary>What a row of the calendar's history did.</summary>
public enum CalendarChangeKind
{
    /// <summary>A year's notice was imported, or imported anew.</summary>
    Notice,
    /// <summary>A day of the county's own was set.</summary>
    CountyDaySet,
    /// <summary>A day of the county's own was taken back.</summary>
    CountyDayRemoved,
}

/// <summary>
/// One version of the working calendar (工作日历的版本): append-only. The shipped calendar and these rows in order give
/// the one in force.
/// </summary>
public sealed class CalendarChange
{
    /// <summary>1, 2, 3 …</summary>
    public int Number { get; init; }
    public CalendarChangeKind Kind { get; init; }
    /// <summary>A notice: the calendar file with its one year. A county day: <c>{"date","name","rest"}</c>.</summary>
    public required string Data { get; init; }
    /// <summary>The year of the notice, or of the day.</summary>
    public int Year { get; init; }
    /// <summary>The notice's number, or the reason for the county's day.</summary>
    public required string Why { get; init; }
    public required string ActorId { get; init; }
    public DateTime AtUtc { get; init; }
    /// <summary>Version of the whole calendar from here on.</summary>
    public required string CalendarVersion { get; init; }
    public int DaysChanged { get; init; }
    public int ClocksChanged { get; init; }
}

internal sealed class CalendarModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<CalendarChange>(change =>
    {
        change.ToTable("CalendarChanges").HasKey(c => c.Number);
        change.Property(c => c.Number).ValueGeneratedNever();
        change.Property(c => c.Kind).HasMaxLength(20);
        change.Property(c => c.ActorId).HasMaxLength(64);
        change.Property(c => c.CalendarVersion).HasMaxLength(16);
    });
}

/// <summary>The calendar in force: the shipped one and its history.</summary>
/// <param name="Days">The county's own days in force, by date.</param>
public sealed record CalendarInForce(WorkingCalendar Calendar, IReadOnlyList<CountyDay> Days, int Number)
{
    internal static async Task<CalendarInForce> LoadAsync(PortalDbContext db, CancellationToken cancellation) =>
        Of(await db.Set<CalendarChange>().AsNoTracking().OrderBy(c => c.Number).ToListAsync(cancellation));

    /// <summary>The history folded, in order.</summary>
    internal static CalendarInForce Of(IEnumerable<CalendarChange> history)
    {
        var years = WorkingCalendar.China.Years.ToDictionary(y => y.Year);
        var days = new Dictionary<DateOnly, CountyDay>();
        var number = 0;
        foreach (var change in history)
        {
            number = change.Number;
            switch (change.Kind)
            {
                case CalendarChangeKind.Notice:
                    foreach (var year in WorkingCalendarJson.Read(change.Data).Value!.Years) years[year.Year] = year;
                    break;
                case CalendarChangeKind.CountyDaySet:
                    var day = CountyDay.FromJson(change.Data);
                    days[day.Date] = day;
                    break;
                default:
                    days.Remove(CountyDay.FromJson(change.Data).Date);
                    break;
            }
        }
        var own = days.Values.OrderBy(d => d.Date).ToList();
        return new CalendarInForce(new WorkingCalendar(years.Values, own), own, number);
    }
}
