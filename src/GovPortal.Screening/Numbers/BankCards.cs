namespace GovPortal.Screening.Numbers;

/// <summary>Bank card numbers: ISO/IEC 7812 (Luhn) with the prefixes of cards issued in China.</summary>
internal static class BankCards
{
    /// <summary>银联 62 and the older cards of the large banks, and the lengths they have.</summary>
    private static readonly (string Prefix, int Least, int Most)[] Domestic =
    [
        ("62", 16, 19), ("9558", 16, 19), ("9559", 16, 19), ("6013", 16, 19), ("6014", 16, 17), ("6036", 17, 19), ("6053", 16, 18), ("6858", 16, 19), ("9400", 16, 19), ("9999", 16, 19), ("9843", 16, 19),
    ];

    /// <summary>A card of a Chinese scheme: long and rare enough to be taken for a card wherever it stands.</summary>
    public static bool IsDomestic(ReadOnlySpan<char> digits)
    {
        foreach (var (prefix, least, most) in Domestic)
        {
            if (digits.Length >= least && digits.Length <= most && digits.StartsWith(prefix)) return PassesLuhn(digits);
        }
        return false;
    }

    /// <summary>A card of an international scheme: taken for one only where the words around say so.</summary>
    public static bool IsInternational(ReadOnlySpan<char> digits) =>
        (digits.Length == 16 && (digits[0] is '4' || digits[0] == '5' && digits[1] is >= '1' and <= '5' || digits.StartsWith("35"))
            || digits.Length == 15 && (digits.StartsWith("34") || digits.StartsWith("37")))
        && PassesLuhn(digits);

    private static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        }
        return sum % 10 == 0;
    }
}
