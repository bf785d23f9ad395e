namespace GovPortal.Screening;

/// <summary>What reading a file may cost. Sizes are real ones, measured while unpacking, and not those a file declares.</summary>
public static class ScreeningLimits
{
    /// <summary>Largest file read, in bytes.</summary>
    public const int MaxFileBytes = 50 * 1024 * 1024;

    /// <summary>Largest text or CSV file, and largest XML part of an Office file, in bytes.</summary>
    public const int MaxTextBytes = 32 * 1024 * 1024;

    /// <summary>Largest unpacked entry of an archive, in bytes.</summary>
    public const long MaxEntryBytes = 64L * 1024 * 1024;

    /// <summary>Largest unpacked total of a file and all archives in it, in bytes.</summary>
    public const long MaxTotalBytes = 160L * 1024 * 1024;

    /// <summary>Most characters read in a file and all archives in it; a string shown by many cells counts for each.</summary>
    public const long MaxCharacters = 48L * 1024 * 1024;

    /// <summary>Largest ratio of unpacked to packed size, for entries above <see cref="RatioFromBytes"/>.</summary>
    public const int MaxRatio = 200;

    /// <summary>Entries up to this unpacked size, in bytes, may have any ratio.</summary>
    public const long RatioFromBytes = 1024 * 1024;

    /// <summary>Most entries of a file and all archives in it.</summary>
    public const int MaxEntries = 5_000;

    /// <summary>Most archives within archives.</summary>
    public const int MaxArchiveDepth = 3;

    /// <summary>Most folders in the name of an entry.</summary>
    public const int MaxPathDepth = 32;

    /// <summary>Deepest nesting of elements in an XML part.</summary>
    public const int MaxXmlDepth = 256;

    /// <summary>Most unpacked bytes of the text streams of a PDF.</summary>
    public const long MaxPdfBytes = 64L * 1024 * 1024;

    /// <summary>Most pages of a PDF.</summary>
    public const int MaxPdfPages = 2_000;

    /// <summary>Longest time for one file and all archives in it, in seconds.</summary>
    public const double MaxSeconds = 4;

    /// <summary>Most findings of one file; reading ends there.</summary>
    public const int MaxFindings = 5_000;
}
