using System.Globalization;

namespace GovPortal.Requests.Rules;

/// <summary>Bands as an office writes them, one a line: <c>11-30 100</c> (元), open at the end <c>31- 200 +10 100</c>: each further ten is 100 dearer.</summary>
public static class FeeBandText
{
    public static string Of(IReadOnlyList<FeeBand> bands) => string.Join('\n', bands.Select(b =>
        $"{b.From}-{b.To} {Yuan(b.PriceFen)}" + (b.StepSize > 0 ? $" +{b.StepSize} {Yuan(b.StepFen)}" : "")));

    /// <summary>Null where a line can't be read.</summary>
    public static IReadOnlyList<FeeBand>? Read(string text)
    {
        var bands = new List<FeeBand>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var range = parts[0].Split('-');
            if (parts.Length is not (2 or 4) || range.Length != 2 || !int.TryParse(range[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from) || Fen(parts[1]) is not { } price) return null;
            int? to = null;
            if (range[1].Length > 0)
            {
                if (!int.TryParse(range[1], NumberStyles.None, CultureInfo.InvariantCulture, out var end)) return null;
                to = end;
            }
            if (parts.Length == 2) bands.Add(new FeeBand(from, to, price));
            else if (int.TryParse(parts[2].TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 && Fen(parts[3]) is { } step) bands.Add(new FeeBand(from, to, price, size, step));
            else return null;
        }
        return bands;
    }

    private static string Yuan(long fen) => (fen / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    private static long? Fen(string yuan) =>
        decimal.TryParse(yuan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= 1_000_000 && amount * 100 == decimal.Truncate(amount * 100) ? (long)(amount * 100) : null;
}
