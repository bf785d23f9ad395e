using System.IO.Compression;
using System.Text;

namespace GovPortal.Screening.Files;

/// <summary>The entries of a ZIP file, unpacked within the budget.</summary>
internal sealed class Archive
{
    /// <summary>The first date a ZIP file knows: the same content gives the same bytes.</summary>
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private Archive(List<(string Name, byte[] Content)> entries) => Entries = entries;

    /// <summary>Files in the order of the archive, folders left out; names with '/' only.</summary>
    public IReadOnlyList<(string Name, byte[] Content)> Entries { get; }

    public byte[]? Find(string name)
    {
        foreach (var entry in Entries)
        {
            if (entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return entry.Content;
        }
        return null;
    }

    public static Archive Open(byte[] bytes, Budget budget)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        // Names without the UTF-8 flag come from Chinese programs.
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true, Encoding.GetEncoding("GB18030"));
        budget.Entries(zip.Entries.Count);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in zip.Entries)
        {
            if (entry.IsEncrypted) throw RefusalException.Of("screening.encrypted");
            var name = entry.FullName.Replace('\\', '/');
            if (name.Count('/') > ScreeningLimits.MaxPathDepth) throw RefusalException.Of("screening.too-deep", ScreeningLimits.MaxPathDepth);
            if (IsUnsafe(name) || !names.Add(name)) throw RefusalException.Of("screening.unsafe-entry");
            if (entry.Length > ScreeningLimits.MaxEntryBytes || IsBomb(entry, entry.Length)) throw RefusalException.Of("screening.too-large", Budget.Megabytes(ScreeningLimits.MaxEntryBytes));
        }
        var entries = new List<(string, byte[])>();
        foreach (var entry in zip.Entries)
        {
            if (!entry.FullName.EndsWith('/')) entries.Add((entry.FullName.Replace('\\', '/'), Unpack(entry, budget)));
        }
        return new Archive(entries);
    }

    public static byte[] Write(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (name, content) in entries)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = Epoch;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }
        return buffer.ToArray();
    }

    /// <summary>An entry that holds more than it declares is refused, one that holds less is damaged.</summary>
    private static byte[] Unpack(ZipArchiveEntry entry, Budget budget)
    {
        budget.Bytes(entry.Length);
        using var content = entry.Open();
        var unpacked = new byte[entry.Length];
        var length = content.ReadAtLeast(unpacked, unpacked.Length, throwOnEndOfStream: false);
        if (length < unpacked.Length) throw RefusalException.Of("screening.broken");
        return content.ReadByte() < 0 ? unpacked : throw RefusalException.Of("screening.too-large", Budget.Megabytes(ScreeningLimits.MaxEntryBytes));
    }

    private static bool IsBomb(ZipArchiveEntry entry, long size) =>
        size > ScreeningLimits.RatioFromBytes && size / Math.Max(1, entry.CompressedLength) > ScreeningLimits.MaxRatio;

    private static bool IsUnsafe(string name) =>
        name.Length == 0 || name.StartsWith('/') || name.Contains(':') || name.Contains('\0') || name.Split('/').Any(part => part is ".." or ".");
}
