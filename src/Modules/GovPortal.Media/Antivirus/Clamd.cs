using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace GovPortal.Media.Antivirus;

/// <summary>ClamAV's daemon: its <c>INSTREAM</c> command takes the bytes in pieces with their length before them and answers one line.</summary>
internal static class Clamd
{
    public const int Port = 3310;
    private const int PieceBytes = 64 * 1024;
    private const int LongestAnswer = 4096;

    /// <exception cref="InvalidDataException">The answer is neither a finding nor an all-clear, such as «size limit exceeded».</exception>
    public static async Task<Verdict> ScanAsync(Stream daemon, Stream content, CancellationToken cancellation)
    {
        await daemon.WriteAsync("zINSTREAM\0"u8.ToArray(), cancellation);
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (int read; (read = await content.ReadAsync(piece.AsMemory(sizeof(int)), cancellation)) > 0;)
            {
                BinaryPrimitives.WriteInt32BigEndian(piece, read);
                await daemon.WriteAsync(piece.AsMemory(0, sizeof(int) + read), cancellation);
            }
            BinaryPrimitives.WriteInt32BigEndian(piece, 0);
            await daemon.WriteAsync(piece.AsMemory(0, sizeof(int)), cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
        return Read(await AnswerAsync(daemon, cancellation));
    }

    /// <summary><c>stream: OK</c> or <c>stream: {name} FOUND</c>.</summary>
    internal static Verdict Read(string answer)
    {
        var text = answer.StartsWith("stream: ", StringComparison.Ordinal) ? answer["stream: ".Length..] : throw new InvalidDataException($"clamd: {answer}");
        if (text == "OK") return default;
        return text.EndsWith(" FOUND", StringComparison.Ordinal) ? new Verdict(text[..^" FOUND".Length]) : throw new InvalidDataException($"clamd: {answer}");
    }

    private static async Task<string> AnswerAsync(Stream daemon, CancellationToken cancellation)
    {
        var answer = new byte[LongestAnswer];
        var length = 0;
        for (int read; length < answer.Length && (read = await daemon.ReadAsync(answer.AsMemory(length), cancellation)) > 0; length += read)
        {
            if (answer.AsSpan(length, read).IndexOfAny((byte)0, (byte)'\n') is var end and >= 0) return Encoding.UTF8.GetString(answer, 0, length + end).Trim();
        }
        return Encoding.UTF8.GetString(answer, 0, length).Trim();
    }
}
