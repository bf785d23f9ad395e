using System.Buffers;
using System.Globalization;
using System.Text;

namespace GovPortal.Media.Antivirus;

/// <summary>
/// A scanner behind ICAP (RFC 3507): the file goes as the answer of a request that never was (<c>RESPMOD</c>), and 204 says that
/// nothing need be changed in it. Every other answer that can be understood is a finding: a gateway that would replace the file
/// does not want it passed on.
/// </summary>
internal static class Icap
{
    public const int Port = 1344;
    private const int PieceBytes = 64 * 1024;
    private const int LongestHead = 16 * 1024;

    /// <summary>Headers by which products name what they found.</summary>
    private static readonly string[] ThreatHeaders = ["X-Infection-Found", "X-Virus-ID", "X-Violations-Found"];

    /// <exception cref="InvalidDataException">No ICAP answer, or one that says the service failed.</exception>
    public static async Task<Verdict> ScanAsync(Stream server, Uri service, Stream content, long length, CancellationToken cancellation)
    {
        const string request = "GET /upload HTTP/1.1\r\nHost: portal\r\n\r\n";
        var response = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {length}\r\n\r\n");
        await WriteAsync(server, string.Create(CultureInfo.InvariantCulture,
            $"RESPMOD {service} ICAP/1.0\r\nHost: {service.Host}\r\nUser-Agent: GovPortal\r\nAllow: 204\r\nConnection: close\r\nEncapsulated: req-hdr=0, res-hdr={request.Length}, res-body={request.Length + response.Length}\r\n\r\n{request}{response}"),
            cancellation);
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (int read; (read = await content.ReadAsync(piece, cancellation)) > 0;)
            {
                await WriteAsync(server, string.Create(CultureInfo.InvariantCulture, $"{read:x}\r\n"), cancellation);
                await server.WriteAsync(piece.AsMemory(0, read), cancellation);
                await WriteAsync(server, "\r\n", cancellation);
            }
            await WriteAsync(server, "0\r\n\r\n", cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
        return Read(await HeadAsync(server, cancellation));
    }

    internal static Verdict Read(string head)
    {
        var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var status = lines.Length > 0 && lines[0].StartsWith("ICAP/1.", StringComparison.Ordinal) && lines[0].Split(' ') is [_, var code, ..] ? code : throw new InvalidDataException("No ICAP answer.");
        if (status == "204") return default;
        if (status[0] != '2') throw new InvalidDataException($"ICAP {status}");
        var headers = lines.Skip(1).Select(l => l.Split(':', 2)).Where(p => p.Length == 2).ToLookup(p => p[0].Trim(), p => p[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var told = ThreatHeaders.SelectMany(h => headers[h]).FirstOrDefault();
        // X-Infection-Found: Type=0; Resolution=2; Threat=Name;
        var threat = told?.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(p => p.StartsWith("Threat=", StringComparison.OrdinalIgnoreCase))?["Threat=".Length..] ?? told;
        return new Verdict(string.IsNullOrWhiteSpace(threat) ? "ICAP 200" : threat);
    }

    private static Task WriteAsync(Stream server, string text, CancellationToken cancellation) => server.WriteAsync(Encoding.ASCII.GetBytes(text), cancellation).AsTask();

    private static async Task<string> HeadAsync(Stream server, CancellationToken cancellation)
    {
        var head = new byte[LongestHead];
        var length = 0;
        for (int read; length < head.Length && (read = await server.ReadAsync(head.AsMemory(length), cancellation)) > 0;)
        {
            length += read;
            if (head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is var end and >= 0) return Encoding.Latin1.GetString(head, 0, end);
        }
        return Encoding.Latin1.GetString(head, 0, length);
    }
}
