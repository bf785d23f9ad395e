using System.Diagnostics;
using GovPortal.Screening.Reading;

namespace GovPortal.Screening.Files;

/// <summary>What a file and all archives in it may still cost.</summary>
internal sealed class Budget(CancellationToken cancellation)
{
    private long _bytes = ScreeningLimits.MaxTotalBytes;
    private long _characters = ScreeningLimits.MaxCharacters;
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private int _entries = ScreeningLimits.MaxEntries;

    /// <summary>Ends the reading when it is cancelled or has taken too long.</summary>
    public void Check()
    {
        cancellation.ThrowIfCancellationRequested();
        if (_time.Elapsed.TotalSeconds > ScreeningLimits.MaxSeconds) throw RefusalException.Of("screening.too-slow");
    }

    public void Bytes(long count)
    {
        Check();
        if ((_bytes -= count) < 0) throw RefusalException.Of("screening.too-large", Megabytes(ScreeningLimits.MaxTotalBytes));
    }

    public void Characters(Block block)
    {
        Check();
        foreach (var segment in block.Segments) _characters -= segment.Text.Length;
        if (_characters < 0) throw RefusalException.Of("screening.too-large", $"{ScreeningLimits.MaxCharacters / 10_000} 万字");
    }

    public void Entries(int count)
    {
        if ((_entries -= count) < 0) throw RefusalException.Of("screening.too-many-entries", ScreeningLimits.MaxEntries);
    }

    public static string Megabytes(long bytes) => $"{bytes / (1024 * 1024)} MB";
}
