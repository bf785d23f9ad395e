using GovPortal.Clocks;

namespace GovPortal.Deadlines.Model;

/// <summary>The working calendar in force; the shipped one.</summary>
public sealed class Calendars
{
    public WorkingCalendar Current { get; } = WorkingCalendar.China;
}
