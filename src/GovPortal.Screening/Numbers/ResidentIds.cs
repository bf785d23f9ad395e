namespace GovPortal.Screening.Numbers;

/// <summary>Resident ID numbers: GB 11643-1999 (18 characters, ISO 7064 MOD 11-2) and the 15 digits before it.</summary>
internal static class ResidentIds
{
    private const string CheckCharacters = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>18 characters with a province, a birth date from 1900 to 2099 and the right check character.</summary>
    public static bool IsValid(ReadOnlySpan<char> id)
    {
        if (id.Length != 18 || !HasProvince(id) || !IsDate(Number(id[6..10]), Number(id[10..12]), Number(id[12..14]))) return false;
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (id[i] - '0') * Weights[i];
        return CheckCharacters[sum % 11] == char.ToUpperInvariant(id[17]);
    }

    /// <summary>15 digits with a province and a birth date of the twentieth century; there is no check digit.</summary>
    public static bool IsValidOld(ReadOnlySpan<char> id) =>
        id.Length == 15 && HasProvince(id) && IsDate(1900 + Number(id[6..8]), Number(id[8..10]), Number(id[10..12]));

    /// <summary>Whether the first two digits are those of a province in GB/T 2260.</summary>
    public static bool HasProvince(ReadOnlySpan<char> id) => Number(id[..2]) is
        >= 11 and <= 15 or >= 21 and <= 23 or >= 31 and <= 37 or >= 41 and <= 46 or >= 50 and <= 54 or >= 61 and <= 65 or 71 or >= 81 and <= 83;

    private static bool IsDate(int year, int month, int day) =>
        year is >= 1900 and <= 2099 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits) number = number * 10 + digit - '0';
        return number;
    }
}
