using System.Globalization;
using System.Text.Json;
using GovPortal.Clocks;

namespace GovPortal.Modules.Tests.Clocks;

public sealed class DeadlineTests
{
    [Theory]
    // Make-up working days count; in each comment what a counter without them would say.
    [InlineData("2026-02-13", "5wd", "2026-02-27")] // 03-02
    [InlineData("2026-02-13", "20wd", "2026-03-19")] // 03-23
    [InlineData("2026-09-18", "5wd", "2026-09-24")] // 09-28
    [InlineData("2026-09-30", "5wd", "2026-10-13")] // 10-14
    [InlineData("2026-09-24", "5wd", "2026-10-09")]
    [InlineData("2025-01-24", "20wd", "2025-02-27")] // 03-03
    [InlineData("2025-09-26", "5wd", "2025-10-10")] // 10-13
    [InlineData("2024-04-30", "5wd", "2024-05-10")]
    [InlineData("2025-12-31", "5wd", "2026-01-08")] // 01-09
    [InlineData("2026-02-17", "5wd", "2026-02-28")] // starts on a holiday
    [InlineData("2026-02-14", "1wd", "2026-02-24")] // starts on a make-up day
    // R38: calendar months, clamped, not rolled.
    [InlineData("2026-01-31", "1mo", "2026-02-28")]
    [InlineData("2024-01-31", "1mo", "2024-02-29")]
    [InlineData("2026-03-31", "1mo", "2026-04-30")]
    [InlineData("2026-01-17", "1mo", "2026-02-17")] // a holiday stays
    [InlineData("2025-12-15", "12mo", "2026-12-15")]
    // B7: natural days after the finance department's approval.
    [InlineData("2026-02-01", "20d", "2026-02-21")]
    [InlineData("2026-12-20", "20d", "2027-01-09")]
    // R35: literally the same day, rest day or not.
    [InlineData("2026-10-01", "same-day", "2026-10-01T23:59:59+08:00")]
    [InlineData("2026-10-01T23:58", "same-day", "2026-10-01T23:59:59+08:00")]
    // R39: hours run over holidays.
    [InlineData("2026-02-14T18:30", "48h", "2026-02-16T18:30:00+08:00")]
    [InlineData("2026-02-14T18:30:15Z", "48h", "2026-02-17T02:30:15+08:00")]
    [InlineData("2026-12-31T20:00:00+08:00", "5h", "2027-01-01T01:00:00+08:00")]
    // R40: the 29th, rest days in 2024 to 2026, and February without one.
    [InlineData("2026-02-01", "dom29", "2026-02-28")] // a make-up Saturday
    [InlineData("2025-02-01", "dom29", "2025-02-28")]
    [InlineData("2024-02-01", "dom29", "2024-02-29")]
    [InlineData("2024-06-01", "dom29", "2024-06-28")]
    [InlineData("2024-12-01", "dom29", "2024-12-27")]
    [InlineData("2025-01-01", "dom29", "2025-01-27")] // 28 and 29 are Spring Festival
    [InlineData("2025-03-01", "dom29", "2025-03-28")]
    [InlineData("2025-06-01", "dom29", "2025-06-27")]
    [InlineData("2025-11-01", "dom29", "2025-11-28")]
    [InlineData("2026-03-01", "dom29", "2026-03-27")]
    [InlineData("2026-08-01", "dom29", "2026-08-28")]
    [InlineData("2026-11-01", "dom29", "2026-11-27")]
    [InlineData("2026-01-29", "dom29", "2026-01-29")] // inclusive
    [InlineData("2026-01-30", "dom29", "2026-02-28")]
    [InlineData("2026-03-28", "dom29", "2026-04-29")] // this month's due date has passed
    [InlineData("2026-10-01", "dom1", "2026-10-30")] // 10-01 falls back before the start, 11-01 is a Sunday
    [InlineData("2026-02-10", "dom31", "2026-02-28")]
    // Dates named by the rule are not moved.
    [InlineData("2026-01-01", "qend", "2026-03-31")]
    [InlineData("2026-03-31", "qend", "2026-03-31")]
    [InlineData("2026-04-01", "qend", "2026-06-30")]
    [InlineData("2026-12-31", "qend", "2026-12-31")]
    [InlineData("2026-01-31", "yearly0131", "2026-01-31")] // a Saturday
    [InlineData("2026-02-01", "yearly0131", "2027-01-31")]
    [InlineData("2026-01-01", "yearly0229", "2026-02-28")]
    [InlineData("2026-03-15", "every1mo", "2026-04-15")]
    [InlineData("2026-08-31", "every6mo", "2027-02-28")]
    [InlineData("2024-02-29", "every1y", "2025-02-28")]
    // Rules that set no date.
    [InlineData("2026-03-15", "min30d", null)]
    [InlineData("2026-03-15", "on-change", null)]
    [InlineData("2026-03-15", "with-document", null)]
    public void A_rule_gives_its_due_date(string from, string rule, string? due) => Assert.Equal(due, Explain(from, rule).DueText);

    [Theory]
    [InlineData("2026-12-25", "4wd", false)]
    [InlineData("2026-12-25", "5wd", true)]
    [InlineData("2026-12-31", "1wd", true)]
    [InlineData("2026-12-20", "20d", false)] // natural days depend on no notice
    [InlineData("2027-01-05", "dom29", true)]
    [InlineData("2027-01-05", "1mo", false)]
    [InlineData("2026-12-31T10:00", "48h", false)]
    [InlineData("2006-12-01", "1wd", true)]
    public void A_date_that_depends_on_an_unannounced_year_is_provisional(string from, string rule, bool provisional) =>
        Assert.Equal(provisional, Explain(from, rule).Provisional);

    [Fact]
    public void Announcing_the_year_derives_the_date_anew()
    {
        var before = Explain("2026-12-31", "1wd");
        var announced = WorkingCalendar.China.With(new CalendarYear(2027, [new(2027, 1, 1), new(2027, 1, 2), new(2027, 1, 3)], []));
        var after = Deadline.Explain(before.From, before.Rule, announced).Value!;
        Assert.Equal(("2027-01-01", true), (before.DueText, before.Provisional));
        Assert.Equal(("2027-01-04", false), (after.DueText, after.Provisional));
    }

    [Fact]
    public void The_working_shows_every_day_with_its_reason()
    {
        var steps = Explain("2026-02-13", "5wd").Steps;
        Assert.Equal(15, steps.Count);
        Assert.Equal(new DeadlineStep(new(2026, 2, 13), false, "起算日，不计入"), steps[0]);
        Assert.Equal(new DeadlineStep(new(2026, 2, 14), true, "调休上班，计入，第1个工作日"), steps[1]);
        Assert.Equal(new DeadlineStep(new(2026, 2, 15), false, "法定节假日放假"), steps[2]);
        Assert.Equal(new DeadlineStep(new(2026, 2, 27), true, "第5个工作日"), steps[^1]);
        Assert.Equal("周末", Explain("2026-03-06", "1wd").Steps[1].Why);
    }

    [Theory]
    [InlineData("2026-02-01", "dom29", "本月无29日，取月末28日")]
    [InlineData("2026-08-01", "dom29", "每月29日（周末）|提前至此工作日")]
    [InlineData("2026-02-13", "same-day", "当日 23:59:59 前")]
    [InlineData("2026-02-15", "same-day", "当日 23:59:59 前（法定节假日放假，休息日不顺延）")]
    [InlineData("2026-02-14T18:30", "24h", "18:30 起连续计时|18:30 满24小时（法定节假日放假，休息日不扣除）")]
    [InlineData("2026-01-31", "1mo", "起算日，不计入|1个月届满，当月无此日，取月末")]
    [InlineData("2026-02-20", "1d", "起算日，不计入|第1日（法定节假日放假，休息日不顺延）")]
    public void A_date_is_explained_in_words(string from, string rule, string whys) =>
        Assert.Equal(whys, string.Join('|', Explain(from, rule).Steps.Select(s => s.Why)));

    [Fact]
    public void A_due_day_ends_at_its_last_second_in_Shanghai()
    {
        var due = Explain("2026-02-13", "5wd").DueUtc!.Value;
        Assert.Equal(new DateTime(2026, 2, 27, 15, 59, 59, DateTimeKind.Utc), due);
        Assert.Equal(DateTimeKind.Utc, due.Kind);
    }

    [Fact]
    public void A_minimum_has_no_deadline_and_a_first_day_it_is_met()
    {
        var working = Explain("2026-03-01", "min30d");
        Assert.Null(working.DueUtc);
        Assert.Equal(new DateOnly(2026, 3, 31), working.NotBefore);
    }

    [Fact]
    public void Days_of_a_pause_are_not_counted_and_say_why()
    {
        var pause = new ClockPause(new(2026, 3, 3), new(2026, 3, 5), "征求第三方意见，不计入");
        var working = Deadline.Explain(new DateOnly(2026, 3, 2), Rule("2wd"), WorkingCalendar.China, [pause]).Value!;
        Assert.Equal(new DateOnly(2026, 3, 9), working.Due);
        Assert.Equal(3, working.Steps.Count(s => s.Why == pause.Why));
    }

    [Fact]
    public void Hours_need_a_time_of_day() =>
        Assert.True(Deadline.Explain(new DateOnly(2026, 3, 2), Rule("48h"), WorkingCalendar.China).Has("clock.instant-needed"));

    [Theory]
    [InlineData("2026-02-30", "clock.bad-date")]
    [InlineData("13/02/2026", "clock.bad-date")]
    [InlineData("", "clock.bad-date")]
    [InlineData("2026-02-13T25:00", "clock.bad-date")]
    [InlineData("0001-01-01", "clock.date-out-of-range")]
    [InlineData("0001-01-01T00:00", "clock.date-out-of-range")]
    [InlineData("9999-12-31T23:00Z", "clock.date-out-of-range")]
    public void A_start_that_is_no_date_is_refused(string text, string code) => Assert.True(ClockStart.Parse(text).Has(code));

    [Fact]
    public void The_line_of_the_command_has_the_agreed_fields()
    {
        using var json = JsonDocument.Parse(Explain("2026-02-13", "5wd").ToJson());
        Assert.Equal(["from", "rule", "due", "provisional", "steps"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["date", "counts", "why"], json.RootElement.GetProperty("steps")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal("2026-02-27", json.RootElement.GetProperty("due").GetString());
        Assert.Contains("起算日，不计入", Explain("2026-02-13", "5wd").ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"due\":null", Explain("2026-02-13", "on-change").ToJson(), StringComparison.Ordinal);
    }

    private static DeadlineRule Rule(string text) => DeadlineRule.Parse(text).Value!;

    private static DeadlineWorking Explain(string from, string rule) =>
        Deadline.Explain(ClockStart.Parse(from).Value!, Rule(rule), WorkingCalendar.China).Value
        ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{from} {rule} was refused"));
}
