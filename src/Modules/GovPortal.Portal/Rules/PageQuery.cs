using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GovPortal.Portal.Rules;

/// <summary>The query keys a public page listens to. Every other key is as if it were not there.</summary>
[Flags]
public enum QueryKeys
{
    None = 0,
    Page = 1,
    Year = 2,
    Type = 4,
    Section = 8,
    Stage = 16,
    Validity = 32,
    Text = 64,
    /// <summary>A column, the order, and no other wording.</summary>
    Found = 128,
    List = Page | Year,
    Column = Page | Year | Type | Section | Stage | Validity,
    Search = Page | Year | Type | Section | Validity | Text | Found,
}

/// <summary>
/// The query of a public page in its one normal form. Pages read this and nothing else of the query, so two addresses that
/// differ in unknown keys, order or rubbish are one page and one cache entry.
/// </summary>
public sealed partial record PageQuery
{
    public const int MaxPage = 10_000;
    public const int MaxTextLength = 100;
    private const int MaxValueLength = 120;

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;
    public int? Year { get; init; }
    /// <summary>What the reader searches for; empty for nothing.</summary>
    public string Text { get; init; } = "";
    public string? Type { get; init; }
    /// <summary>A column's path.</summary>
    public string? Column { get; init; }
    public string? Section { get; init; }
    /// <summary>A stage of 五公开, by its code.</summary>
    public string? Stage { get; init; }
    /// <summary>Documents in force, amended, repealed or expired: <c>valid</c>, <c>amended</c>, <c>repealed</c>, <c>expired</c>.</summary>
    public string? Validity { get; init; }
    /// <summary><c>sort=date</c>; by relevance otherwise.</summary>
    public bool NewestFirst { get; init; }

    /// <summary><c>exact=1</c>; no other wording is looked for.</summary>
    public bool AsTyped { get; init; }

    public bool HasFilter => (Type ?? Column ?? Section ?? Stage ?? Validity) is not null || Year is not null;

    /// <param name="value">The first value of a query key, or null.</param>
    public static PageQuery Read(QueryKeys keys, Func<string, string?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var query = new PageQuery();
        if (keys.HasFlag(QueryKeys.Page)) query = query with { Page = Number(value("page"), 1, MaxPage) ?? 1 };
        if (keys.HasFlag(QueryKeys.Year)) query = query with { Year = Number(value("year"), 1900, 2999) };
        if (keys.HasFlag(QueryKeys.Type)) query = query with { Type = value("type") is { } type && TypeName().IsMatch(type) ? type : null };
        if (keys.HasFlag(QueryKeys.Section)) query = query with { Section = Value(value("section")) };
        if (keys.HasFlag(QueryKeys.Stage)) query = query with { Stage = Code(value("stage")) };
        if (keys.HasFlag(QueryKeys.Validity)) query = query with { Validity = value("validity") is "valid" or "amended" or "repealed" or "expired" ? value("validity") : null };
        if (keys.HasFlag(QueryKeys.Text)) query = query with { Text = Words(value("q")) };
        if (!keys.HasFlag(QueryKeys.Found)) return query;
        return query with { Column = Value(value("column")?.Trim('/')), NewestFirst = value("sort") == "date", AsTyped = value("exact") == "1" };
    }

    /// <summary>The same query always as the same text, without a question mark; empty where nothing is asked.</summary>
    public string Canonical()
    {
        var text = new StringBuilder();
        Add("q", Text);
        Add("type", Type);
        Add("column", Column);
        Add("section", Section);
        Add("stage", Stage);
        Add("year", Year?.ToString(CultureInfo.InvariantCulture));
        Add("validity", Validity);
        if (NewestFirst) Add("sort", "date");
        if (AsTyped) Add("exact", "1");
        if (Page > 1) Add("page", Page.ToString(CultureInfo.InvariantCulture));
        return text.ToString();

        void Add(string key, string? value)
        {
            if (string.IsNullOrEmpty(value)) return;
            if (text.Length > 0) text.Append('&');
            text.Append(key).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    /// <summary>The address of this query on a page.</summary>
    public string Url(string path) => Canonical() is { Length: > 0 } query ? $"{path}?{query}" : path;

    private static int? Number(string? text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    private static string Words(string? text)
    {
        if (text is null) return "";
        var clean = Blank().Replace(text, " ").Trim();
        if (clean.Length <= MaxTextLength) return clean;
        var end = char.IsHighSurrogate(clean[MaxTextLength - 1]) ? MaxTextLength - 1 : MaxTextLength;
        return clean[..end].TrimEnd();
    }

    private static string? Value(string? text) =>
        text is { Length: > 0 and <= MaxValueLength } && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) ? text : null;

    private static string? Code(string? text) => text is { Length: > 0 and <= 20 } && text.All(char.IsAsciiLetterLower) ? text : null;

    [GeneratedRegex(@"[\s\p{C}]+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_]{0,59}\z")]
    private static partial Regex TypeName();
}
