using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace GovPortal.Testing;

/// <summary>A scanner for one connection after another, on a port or socket of its own.</summary>
public sealed class VirusScanner : IAsyncDisposable
{
    /// <summary>What it takes for a virus: the test signature that every scanner knows, put together at run time so that none takes this program for one.</summary>
    public static string Virus { get; } = string.Concat(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    private readonly string _kind, _fault, _folder = Directory.CreateTempSubdirectory("govportal-av-").FullName;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public VirusScanner(string kind, string fault = "")
    {
        (_kind, _fault) = (kind, fault);
        var isFile = kind == "clamd-socket";
        _listener = isFile ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var path = Path.Combine(_folder, "clamd.ctl");
        _listener.Bind(isFile ? new UnixDomainSocketEndPoint(path) : new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Address = isFile ? $"clamd://{path}" : $"{kind}://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}{(kind == "icap" ? "/avscan" : "")}";
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>Bytes of the file that came last.</summary>
    public int LastLength { get; private set; }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptAsync(_stop.Token);
                if (_fault == "closed") continue;
                await using var stream = new NetworkStream(socket);
                if (_fault == "silent") await Task.Delay(Timeout.Infinite, _stop.Token);
                var bytes = _kind == "icap" ? await ReadIcapAsync(stream) : await ReadClamdAsync(stream);
                LastLength = bytes.Length;
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer(Encoding.UTF8.GetString(bytes).Contains(Virus, StringComparison.Ordinal))), _stop.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private string Answer(bool found) => (_kind, _fault, found) switch
    {
        ("icap", "error", _) => "ICAP/1.0 500 Server Error\r\n\r\n",
        ("icap", _, false) => "ICAP/1.0 204 No Modifications Needed\r\nISTag: \"t\"\r\n\r\n",
        ("icap", _, true) => "ICAP/1.0 200 OK\r\nX-Infection-Found: Type=0; Resolution=2; Threat=Test.Virus;\r\nEncapsulated: res-hdr=0, res-body=26\r\n\r\nHTTP/1.1 403 Forbidden\r\n\r\n",
        (_, "error", _) => "INSTREAM size limit exceeded. ERROR\0",
        (_, _, false) => "stream: OK\0",
        _ => "stream: Test.Virus FOUND\0",
    };

    private static async Task<byte[]> ReadClamdAsync(Stream stream)
    {
        var command = new byte[10];
        await stream.ReadExactlyAsync(command);
        Expect(Encoding.ASCII.GetString(command) == "zINSTREAM\0");
        using var file = new MemoryStream();
        var length = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(length);
            var piece = new byte[(length[0] << 24) | (length[1] << 16) | (length[2] << 8) | length[3]];
            if (piece.Length == 0) return file.ToArray();
            await stream.ReadExactlyAsync(piece);
            file.Write(piece);
        }
    }

    private static async Task<byte[]> ReadIcapAsync(Stream stream)
    {
        Expect(Regex.IsMatch(await LineAsync(stream), @"^RESPMOD icap://127\.0\.0\.1:\d+/avscan ICAP/1\.0$"));
        var encapsulated = "";
        for (string line; (line = await LineAsync(stream)).Length > 0;)
        {
            if (line.StartsWith("Encapsulated: ", StringComparison.Ordinal)) encapsulated = line;
        }
        // Two HTTP heads stand before the body; their lengths are what the header says.
        var (request, response) = (await HeadAsync(stream), await HeadAsync(stream));
        Expect(encapsulated == $"Encapsulated: req-hdr=0, res-hdr={request}, res-body={request + response}");
        using var file = new MemoryStream();
        while (true)
        {
            var piece = new byte[int.Parse(await LineAsync(stream), NumberStyles.HexNumber, CultureInfo.InvariantCulture)];
            await stream.ReadExactlyAsync(piece);
            Expect((await LineAsync(stream)).Length == 0);
            if (piece.Length == 0) return file.ToArray();
            file.Write(piece);
        }
    }

    private static async Task<int> HeadAsync(Stream stream)
    {
        var length = 0;
        for (string line; (line = await LineAsync(stream)).Length > 0;) length += line.Length + 2;
        return length + 2;
    }

    private static async Task<string> LineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (!(line.Length > 1 && line[^1] == '\n' && line[^2] == '\r'))
        {
            await stream.ReadExactlyAsync(one);
            line.Append((char)one[0]);
            Expect(line.Length < 4096);
        }
        return line.ToString(0, line.Length - 2);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Expect(bool holds)
    {
        if (!holds) throw new InvalidDataException("Not what the protocol says.");
    }
}
