namespace GovPortal.Screening.Files;

/// <summary>What a file and all archives in it may still cost.</summary>
internal sealed class Budget(CancellationToken cancellation)
{
    private long _bytes = ScreeningLimits.MaxTotalBytes;
    private int _entries = ScreeningLimits.MaxEntries;

    public CancellationToken Cancellation => cancellation;

    public void Bytes(long count)
    {
        cancellation.ThrowIfCancellationRequested();
        if ((_bytes -= count) < 0) throw RefusalException.Of("screening.too-large", Megabytes(ScreeningLimits.MaxTotalBytes));
    }

    public void Entries(int count)
    {
        if ((_entries -= count) < 0) throw RefusalException.Of("screening.too-many-entries", ScreeningLimits.MaxEntries);
    }

    public static string Megabytes(long bytes) => $"{bytes / (1024 * 1024)} MB";
}
