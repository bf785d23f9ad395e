using GovPortal.Kernel.Results;

namespace GovPortal.Tables;

/// <summary>
/// Reads a table from an uploaded file (.xlsx, .docx, .csv). A bad file is a refusal, never an exception:
/// <c>table.wrong-kind</c> (extension or old format), <c>table.not-a-workbook</c> (content is something else),
/// <c>table.encrypted</c>, <c>table.macro</c>, <c>table.too-large</c>, <c>table.unsafe-entry</c>, <c>table.broken</c>,
/// <c>table.formula</c> (<c>Field</c> is the cell), <c>table.empty</c>.
/// </summary>
public static class TableReader
{
    /// <summary>Reads every table of the file. The stream is read to its end or to the size limit, and not disposed.</summary>
    /// <param name="file">The file's bytes, from the current position.</param>
    /// <param name="fileName">The name it came with; the extension decides the format, the content must agree.</param>
    /// <param name="takesFormulas">
    /// True takes a formula for what it last showed, as whoever saved the file saw it: for tables whose sums are checked anyway. One
    /// that shows nothing or an error is refused either way.
    /// </param>
    /// <param name="cancellation">Stops reading; the only exception that leaves this method for a readable stream.</param>
    public static async Task<Result<TableFile>> ReadAsync(Stream file, string fileName, bool takesFormulas = false, CancellationToken cancellation = default)
    {
        if (FormatOf(fileName) is not { } format) return KindRefusal(fileName);

        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await file.ReadAsync(buffer, cancellation)) > 0)
        {
            if (bytes.Length + read > TableLimits.MaxFileBytes) return Failure.Of("table.too-large", TableLimits.MaxFileBytes / (1024 * 1024));
            bytes.Write(buffer, 0, read);
        }
        if (bytes.Length == 0) return Failure.Of("table.empty");

        bytes.Position = 0;
        try
        {
            var tables = format == TableFormat.Csv ? CsvTable.Read(bytes.ToArray(), fileName, cancellation) : ReadPackage(bytes, format, takesFormulas, cancellation);
            if (!tables.Succeeded) return tables.As<TableFile>();
            return tables.Value.Count == 0 ? Failure.Of("table.empty") : new TableFile(fileName, format, tables.Value);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A reader of foreign bytes: whatever the format libraries throw, the file is what is broken.
            return Failure.Of("table.broken");
        }
    }

    private static Result<IReadOnlyList<TableGrid>> ReadPackage(MemoryStream bytes, TableFormat format, bool takesFormulas, CancellationToken cancellation)
    {
        var safe = PackageGuard.Check(bytes, format, cancellation);
        if (!safe.Succeeded) return safe.As<IReadOnlyList<TableGrid>>();
        bytes.Position = 0;
        return format == TableFormat.Workbook ? WorkbookTable.Read(bytes, takesFormulas, cancellation) : WordTable.Read(bytes, cancellation);
    }

    private static TableFormat? FormatOf(string fileName) => Extension(fileName) switch
    {
        ".xlsx" => TableFormat.Workbook,
        ".docx" => TableFormat.WordDocument,
        ".csv" => TableFormat.Csv,
        _ => null,
    };

    private static Failure KindRefusal(string fileName) => Extension(fileName) switch
    {
        ".xlsm" or ".xltm" or ".docm" or ".dotm" => Failure.Of("table.macro"),
        var extension => Failure.Of("table.wrong-kind", extension),
    };

    private static string Extension(string fileName) => Path.GetExtension(fileName).Trim().ToLowerInvariant();
}
