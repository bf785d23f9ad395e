namespace GovPortal.Tables;

/// <summary>
/// What a table file may cost. Checked before a package is opened, against the real sizes and not only the declared ones.
/// </summary>
public static class TableLimits
{
    /// <summary>Largest file accepted, in bytes.</summary>
    public const int MaxFileBytes = 20 * 1024 * 1024;

    /// <summary>Most entries in a package.</summary>
    public const int MaxEntries = 2_000;

    /// <summary>Largest uncompressed entry, in bytes.</summary>
    public const long MaxEntryBytes = 64L * 1024 * 1024;

    /// <summary>Largest uncompressed total, in bytes.</summary>
    public const long MaxTotalBytes = 128L * 1024 * 1024;

    /// <summary>Largest ratio of uncompressed to compressed size, for entries above <see cref="RatioFromBytes"/>.</summary>
    public const int MaxRatio = 200;

    /// <summary>Entries up to this uncompressed size, in bytes, may have any ratio.</summary>
    public const long RatioFromBytes = 1024 * 1024;

    /// <summary>Most cells in a file, the places covered by merged cells included.</summary>
    public const int MaxCells = 600_000;

    /// <summary>Longest text of one cell, in characters: the file format's own limit.</summary>
    public const int MaxCellCharacters = 32_767;

    /// <summary>Most refusals of one kind reported at once.</summary>
    public const int MaxReported = 50;
}
