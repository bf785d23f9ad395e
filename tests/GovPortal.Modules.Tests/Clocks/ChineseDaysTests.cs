using System.Text.Json.Nodes;
using GovPortal.Clocks;

namespace GovPortal.Modules.Tests.Clocks;

/// <summary>An independent source, read day by day; made by <c>tools/chinese-days-fixture.mjs</c>.</summary>
public sealed class ChineseDaysTests
{
    [Fact]
    public void Every_day_of_2007_to_2026_is_what_another_calendar_says()
    {
        var years = JsonNode.Parse(Fixture.Text("chinese-days.json"))!["years"]!.AsObject();
        Assert.Equal(20, years.Count);
        var compared = 0;
        foreach (var (year, days) in years)
        {
            var day = new DateOnly(int.Parse(year, null), 1, 1);
            foreach (var mark in (string)days!)
            {
                Assert.True(WorkingCalendar.China.IsWorkingDay(day) == (mark == '1'), $"{day:O}");
                (day, compared) = (day.AddDays(1), compared + 1);
            }
        }
        Assert.Equal(7305, compared);
    }
}
