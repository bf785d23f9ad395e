using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using DotLiquid;

namespace GovPortal.Portal.Rendering;

/// <summary>
/// The filters of ours, by their Liquid name in snake case. Those of the library that build markup are replaced,
/// since they would be escaped a second time.
/// </summary>
internal static class LiquidFilters
{
    internal const string OutputName = "govportal_escape";

    // The default encoders turn every Chinese character into an escape.
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly JavaScriptEncoder JsonText = JavaScriptEncoder.Create(UnicodeRanges.All);
    private static readonly JsonSerializerOptions JsonOptions = new() { Encoder = JsonText };
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static object? GovportalEscape(Context context, object? input)
    {
        var escaping = RenderState.Of(context).Escaping;
        return input switch
        {
            null => null,
            SafeText safe when safe.Satisfies(escaping) => safe.Text,
            Hash => throw new InvalidOperationException("An object cannot be printed; name one of its members."),
            _ => Escape(Text(input), escaping),
        };
    }

    /// <summary>Trusted markup, printed as it is. Only for values that were sanitised when they were saved.</summary>
    public static object? Raw(object? input) => input is null ? null : new SafeText(Text(input), null);

    public static object? Escape(object? input) => input is null or SafeText { For: Escaping.Html } ? input : new SafeText(Html.Encode(Text(input)), Escaping.Html);

    public static object? H(object? input) => Escape(input);

    /// <summary>Escapes, then turns line breaks into <c>&lt;br&gt;</c>.</summary>
    public static object? NewlineToBr(object? input) =>
        input is null ? null : new SafeText(string.Join("<br>\n", Text(input).ReplaceLineEndings("\n").Split('\n').Select(Html.Encode)), Escaping.Html);

    /// <summary>The interface text of a Chinese key, in the current language, with up to three values.</summary>
    public static string? T(Context context, object? key, object? first = null, object? second = null, object? third = null)
    {
        if (key is null) return null;
        object?[] args = [first, second, third];
        var given = third is not null ? 3 : second is not null ? 2 : first is not null ? 1 : 0;
        return RenderState.Of(context).Texts[Text(key), args[..given]];
    }

    /// <summary>An address that may stand in <c>href</c> or <c>src</c>: http(s), mail, telephone or a place on this site; else <c>#</c>.</summary>
    public static string Url(object? input)
    {
        var url = input is null ? "" : Text(input).Trim();
        if (url.Length == 0) return "#";
        if (url.StartsWith("//", StringComparison.Ordinal) || url.Contains('\\', StringComparison.Ordinal)) return "#";
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var place = url.IndexOfAny(['/', '?', '#']);
        if (colon >= 0 && (place < 0 || colon < place)
            && url[..colon].ToLowerInvariant() is not ("http" or "https" or "mailto" or "tel")) return "#";
        var clean = new StringBuilder(url.Length);
        foreach (var c in url)
        {
            if (c is ' ' or '"' or '\'' or '<' or '>' or '`' or '{' or '}' or '|' or '^') clean.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
            else if (!char.IsControl(c)) clean.Append(c);
        }
        return clean.ToString();
    }

    /// <summary>A number of bytes as 字节, KB, MB or GB.</summary>
    public static string Filesize(Context context, object? input)
    {
        if (input is null || !decimal.TryParse(Text(input), NumberStyles.Number, CultureInfo.InvariantCulture, out var bytes)) return "";
        if (bytes < 1024) return RenderState.Of(context).Texts["{0} 字节", bytes.ToString("0", CultureInfo.InvariantCulture)];
        string[] units = ["KB", "MB", "GB"];
        var unit = -1;
        while (unit < units.Length - 1 && Math.Round(bytes, 1) >= 1024)
        {
            bytes /= 1024;
            unit++;
        }
        return bytes.ToString(bytes < 10 ? "0.#" : "0", CultureInfo.InvariantCulture) + " " + units[unit];
    }

    /// <summary>The date of an instant in Asia/Shanghai, <c>2026-03-05</c>; a date without a time stays as it is.</summary>
    public static string? CivilDate(object? input) =>
        Civil(input) is { } civil ? civil.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : input is null ? null : Text(input);

    /// <summary>Ruby's format characters on the time in Asia/Shanghai; <c>'now'</c> and <c>'today'</c> are the portal's now.</summary>
    public static string? Date(Context context, object? input, string format)
    {
        if (input is null) return null;
        if (input is "now" or "today") input = RenderState.Of(context).NowUtc;
        return StandardFilters.Date(context, Civil(input) is { } civil ? civil : Text(input), format);
    }

    /// <summary>The value as JSON. In an HTML attribute it is escaped once more, which is right there.</summary>
    public static object Json(object? input) => new SafeText(JsonSerializer.Serialize(Plain(input), JsonOptions), Escaping.Json);

    private static string Escape(string text, Escaping escaping) => escaping switch
    {
        Escaping.Html => Html.Encode(text),
        Escaping.Json => JsonText.Encode(text),
        _ => text,
    };

    private static string Text(object value) => value switch
    {
        string s => s,
        SafeText safe => safe.Text,
        bool b => b ? "true" : "false",
        DateTime => Civil(value)!.Value.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Concat(list.Cast<object?>().Select(v => v is null ? "" : Text(v))),
        _ => value.ToString() ?? "",
    };

    private static DateTime? Civil(object? value) => value switch
    {
        DateTime { Kind: DateTimeKind.Unspecified } civil => civil,
        DateTime instant => TimeZoneInfo.ConvertTimeFromUtc(instant.ToUniversalTime(), Shanghai),
        DateTimeOffset instant => TimeZoneInfo.ConvertTimeFromUtc(instant.UtcDateTime, Shanghai),
        string text when DateTime.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var civil) => civil,
        string text when text.EndsWith('Z') && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant)
            => TimeZoneInfo.ConvertTimeFromUtc(instant, Shanghai),
        _ => null,
    };

    private static object? Plain(object? value) => value switch
    {
        null or string or bool => value,
        SafeText safe => safe.Text,
        Hash hash => hash.ToDictionary(p => p.Key, p => Plain(p.Value)),
        DateTime instant => instant,
        IEnumerable list => list.Cast<object?>().Select(Plain).ToList(),
        _ => value,
    };
}
