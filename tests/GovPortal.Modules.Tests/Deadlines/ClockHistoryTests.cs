using GovPortal.Clocks;
using GovPortal.Deadlines.Rules;

namespace GovPortal.Modules.Tests.Deadlines;

public sealed class ClockHistoryTests
{
    private static readonly WorkingCalendar China = WorkingCalendar.China;

    // 2026-11-02 is a Monday, no holidays until the new year.
    [Theory]
    [InlineData("5wd", "", "2026-11-09")]
    [InlineData("5wd", "paused 11-04, resumed 11-04", "2026-11-09")]
    [InlineData("5wd", "paused 11-04, resumed 11-06", "2026-11-11")]
    [InlineData("5wd", "paused 11-06, resumed 11-09", "2026-11-10")]
    [InlineData("5wd", "paused 11-03, resumed 11-04, paused 11-05, resumed 11-06", "2026-11-11")]
    [InlineData("5wd", "restarted 11-05", "2026-11-12")]
    [InlineData("5wd", "paused 11-04, restarted 11-05", "2026-11-12")]
    [InlineData("20wd", "extended 20", "2026-12-28")]
    [InlineData("20d", "extended 10", "2026-12-02")]
    [InlineData("1mo", "extended 1", "2027-01-02")]
    [InlineData("5wd", "paused 11-04", "2026-11-09")]
    public void The_due_date_follows_from_what_was_done(string rule, string history, string due) =>
        Assert.Equal(due, Explain(new DateOnly(2026, 11, 2), rule, Read(history)).Due!.Value.ToString("O"));

    [Fact]
    public void The_working_shows_pause_and_extension_with_their_reasons()
    {
        var working = Explain(new DateOnly(2026, 11, 2), "5wd", Read("paused 11-04, resumed 11-05, extended 2"));
        Assert.Equal("中止，不计入（征求第三方意见）", working.Steps.Single(s => s.Date == new DateOnly(2026, 11, 4)).Why);
        Assert.Contains("原期限届满，延长2个工作日", working.Steps.Single(s => s.Date == new DateOnly(2026, 11, 10)).Why, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2026, 11, 12), working.Due);
    }

    [Fact]
    public void A_pause_of_length_zero_changes_nothing_and_a_longer_one_is_never_due_earlier()
    {
        var random = new Random(20261125);
        for (var i = 0; i < 400; i++)
        {
            var from = new DateOnly(2007, 1, 1).AddDays(random.Next(0, 20 * 365));
            var (rule, day, length) = ($"{random.Next(1, 40)}{(i % 2 == 0 ? "wd" : "d")}", from.AddDays(random.Next(0, 60)), random.Next(0, 20));
            var plain = Explain(from, rule, []).Due;
            var zero = new[] { Change(ClockChangeKind.Paused, day), Change(ClockChangeKind.Resumed, day) };
            Assert.Equal(plain, Explain(from, rule, zero).Due);
            var paused = Explain(from, rule, [Change(ClockChangeKind.Paused, day), Change(ClockChangeKind.Resumed, day.AddDays(length))]).Due;
            Assert.True(paused >= plain, $"{from:O} {rule} {day:O} {length}");
        }
    }

    [Theory]
    [InlineData("dom29", "2026-11-25", "2026-11-01", "2026-11-30", "2026-11-27")]
    [InlineData("dom29", "2026-02-10", "2026-02-01", "2026-02-28", "2026-02-28")]
    [InlineData("dom1", "2026-11-10", "2026-11-01", "2026-11-30", "2026-10-30")]
    [InlineData("qend", "2026-11-25", "2026-10-01", "2026-12-31", "2026-12-31")]
    [InlineData("yearly0131", "2026-11-25", "2026-01-01", "2026-12-31", "2026-01-31")]
    public void A_day_lies_in_one_period_with_its_due_date(string rule, string day, string first, string last, string due)
    {
        var parsed = DeadlineRule.Parse(rule).Value!;
        var period = Periods.Of(parsed, DateOnly.Parse(day, null), China);
        Assert.Equal((first, last, due), (period.First.ToString("O"), period.Last.ToString("O"), period.Due.ToString("O")));
        Assert.Equal(period.Due, Deadline.Explain(period.From, parsed, China).Value!.Due);
        Assert.Equal(period.Last.AddDays(1), Periods.Next(parsed, period, China).First);
    }

    [Theory]
    [InlineData("2026-11-27", 1, "2026-11-26 09:00")]
    [InlineData("2026-11-23", 1, "2026-11-20 09:00")]
    [InlineData("2026-11-22", 1, "2026-11-19 09:00")] // due on a Sunday: one working day lies before it
    [InlineData("2026-02-24", 1, "2026-02-14 09:00")]
    [InlineData("2026-11-27", 0, "2026-11-27 09:00")]
    public void A_clock_approaches_when_it_becomes_due_soon(string due, int lead, string expected)
    {
        var dueUtc = CivilTime.EndOfDayUtc(DateOnly.Parse(due, null));
        var at = SignalTimes.ApproachingUtc(dueUtc, SignalLead.Default with { WorkingDays = lead }, China);
        Assert.Equal(expected, CivilTime.ToCivil(at).ToString("yyyy-MM-dd HH:mm", null));
        if (lead != 1) return;
        Assert.Equal(Kernel.Organisation.ObligationStatus.DueSoon, StatusOf.Of(dueUtc, null, null, at, China));
        Assert.Equal(Kernel.Organisation.ObligationStatus.Pending, StatusOf.Of(dueUtc, null, null, at.AddDays(-1), China));
    }

    private static DeadlineWorking Explain(DateOnly from, string rule, IEnumerable<ClockChange> changes) => ClockHistory.Explain(from, DeadlineRule.Parse(rule).Value!, changes, China).Value!;

    private static ClockChange Change(ClockChangeKind kind, DateOnly on, int amount = 0) => new(kind, on, amount, "征求第三方意见");

    private static IEnumerable<ClockChange> Read(string history)
    {
        foreach (var words in history.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(h => h.Split(' ')))
        {
            var kind = Enum.Parse<ClockChangeKind>(words[0], ignoreCase: true);
            yield return kind == ClockChangeKind.Extended ? Change(kind, new(2026, 11, 5), int.Parse(words[1], null)) : Change(kind, DateOnly.Parse("2026-" + words[1], null));
        }
    }
}
