using GovPortal.Clocks;

namespace GovPortal.Modules.Tests.Clocks;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar China = WorkingCalendar.China;

    [Theory]
    [InlineData(2024, new[] { 22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22 }, 251)]
    [InlineData(2025, new[] { 19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23 }, 248)]
    [InlineData(2026, new[] { 21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23 }, 248)]
    public void The_shipped_calendar_has_the_working_days_of_the_notices(int year, int[] months, int total)
    {
        var counted = Enumerable.Range(1, 12)
            .Select(m => China.CountWorkingDays(new(year, m, 1), new DateOnly(year, m, 1).AddMonths(1).AddDays(-1)))
            .ToArray();
        Assert.Equal(months, counted);
        Assert.Equal(total, counted.Sum());
    }

    [Theory]
    [InlineData("2024-02-09", DayKind.WorkingDay)] // 除夕 was only encouraged as a day off in 2024
    [InlineData("2026-02-14", DayKind.MakeUpWorkingDay)]
    [InlineData("2026-02-15", DayKind.Holiday)]
    [InlineData("2026-02-24", DayKind.WorkingDay)]
    [InlineData("2026-03-01", DayKind.Weekend)]
    [InlineData("2027-10-01", DayKind.WorkingDay)] // not announced: Monday to Friday
    public void A_day_has_its_kind(string date, DayKind kind) => Assert.Equal(kind, China.KindOf(DateOnly.Parse(date)));

    [Fact]
    public void The_years_2007_to_2026_are_announced_and_2027_is_not()
    {
        Assert.Equal(Enumerable.Range(2007, 20), China.Years.Select(y => y.Year));
        Assert.False(China.IsAnnounced(2027));
    }

    [Fact]
    public void Announcing_a_year_changes_the_version_and_leaves_the_old_calendar_alone()
    {
        var later = China.With(new CalendarYear(2027, [new(2027, 1, 1)], []));
        Assert.True(later.IsAnnounced(2027));
        Assert.False(China.IsAnnounced(2027));
        Assert.NotEqual(China.Version, later.Version);
        Assert.Equal(China.Version, WorkingCalendar.China.With(China.Years[3]).Version);
    }

    [Theory]
    [InlineData("", "calendar.not-json", null)]
    [InlineData("[]", "calendar.no-years", "$.years")]
    [InlineData("{\"years\":{}}", "calendar.no-years", "$.years")]
    [InlineData("{\"years\":{},\"years\":{}}", "calendar.not-json", null)]
    [InlineData("{\"years\":{\"twenty\":{}}}", "calendar.bad-year", "$.years.twenty")]
    [InlineData("{\"years\":{\"2027\":[]}}", "calendar.bad-year", "$.years.2027")]
    [InlineData("{\"years\":{\"2027\":{\"restDays\":[\"2027-02-30\"]}}}", "calendar.bad-date", "$.years.2027.restDays[0]")]
    [InlineData("{\"years\":{\"2027\":{\"restDays\":[7]}}}", "calendar.bad-date", "$.years.2027.restDays[0]")]
    [InlineData("{\"years\":{\"2027\":{\"restDays\":[\"2026-05-01\"]}}}", "calendar.foreign-date", "$.years.2027.restDays[0]")]
    [InlineData("{\"years\":{\"2027\":{\"restDays\":[\"2027-01-02\"],\"makeUpWorkDays\":[\"2027-01-02\"]}}}", "calendar.day-twice", "$.years.2027")]
    [InlineData("{\"years\":{\"2027\":{\"makeUpWorkDays\":[\"2027-01-04\"]}}}", "calendar.make-up-on-weekday", "$.years.2027.makeUpWorkDays")]
    public void A_bad_calendar_file_is_refused_with_its_place(string json, string code, string? field)
    {
        var failure = Assert.Single(WorkingCalendarJson.Read(json).Failures);
        Assert.Equal((code, field), (failure.Code, failure.Field));
    }

    [Fact]
    public void A_holiday_with_a_name_is_shown_by_its_name()
    {
        var named = WorkingCalendarJson.Read("""{"years":{"2026":{"restDays":["2026-10-01"],"holidayNames":{"2026-10-01":"国庆节"}}}}""");
        Assert.True(named.Succeeded);
        var working = Deadline.Explain(new DateOnly(2026, 9, 30), DeadlineRule.Parse("1wd").Value!, named.Value);
        Assert.Equal("国庆节放假", working.Value!.Steps[1].Why);
    }
}
