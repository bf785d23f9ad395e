using System.Text;

namespace GovPortal.Media.Rules;

/// <summary>Text files say nothing of themselves; they are read to see that they are text, and in which encoding.</summary>
internal static class PlainText
{
    private const int BlockBytes = 64 * 1024;

    /// <summary>What a browser or a reader would take for another kind of file.</summary>
    private static readonly string[] OtherKinds =
        ["<!doctype", "<html", "<head", "<body", "<svg", "<script", "<iframe", "<?xml", "%pdf-", "{\\rtf"];

    /// <summary><c>utf-8</c>, <c>gb18030</c> or <c>utf-16</c> (with its mark); null where it is no text or is markup.</summary>
    public static string? Charset(Stream file)
    {
        file.Position = 0;
        Span<byte> start = stackalloc byte[1024];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        var wide = start is [0xFF, 0xFE, ..] ? "utf-16" : start is [0xFE, 0xFF, ..] ? "utf-16BE" : null;
        var text = Encoding.GetEncoding(wide ?? "utf-8").GetString(start).TrimStart('\uFEFF', ' ', '\t', '\r', '\n').ToLowerInvariant();
        if (Array.Exists(OtherKinds, k => text.StartsWith(k, StringComparison.Ordinal))) return null;
        if (wide is not null) return Holds(file, wide) ? "utf-16" : null;
        return Holds(file, "utf-8") ? "utf-8" : Holds(file, "gb18030") ? "gb18030" : null;
    }

    /// <summary>True where every byte belongs to a character of the encoding and none is a control that text does not use.</summary>
    private static bool Holds(Stream file, string encoding)
    {
        var decoder = (CodePagesEncodingProvider.Instance.GetEncoding(encoding, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            ?? Encoding.GetEncoding(encoding, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)).GetDecoder();
        var bytes = new byte[BlockBytes];
        var chars = new char[BlockBytes + 1];
        file.Position = 0;
        try
        {
            for (int read; (read = file.Read(bytes)) > 0;)
            {
                var count = decoder.GetChars(bytes, 0, read, chars, 0, flush: false);
                foreach (var c in chars.AsSpan(0, count))
                {
                    if (c < ' ' && c is not ('\t' or '\r' or '\n' or '\f' or '\u001A')) return false;
                }
            }
            decoder.GetChars([], 0, 0, chars, 0, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
