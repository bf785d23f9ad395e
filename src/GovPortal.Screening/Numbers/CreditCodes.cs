namespace GovPortal.Screening.Numbers;

/// <summary>Unified social credit codes, GB 32100-2015.</summary>
internal static class CreditCodes
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>登记管理部门 and, for each, 机构类别.</summary>
    private static readonly HashSet<string> Offices =
    [
        "11", "12", "13", "19", "21", "29", "31", "32", "33", "34", "35", "39", "41", "49", "51", "52", "53", "54", "55", "59", "61", "62", "69", "71", "72", "79", "81", "89", "91", "92", "93", "A1", "A9", "N1", "N2", "N3", "N9", "Y1",
    ];

    /// <summary>18 characters with a registration office, a region of six digits and the right check character.</summary>
    public static bool IsValid(ReadOnlySpan<char> code)
    {
        if (code.Length != 18 || code[2..8].ContainsAnyExceptInRange('0', '9') || !(ResidentIds.HasProvince(code[2..]) || code[2..4] is "10")) return false;
        if (!Offices.Contains(code[..2].ToString().ToUpperInvariant())) return false;
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
