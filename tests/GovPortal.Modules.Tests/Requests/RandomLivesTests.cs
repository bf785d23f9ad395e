using System.Globalization;
using GovPortal.Requests.Rules;

namespace GovPortal.Modules.Tests.Requests;

/// <summary>Laws that hold for whatever happens to whatever comes in.</summary>
public sealed class RandomLivesTests
{
    private const int FirstYear = 2024, LastYear = 2026, LastEnd = LastYear + 4;

    private static int Lives => Math.Max(1000, (int)(10_000 * double.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_TEST_SCALE") ?? "0.05", CultureInfo.InvariantCulture)));

    [Fact]
    public void Any_life_ends_in_one_row_and_every_year_adds_up()
    {
        var random = new Random(20261129);
        var cases = Enumerable.Range(0, Lives).Select(_ => Live(random)).ToList();
        foreach (var c in cases) Assert.Equal(c.Ended is null, Outcomes.Of(c.Outcome) is null);

        IReadOnlyDictionary<string, AnnualColumn>? before = null;
        for (var year = FirstYear; year <= LastEnd; year++)
        {
            var columns = AnnualCount.Of(cases, year);
            var total = AnnualCount.Total(columns);
            Assert.All(columns.Values, c => Assert.True(c.Adds));
            Assert.True(total.Adds);
            Assert.All(columns.Values, c => Assert.Equal(Outcomes.All.Select(o => o.Code), c.Ended.Keys));
            foreach (var (name, column) in columns) Assert.Equal(before?[name].CarriedOn ?? 0, column.CarriedOver);
            before = columns;
        }
        // Each case is counted as ended once, in one row of one year.
        var ended = Enumerable.Range(FirstYear, LastEnd - FirstYear + 1).Sum(y => AnnualCount.Total(AnnualCount.Of(cases, y)).EndedInAll);
        Assert.Equal(cases.Count(c => c.Ended is not null), ended);
        Assert.InRange(cases.Select(c => c.Outcome).OfType<string>().Distinct().Count(), 15, 21);
    }

    [Fact]
    public void Every_state_can_be_reached_and_left_and_an_ended_case_stays_ended()
    {
        var reached = new HashSet<RequestState> { RequestState.Registered };
        while (RequestStates.All.Where(t => reached.Contains(t.From)).Select(t => t.To).Except(reached).ToList() is { Count: > 0 } more) reached.UnionWith(more);
        Assert.Equal(Enum.GetValues<RequestState>(), reached.Order());
        foreach (var state in Enum.GetValues<RequestState>())
        {
            Assert.Equal(RequestStates.IsOpen(state), RequestStates.All.Any(t => t.From == state));
            // Whoever applied may withdraw as long as it runs.
            Assert.Equal(RequestStates.IsOpen(state), RequestStates.Next(state, RequestVerb.Withdraw) == RequestState.Closed);
        }
        Assert.Equal(RequestStates.All.Count, RequestStates.All.Select(t => (t.From, t.Verb)).Distinct().Count());
        Assert.Equal(Enum.GetValues<RequestVerb>(), RequestStates.All.Select(t => t.Verb).Distinct().Order());
        // No answer goes out that the deputy leader did not approve.
        Assert.All(RequestStates.All.Where(t => t.To == RequestState.Answered), t => Assert.Equal(RequestState.AnswerApproved, t.From));
        Assert.All(RequestStates.All.Where(t => t.To == RequestState.AnswerApproved), t => Assert.Equal(RequestVerb.Approve, t.Verb));
    }

    private static CountedCase Live(Random random)
    {
        var received = new DateOnly(FirstYear, 1, 1).AddDays(random.Next(0, (LastYear - FirstYear + 1) * 365));
        var applicant = ApplicantClasses.All.Keys.ElementAt(random.Next(ApplicantClasses.All.Count));
        var (state, day, drafted, outcome) = (RequestState.Registered, received, (string?)null, (string?)null);
        for (var steps = 0; RequestStates.IsOpen(state) && steps < random.Next(3, 40); steps++)
        {
            var next = RequestStates.All.Where(t => t.From == state && (t.To != RequestState.Closed || random.Next(10) == 0)).ToList();
            if (next.Count == 0) continue;
            var step = next[random.Next(next.Count)];
            if (step.Verb == RequestVerb.Draft) drafted = Outcomes.All.Where(o => o.CanBeDrafted).ElementAt(random.Next(19)).Code;
            outcome = step.Verb == RequestVerb.Answer ? drafted : Outcomes.OfEnding(step.Verb);
            (state, day) = (step.To, day.AddDays(random.Next(0, 30)));
        }
        return new CountedCase(received, applicant, RequestStates.IsOpen(state) ? null : day, outcome);
    }
}
