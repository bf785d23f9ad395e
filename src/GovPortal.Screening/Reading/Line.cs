using System.Buffers;
using GovPortal.Screening.Words;

namespace GovPortal.Screening.Reading;

/// <summary>The surroundings of a place in a text: the words before and after it on its line.</summary>
internal readonly ref struct Line(string text, int start, int end, string label)
{
    private const int LabelLength = 16;
    private const int Reach = 200;
    private static readonly SearchValues<char> Stops = SearchValues.Create("，,。;；、!?|\t");

    public ReadOnlySpan<char> Before(int length)
    {
        var from = Math.Max(0, start - length);
        var before = text.AsSpan(from, start - from);
        var lineEnd = before.LastIndexOf('\n');
        return lineEnd < 0 ? before : before[(lineEnd + 1)..];
    }

    public ReadOnlySpan<char> After(int length)
    {
        var after = text.AsSpan(end, Math.Min(length, text.Length - end));
        var lineEnd = after.IndexOf('\n');
        return lineEnd < 0 ? after : after[..lineEnd];
    }

    /// <summary>The words right before the place, back to the last comma or stop; the field's label where there are none.</summary>
    public ReadOnlySpan<char> Label
    {
        get
        {
            var before = Before(LabelLength).TrimEnd(" :-(（\"'");
            var stop = before.LastIndexOfAny(Stops);
            if (stop >= 0) before = before[(stop + 1)..];
            return before.IsWhiteSpace() ? label : before;
        }
    }

    /// <summary>A label of this kind right before the place, or as the field's own.</summary>
    public bool HasLabel(SearchValues<string> words) => Label.Has(words) || label.Has(words);

    /// <summary>A label that makes the number a code: nothing beside it makes it a person's.</summary>
    public bool IsCode => Label is var own && own.Has(Vocabulary.Codes) && !own.Has(Vocabulary.Owners);

    /// <summary>A unit behind the number makes it an amount.</summary>
    public bool IsAmount
    {
        get
        {
            var after = After(4).TrimStart(' ');
            return after.Length > 0 && (after[0] is '元' or '万' or '亿' or '吨' or '%' or '㎡' or '$' || after.StartsWith("平方") || after.StartsWith("公里") || after.StartsWith("千克"));
        }
    }

    /// <summary>Within an address of the web.</summary>
    public bool IsInUrl
    {
        get
        {
            var before = Before(Reach);
            var scheme = before.LastIndexOf("://");
            if (scheme < 0) scheme = before.LastIndexOf("www.");
            return scheme >= 0 && before[scheme..].IndexOfAnyExceptInRange('!', '~') < 0;
        }
    }

    /// <summary>An office's published telephone rather than a person's.</summary>
    public bool IsOffice
    {
        get
        {
            var before = Before(40);
            if (before.Has(Vocabulary.Person)) return false;
            if (before.Has(Vocabulary.OfficePhone)) return true;
            if (label.Has(Vocabulary.Person)) return false;
            return label.Has(Vocabulary.OfficePhone)
                || (before.Has(Vocabulary.OfficeContact) || label.Has(Vocabulary.OfficeContact)) && (before.Has(Vocabulary.Office) || label.Has(Vocabulary.Office));
        }
    }
}
