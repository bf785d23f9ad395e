namespace GovPortal.Tables.Lists;

/// <summary>What a column of a list may hold.</summary>
/// <param name="Id">Stable name by which a mapping refers to it.</param>
/// <param name="Heads">The heads it stands under, the title among them.</param>
/// <param name="IsTitle">The name of an entry: a row with a name of its own begins one.</param>
/// <param name="IsKey">Part of what an entry is recognised by.</param>
/// <param name="Table">For a column of a table within the entry, that table: such an entry may take several rows. Null for a value of one cell.</param>
public sealed record ListField(string Id, string Title, IReadOnlyList<string> Heads, bool IsTitle = false, bool IsKey = false, string? Table = null)
{
    /// <summary>Stands in a mapping for the number of the row, which is understood and not kept.</summary>
    public const string Ordinal = "#";
}

/// <summary>A column of a sheet with its head.</summary>
/// <param name="Column">Number of the column, from 1.</param>
/// <param name="Head">As it reads, with the head above it where there are two rows: 责任事项 / 环节.</param>
/// <param name="Spellings">What to look for among the fields' heads, the best first.</param>
public sealed record ListColumn(int Column, string Head, IReadOnlyList<string> Spellings);

/// <summary>A cell as an entry has it; a blank one has the address of its place and no text.</summary>
public sealed record ListCell(string Address, string Text);

/// <summary>One entry of a list.</summary>
/// <param name="Row">The row it begins in.</param>
/// <param name="Cells">By field, for every mapped field of one cell.</param>
/// <param name="Tables">Lines by table; a line has its cells by field.</param>
public sealed record ListEntry(
    int Row, string Place, IReadOnlyDictionary<string, ListCell> Cells, IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, ListCell>>> Tables);

/// <summary>A cell that shows text and is not used, with the reason.</summary>
public sealed record UnusedCell(string Address, string Text, string Why);

/// <summary>A list as it was read: every cell that shows text is in an entry, understood as title, head or number, or among the unused.</summary>
/// <param name="Title">What stands above the head; null where nothing does.</param>
/// <param name="Mapping">Field by the place of its column among <paramref name="Columns"/>.</param>
/// <param name="Signature">Of the heads: lists with the same heads have the same.</param>
public sealed record ReadList(
    string? Title, IReadOnlyList<ListColumn> Columns, IReadOnlyDictionary<int, string> Mapping, string Signature,
    IReadOnlyList<ListEntry> Entries, IReadOnlyList<UnusedCell> Unused);
