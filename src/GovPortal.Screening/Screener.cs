using GovPortal.Screening.Masking;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening;

public static class Screener
{
    internal static IEnumerable<Finding> Probe(string text)
    {
        var n = NormalText.Of(text);
        return TextDetector.Find(n, new Surroundings("", 8), ScreeningOptions.Default).Select(h => new Finding(h.Kind, "", Mask.Sample(h, n.Text.AsSpan(h.Start, h.End - h.Start)), h.Severity));
    }
}
