using System.Globalization;
using System.Text.Json.Nodes;

namespace GovPortal.Fields.Values;

internal static class Numbers
{
    /// <summary>As people write a number: <c>1,960.50</c>, <c>￥300</c>, full-width digits.</summary>
    public static decimal? Typed(string text)
    {
        var plain = string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).Where(c => c is not (',' or '¥' or ' ')));
        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number : null;
    }

    /// <summary>As it is stored: <c>30.00</c> is <c>30</c>.</summary>
    public static JsonNode Node(decimal number) => JsonValue.Create(number / 1.000000000000000000000000000000000m);

    public static string Shown(decimal number, int? scale = null) =>
        number.ToString(scale is { } digits ? "F" + digits : "0.############################", CultureInfo.InvariantCulture);

    public static string Money(decimal yuan) => yuan.ToString("N2", CultureInfo.InvariantCulture);

    public static int Decimals(decimal number) => (number / 1.000000000000000000000000000000000m).Scale;
}
