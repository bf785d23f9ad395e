using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace GovPortal.Web.Tests.Notifications;

/// <summary>As much of an SMTP server as a client needs, on the loopback interface: takes mails, or refuses them as told.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public SmtpServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public ConcurrentQueue<MimeMessage> Mails { get; } = new();

    /// <summary>Answer to a recipient, <c>451 later</c>; null accepts.</summary>
    public string? RecipientAnswer { get; set; }

    /// <summary>Takes the mail and hangs up without saying so: what a crash between sending and recording looks like to the sender.</summary>
    public bool HangUpAfterData { get; set; }

    public string[] Settings => ["Portal:Mail:Host=127.0.0.1", $"Portal:Mail:Port={Port}", "Portal:Mail:Security=none", "Portal:Mail:From=portal@county.example", "Portal:Site:BaseUrl=https://www.county.example"];

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => TalkAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await SayAsync("220 loopback");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await SayAsync("250-loopback\r\n250 8BITMIME");
                    break;
                case "RCPT":
                    await SayAsync(RecipientAnswer ?? "250 ok");
                    break;
                case "DATA":
                    await SayAsync("354 go on");
                    var data = new StringBuilder();
                    while (await reader.ReadLineAsync(_stop.Token) is { } text && text != ".") data.Append(text.StartsWith("..", StringComparison.Ordinal) ? text[1..] : text).Append("\r\n");
                    Mails.Enqueue(await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(data.ToString()))));
                    if (HangUpAfterData) return;
                    await SayAsync("250 taken");
                    break;
                case "QUIT":
                    await SayAsync("221 bye");
                    return;
                default:
                    await SayAsync("250 ok");
                    break;
            }
        }

        Task SayAsync(string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), _stop.Token).AsTask();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }
}
