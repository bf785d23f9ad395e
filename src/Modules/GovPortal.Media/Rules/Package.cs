using System.Buffers.Binary;
using System.Collections.Frozen;
using System.IO.Compression;
using System.Text;
using GovPortal.Kernel.Results;

namespace GovPortal.Media.Rules;

/// <summary>Zip files and the packages made of them: Office Open XML, OFD.</summary>
internal static class Package
{
    /// <summary>More members than any document has; their table is held in memory while it is read.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>What all members together may unpack to, by their own account: 1 GB.</summary>
    public const long MaxUnpackedBytes = 1L << 30;

    private const int MaxContentTypesBytes = 1 << 20;
    private const int EndRecordBytes = 22;

    private static readonly FrozenSet<string> Programs = FrozenSet.Create(StringComparer.Ordinal,
        ".exe", ".dll", ".com", ".scr", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".hta", ".lnk", ".reg", ".jar", ".apk", ".sh");

    /// <summary>Null where it may be kept. Throws <see cref="InvalidDataException"/> where it is no zip file.</summary>
    public static Failure? Check(MediaKind kind, Stream file)
    {
        // Before the table of members is read: a table can be made to fill the memory.
        switch (EntryCount(file))
        {
            case 0: return Failure.Of("media.content-mismatch", kind.Extension);
            case > MaxEntries: return Failure.Of("media.archive-unsafe");
        }
        file.Position = 0;
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var names = new List<string>(archive.Entries.Count);
        var unpacked = 0L;
        foreach (var entry in archive.Entries)
        {
            var name = entry.FullName.Replace('\\', '/');
            names.Add(name);
            unpacked += entry.Length;
            if (unpacked > MaxUnpackedBytes || IsOutside(name)) return Failure.Of("media.archive-unsafe");
        }
        if (Required(kind.Signature) is { } required && !names.Exists(n => n.StartsWith(required, StringComparison.OrdinalIgnoreCase)))
        {
            return Failure.Of("media.content-mismatch", kind.Extension);
        }
        if (names.Exists(IsMacro) || DeclaresMacros(archive)) return Failure.Of("media.macro");
        return names.Find(n => Programs.Contains(MediaName.Extension(n))) is { } program
            ? Failure.Of("media.kind-not-allowed", MediaName.Extension(program)) : null;
    }

    private static string? Required(Signature signature) => signature switch
    {
        Signature.WordOpen => "word/",
        Signature.ExcelOpen => "xl/",
        Signature.PowerPointOpen => "ppt/",
        Signature.Ofd => "OFD.xml",
        _ => null,
    };

    /// <summary>Whoever unpacks it would write outside the folder they chose.</summary>
    private static bool IsOutside(string name) =>
        name.StartsWith('/') || name.Contains(':', StringComparison.Ordinal) || name.Split('/').Contains("..") || name.Contains('\0', StringComparison.Ordinal);

    private static bool IsMacro(string name) =>
        name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
        || name.Contains("/macrosheets/", StringComparison.OrdinalIgnoreCase)
        || MediaKind.HoldsMacros(MediaName.Extension(name));

    /// <summary>A macro part may have any name; the list of content types says what it is.</summary>
    private static bool DeclaresMacros(ZipArchive archive)
    {
        foreach (var entry in archive.Entries.Where(e => e.FullName.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase)))
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            var buffer = new char[MaxContentTypesBytes];
            var text = buffer.AsSpan(0, reader.ReadBlock(buffer, 0, buffer.Length));
            if (((ReadOnlySpan<char>)text).Contains("vbaProject", StringComparison.OrdinalIgnoreCase)
                || ((ReadOnlySpan<char>)text).Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)
                || text.Length == buffer.Length)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>How many members the record at the end counts; 0 where there is no such record.</summary>
    private static int EntryCount(Stream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, EndRecordBytes + ushort.MaxValue)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        return at < 0 || at + EndRecordBytes > tail.Length ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
    }
}
