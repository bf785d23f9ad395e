using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using GovPortal.Kernel.Content;
using GovPortal.Media.Antivirus;
using GovPortal.Media.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Modules.Tests.Media.App;

/// <summary>Uploads past a scanner outside the portal; the scanners here speak the protocols and know one «virus».</summary>
public sealed class AntivirusTests
{
    /// <summary>What these scanners take for a virus.</summary>
    private const string Virus = "marker-of-a-virus";

    [Theory]
    [InlineData("clamd")]
    [InlineData("clamd-socket")]
    [InlineData("icap")]
    public async Task What_the_scanner_finds_is_refused_and_not_kept(string kind)
    {
        await using var scanner = new Scanner(kind);
        await using var app = await MediaApp.StartAsync(antivirus: scanner.Address);
        Assert.True((await app.AddAsync(Samples.Pdf("正文"), "通知.pdf", ContentIds.New())).Succeeded);
        var refused = await app.AddAsync(Samples.Pdf(Virus), "带毒.pdf", ContentIds.New());
        var failure = Assert.Single(refused.Failures);
        Assert.Equal(("media.infected", "Test.Virus"), (failure.Code, failure.Args[0]));
        await using var db = await app.DbAsync();
        Assert.Equal("通知.pdf", (await db.Set<MediaFile>().SingleAsync()).FileName);
        Assert.Single(Directory.GetFiles(app.MediaFolder, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("clamd")]
    [InlineData("icap")]
    public async Task A_file_of_some_megabytes_arrives_whole(string kind)
    {
        await using var scanner = new Scanner(kind);
        await using var app = await MediaApp.StartAsync(antivirus: scanner.Address);
        var bytes = Samples.Pdf(new string('x', 3_000_000));
        Assert.True((await app.AddAsync(bytes, "大.pdf", ContentIds.New())).Succeeded);
        Assert.Equal(bytes.Length, scanner.LastLength);
    }

    [Theory]
    [InlineData("clamd", "error")]
    [InlineData("clamd", "closed")]
    [InlineData("clamd", "silent")]
    [InlineData("icap", "error")]
    [InlineData("icap", "closed")]
    [InlineData("icap", "silent")]
    public async Task A_scanner_that_does_not_answer_refuses(string kind, string fault)
    {
        await using var scanner = new Scanner(kind, fault);
        await using var app = await MediaApp.StartAsync(antivirus: scanner.Address);
        Assert.Equal("media.scan-unavailable", Assert.Single((await app.AddAsync(Samples.Pdf(), "通知.pdf", ContentIds.New())).Failures).Code);
    }

    [Fact]
    public async Task Where_nobody_listens_uploads_are_refused()
    {
        var scanner = new Scanner("clamd");
        await scanner.DisposeAsync();
        await using var app = await MediaApp.StartAsync(antivirus: scanner.Address);
        Assert.Equal("media.scan-unavailable", Assert.Single((await app.AddAsync(Samples.Pdf(), "通知.pdf", ContentIds.New())).Failures).Code);
    }

    [Theory]
    [InlineData("127.0.0.1:3310")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("clamd:///")]
    [InlineData("icap:///service")]
    public void An_address_of_another_form_stops_the_start(string address) =>
        Assert.Throws<InvalidOperationException>(() => AntivirusOptions.Of(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Portal:Antivirus:Address"] = address }).Build()));

    [Theory]
    [InlineData("ICAP/1.0 204 No Content\r\nISTag: \"1\"", null)]
    [InlineData("ICAP/1.0 200 OK\r\nX-Infection-Found: Type=0; Resolution=2; Threat=Eicar-Test;\r\nISTag: \"1\"", "Eicar-Test")]
    [InlineData("ICAP/1.0 200 OK\r\nx-virus-id: W97M.Thing", "W97M.Thing")]
    [InlineData("ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, res-body=100", "ICAP 200")]
    public void An_ICAP_answer_is_read(string head, string? threat) => Assert.Equal(threat, Icap.Read(head).Threat);

    [Theory]
    [InlineData("ICAP/1.0 500 Server Error")]
    [InlineData("ICAP/1.0 404 Service Not Found")]
    [InlineData("HTTP/1.1 200 OK")]
    [InlineData("")]
    public void An_ICAP_answer_that_says_nothing_is_a_fault(string head) => Assert.Throws<InvalidDataException>(() => Icap.Read(head));

    [Theory]
    [InlineData("INSTREAM size limit exceeded. ERROR")]
    [InlineData("stream: something else")]
    [InlineData("")]
    public void A_clamd_answer_that_says_nothing_is_a_fault(string answer) => Assert.Throws<InvalidDataException>(() => Clamd.Read(answer));

    /// <summary>A scanner for one connection after another, on a port or socket of its own.</summary>
    private sealed class Scanner : IAsyncDisposable
    {
        private readonly string _kind, _fault, _folder = Directory.CreateTempSubdirectory("govportal-av-").FullName;
        private readonly Socket _listener;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _serving;

        public Scanner(string kind, string fault = "")
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
            Assert.Equal("zINSTREAM\0", Encoding.ASCII.GetString(command));
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
            Assert.Matches(@"^RESPMOD icap://127\.0\.0\.1:\d+/avscan ICAP/1\.0$", await LineAsync(stream));
            var encapsulated = "";
            for (string line; (line = await LineAsync(stream)).Length > 0;)
            {
                if (line.StartsWith("Encapsulated: ", StringComparison.Ordinal)) encapsulated = line;
            }
            // Two HTTP heads stand before the body; their lengths are what the header says.
            var (request, response) = (await HeadAsync(stream), await HeadAsync(stream));
            Assert.Equal($"Encapsulated: req-hdr=0, res-hdr={request}, res-body={request + response}", encapsulated);
            using var file = new MemoryStream();
            while (true)
            {
                var piece = new byte[int.Parse(await LineAsync(stream), NumberStyles.HexNumber, CultureInfo.InvariantCulture)];
                await stream.ReadExactlyAsync(piece);
                Assert.Equal("", await LineAsync(stream));
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
                Assert.True(line.Length < 4096);
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
    }
}
