namespace GovPortal.Screening.Numbers;

/// <summary>Unified social credit codes, GB 32100-2015.</summary>
internal static class CreditCodes
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>18 characters with a registration office, a region of six digits and the right check character.</summary>
    public static bool IsValid(ReadOnlySpan<char> code)
    {
        if (code.Length != 18 || !"123456789ANY".Contains(char.ToUpperInvariant(code[0])) || code[2..8].ContainsAnyExceptInRange('0', '9')) return false;
        int sum = 0, weight = 1;
        for (var i = 0; i < 17; i++)
        {
            var value = Alphabet.IndexOf(char.ToUpperInvariant(code[i]), StringComparison.Ordinal);
            if (value < 0) return false;
            sum += value * weight;
            weight = weight * 3 % 31;
        }
        return Alphabet[(31 - sum % 31) % 31] == char.ToUpperInvariant(code[17]);
    }
}
