using System.Text;

namespace GovPortal.Screening.Files;

/// <summary>A text file's text and how to write it back: UTF-8, UTF-16 with a mark, or GB18030.</summary>
/// <param name="Text">The text.</param>
/// <param name="Encoding">Its encoding.</param>
/// <param name="Mark">Its byte order mark.</param>
internal sealed record TextCoding(string Text, Encoding Encoding, byte[] Mark)
{
    static TextCoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Makes sure that GB18030 is known.</summary>
    public static void Ready() { }

    /// <summary>Reads the bytes; a refusal where they are no text.</summary>
    public static TextCoding Read(byte[] bytes)
    {
        if (bytes.Length > ScreeningLimits.MaxTextBytes) throw RefusalException.Of("screening.too-large", Budget.Megabytes(ScreeningLimits.MaxTextBytes));
        ReadOnlySpan<byte> span = bytes;
        var coding = span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Strict("utf-16", span, 2)
            : span.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Strict("utf-16BE", span, 2)
            : span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? Strict("utf-8", span, 3)
            : Strict("utf-8", span, 0) ?? Strict("GB18030", span, 0);
        if (coding is null || coding.Text.AsSpan().ContainsAnyInRange('\0', '\b')) throw RefusalException.Of("screening.not-text");
        return coding;
    }

    public byte[] Write(string text) => [.. Mark, .. Encoding.GetBytes(text)];

    private static TextCoding? Strict(string name, ReadOnlySpan<byte> bytes, int mark)
    {
        try
        {
            var encoding = Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return new TextCoding(encoding.GetString(bytes[mark..]), encoding, bytes[..mark].ToArray());
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
