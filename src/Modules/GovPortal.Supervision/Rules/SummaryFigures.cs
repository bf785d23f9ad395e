namespace GovPortal.Supervision.Rules;

/// <summary>A section's month.</summary>
/// <param name="Published">Items published for the first time; of them in time and late.</param>
/// <param name="Standing">Problems at the end.</param>
/// <param name="Orders">Issued in the month; of all, those signed off in it and those late at its end.</param>
/// <param name="Score">The last of the month; null where it was not inspected.</param>
/// <param name="IsNil">零报告: the section said that there was nothing.</param>
public sealed record SectionMonth(
    string SectionId, string Name, int Published, int OnTime, int Late, int Found, int Gone, int Standing, int Orders, int SignedOff, int LateOrders, decimal? Score, bool IsNil);

/// <summary>A line beside the sections, as other modules count them.</summary>
public sealed record SummaryLine(string Group, string Title, int Count);

/// <summary>What a month's summary says (R67–R70).</summary>
public sealed record SummaryFigures(int Month, IReadOnlyList<SectionMonth> Sections, IReadOnlyList<SummaryLine> Lines, decimal? Score)
{
    /// <summary>Of the whole agency; the score is its own.</summary>
    public SectionMonth Total => new("", "合计", Sections.Sum(s => s.Published), Sections.Sum(s => s.OnTime), Sections.Sum(s => s.Late), Sections.Sum(s => s.Found), Sections.Sum(s => s.Gone), Sections.Sum(s => s.Standing),
        Sections.Sum(s => s.Orders), Sections.Sum(s => s.SignedOff), Sections.Sum(s => s.LateOrders), Score, false);

    /// <summary>Sections that published nothing and did not say so.</summary>
    public IReadOnlyList<SectionMonth> Silent => [.. Sections.Where(s => s.Published == 0 && !s.IsNil && s.SectionId.Length > 0)];
}
