using System.IO.Compression;
using System.Text;
using GovPortal.Kernel.Results;

namespace GovPortal.Tables;

/// <summary>Looks at an Office package as a plain archive and decides whether it is safe to open.</summary>
internal static class PackageGuard
{
    private static readonly byte[] Zip = "PK\u0003\u0004"u8.ToArray();
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static Result Check(MemoryStream file, TableFormat format, CancellationToken cancellation)
    {
        var bytes = file.GetBuffer().AsSpan(0, (int)file.Length);
        if (bytes.StartsWith(Ole))
        {
            return Failure.Of(bytes.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0 ? "table.encrypted" : "table.not-a-workbook");
        }
        if (!bytes.StartsWith(Zip)) return Failure.Of("table.not-a-workbook");

        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Count > TableLimits.MaxEntries) return Failure.Of("table.too-large", TableLimits.MaxEntries);

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        long declared = 0;
        foreach (var entry in archive.Entries)
        {
            if (entry.IsEncrypted) return Failure.Of("table.encrypted");
            if (IsUnsafe(entry.FullName) || !names.Add(entry.FullName)) return Failure.Of("table.unsafe-entry", entry.FullName);
            if (Path.GetFileName(entry.FullName).StartsWith("vbaProject", StringComparison.OrdinalIgnoreCase)) return Failure.Of("table.macro");
            declared += entry.Length;
            if (declared > TableLimits.MaxTotalBytes || TooLarge(entry, entry.Length)) return Failure.Of("table.too-large", entry.FullName);
        }
        var real = RealSizes(archive, cancellation);
        return real.Succeeded ? ContentTypes(archive, format) : real;
    }

    /// <summary>Unpacks every entry into nothing, because a declared size may lie.</summary>
    private static Result RealSizes(ZipArchive archive, CancellationToken cancellation)
    {
        var buffer = new byte[81_920];
        long total = 0;
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            long size = 0;
            int read;
            while ((read = content.Read(buffer)) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                size += read;
                total += read;
                if (total > TableLimits.MaxTotalBytes || TooLarge(entry, size)) return Failure.Of("table.too-large", entry.FullName);
            }
        }
        return Result.Ok;
    }

    private static Result ContentTypes(ZipArchive archive, TableFormat format)
    {
        if (archive.GetEntry("[Content_Types].xml") is not { } entry) return Failure.Of("table.not-a-workbook");
        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        var types = reader.ReadToEnd();
        if (types.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || types.Contains("vbaProject", StringComparison.OrdinalIgnoreCase))
        {
            return Failure.Of("table.macro");
        }
        var main = format == TableFormat.Workbook ? "spreadsheetml.sheet.main+xml" : "wordprocessingml.document.main+xml";
        return types.Contains(main, StringComparison.OrdinalIgnoreCase) ? Result.Ok : Failure.Of("table.not-a-workbook");
    }

    private static bool TooLarge(ZipArchiveEntry entry, long size) =>
        size > TableLimits.MaxEntryBytes
        || size > TableLimits.RatioFromBytes && size / Math.Max(1, entry.CompressedLength) > TableLimits.MaxRatio;

    private static bool IsUnsafe(string name) =>
        name.StartsWith('/') || name.Contains('\\') || name.Contains(':') || name.Contains('\0')
        || name.Split('/').Any(part => part is ".." or ".");
}
