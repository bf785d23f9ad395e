using GovPortal.Screening.Numbers;
using GovPortal.Screening.Words;

namespace GovPortal.Screening.Reading;

/// <summary>Everything that can be found in one text.</summary>
internal static class TextDetector
{
    /// <summary>The hits in reading order; none overlaps another of its kind.</summary>
    /// <param name="normal">The text.</param>
    /// <param name="around">What stands around it.</param>
    /// <param name="options">County words and the column's rules.</param>
    /// <param name="check">Called now and then; throws to end the reading.</param>
    public static List<Hit> Find(NormalText normal, Surroundings around, ScreeningOptions options, Action? check = null)
    {
        var hits = new List<Hit>();
        var text = normal.Text;
        if (text.Length < 2) return hits;
        new NumberScanner(normal, around.Label, hits, check).Scan();
        EmailScanner.Scan(text, hits);
        // The local part of an address may be a mobile number: both are reported, as both are masked.
        PlateScanner.Scan(text, hits);
        new PlaceScanner(text, around.Label, hits, check).Scan();
        new MarkScanner(text, around, options, hits).Scan();
        WordScanner.Scan(text, options.Words, hits);
        hits.Sort((a, b) => a.Start.CompareTo(b.Start));
        WeighAddresses(text, hits);
        return hits;
    }

    /// <summary>Values that make an address beside them a person's.</summary>
    public static bool NamesPerson(FindingKind kind, Severity severity) =>
        severity == Severity.Blocking && kind is FindingKind.ResidentId or FindingKind.OldResidentId or FindingKind.Mobile or FindingKind.BankCard or FindingKind.Passport;

    /// <summary>An address on one line with a person's numbers is that person's.</summary>
    private static void WeighAddresses(string text, List<Hit> hits)
    {
        if (!hits.Exists(h => h.Kind == FindingKind.Address)) return;
        var lines = new int[hits.Count];
        var persons = new HashSet<int>();
        var (line, at) = (0, 0);
        for (var i = 0; i < hits.Count; i++)
        {
            line += text.AsSpan(at, hits[i].Start - at).Count('\n');
            (at, lines[i]) = (hits[i].Start, line);
            if (NamesPerson(hits[i].Kind, hits[i].Severity)) persons.Add(line);
        }
        for (var i = 0; i < hits.Count; i++)
        {
            if (hits[i].Kind == FindingKind.Address && persons.Contains(lines[i])) hits[i] = hits[i] with { Severity = Severity.Blocking };
        }
    }
}
