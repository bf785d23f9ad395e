using GovPortal.Kernel.Results;

namespace GovPortal.Requests.Rules;

/// <summary>按件 or 按量; one of them for a case, never both (《政府信息公开信息处理费管理办法》第三条).</summary>
public enum FeeScheme { PerItem, PerPage }

/// <param name="From">The first item or page of the band.</param>
/// <param name="To">The last; null where it goes on without end.</param>
/// <param name="PriceFen">Of one, in 分.</param>
/// <param name="StepSize">Where the band goes on in steps: how many each has; 0 for none.</param>
/// <param name="StepFen">How much dearer one becomes with each step after the first, in 分.</param>
public sealed record FeeBand(int From, int? To, long PriceFen, int StepSize = 0, long StepFen = 0);

/// <param name="Document">The number of the document it rests on.</param>
public sealed record FeeSchedule(string Document, IReadOnlyList<FeeBand> PerItem, IReadOnlyList<FeeBand> PerPage)
{
    /// <summary>国办函〔2020〕109号.</summary>
    public static FeeSchedule Usual { get; } = new(
        "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
        [new FeeBand(1, 10, 0), new FeeBand(11, 30, 100_00), new FeeBand(31, null, 200_00, 10, 100_00)],
        [new FeeBand(1, 30, 0), new FeeBand(31, 100, 10_00), new FeeBand(101, 200, 20_00), new FeeBand(201, null, 40_00)]);

    public IReadOnlyList<FeeBand> Of(FeeScheme scheme) => scheme == FeeScheme.PerItem ? PerItem : PerPage;
}

/// <summary>So many from one number to another at one price.</summary>
public sealed record FeeLine(int From, int To, int Count, long PriceFen, long AmountFen);

public sealed record FeeWorking(FeeScheme Scheme, string Document, IReadOnlyList<FeeLine> Lines, long TotalFen);

/// <summary>The fee for processing (信息处理费) by progressive bands, with its working.</summary>
public static class ProcessingFee
{
    public const int MostCounted = 1_000_000;

    /// <summary>
    /// What is charged. Items: those of this case come after those the same applicant asked for earlier in the calendar month. Pages:
    /// those of this case alone. Failures: <c>request.fee-count</c>, <c>request.fee-bands</c> (the bands of the setting leave a gap).
    /// </summary>
    /// <param name="count">Items or pages of this case.</param>
    /// <param name="earlierItems">Items of the same applicant in the same calendar month before this case; passed over for pages.</param>
    public static Result<FeeWorking> Of(FeeScheme scheme, int count, int earlierItems, FeeSchedule schedule)
    {
        if (count is < 1 or > MostCounted || earlierItems is < 0 or > MostCounted) return Failure.At("FeeCount", "request.fee-count", MostCounted);
        var bands = schedule.Of(scheme);
        if (!AreWhole(bands)) return Failure.Of("request.fee-bands");
        var (first, last) = scheme == FeeScheme.PerItem ? (earlierItems + 1, earlierItems + count) : (1, count);
        var lines = new List<FeeLine>();
        foreach (var (from, to, price) in bands.SelectMany(b => Pieces(b, last)))
        {
            var (start, end) = (Math.Max(from, first), Math.Min(to, last));
            if (start <= end) lines.Add(new FeeLine(start, end, end - start + 1, price, (end - start + 1) * price));
        }
        return new FeeWorking(scheme, schedule.Document, lines, lines.Sum(l => l.AmountFen));
    }

    /// <summary>Bands begin at 1, follow one another without a gap, and only the last is open.</summary>
    public static bool AreWhole(IReadOnlyList<FeeBand> bands)
    {
        if (bands.Count == 0 || bands[^1].To is not null) return false;
        var next = 1;
        foreach (var band in bands)
        {
            if (band.From != next || band.PriceFen < 0 || band.StepSize < 0 || band.StepFen < 0) return false;
            if (band.To is not { } to) return band == bands[^1];
            if (to < band.From) return false;
            next = to + 1;
        }
        return false;
    }

    private static IEnumerable<(int From, int To, long PriceFen)> Pieces(FeeBand band, int last)
    {
        var end = Math.Min(band.To ?? last, last);
        if (band.StepSize == 0)
        {
            if (band.From <= end) yield return (band.From, end, band.PriceFen);
            yield break;
        }
        var price = band.PriceFen;
        for (var from = band.From; from <= end; from += band.StepSize, price += band.StepFen) yield return (from, Math.Min(from + band.StepSize - 1, end), price);
    }
}
