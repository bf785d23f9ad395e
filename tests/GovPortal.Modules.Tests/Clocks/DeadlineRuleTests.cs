using GovPortal.Clocks;

namespace GovPortal.Modules.Tests.Clocks;

public sealed class DeadlineRuleTests
{
    [Theory]
    [InlineData("5wd", RuleKind.WorkingDays, 5)]
    [InlineData("20d", RuleKind.NaturalDays, 20)]
    [InlineData("48h", RuleKind.Hours, 48)]
    [InlineData("1mo", RuleKind.Months, 1)]
    [InlineData("same-day", RuleKind.SameDay, 0)]
    [InlineData("dom29", RuleKind.DayOfMonth, 29)]
    [InlineData("qend", RuleKind.QuarterEnd, 0)]
    [InlineData("yearly0131", RuleKind.Yearly, 131)]
    [InlineData("yearly1231", RuleKind.Yearly, 1231)]
    [InlineData("yearly0229", RuleKind.Yearly, 229)]
    [InlineData("min30d", RuleKind.MinimumDays, 30)]
    [InlineData("every1mo", RuleKind.EveryMonths, 1)]
    [InlineData("every3mo", RuleKind.EveryMonths, 3)]
    [InlineData("every6mo", RuleKind.EveryMonths, 6)]
    [InlineData("every1y", RuleKind.EveryMonths, 12)]
    [InlineData("on-change", RuleKind.OnChange, 0)]
    [InlineData("with-document", RuleKind.WithDocument, 0)]
    public void A_rule_is_read_and_written_the_same(string text, RuleKind kind, int amount)
    {
        var rule = DeadlineRule.Parse(text);
        Assert.Equal((kind, amount), (rule.Value!.Kind, rule.Value.Amount));
        Assert.Equal(text, rule.Value.ToString());
        Assert.Equal(rule.Value, DeadlineRule.Parse(rule.Value.ToString()).Value);
    }

    [Fact]
    public void Twelve_months_are_written_as_a_year() => Assert.Equal("every1y", DeadlineRule.Parse("every12mo").Value!.ToString());

    [Theory]
    [InlineData("", "clock.bad-rule")]
    [InlineData("wd", "clock.bad-rule")]
    [InlineData("5", "clock.bad-rule")]
    [InlineData("5 wd", "clock.bad-rule")]
    [InlineData("-5wd", "clock.bad-rule")]
    [InlineData("5WD", "clock.bad-rule")]
    [InlineData("5y", "clock.bad-rule")]
    [InlineData("min30wd", "clock.bad-rule")]
    [InlineData("every5d", "clock.bad-rule")]
    [InlineData("dom29d", "clock.bad-rule")]
    [InlineData("５wd", "clock.bad-rule")]
    [InlineData("0wd", "clock.rule-out-of-range")]
    [InlineData("dom0", "clock.rule-out-of-range")]
    [InlineData("dom32", "clock.rule-out-of-range")]
    [InlineData("yearly0230", "clock.rule-out-of-range")]
    [InlineData("yearly1301", "clock.rule-out-of-range")]
    [InlineData("999999999d", "clock.rule-out-of-range")]
    [InlineData("every999999999y", "clock.rule-out-of-range")]
    [InlineData("every0y", "clock.rule-out-of-range")]
    public void A_text_that_is_no_rule_is_refused(string text, string code) => Assert.True(DeadlineRule.Parse(text).Has(code));
}
