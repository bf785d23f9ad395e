using GovPortal.Clocks;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Organisation;

namespace GovPortal.Modules.Tests.Deadlines;

public sealed class DisclosureClockTests
{
    [Theory]
    [InlineData(false, null, "5wd")]
    [InlineData(false, "5wd", "5wd")]
    [InlineData(false, "3wd", "3wd")]
    [InlineData(false, "20d", "20d")]
    [InlineData(false, "same-day", "same-day")]
    [InlineData(false, "1mo", "5wd")]
    [InlineData(false, "48h", "5wd")]
    [InlineData(false, "qend", "5wd")]
    [InlineData(false, "min30d", "5wd")]
    [InlineData(false, "nonsense", "5wd")]
    [InlineData(true, "20d", "same-day")]
    [InlineData(true, null, "same-day")]
    public void The_internal_clock_follows_urgency_then_the_column_then_five_working_days(bool urgent, string? columnRule, string expected)
    {
        var clocks = DisclosureClock.For(urgent, columnRule, "某时限");
        Assert.Equal([(DisclosureClock.Internal, expected), (DisclosureClock.Statutory, "20wd")], clocks.Select(c => (c.Kind, c.Rule)));
        Assert.Contains("第二十六条", clocks[1].Basis, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1mo", "closed", true, "1mo", true)]
    [InlineData("20d", "approved", true, "20d", true)]
    [InlineData("3wd", "published", true, "3wd", true)]
    [InlineData("1mo", "closed", false, "5wd", false)]
    [InlineData("48h", "found", true, "5wd", false)]
    [InlineData("3wd", "formed", true, "3wd", false)]
    [InlineData("3wd", null, true, "3wd", false)]
    public void A_column_that_counts_from_another_day_waits_for_it(string rule, string? from, bool started, string expected, bool fromStart)
    {
        var clock = DisclosureClock.For(urgent: false, rule, "某时限", from, started)[0];
        Assert.Equal((expected, fromStart), (clock.Rule, clock.FromStart));
        Assert.Equal("same-day", DisclosureClock.For(urgent: true, rule, "某时限", from, started)[0].Rule);
    }

    // 2026-02-13 is the Friday before the Spring Festival; the 14th is a make-up working day, the next one is the 24th.
    [Theory]
    [InlineData("2026-02-13", "2026-02-13", ObligationStatus.DueSoon)]
    [InlineData("2026-02-13", "2026-02-14", ObligationStatus.DueSoon)]
    [InlineData("2026-02-13", "2026-02-23", ObligationStatus.DueSoon)]
    [InlineData("2026-02-13", "2026-02-24", ObligationStatus.Pending)]
    [InlineData("2026-02-13", "2026-02-12", ObligationStatus.Overdue)]
    public void A_clock_is_due_soon_with_at_most_one_working_day_left(string today, string due, ObligationStatus expected)
    {
        var now = CivilTime.EndOfDayUtc(DateOnly.Parse(today, null)).AddHours(-10);
        Assert.Equal(expected, StatusOf.Of(CivilTime.EndOfDayUtc(DateOnly.Parse(due, null)), null, null, now, WorkingCalendar.China));
    }

    [Fact]
    public void What_was_met_stays_in_time_or_late()
    {
        var due = CivilTime.EndOfDayUtc(new DateOnly(2026, 2, 27));
        Assert.Equal(ObligationStatus.Met, StatusOf.Of(due, due, null, due.AddYears(1), WorkingCalendar.China));
        Assert.Equal(ObligationStatus.MetLate, StatusOf.Of(due, due.AddSeconds(1), null, due.AddYears(1), WorkingCalendar.China));
        Assert.Equal(ObligationStatus.Cancelled, StatusOf.Of(due, null, due, due.AddYears(1), WorkingCalendar.China));
    }

    [Fact]
    public void A_line_of_the_command_line_is_explained_or_refused_with_every_reason()
    {
        var explain = new ExplainDeadline(new Calendars());
        Assert.StartsWith("{\"from\":\"2026-02-13\",\"rule\":\"5wd\",\"due\":\"2026-02-27\",\"provisional\":false,", explain.HandleLine(" 2026-02-13\t5wd ").Value!.ToJson(), StringComparison.Ordinal);
        Assert.Equal(["clock.bad-date", "clock.bad-rule"], explain.Handle("gestern", "5x").Failures.Select(f => f.Code));
        Assert.True(explain.HandleLine("2026-02-13").Has("deadline.bad-line"));
    }
}
