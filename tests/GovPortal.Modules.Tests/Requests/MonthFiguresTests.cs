using GovPortal.Requests.Rules;

namespace GovPortal.Modules.Tests.Requests;

/// <summary>Twelve months out of counts: what ended in time, the median and the mean of days.</summary>
public sealed class MonthFiguresTests
{
    private static readonly DateOnly Today = new(2026, 3, 15), March = new(2026, 3, 1);

    [Fact]
    public void Twelve_months_end_with_the_present_one_and_what_is_missing_is_nought()
    {
        var months = MonthFigures.Of(new Dictionary<DateOnly, int> { [March] = 4 }, [], Today);
        Assert.Equal((MonthFigures.Shown, new DateOnly(2025, 4, 1), March), (months.Count, months[0].Month, months[^1].Month));
        Assert.Equal(new MonthFigures(March, 4, 0, 0, null, null), months[^1]);
        Assert.Equal(new MonthFigures(new DateOnly(2025, 4, 1), 0, 0, 0, null, null), months[0]);
    }

    [Theory]
    [InlineData("5x1", 5, 5)]
    [InlineData("5x1 9x1", 7, 7)]
    [InlineData("1x3 30x1", 1, 8.25)]
    [InlineData("30x1 1x1 2x1", 2, 11)]
    [InlineData("1x2 4x2", 2.5, 2.5)]
    public void The_median_is_the_middle_one_or_half_way(string daysTimesCount, double median, double mean)
    {
        var ended = daysTimesCount.Split(' ').Select(t => t.Split('x')).Select(t => new EndedCount(March, int.Parse(t[0], null), true, int.Parse(t[1], null)));
        var month = MonthFigures.Of(new Dictionary<DateOnly, int>(), ended, Today)[^1];
        Assert.Equal((median, mean), (month.MedianDays, month.MeanDays));
    }

    [Fact]
    public void What_ended_late_is_counted_apart_and_with_the_others()
    {
        var month = MonthFigures.Of(new Dictionary<DateOnly, int>(), [new(March, 10, true, 3), new(March, 40, false, 1)], Today)[^1];
        Assert.Equal((4, 3, 1), (month.Ended, month.InTime, month.Late));
    }
}
