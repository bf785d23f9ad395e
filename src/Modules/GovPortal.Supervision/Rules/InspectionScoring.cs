namespace GovPortal.Supervision.Rules;

/// <summary>The score as the state would give it (国办秘函〔2019〕19号): from 100, so many points for each problem, none below 0.</summary>
public static class InspectionScoring
{
    /// <summary>Problems of one rule take at most so many points, as the list of the state does it.</summary>
    public const decimal MostForOneRule = 20;

    /// <param name="problems">The rule each problem breaks, with the points it takes.</param>
    public static decimal Of(IEnumerable<(string Rule, decimal Points)> problems) => Math.Max(0, 100 - problems.GroupBy(p => p.Rule).Sum(g => Math.Min(MostForOneRule, g.Sum(p => p.Points))));
}
