namespace GovPortal.Screening.Tests.Corpus;

/// <summary>How a number is written so that a plain search misses it.</summary>
internal static class Disguises
{
    public static readonly string[] All = ["plain", "full-width", "spaces", "dashes", "zero-width", "mixed"];

    public static string Apply(string value, string disguise, string kind) => disguise switch
    {
        "full-width" => FullWidth(value),
        "spaces" => Grouped(value, kind, " "),
        "dashes" => Grouped(value, kind, "-"),
        "zero-width" => string.Join('\u200B', value.Select(c => c.ToString())),
        "mixed" => Grouped(FullWidth(value), kind, "\u3000"),
        _ => value,
    };

    private static string FullWidth(string value) => string.Concat(value.Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c));

    /// <summary>People group numbers the way they read them.</summary>
    private static string Grouped(string value, string kind, string separator) => kind switch
    {
        "resident-id" => string.Join(separator, value[..6], value[6..14], value[14..]),
        "resident-id-15" => string.Join(separator, value[..6], value[6..12], value[12..]),
        "mobile" => string.Join(separator, value[..3], value[3..7], value[7..]),
        "bank-card" => string.Join(separator, value.Chunk(4).Select(c => new string(c))),
        _ => value,
    };
}
