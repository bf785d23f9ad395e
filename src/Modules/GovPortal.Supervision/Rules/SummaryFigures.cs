namespace GovPortal.Supervision.Rules;

/// <summary>A section's month, or its longer period.</summary>
/// <param name="Published">Items published for the first time; of them in time and late.</param>
/// <param name="Standing">Problems at the end.</param>
/// <param name="Orders">Issued in the period; of all, those signed off in it and those late at its end.</param>
/// <param name="Score">The last of the month, the mean of the months of a longer period; null where it was not inspected.</param>
/// <param name="IsNil">零报告: the section said that there was nothing.</param>
public sealed record SectionMonth(
    string SectionId, string Name, int Published, int OnTime, int Late, int Found, int Gone, int Standing, int Orders, int SignedOff, int LateOrders, decimal? Score, bool IsNil);

/// <summary>A line beside the sections, as other modules count them.</summary>
/// <param name="IsStock">What there is at the end; of several months the last counts.</param>
public sealed record SummaryLine(string Group, string Title, int Count, bool IsStock = false);

/// <summary>What a month's summary says (R67–R70).</summary>
public sealed record SummaryFigures(int Month, IReadOnlyList<SectionMonth> Sections, IReadOnlyList<SummaryLine> Lines, decimal? Score)
{
    /// <summary>Of the whole agency; the score is its own.</summary>
    public SectionMonth Total => new("", "合计", Sections.Sum(s => s.Published), Sections.Sum(s => s.OnTime), Sections.Sum(s => s.Late), Sections.Sum(s => s.Found), Sections.Sum(s => s.Gone), Sections.Sum(s => s.Standing),
        Sections.Sum(s => s.Orders), Sections.Sum(s => s.SignedOff), Sections.Sum(s => s.LateOrders), Score, false);

    /// <summary>Sections that published nothing and did not say so.</summary>
    public IReadOnlyList<SectionMonth> Silent => [.. Sections.Where(s => s.Published == 0 && !s.IsNil && s.SectionId.Length > 0)];

    /// <summary>
    /// Several months in one (季度汇总, 年度汇总): what happened is added up, what stands is as at the end of the last month, scores are the
    /// mean of the months inspected, and a period is empty where each of its months was. Sections are named as the last month that has them does.
    /// </summary>
    /// <param name="months">In order, at least one.</param>
    public static SummaryFigures Of(IReadOnlyList<SummaryFigures> months)
    {
        var (last, names) = (months[^1], months.Reverse().SelectMany(m => m.Sections).DistinctBy(s => s.SectionId).ToList());
        var sections = names.Select(named =>
        {
            var own = months.Select(m => m.Sections.FirstOrDefault(s => s.SectionId == named.SectionId)).OfType<SectionMonth>().ToList();
            var end = last.Sections.FirstOrDefault(s => s.SectionId == named.SectionId);
            return new SectionMonth(named.SectionId, named.Name, own.Sum(s => s.Published), own.Sum(s => s.OnTime), own.Sum(s => s.Late), own.Sum(s => s.Found), own.Sum(s => s.Gone), end?.Standing ?? 0, own.Sum(s => s.Orders),
                own.Sum(s => s.SignedOff), end?.LateOrders ?? 0, Mean(own.Select(s => s.Score)), own.All(s => s.IsNil));
        });
        var lines = months.SelectMany(m => m.Lines).GroupBy(l => (l.Group, l.Title)).Select(g =>
            new SummaryLine(g.Key.Group, g.Key.Title, g.Last().IsStock ? last.Lines.FirstOrDefault(l => (l.Group, l.Title) == g.Key)?.Count ?? 0 : g.Sum(l => l.Count), g.Last().IsStock));
        return new SummaryFigures(last.Month, [.. sections], [.. lines], Mean(months.Select(m => m.Score)));
    }

    private static decimal? Mean(IEnumerable<decimal?> scores) => scores.OfType<decimal>().ToList() is { Count: > 0 } all ? Math.Round(all.Average(), 2, MidpointRounding.AwayFromZero) : null;
}
