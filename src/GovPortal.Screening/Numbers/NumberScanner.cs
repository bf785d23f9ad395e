using System.Buffers;
using GovPortal.Screening.Reading;
using GovPortal.Screening.Words;

namespace GovPortal.Screening.Numbers;

/// <summary>
/// Finds numbers of persons and offices. Groups of digits with single spaces or dashes between them are read together;
/// a number inside a longer one, in a decimal, an amount, a web address or behind the label of a code is none.
/// </summary>
internal sealed class NumberScanner(NormalText normal, string label, List<Hit> hits, Action? check)
{
    private const int MostGroups = 19;
    private const int MostDigits = 19;
    private static readonly SearchValues<char> Separators = SearchValues.Create(" -()\n\r\t");
    private readonly string _text = normal.Text;
    private readonly List<Token> _groups = [];
    private int _foundTo = -1;

    public void Scan()
    {
        var tokens = 0;
        for (var token = Token.Next(_text, 0); token is { } t; token = Token.Next(_text, t.End))
        {
            if ((++tokens & 1023) == 0) check?.Invoke();
            if (t.IsNumber)
            {
                if (_groups.Count > 0 && Gap(_groups[^1], t) is null) Flush();
                _groups.Add(t);
                if (_groups.Count > 4 * MostGroups) Flush(keep: MostGroups);
                continue;
            }
            Flush();
            Mixed(t);
        }
        Flush();
    }

    /// <summary>Letters and digits together: a credit code or a passport.</summary>
    private void Mixed(Token token)
    {
        var value = _text.AsSpan(token.Start, token.Length);
        if (CreditCodes.IsValid(value)) Add(FindingKind.CreditCode, token.Start, token.End);
        else if (token.Length == 9 && IsPassport(value) && Around(token) is var line && (line.Before(24).Has(Vocabulary.Passport) || label.Has(Vocabulary.Passport))) Add(FindingKind.Passport, token.Start, token.End);
    }

    private static bool IsPassport(ReadOnlySpan<char> value) =>
        char.IsAsciiLetter(value[0]) && (char.IsAsciiLetter(value[1]) || char.IsAsciiDigit(value[1])) && !value[2..].ContainsAnyExceptInRange('0', '9');

    /// <summary>What stands between two groups of one number; null where they belong to different ones.</summary>
    private string? Gap(Token left, Token right)
    {
        var gap = _text.AsSpan(left.End, right.Start - left.End);
        if (gap.Length is 0 or > 3 || gap.ContainsAnyExcept(Separators)) return null;
        return gap.ContainsAny('\n', '\t') ? "\n" : gap.ContainsAny('(', ')') ? ")" : gap.Contains('-') ? "-" : " ";
    }

    private void Flush(int keep = 0)
    {
        var last = _groups.Count - keep;
        for (var i = 0; i < last;) i = Match(i);
        _groups.RemoveRange(0, Math.Min(last, _groups.Count));
    }

    /// <summary>The number that begins with group <paramref name="i"/>, the longest first; the group after it.</summary>
    private int Match(int i)
    {
        Span<char> digits = stackalloc char[MostDigits + 1];
        Span<int> ends = stackalloc int[MostGroups];
        int length = 0, count = 0;
        for (var j = i; j < _groups.Count && count < MostGroups; j++)
        {
            if (length + _groups[j].Length > MostDigits) break;
            _text.AsSpan(_groups[j].Start, _groups[j].Length).CopyTo(digits[length..]);
            length += _groups[j].Length;
            ends[count++] = length;
        }
        for (var n = count; n >= 1; n--)
        {
            var number = digits[..ends[n - 1]];
            if (number.Length >= 7 && Kind(number, i, n) is { } hit)
            {
                hits.Add(hit);
                _foundTo = i + n;
                return i + n;
            }
        }
        return i + 1;
    }

    private Hit? Kind(ReadOnlySpan<char> number, int i, int n)
    {
        var (start, end) = (_groups[i].Start, _groups[i + n - 1].End);
        var ends = number[^1] is 'X' or 'x';
        if (ends && (number.Length != 18 || number[..^1].ContainsAny('X', 'x'))) return null;
        if (!ends && number.ContainsAny('X', 'x')) return null;
        if (number.Length == 18 && ResidentIds.IsValid(number)) return new Hit(FindingKind.ResidentId, start, end, Severity.Blocking);
        if (n == 1 && CreditCodes.IsValid(number)) return new Hit(FindingKind.CreditCode, start, end, Severity.Harmless);
        if (ends || !IsPossible(number, n) || HasLineEnd(i, n) && !IsBoxes(i, n)) return null;

        var isDashed = IsDashed(i, n);
        if (isDashed && number[0] != '0') return null;
        var line = new Line(_text, start, end, label);
        if (IsDecimal(start, end) || line.IsAmount || line.IsInUrl || line.IsCode) return null;
        if (number[0] == '0' && FixedPhone(number, i, n, line) is { } phone) return phone;
        if (n == 1 && number.Length is 7 or 8 && Phones.IsLocal(number) && line.Label.Has(Vocabulary.Phone)) return new Hit(FindingKind.FixedPhone, start, end, line.IsOffice ? Severity.Harmless : Severity.Warning);
        if (isDashed) return null;
        if (MobileStart(number, i, n, line) is { } skip) return new Hit(FindingKind.Mobile, start + skip, end, line.IsOffice ? Severity.Warning : Severity.Blocking);
        if (IsCard(number, i, n, line)) return new Hit(FindingKind.BankCard, start, end, Severity.Blocking);
        if (n is 1 or 3 && ResidentIds.IsValidOld(number) && (n == 1 || _groups[i].Length == 6 && _groups[i + 1].Length == 6)) return new Hit(FindingKind.OldResidentId, start, end, Severity.Blocking);
        return null;
    }

    /// <summary>Whether the digits alone allow a number, before the words around are read.</summary>
    private static bool IsPossible(ReadOnlySpan<char> number, int n) => number.Length switch
    {
        7 or 8 => n == 1,
        9 => false,
        10 or 11 or 12 when number[0] == '0' => true,
        11 => Phones.IsMobile(number),
        12 or 13 or 14 => Phones.IsMobile(number[^11..]),
        _ => number.Length >= 15 && (n <= 3 && ResidentIds.IsValidOld(number) || n <= 5 && BankCards.IsDomestic(number) || n <= 5 && BankCards.IsInternational(number) || n == 1 && number.Length == 15 && Phones.IsMobile(number[^11..])),
    };

    /// <summary>How many characters of a country code stand before a mobile number; null where it is none.</summary>
    private int? MobileStart(ReadOnlySpan<char> number, int i, int n, Line line)
    {
        if (n == 1 && number.Length > 11)
        {
            var code = number[..^11];
            return Phones.IsMobile(number[^11..]) && (code is "0" || code is "86" or "086" or "0086" && (_groups[i].Start > 0 && _text[_groups[i].Start - 1] == '+' || line.HasLabel(Vocabulary.Phone))) ? code.Length : null;
        }
        return Phones.IsMobile(number) && (n == 1 || IsBoxes(i, n) || IsGrouped(i, n)) && !HasParenthesis(i, n) ? 0 : null;
    }

    /// <summary>Grouped as people read a mobile number aloud.</summary>
    private bool IsGrouped(int i, int n) => n switch
    {
        2 => _groups[i].Length is 3 or 4 or 5 or 7,
        3 => (_groups[i].Length, _groups[i + 1].Length) is (3, 4) or (4, 4) or (3, 3) or (4, 3) or (3, 5) or (5, 3),
        4 => _groups[i].Length is 3 or 2,
        _ => false,
    };

    private bool IsBoxes(int i, int n)
    {
        if (n < 11) return false;
        for (var k = i; k < i + n; k++)
        {
            if (_groups[k].Length != 1) return false;
        }
        return true;
    }

    private bool IsCard(ReadOnlySpan<char> number, int i, int n, Line line)
    {
        var quartets = n is 4 or 5;
        for (var k = i; quartets && k < i + n - 1; k++) quartets = _groups[k].Length == 4;
        if (n > 1 && !quartets && !(n == 2 && _groups[i].Length == 6) || HasParenthesis(i, n)) return false;
        return BankCards.IsDomestic(number) || BankCards.IsInternational(number) && (quartets || line.Before(24).Has(Vocabulary.Bank) || label.Has(Vocabulary.Bank));
    }

    private Hit? FixedPhone(ReadOnlySpan<char> number, int i, int n, Line line)
    {
        var (start, end) = (_groups[i].Start, _groups[i + n - 1].End);
        for (var area = 3; area <= 4; area++)
        {
            if (!Phones.IsArea(number[..area]) || !Phones.IsLocal(number[area..]) || Phones.IsDate(number[area..]) && !line.HasLabel(Vocabulary.Phone)) continue;
            var separate = n is 2 or 3 && _groups[i].Length == area;
            if (!separate && !(n == 1 && line.HasLabel(Vocabulary.Phone))) continue;
            if (IsDashedBefore(i) && !line.HasLabel(Vocabulary.Phone)) continue;
            return new Hit(FindingKind.FixedPhone, start, end, line.IsOffice ? Severity.Harmless : Severity.Warning);
        }
        return null;
    }

    /// <summary>Tied by a dash to a group that is no number found: part of a code.</summary>
    private bool IsDashed(int i, int n) =>
        IsDashedBefore(i) || i + n < _groups.Count && Tight(i + n - 1) && _groups[i + n].Length <= 4;

    private bool IsDashedBefore(int i)
    {
        if (i == 0) return _groups[i].Start > 1 && _text[_groups[i].Start - 1] is '-' or '_' && char.IsAsciiLetterOrDigit(_text[_groups[i].Start - 2]);
        return i != _foundTo && Tight(i - 1) && _text.AsSpan(_groups[i - 1].Start, _groups[i - 1].Length) is not ("86" or "086" or "0086");
    }

    private bool Tight(int left) => _groups[left + 1].Start - _groups[left].End == 1 && _text[_groups[left].End] == '-';

    private bool HasLineEnd(int i, int n) => _text.AsSpan(_groups[i].Start, _groups[i + n - 1].End - _groups[i].Start).ContainsAny('\n', '\t');

    private bool HasParenthesis(int i, int n) => _text.AsSpan(_groups[i].Start, _groups[i + n - 1].End - _groups[i].Start).ContainsAny('(', ')');

    /// <summary>A part of a decimal; a number behind «1.» at the start of a line is an item of a list.</summary>
    private bool IsDecimal(int start, int end)
    {
        if (end + 1 < _text.Length && _text[end] == '.' && char.IsAsciiDigit(_text[end + 1])) return true;
        if (start < 2 || _text[start - 1] != '.' || !char.IsAsciiDigit(_text[start - 2])) return false;
        var before = start - 2;
        while (before > 0 && char.IsAsciiDigit(_text[before - 1])) before--;
        return start - before > 4 || before > 0 && _text[before - 1] is not ('\n' or ' ' or '\t');
    }

    private Line Around(Token token) => new(_text, token.Start, token.End, label);

    private void Add(FindingKind kind, int start, int end) => hits.Add(new Hit(kind, start, end, FindingKinds.UsualSeverity(kind)));
}
