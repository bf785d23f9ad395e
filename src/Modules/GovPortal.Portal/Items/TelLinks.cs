using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace GovPortal.Portal.Items;

/// <summary>Telephone numbers in a text as links that a phone dials: 0600-5550166, 12333, 400-820-0000.</summary>
internal static partial class TelLinks
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The text as HTML, its lines kept.</summary>
    public static string Of(string text)
    {
        var html = new System.Text.StringBuilder();
        var at = 0;
        foreach (Match number in Number().Matches(text))
        {
            html.Append(Encoder.Encode(text[at..number.Index])).Append("<a href=\"tel:").Append(string.Concat(number.Value.Where(char.IsAsciiDigit))).Append("\">").Append(number.Value).Append("</a>");
            at = number.Index + number.Length;
        }
        return html.Append(Encoder.Encode(text[at..])).ToString().Replace("&#xA;", "<br>", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?<![0-9A-Za-z\-./])(?:0[0-9]{2,3}[-—–][0-9]{7,8}|[48]00-?[0-9]{3}-?[0-9]{4}|0[0-9]{9,11}|1(?:2[0-9]{3}|10|19|20))(?![0-9A-Za-z]|[-./][0-9])")]
    private static partial Regex Number();
}
