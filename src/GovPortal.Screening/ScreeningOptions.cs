namespace GovPortal.Screening;

/// <summary>A word of a county's own list.</summary>
/// <param name="Text">The word; found wherever it stands.</param>
/// <param name="Severity">What it means for publication.</param>
public sealed record CountyWord(string Text, Severity Severity = Severity.Warning);

/// <summary>What depends on the county and the column.</summary>
public sealed record ScreeningOptions
{
    /// <summary>The usual screening: no county words, the column's rules unknown.</summary>
    public static ScreeningOptions Default { get; } = new();

    /// <summary>The county's own word list.</summary>
    public IReadOnlyList<CountyWord> Words { get; init; } = [];

    /// <summary>Whether 请示, 纪要 and 征求意见稿 do not belong into the column: blocking instead of a warning.</summary>
    public bool WrongColumn { get; init; }

    /// <summary>Whether the text is HTML, for text fields; files are recognised by their content.</summary>
    public bool IsHtml { get; init; }
}
