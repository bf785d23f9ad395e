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

    /// <summary>A number within an area: seven or eight digits, no special service and no date.</summary>
    public static bool IsLocal(ReadOnlySpan<char> digits) => digits.Length is 7 or 8 && digits[0] is >= '2' and <= '8' && !IsDay(digits);

    private static bool IsDay(ReadOnlySpan<char> digits) =>
        digits.Length == 8 && digits[0] == '2' && digits[1] == '0' && digits[4] is '0' or '1' && digits[6] <= '3';
}
