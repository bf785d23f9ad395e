namespace GovPortal.Screening.Reading;

/// <summary>A value found in a normal text, from <paramref name="Start"/> up to and without <paramref name="End"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">The first character, in the normal text.</param>
/// <param name="End">The first character after it.</param>
/// <param name="Severity">What it means for publication.</param>
/// <param name="Kept">For addresses: how many characters, down to the township, the mask leaves.</param>
internal readonly record struct Hit(FindingKind Kind, int Start, int End, Severity Severity, int Kept = 0)
{
    public bool Overlaps(Hit other) => Start < other.End && other.Start < End;
}

/// <summary>What stands around a text and says what its values are.</summary>
/// <param name="Label">Column heading, cell to the left, or the name of the field.</param>
/// <param name="TitleLines">How many lines from the start are a place for the document's title.</param>
internal readonly record struct Surroundings(string Label, int TitleLines)
{
    public static Surroundings None { get; } = new("", 0);
}
