namespace GovPortal.Requests.Rules;

/// <summary>Cases that ended in a month after the same number of days, all in time or all late.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Days">Calendar days from receipt to the end.</param>
public sealed record EndedCount(DateOnly Month, int Days, bool InTime, int Count);

/// <summary>What came in and what ended in a month; median and mean are of calendar days from receipt to the end, null where nothing ended.</summary>
/// <param name="Month">Its first day.</param>
public sealed record MonthFigures(DateOnly Month, int Received, int Ended, int InTime, double? MedianDays, double? MeanDays)
{
    /// <summary>How many months the board looks back on, the present one among them.</summary>
    public const int Shown = 12;

    public int Late => Ended - InTime;

    /// <summary>The twelve months up to the one of a day, the earliest first, out of counts that the database made.</summary>
    public static IReadOnlyList<MonthFigures> Of(IReadOnlyDictionary<DateOnly, int> received, IEnumerable<EndedCount> ended, DateOnly today)
    {
        var byMonth = ended.ToLookup(e => e.Month);
        return [.. Months(today).Select(m => Of(m, received.GetValueOrDefault(m), [.. byMonth[m].OrderBy(e => e.Days)]))];
    }

    public static IEnumerable<DateOnly> Months(DateOnly today) => Enumerable.Range(1 - Shown, Shown).Select(new DateOnly(today.Year, today.Month, 1).AddMonths);

    private static MonthFigures Of(DateOnly month, int received, List<EndedCount> ended)
    {
        var count = ended.Sum(e => e.Count);
        return count == 0
            ? new MonthFigures(month, received, 0, 0, null, null)
            : new MonthFigures(month, received, count, ended.Where(e => e.InTime).Sum(e => e.Count), Median(ended, count), ended.Sum(e => (double)e.Days * e.Count) / count);
    }

    /// <summary>The middle one, or half way between the two in the middle.</summary>
    private static double Median(List<EndedCount> sorted, int count) => (At(sorted, (count - 1) / 2) + At(sorted, count / 2)) / 2.0;

    private static int At(List<EndedCount> sorted, int index)
    {
        foreach (var e in sorted)
        {
            if (index < e.Count) return e.Days;
            index -= e.Count;
        }
        return 0;
    }
}
