using System.Globalization;

namespace GovPortal.Requests.Rules;

/// <summary>公民身份号码 (GB 11643): eighteen characters, the birth date within, a check digit by ISO 7064 MOD 11-2.</summary>
public static class IdentityNumber
{
    private const string Checks = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>As it is kept: no spaces, full-width digits read, <c>X</c> in capitals.</summary>
    public static string Normalise(string typed) => string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c != '-')
        .Select(c => c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c)).ToUpperInvariant();

    public static bool IsValid(string number, DateOnly today) => Birth(number) is { } born && born <= today && born.Year >= 1900 && Check(number) == number[17];

    /// <summary>The date of birth; null where the number holds none.</summary>
    public static DateOnly? Birth(string number) =>
        number.Length == 18 && number[..17].All(char.IsAsciiDigit) && number[0] != '0'
        && DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) ? born : null;

    private static char Check(string number) => Checks[Weights.Select((w, i) => w * (number[i] - '0')).Sum() % 11];
}

/// <summary>统一社会信用代码 (GB 32100): eighteen characters of thirty-one, a check character by MOD 31.</summary>
public static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    public static bool IsValid(string code)
    {
        if (code.Length != 18 || !code.All(c => Alphabet.Contains(c, StringComparison.Ordinal))) return false;
        var sum = Weights.Select((w, i) => w * Alphabet.IndexOf(code[i], StringComparison.Ordinal)).Sum();
        return Alphabet[(31 - (sum % 31)) % 31] == code[17];
    }
}
