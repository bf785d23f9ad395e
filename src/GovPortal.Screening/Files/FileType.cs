using System.Text;
using System.Text.RegularExpressions;

namespace GovPortal.Screening.Files;

/// <summary>What a file really is.</summary>
internal enum FileType
{
    Text,
    Csv,
    Html,
    Word,
    Workbook,
    Slides,
    Pdf,
    Zip,
    Picture,
}

/// <summary>Tells a file's type by its content and refuses what does not fit its name or can't be screened.</summary>
internal static partial class FileTypes
{
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private static readonly Dictionary<string, FileType> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = FileType.Text, [".md"] = FileType.Text, [".csv"] = FileType.Csv, [".htm"] = FileType.Html, [".html"] = FileType.Html,
        [".docx"] = FileType.Word, [".xlsx"] = FileType.Workbook, [".pptx"] = FileType.Slides, [".pdf"] = FileType.Pdf, [".zip"] = FileType.Zip,
        [".png"] = FileType.Picture, [".jpg"] = FileType.Picture, [".jpeg"] = FileType.Picture, [".gif"] = FileType.Picture,
        [".bmp"] = FileType.Picture, [".tif"] = FileType.Picture, [".tiff"] = FileType.Picture, [".webp"] = FileType.Picture,
    };

    private static readonly HashSet<string> Macro = new(StringComparer.OrdinalIgnoreCase) { ".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".xlsb", ".pptm", ".ppsm", ".potm" };

    /// <summary>Formats of old Office and WPS versions.</summary>
    private static readonly HashSet<string> Legacy = new(StringComparer.OrdinalIgnoreCase) { ".doc", ".dot", ".xls", ".xlt", ".ppt", ".pps", ".wps", ".et", ".dps", ".rtf" };

    /// <summary>The type of the file; a refusal where content and name don't fit or the type can't be read.</summary>
    public static FileType Of(byte[] bytes, string fileName)
    {
        ReadOnlySpan<byte> span = bytes;
        if (span.IsEmpty) throw RefusalException.Of("screening.empty");
        var extension = Path.GetExtension(fileName).Trim();
        if (Macro.Contains(extension)) throw RefusalException.Of("screening.macro");
        if (span.StartsWith(Ole))
        {
            throw RefusalException.Of(span.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0 ? "screening.encrypted" : "screening.legacy-office");
        }
        if (Legacy.Contains(extension)) throw RefusalException.Of("screening.legacy-office");
        if (!ByExtension.TryGetValue(extension, out var named)) throw RefusalException.Of("screening.unknown-kind", extension[..Math.Min(extension.Length, 8)]);
        var found = Content(span);
        var fits = found is null ? named is FileType.Text or FileType.Csv or FileType.Html
            : found == FileType.Zip ? named is FileType.Zip or FileType.Word or FileType.Workbook or FileType.Slides
            : found == named;
        return fits ? named : throw RefusalException.Of("screening.wrong-extension", extension);
    }

    /// <summary>The type its first bytes tell; null for what may be text.</summary>
    private static FileType? Content(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8)) return FileType.Zip;
        // Readers accept the header within the first kilobyte.
        if (bytes[..Math.Min(1024, bytes.Length)].IndexOf("%PDF-"u8) >= 0) return FileType.Pdf;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
            || bytes.StartsWith("GIF8"u8) || bytes.StartsWith("BM"u8) && bytes.Length > 54 && bytes[6] == 0 && bytes[7] == 0
            || bytes.StartsWith((ReadOnlySpan<byte>)[0x49, 0x49, 0x2A, 0]) || bytes.StartsWith((ReadOnlySpan<byte>)[0x4D, 0x4D, 0, 0x2A])
            || bytes.StartsWith("RIFF"u8) && bytes.Length > 12 && bytes[8..12].SequenceEqual("WEBP"u8)) return FileType.Picture;
        return null;
    }

    /// <summary>Text that begins as a page of the web does.</summary>
    public static bool IsHtml(string text) => Html().IsMatch(text.AsSpan(0, Math.Min(text.Length, 1024)));

    [GeneratedRegex(@"^\s*(<!--|<\?xml|<!DOCTYPE\s+html|<html\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Html();
}
