using GovPortal.Policies.Rules;

namespace GovPortal.Modules.Tests.Policies;

public sealed class IndexNumberRuleTests
{
    private static readonly IndexNumberFacts Facts = new("11441700007280420Y", "zcwj", new DateOnly(2026, 3, 5));

    private static IndexNumberRule Rule(string pattern, string restart = "year", bool perColumn = false) => new(pattern, restart, perColumn, [], "");

    [Theory]
    [InlineData("{code}/{year}-{serial:5}", 50, "11441700007280420Y/2026-00050")]
    [InlineData("{code}/{year}{month}-{serial:5}", 13, "11441700007280420Y/202603-00013")]
    [InlineData("330281-RSJ-{column}-{year}{month}{day}-{serial:4}", 7, "330281-RSJ-zcwj-20260305-0007")]
    [InlineData("{year}{serial:3}", 12345, "202612345")]
    [InlineData("{year}第{serial}号", 8, "2026第8号")]
    public void A_number_is_composed(string pattern, int serial, string number)
    {
        Assert.Empty(Rule(pattern).Check());
        Assert.Equal(number, Rule(pattern).Compose(Facts, serial));
    }

    [Theory]
    [InlineData("", "year", false, "index-number.required")]
    [InlineData("{code}/{year}", "year", false, "index-number.no-serial")]
    [InlineData("{code}-{serial:5}", "year", false, "index-number.no-year")]
    [InlineData("{year}-{serial:5}", "month", false, "index-number.no-month")]
    [InlineData("{year}-{serial:5}", "year", true, "index-number.no-column")]
    [InlineData("{year}-{seral:5}-{serial}", "year", false, "index-number.unknown-token")]
    [InlineData("{year:4}-{serial}", "year", false, "index-number.unknown-token")]
    [InlineData("{year}-{serial:5", "year", false, "index-number.unknown-token")]
    [InlineData("{year}-{serial}-{serial}", "year", false, "index-number.no-serial")]
    [InlineData("{year}-{serial}", "weekly", false, "index-number.restart-unknown")]
    public void A_rule_under_which_numbers_could_meet_is_refused(string pattern, string restart, bool perColumn, string code) =>
        Assert.Contains(Rule(pattern, restart, perColumn).Check(), f => f.Code == code);

    /// <summary>Whatever rule is accepted, two items never get one number: a new scope shows in the number.</summary>
    [Fact]
    public void Two_items_of_an_agency_never_share_a_number()
    {
        var random = new Random(int.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_SEED") ?? "1", System.Globalization.CultureInfo.InvariantCulture));
        // Separators stand between the tokens: without them 1|11 and 11|1 read the same.
        string[] tokens = ["{code}", "{column}", "{year}", "{month}", "{day}", "{serial:3}", "{serial}", "A"];
        var accepted = 0;
        for (var i = 0; i < 3000; i++)
        {
            var rule = Rule(string.Join('-', Enumerable.Range(0, random.Next(2, 7)).Select(_ => tokens[random.Next(tokens.Length)])), random.Next(2) == 0 ? "year" : "month", random.Next(2) == 0);
            if (rule.Check().Count > 0) continue;
            accepted++;
            var (last, seen) = (new Dictionary<string, int>(), new HashSet<string>());
            foreach (var day in Enumerable.Range(0, 60).Select(n => new DateOnly(2025, 11, 1).AddDays(n * 11)))
            {
                var facts = Facts with { Published = day, Column = random.Next(2) == 0 ? "zcwj" : "jycy" };
                var serial = last[rule.Scope(facts)] = last.GetValueOrDefault(rule.Scope(facts)) + 1;
                Assert.True(seen.Add(rule.Compose(facts, serial)), rule.ToString());
            }
        }
        Assert.True(accepted > 50, $"{accepted} rules were accepted");
    }
}
