namespace GovPortal.Screening.Reading;

/// <summary>What Office hides or keeps beside the final text.</summary>
[Flags]
internal enum Layer
{
    Shown = 0,

    /// <summary>Deleted with changes tracked.</summary>
    Deleted = 1,

    /// <summary>Inserted with changes tracked.</summary>
    Inserted = 2,

    /// <summary>Formatted as hidden.</summary>
    Hidden = 4,
}

/// <summary>A piece of text that lies in one place of a file.</summary>
/// <param name="Text">The text as read.</param>
/// <param name="Part">The part of a package, or the empty name of a file without parts.</param>
/// <param name="Node">The number of the node in its part; negative for separators that stand in no file.</param>
/// <param name="Offset">Where the text begins in the node.</param>
/// <param name="Layer">Whether it is shown.</param>
/// <param name="RawLength">The length in the node, where the text is written differently there and is replaced as a whole.</param>
internal sealed record Segment(string Text, string Part, int Node, int Offset = 0, Layer Layer = Layer.Shown, int? RawLength = null)
{
    /// <summary>A break between two texts that are read one after the other.</summary>
    public static Segment Break { get; } = new("\n", "", -1);
}

/// <summary>A text that is read as one: a paragraph, a cell, a page, a property.</summary>
/// <param name="Segments">Its pieces in reading order.</param>
/// <param name="Where">Its place in Chinese.</param>
internal sealed record Block(IReadOnlyList<Segment> Segments, string Where)
{
    public Surroundings Around { get; init; } = Surroundings.None;

    /// <summary>Whether places are told by line: 第12行 behind <see cref="Where"/>.</summary>
    public bool ByLine { get; init; }

    /// <summary>Whether it is another reading of the place read before: only what was not found there is new.</summary>
    public bool Again { get; init; }

    /// <summary>Cells of one row share its number, so that they are judged together; 0 for none.</summary>
    public int Row { get; init; }
}

/// <summary>A replacement inside a node.</summary>
/// <param name="Part">The part of the package.</param>
/// <param name="Node">The node.</param>
/// <param name="Start">The first character replaced.</param>
/// <param name="Length">How many are replaced.</param>
/// <param name="Text">What stands there afterwards.</param>
internal readonly record struct Edit(string Part, int Node, int Start, int Length, string Text);

/// <summary>A hit with its place in the file.</summary>
/// <param name="Finding">What is told about it.</param>
/// <param name="Row">The row it stands in; 0 for none.</param>
/// <param name="Value">The value in normal form; never leaves the library.</param>
/// <param name="Raw">The value as it stands in the file; never leaves the library.</param>
/// <param name="Edits">How its mask is written.</param>
internal sealed record Located(Finding Finding, int Row, string Value, string Raw, IReadOnlyList<Edit> Edits)
{
    /// <summary>How many characters of an address its mask leaves.</summary>
    public int Kept { get; init; }

    /// <summary>Without the value: a log that writes a record must not write it.</summary>
    public override string ToString() => Finding.ToString();
}
