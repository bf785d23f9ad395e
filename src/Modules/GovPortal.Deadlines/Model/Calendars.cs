using GovPortal.Clocks;

namespace GovPortal.Deadlines.Model;

/// <summary>
/// This node's working calendar: the shipped one with the imported notices and the county's own days. Swapped as a whole
/// when the log tells of a change, and at once on the node that made it.
/// </summary>
public sealed class Calendars
{
    private volatile WorkingCalendar _current = WorkingCalendar.China;

    public WorkingCalendar Current => _current;

    internal void Swap(WorkingCalendar calendar) => _current = calendar;
}
