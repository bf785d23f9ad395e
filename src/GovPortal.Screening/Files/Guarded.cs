using GovPortal.Kernel.Results;

namespace GovPortal.Screening.Files;

/// <summary>Turns what foreign bytes do to their readers into a refusal.</summary>
internal static class Guarded
{
    public static Result<T> Run<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (RefusalException refusal)
        {
            return refusal.Failure;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A reader of foreign bytes: whatever the format libraries throw, the file is what is broken. Their words may quote it.
            return Inner(fault) is { } refusal ? refusal.Failure : Failure.Of("screening.broken");
        }
    }

    /// <summary>Libraries wrap what their callbacks throw.</summary>
    private static RefusalException? Inner(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            if (fault is RefusalException refusal) return refusal;
        }
        return null;
    }
}

/// <summary>An upload in memory, within the limit.</summary>
internal static class UploadBytes
{
    public static async Task<Result<byte[]>> ReadAsync(Stream file, CancellationToken cancellation)
    {
        if (file.CanSeek && file.Length - file.Position > ScreeningLimits.MaxFileBytes) return TooLarge();
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await file.ReadAsync(buffer, cancellation)) > 0)
        {
            if (bytes.Length + read > ScreeningLimits.MaxFileBytes) return TooLarge();
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }

    private static Failure TooLarge() => Failure.Of("screening.too-large", Budget.Megabytes(ScreeningLimits.MaxFileBytes));
}
