using GovPortal.Portal.Rules;

namespace GovPortal.Modules.Tests.Portal;

public sealed class FreshnessTests
{
    [Theory]
    [InlineData("every1mo", "2026-03-10", "2026-03-10", "fresh", "2026-04-10")]
    [InlineData("every1mo", "2026-03-10", "2026-04-05", "fresh", "2026-04-10")]
    [InlineData("every1mo", "2026-03-10", "2026-04-06", "due", "2026-04-10")]
    [InlineData("every1mo", "2026-03-10", "2026-04-10", "due", "2026-04-10")]
    [InlineData("every1mo", "2026-03-10", "2026-04-11", "stale", "2026-04-10")]
    [InlineData("every1mo", "2026-01-31", "2026-02-01", "fresh", "2026-02-28")]
    [InlineData("every3mo", "2026-01-01", "2026-03-17", "fresh", "2026-04-01")]
    [InlineData("every3mo", "2026-01-01", "2026-03-18", "due", "2026-04-01")]
    [InlineData("every6mo", "2026-01-01", "2026-06-01", "fresh", "2026-07-01")]
    [InlineData("every6mo", "2026-01-01", "2026-06-02", "due", "2026-07-01")]
    [InlineData("every6mo", "2025-08-31", "2026-03-01", "stale", "2026-02-28")]
    [InlineData("every1y", "2026-01-01", "2026-12-02", "fresh", "2027-01-01")]
    [InlineData("every1y", "2024-02-29", "2025-03-01", "stale", "2025-02-28")]
    public void A_column_is_fresh_for_its_interval(string rule, string last, string today, string status, string due)
    {
        var freshness = Freshness.Of(rule, DateOnly.Parse(last), DateOnly.Parse(today));
        Assert.Equal(status, freshness.Status);
        Assert.Equal(DateOnly.Parse(due), freshness.NextDue);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("on-change")]
    [InlineData("with-document")]
    [InlineData("every0mo")]
    [InlineData("every1w")]
    [InlineData("5wd")]
    public void A_rule_without_an_interval_sets_no_date(string? rule) =>
        Assert.Equal(new Freshness("none", null), Freshness.Of(rule, new(2020, 1, 1), new(2026, 1, 1)));

    [Theory]
    [InlineData("every1mo")]
    [InlineData("on-change")]
    [InlineData(null)]
    public void A_column_that_never_published_is_empty(string? rule) =>
        Assert.Equal(new Freshness("empty", null), Freshness.Of(rule, null, new(2026, 1, 1)));

    [Fact]
    public void A_later_update_is_never_less_fresh()
    {
        string[] order = ["stale", "due", "fresh"];
        var today = new DateOnly(2026, 7, 31);
        foreach (var rule in new[] { "every1mo", "every3mo", "every6mo", "every1y" })
        {
            var before = 0;
            for (var last = today.AddYears(-2); last <= today; last = last.AddDays(1))
            {
                var now = Array.IndexOf(order, Freshness.Of(rule, last, today).Status);
                Assert.True(now >= before, $"{rule} {last}");
                before = now;
            }
        }
    }
}
