using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace GovPortal.Fields.Values;

/// <summary>Reads what a form posted, cleaned of what no field may hold.</summary>
internal static class Posted
{
    /// <summary>The last value under the name, since an empty hidden one may stand before radios; null where the form has no such field.</summary>
    public static string? Raw(IFormCollection form, string name) =>
        form.TryGetValue(name, out var values) && values.Count > 0 ? Clean(values[^1] ?? "") : null;

    /// <summary>One line, without white space around it.</summary>
    public static string? Line(IFormCollection form, string name) => Raw(form, name)?.ReplaceLineEndings(" ").Trim();

    /// <summary>As a browser posts a list: one value a box, and an empty one that says the list was in the form.</summary>
    public static List<string>? List(IFormCollection form, string name) =>
        form.TryGetValue(name, out StringValues values)
            ? [.. values.Select(v => Clean(v ?? "").Trim()).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal)] : null;

    /// <summary>A checkbox and the hidden <c>false</c> beside it.</summary>
    public static bool? Flag(IFormCollection form, string name) =>
        form.TryGetValue(name, out var values) ? values.Any(v => v is "true" or "on") : null;

    /// <summary>The row numbers a form uses under <c>prefix[n]</c>, in order; they need not be without gaps.</summary>
    public static IEnumerable<int> Indexes(IFormCollection form, string prefix)
    {
        var start = prefix + "[";
        return form.Keys.Where(k => k.StartsWith(start, StringComparison.Ordinal))
            .Select(k => int.TryParse(k.AsSpan(start.Length, Math.Max(0, k.IndexOf(']', start.Length) - start.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var i) ? i : -1)
            .Where(i => i >= 0).Distinct().Order();
    }

    public static string? OrNull(this string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>Line ends as <c>\n</c>; no control characters, no halves of surrogate pairs.</summary>
    public static string Clean(string text)
    {
        var unified = text.Contains('\r') ? text.Replace("\r\n", "\n").Replace('\r', '\n') : text;
        if (!unified.Any(IsUnwanted)) return unified;
        var clean = new StringBuilder(unified.Length);
        for (var i = 0; i < unified.Length; i++)
        {
            if (i + 1 < unified.Length && char.IsSurrogatePair(unified[i], unified[i + 1])) clean.Append(unified[i]).Append(unified[++i]);
            else if (!IsUnwanted(unified[i])) clean.Append(unified[i]);
        }
        return clean.ToString();
    }

    private static bool IsUnwanted(char c) => IsForbidden(c) || char.IsSurrogate(c);

    /// <summary>Control characters other than tab and line feed: databases and browsers choke on them.</summary>
    public static bool IsForbidden(char c) => char.IsControl(c) && c is not ('\t' or '\n' or '\r');
}
