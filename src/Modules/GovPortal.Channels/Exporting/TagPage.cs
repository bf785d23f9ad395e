using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using GovPortal.Channels.Sending;

namespace GovPortal.Channels.Exporting;

/// <summary>An item as a plain page with the page tags of 国办发〔2017〕47号 and nothing else around its text, and its line of the table.</summary>
internal static partial class TagPage
{
    private static readonly string[] Columns = ["ArticleTitle", "PubDate", "ContentSource", "Author", "Keywords", "ColumnName", "ColumnType", "SiteName", "SiteIDCode", "Url"];

    public static string Head { get; } = Written(["File", "ContentItemId", .. Columns]);

    public static string Line(string file, Parcel parcel) => Written([file, parcel.Stored.Item.Id, .. Columns.Select(c => c == "Url" && parcel.SiteUrl.Length > 0 ? parcel.Url : parcel.Tag(c))]);

    public static string Of(Parcel parcel)
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>").Append(WebUtility.HtmlEncode(parcel.Title)).Append("</title>\n");
        foreach (var (name, content) in parcel.Tags) page.Append("<meta name=\"").Append(name).Append("\" content=\"").Append(WebUtility.HtmlEncode(content)).Append("\">\n");
        page.Append("</head>\n<body>\n<h1>").Append(WebUtility.HtmlEncode(parcel.Title)).Append("</h1>\n");
        page.Append(parcel.SiteUrl.Length > 0 ? Local().Replace(parcel.BodyHtml, m => m.Groups[1].Value + parcel.SiteUrl + "/") : parcel.BodyHtml);
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string Written(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>One cell. What a spreadsheet would take for a formula gets an apostrophe before it.</summary>
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠') text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    [GeneratedRegex("""((?:href|src)=")/(?!/)""")]
    private static partial Regex Local();
}
