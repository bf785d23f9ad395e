namespace GovPortal.Screening.Numbers;

/// <summary>Telephone numbers of the numbering plan of the mainland.</summary>
internal static class Phones
{
    /// <summary>11 digits of a mobile network, the virtual operators' and the data cards' included.</summary>
    public static bool IsMobile(ReadOnlySpan<char> digits) => digits.Length == 11 && digits[0] == '1' && digits[1] switch
    {
        '3' or '5' or '8' => digits[1] != '5' || digits[2] != '4',
        '4' => digits[2] is not ('2' or '3'),
        '6' => digits[2] is '2' or '5' or '6' or '7',
        '7' => digits[2] != '9',
        '9' => digits[2] != '4',
        _ => false,
    };

    /// <summary>An area code with its leading zero: 010, 02x, or 03xx to 09xx.</summary>
    public static bool IsArea(ReadOnlySpan<char> digits) => digits.Length switch
    {
        3 => digits is "010" || digits[0] == '0' && digits[1] == '2',
        4 => digits[0] == '0' && digits[1] is >= '3' and <= '9',
        _ => false,
    };

    /// <summary>A number within an area: seven or eight digits and no special service.</summary>
    public static bool IsLocal(ReadOnlySpan<char> digits) => digits.Length is 7 or 8 && digits[0] is >= '2' and <= '8';

    /// <summary>Eight digits that are more likely a date of this century.</summary>
    public static bool IsDate(ReadOnlySpan<char> digits) =>
        digits.Length == 8 && digits[0] == '2' && digits[1] == '0' && IsMonth(digits[4..6])
        && (digits[6] is '0' or '1' or '2' || digits[6..8] is "30" or "31");

    private static bool IsMonth(ReadOnlySpan<char> digits) => digits is "01" or "02" or "03" or "04" or "05" or "06" or "07" or "08" or "09" or "10" or "11" or "12";
}
