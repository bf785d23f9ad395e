using System.Text;
using System.Text.RegularExpressions;

namespace GovPortal.Api.Rules;

/// <summary>
/// The alias that <c>AliasPartSettings.Pattern</c> makes where none is given: texts and <c>{{ ContentItem.… }}</c>, with
/// <c>| slugify</c> or without. Anything else in it makes none.
/// </summary>
internal static partial class AliasPattern
{
    /// <param name="pattern">As Orchard's settings hold it.</param>
    /// <param name="read">The value at a path below <c>ContentItem</c>, <c>Content.NewsItem.Number.Text</c>; null where there is none.</param>
    public static string? Of(string pattern, Func<string, string?> read)
    {
        var known = true;
        var alias = Expression().Replace(pattern, m =>
        {
            var inner = Known().Match(m.Groups[1].Value);
            var value = inner.Success ? read(inner.Groups["path"].Value) : null;
            known &= !string.IsNullOrEmpty(value);
            return inner.Groups["slug"].Success ? Slug(value ?? "") : value ?? "";
        });
        return known && alias.Trim() is { Length: > 0 and <= 200 } made ? made : null;
    }

    /// <summary>As Orchard's filter writes it: letters and digits of any script, in lower case; what is between them is one hyphen.</summary>
    private static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var c in text.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c)) slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        return slug.ToString().Trim('-');
    }

    [GeneratedRegex(@"\{\{(.*?)\}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"^\s*(?:Model\.)?ContentItem\.(?<path>[A-Za-z0-9_.]+)\s*(?<slug>\|\s*slugify\s*)?$")]
    private static partial Regex Known();
}
