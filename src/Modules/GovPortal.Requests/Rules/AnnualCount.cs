namespace GovPortal.Requests.Rules;

/// <param name="Received">Day of receipt.</param>
/// <param name="ApplicantClass">A code of <see cref="ApplicantClasses.All"/>.</param>
/// <param name="Ended">The civil day it was answered or closed; null while it runs.</param>
/// <param name="Outcome">A code of <see cref="Outcomes"/>; null while it runs.</param>
/// <param name="Count">How many cases alike.</param>
public sealed record CountedCase(DateOnly Received, string ApplicantClass, DateOnly? Ended, string? Outcome, int Count = 1);

/// <summary>One column of table 三: what came in, what was carried over, how it ended by leaf, what is carried on.</summary>
public sealed record AnnualColumn(int New, int CarriedOver, IReadOnlyDictionary<string, int> Ended, int CarriedOn)
{
    /// <summary>(七)总计.</summary>
    public int EndedInAll => Ended.Values.Sum();

    /// <summary>第一项加第二项等于第三项加第四项.</summary>
    public bool Adds => New + CarriedOver == EndedInAll + CarriedOn;
}

/// <summary>
/// Table 三 of a year out of cases: a column for each applicant class. What a year carries on is what the next one is handed, as both are
/// counted from the same days.
/// </summary>
public static class AnnualCount
{
    public static IReadOnlyDictionary<string, AnnualColumn> Of(IEnumerable<CountedCase> cases, int year)
    {
        var byClass = cases.ToLookup(c => c.ApplicantClass, StringComparer.Ordinal);
        return ApplicantClasses.All.Keys.ToDictionary(c => c, c => Column([.. byClass[c]], year), StringComparer.Ordinal);
    }

    /// <summary>总计.</summary>
    public static AnnualColumn Total(IReadOnlyDictionary<string, AnnualColumn> columns) => new(
        columns.Values.Sum(c => c.New), columns.Values.Sum(c => c.CarriedOver),
        Outcomes.All.ToDictionary(o => o.Code, o => columns.Values.Sum(c => c.Ended[o.Code]), StringComparer.Ordinal), columns.Values.Sum(c => c.CarriedOn));

    private static AnnualColumn Column(List<CountedCase> cases, int year)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var ended = cases.Where(c => c.Ended >= first && c.Ended <= last).ToLookup(c => c.Outcome, StringComparer.Ordinal);
        return new AnnualColumn(
            cases.Where(c => c.Received.Year == year).Sum(c => c.Count),
            cases.Where(c => c.Received < first && (c.Ended is null || c.Ended >= first)).Sum(c => c.Count),
            Outcomes.All.ToDictionary(o => o.Code, o => ended[o.Code].Sum(c => c.Count), StringComparer.Ordinal),
            cases.Where(c => c.Received <= last && (c.Ended is null || c.Ended > last)).Sum(c => c.Count));
    }
}
