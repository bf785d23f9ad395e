namespace GovPortal.Supervision.Rules;

/// <summary>The score as the state would give it (国办秘函〔2019〕19号): from 100, so many points for each problem, none below 0.</summary>
public static class InspectionScoring
{
    /// <summary>Problems of one rule take at most so many points, as the list of the state does it.</summary>
    public const decimal MostForOneRule = 20;

    /// <param name="rules">For each rule that is broken, the points a problem takes and how many there are.</param>
    public static decimal Of(IEnumerable<(decimal Points, int Count)> rules) => Math.Max(0, 100 - rules.Sum(r => Math.Min(MostForOneRule, r.Points * r.Count)));
}
