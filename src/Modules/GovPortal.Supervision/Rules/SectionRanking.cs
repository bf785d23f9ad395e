namespace GovPortal.Supervision.Rules;

/// <param name="Rank">From 1; equals share one, and the next is as many further on.</param>
/// <param name="OnTimeShare">Of what was published, in hundredths; null where nothing was.</param>
public sealed record RankedSection(int Rank, SectionMonth Section, int? OnTimeShare);

/// <summary>The league of the sections (科室排名): by score, then by what was published in time. Sections that were not inspected have no rank.</summary>
public static class SectionRanking
{
    public static IReadOnlyList<RankedSection> Of(IEnumerable<SectionMonth> sections)
    {
        var sorted = sections.Where(s => s is { SectionId.Length: > 0, Score: not null }).OrderByDescending(s => s.Score).ThenByDescending(s => Share(s) ?? 100).ThenBy(s => s.SectionId, StringComparer.Ordinal).ToList();
        var ranked = new List<RankedSection>();
        foreach (var section in sorted)
        {
            var isEqual = ranked.Count > 0 && ranked[^1].Section.Score == section.Score && (ranked[^1].OnTimeShare ?? 100) == (Share(section) ?? 100);
            ranked.Add(new RankedSection(isEqual ? ranked[^1].Rank : ranked.Count + 1, section, Share(section)));
        }
        return ranked;
    }

    private static int? Share(SectionMonth section) => section.OnTime + section.Late is var owed and > 0 ? section.OnTime * 100 / owed : null;
}
