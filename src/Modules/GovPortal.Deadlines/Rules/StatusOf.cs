using GovPortal.Clocks;
using GovPortal.Kernel.Organisation;

namespace GovPortal.Deadlines.Rules;

/// <summary>Where a clock stands, from its instants and the calendar.</summary>
public static class StatusOf
{
    public static ObligationStatus Of(DateTime dueUtc, DateTime? metUtc, DateTime? cancelledUtc, DateTime nowUtc, WorkingCalendar calendar) =>
        metUtc is { } met ? met <= dueUtc ? ObligationStatus.Met : ObligationStatus.MetLate
        : cancelledUtc is not null ? ObligationStatus.Cancelled
        : nowUtc > dueUtc ? ObligationStatus.Overdue
        : dueUtc <= SoonUntilUtc(nowUtc, calendar) ? ObligationStatus.DueSoon
        : ObligationStatus.Pending;

    /// <summary>
    /// A clock that is due up to here is 临期: at most one working day lies after today up to its due day. It is the end of
    /// the day before the second working day from tomorrow on.
    /// </summary>
    public static DateTime SoonUntilUtc(DateTime nowUtc, WorkingCalendar calendar)
    {
        var first = calendar.WorkingDayOnOrAfter(CivilTime.DateOf(nowUtc).AddDays(1));
        var second = calendar.WorkingDayOnOrAfter(first.AddDays(1));
        return CivilTime.EndOfDayUtc(second.AddDays(-1));
    }

    /// <summary>Working days after today up to the due day; 0 on the day itself and after it.</summary>
    public static int WorkingDaysLeft(DateTime dueUtc, DateTime nowUtc, WorkingCalendar calendar) =>
        calendar.CountWorkingDays(CivilTime.DateOf(nowUtc).AddDays(1), CivilTime.DateOf(dueUtc));

    /// <summary>The words; keys of the interface texts.</summary>
    public static string Title(ObligationStatus status) => status switch
    {
        ObligationStatus.Pending => "未到期",
        ObligationStatus.DueSoon => "临期",
        ObligationStatus.Overdue => "逾期",
        ObligationStatus.Met => "按时",
        ObligationStatus.MetLate => "逾期完成",
        _ => "已取消",
    };

    public static string Tone(ObligationStatus status) => status switch
    {
        ObligationStatus.Pending => "info",
        ObligationStatus.DueSoon => "warning",
        ObligationStatus.Overdue => "danger",
        ObligationStatus.Met => "success",
        ObligationStatus.MetLate => "warning",
        _ => "neutral",
    };
}
