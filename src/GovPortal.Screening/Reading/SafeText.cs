using GovPortal.Screening.Masking;

namespace GovPortal.Screening.Reading;

/// <summary>Names of files, sheets and properties may hold what is found in them: they are told with every value masked.</summary>
internal static class SafeText
{
    public static string Of(string text)
    {
        var normal = NormalText.Of(text);
        var hits = TextDetector.Find(normal, Surroundings.None, ScreeningOptions.Default);
        if (hits.Count == 0) return text;
        var shown = normal.Text.ToCharArray();
        foreach (var hit in hits) Mask.Plan(hit, normal.Text.AsSpan(hit.Start, hit.End - hit.Start)).CopyTo(shown, hit.Start);
        return string.Concat(shown.Where(c => c != Mask.Gone));
    }
}
