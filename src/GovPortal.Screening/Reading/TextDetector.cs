using GovPortal.Screening.Numbers;
using GovPortal.Screening.Words;

namespace GovPortal.Screening.Reading;

/// <summary>Everything that can be found in one text.</summary>
internal static class TextDetector
{
    /// <summary>The hits in reading order; none overlaps another of its kind.</summary>
    public static List<Hit> Find(NormalText normal, Surroundings around, ScreeningOptions options)
    {
        var hits = new List<Hit>();
        var text = normal.Text;
        if (text.Length < 2) return hits;
        new NumberScanner(normal, around.Label, hits).Scan();
        EmailScanner.Scan(text, hits);
        // The local part of an address may be a mobile number: both are reported, as both are masked.
        PlateScanner.Scan(text, hits);
        new PlaceScanner(text, around.Label, hits).Scan();
        new MarkScanner(text, around, options, hits).Scan();
        WordScanner.Scan(text, options.Words, hits);
        for (var i = 0; i < hits.Count; i++)
        {
            if (hits[i].Kind == FindingKind.Address && IsBesidePerson(text, hits[i], hits)) hits[i] = hits[i] with { Severity = Severity.Blocking };
        }
        hits.Sort((a, b) => a.Start.CompareTo(b.Start));
        return hits;
    }

    /// <summary>Values that make an address beside them a person's.</summary>
    public static bool NamesPerson(FindingKind kind, Severity severity) =>
        severity == Severity.Blocking && kind is FindingKind.ResidentId or FindingKind.OldResidentId or FindingKind.Mobile or FindingKind.BankCard or FindingKind.Passport;

    private static bool IsBesidePerson(string text, Hit address, List<Hit> hits)
    {
        foreach (var hit in hits)
        {
            if (!NamesPerson(hit.Kind, hit.Severity)) continue;
            var (from, to) = hit.Start < address.Start ? (hit.End, address.Start) : (address.End, hit.Start);
            if (from >= to || text.AsSpan(from, to - from).IndexOf('\n') < 0) return true;
        }
        return false;
    }
}
