using System.Buffers;
using System.Text.RegularExpressions;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Words;

/// <summary>Addresses below the township: behind a township, or behind a label that says where a person lives.</summary>
internal sealed partial class PlaceScanner(string text, string label, List<Hit> hits, Action? check)
{
    private const int Reach = 48;
    private static readonly SearchValues<char> Townships = SearchValues.Create("镇乡道");
    private static readonly SearchValues<char> Units = SearchValues.Create("组社队号弄栋幢座楼单室户-");
    private static readonly SearchValues<char> Numerals = SearchValues.Create("0123456789一二三四五六七八九十百");

    /// <summary>Addresses behind a township, in the order of the text, and the first that may overlap one behind a label.</summary>
    private readonly List<Hit> _found = [];
    private int _next;

    public void Scan()
    {
        var (covered, tries) = (0, 0);
        for (var at = text.AsSpan().IndexOfAny(Townships); at >= 0;)
        {
            if (at >= covered && IsTownship(at) && Township(at) is { } hit)
            {
                hits.Add(hit);
                _found.Add(hit);
                covered = hit.End;
            }
            if ((++tries & 255) == 0) check?.Invoke();
            var next = text.AsSpan(at + 1).IndexOfAny(Townships);
            at = next < 0 ? -1 : at + 1 + next;
        }
        for (var at = text.AsSpan().IndexOfAny(Vocabulary.Home); at >= 0;)
        {
            var behind = at + Vocabulary.HomeLabels.Max(l => text.AsSpan(at).StartsWith(l, StringComparison.Ordinal) ? l.Length : 0);
            if (Home(behind) is { } hit) hits.Add(hit);
            if ((++tries & 255) == 0) check?.Invoke();
            var next = text.AsSpan(behind).IndexOfAny(Vocabulary.Home);
            at = next < 0 ? -1 : behind + next;
        }
        if (label.Has(Vocabulary.Home) && text.Length <= 2 * Reach && _found.Count == 0 && Labelled(0) is { } own) hits.Add(own);
    }

    /// <summary>The last character of a township's name; 旧镇镇 has two that could be.</summary>
    private bool IsTownship(int at) =>
        (text[at] != '道' || at > 0 && text[at - 1] == '街') && !(at + 1 < text.Length && text[at + 1] is '镇' or '乡');

    private Hit? Township(int at)
    {
        var rest = text.AsSpan(at + 1, Math.Min(Reach, text.Length - at - 1));
        var personal = IsAtHome(at);
        if (!personal && !HasNumber(rest)) return null;
        var length = 0;
        foreach (var match in (personal ? BelowAtHome() : Below()).EnumerateMatches(rest)) length = match.Length;
        if (length == 0) return null;
        var start = NameStart(at);
        var end = at + 1 + length;
        if (!personal && (new Line(text, start, end, label) is var line && (line.Before(20).Has(Vocabulary.PublicPlace) || line.After(12).Has(Vocabulary.PublicPlace)) || label.Has(Vocabulary.PublicPlace))) return null;
        return new Hit(FindingKind.Address, start, end, Severity.Warning, at + 1 - start);
    }

    /// <summary>Whether a number of a group, house or room can stand in the text: most townships are followed by none.</summary>
    private static bool HasNumber(ReadOnlySpan<char> rest)
    {
        for (var at = rest.IndexOfAny(Units); at >= 0;)
        {
            if (at > 0 && Numerals.Contains(rest[at - 1]) || rest[at] == '-' && at + 1 < rest.Length && char.IsAsciiDigit(rest[at + 1])) return true;
            var next = rest[(at + 1)..].IndexOfAny(Units);
            at = next < 0 ? -1 : at + 1 + next;
        }
        return false;
    }

    private bool IsAtHome(int at) => new Line(text, at, at, label).Before(24).Has(Vocabulary.Home) || label.Has(Vocabulary.Home);

    /// <summary>Back over county and township, up to the words before them.</summary>
    private int NameStart(int at)
    {
        var start = at;
        while (start > 0 && at - start < 14 && text[start - 1] is >= '\u4E00' and <= '\u9FFF' and not ('住' or '址' or '在' or '于' or '居' or '至' or '到' or '往' or '是' or '的' or '为' or '地')) start--;
        return start;
    }

    /// <summary>Behind a label like 家庭住址, where no township stands.</summary>
    private Hit? Home(int from)
    {
        while (from < text.Length && text[from] is ':' or '：' or ' ' or '为' or '是' or '在') from++;
        return Labelled(from);
    }

    private Hit? Labelled(int from)
    {
        var rest = text.AsSpan(from, Math.Min(Reach, text.Length - from));
        foreach (var match in Detailed().EnumerateMatches(rest))
        {
            var hit = new Hit(FindingKind.Address, from + match.Index, from + match.Index + match.Length, Severity.Warning);
            while (_next < _found.Count && _found[_next].End <= hit.Start) _next++;
            return match.Index > 0 || _next < _found.Count && _found[_next].Overlaps(hit) ? null : hit;
        }
        return null;
    }

    private const string Names = @"(?:[\u4e00-\u9fff]{1,8}?(?:村委会|村|社区|居委会|路|街|巷|弄|大道|小区|花园|家园|公寓|新村|华庭|苑|城|里|庄|寨|屯)){0,3}";
    private const string Numbers = @"(?:第?(?:[0-9]{1,5}|[一二三四五六七八九十百]{1,4})(?:-[0-9]{1,4})?(?:村民小组|组|社|队|号楼|号院|号|弄|栋|幢|座|楼|单元|室|户)(?:之[0-9一二三四五])?){1,6}";

    /// <summary>小区3-2-501: building, entrance and room with dashes.</summary>
    private const string Rooms = @"[\u4e00-\u9fff]{1,12}?(?:小区|花园|家园|公寓|新村|华庭|苑|城)[0-9]{1,3}(?:-[0-9]{1,4}){1,3}(?:室|号)?(?![0-9-]|年|月|日|元|万)";

    [GeneratedRegex("^(?:" + Names + Numbers + "|" + Rooms + ")", RegexOptions.None, 250)]
    private static partial Regex Below();

    [GeneratedRegex("^(?:" + Names + Numbers + "|" + Rooms + @"|[\u4e00-\u9fff]{1,8}?(?:村|社区|小区))", RegexOptions.None, 250)]
    private static partial Regex BelowAtHome();

    [GeneratedRegex(@"^(?:[\u4e00-\u9fff]{0,10}" + Numbers + "|" + Rooms + ")", RegexOptions.None, 250)]
    private static partial Regex Detailed();
}
