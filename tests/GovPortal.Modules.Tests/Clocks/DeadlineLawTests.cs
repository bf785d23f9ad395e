using GovPortal.Clocks;

namespace GovPortal.Modules.Tests.Clocks;

/// <summary>Laws that hold for every start. The seed is printed; set GOVPORTAL_SEED to repeat a run.</summary>
public sealed class DeadlineLawTests
{
    private const int Runs = 500;
    private static readonly WorkingCalendar China = WorkingCalendar.China;
    private readonly Random _random;

    public DeadlineLawTests(ITestOutputHelper output)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("GOVPORTAL_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        _random = new Random(seed);
    }

    [Fact]
    public void A_due_day_of_working_days_is_a_working_day_and_so_many_are_counted()
    {
        for (var i = 0; i < Runs; i++)
        {
            var (from, n) = (Start(), _random.Next(1, 61));
            var working = Explain(from, $"{n}wd");
            Assert.True(China.IsWorkingDay(working.Due!.Value), $"{from} {n}wd");
            Assert.Equal(n, working.Steps.Count(s => s.Counts));
            Assert.Equal(n, China.CountWorkingDays(from.AddDays(1), working.Due.Value));
            Assert.Equal(working.Steps.Select(s => s.Date), working.Steps.Select((_, k) => from.AddDays(k)));
        }
    }

    [Fact]
    public void A_day_of_the_month_is_a_working_day_not_before_the_start_and_within_two_months()
    {
        for (var i = 0; i < Runs; i++)
        {
            var (from, n) = (Start(), _random.Next(1, 32));
            var due = Explain(from, $"dom{n}").Due!.Value;
            Assert.True(China.IsWorkingDay(due) && due >= from && due <= from.AddMonths(2), $"{from} dom{n} {due}");
        }
    }

    [Fact]
    public void A_later_start_is_never_due_earlier()
    {
        string[] rules = ["1wd", "5wd", "20wd", "20d", "1mo", "6mo", "same-day", "dom29", "dom1", "dom31", "qend", "yearly0131", "yearly0229", "every1y"];
        foreach (var rule in rules)
        {
            for (var i = 0; i < Runs / 5; i++)
            {
                var (first, days) = (Start(), _random.Next(0, 40));
                Assert.True(Explain(first, rule).Due <= Explain(first.AddDays(days), rule).Due, $"{first} +{days} {rule}");
            }
        }
    }

    [Fact]
    public void More_days_are_never_due_earlier()
    {
        for (var i = 0; i < Runs; i++)
        {
            var (from, n) = (Start(), _random.Next(1, 60));
            Assert.True(Explain(from, $"{n}wd").Due < Explain(from, $"{n + 1}wd").Due, $"{from} {n}wd");
        }
    }

    [Fact]
    public void Working_days_add_up()
    {
        for (var i = 0; i < Runs; i++)
        {
            var (from, a, b) = (Start(), _random.Next(1, 30), _random.Next(1, 30));
            var twice = Explain(Explain(from, $"{a}wd").Due!.Value, $"{b}wd").Due;
            Assert.True(Explain(from, $"{a + b}wd").Due == twice, $"{from} {a}+{b}wd");
        }
    }

    private DateOnly Start() => new DateOnly(2007, 1, 1).AddDays(_random.Next(0, 21 * 365));

    private static DeadlineWorking Explain(DateOnly from, string rule) => Deadline.Explain(from, DeadlineRule.Parse(rule).Value!, China).Value!;
}
