using System.IO.Compression;
using GovPortal.Portal.Rules;

namespace GovPortal.Portal.Pages;

/// <summary>
/// Compresses a whole answer. Pages do it themselves, inside what the output cache keeps, so bytes are compressed once; and
/// only public bytes are compressed, so no answer mixes a secret with what a stranger chose.
/// </summary>
internal static class Compression
{
    public static byte[] Compress(byte[] body, ContentCoding coding)
    {
        if (coding == ContentCoding.Identity) return body;
        using var compressed = new MemoryStream(body.Length / 3);
        using (Stream stream = coding == ContentCoding.Brotli
            ? new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true)
            : new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(body);
        }
        return compressed.ToArray();
    }
}
