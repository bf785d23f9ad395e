using System.Buffers.Binary;
using System.IO.Compression;
using GovPortal.Kernel.Results;

namespace GovPortal.Media.Rules;

/// <summary>
/// Whether a file's bytes are what its extension says. Answers the content type to serve it with, or
/// <c>media.content-mismatch</c>, <c>media.macro</c>, <c>media.archive-unsafe</c>, <c>media.kind-not-allowed</c> (a program
/// inside an archive).
/// </summary>
internal static class FileInspection
{
    private const int HeadBytes = 16;

    public static Result<string> Check(MediaKind kind, Stream file)
    {
        var mismatch = Failure.Of("media.content-mismatch", kind.Extension);
        file.Position = 0;
        Span<byte> buffer = stackalloc byte[HeadBytes];
        ReadOnlySpan<byte> head = buffer[..file.ReadAtLeast(buffer, HeadBytes, throwOnEndOfStream: false)];
        switch (kind.Signature)
        {
            case Signature.Text:
                return PlainText.Charset(file) is { } charset ? $"{kind.ContentType}; charset={charset}" : mismatch;
            case Signature.WordBinary or Signature.ExcelBinary or Signature.PowerPointBinary:
                if (!head.StartsWith(CompoundFile.Magic)) return mismatch;
                var found = CompoundFile.Scan(file);
                return !found.Is(kind.Signature) ? mismatch : found.HasMacros ? Failure.Of("media.macro") : kind.ContentType;
            case Signature.Zip or Signature.Ofd or Signature.WordOpen or Signature.ExcelOpen or Signature.PowerPointOpen:
                try
                {
                    return !head.StartsWith("PK\x03\x04"u8) ? mismatch : Package.Check(kind, file) is { } refusal ? refusal : kind.ContentType;
                }
                catch (InvalidDataException)
                {
                    return mismatch;
                }
            default:
                return Matches(kind.Signature, head) ? kind.ContentType : mismatch;
        }
    }

    private static bool Matches(Signature signature, ReadOnlySpan<byte> head) => signature switch
    {
        Signature.Pdf => head.StartsWith("%PDF-"u8),
        Signature.Png => head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        Signature.Jpeg => head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]),
        Signature.Gif => head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8),
        Signature.Webp => head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8),
        Signature.Mp4 => head.Length >= 12 && head[4..].StartsWith("ftyp"u8),
        // An ID3 tag, or the sync word of an MPEG layer III frame.
        Signature.Mp3 => head.StartsWith("ID3"u8)
            || (head.Length >= 4 && (BinaryPrimitives.ReadUInt16BigEndian(head) & 0xFFE6) == 0xFFE2),
        _ => false,
    };
}
