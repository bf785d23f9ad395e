using System.Net.Sockets;
using GovPortal.Kernel.Results;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace GovPortal.Media.Antivirus;

/// <summary>What a scanner said of a file.</summary>
/// <param name="Threat">Its name for what it found; null where it found nothing.</param>
internal readonly record struct Verdict(string? Threat);

/// <param name="Address">
/// <c>Portal:Antivirus:Address</c>: empty (none), <c>clamd://host[:3310]</c>, <c>clamd:///path/of/socket</c> or <c>icap://host[:1344]/service</c>.
/// </param>
/// <param name="Timeout">For one file; <c>Portal:Antivirus:TimeoutSeconds</c>, 60 unless set.</param>
internal sealed record AntivirusOptions(Uri? Address, TimeSpan Timeout)
{
    private const string Key = "Portal:Antivirus:";
    private const int DefaultTimeoutSeconds = 60;

    /// <exception cref="InvalidOperationException">The address is none of the three forms; the portal does not start with it.</exception>
    public static AntivirusOptions Of(IConfiguration configuration)
    {
        var timeout = TimeSpan.FromSeconds(configuration.GetValue<int?>(Key + "TimeoutSeconds") is { } set and > 0 ? set : DefaultTimeoutSeconds);
        if (configuration[Key + "Address"] is not { Length: > 0 } text) return new AntivirusOptions(null, timeout);
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "clamd" or "icap" && (address.Host.Length > 0 || (address.Scheme == "clamd" && address.AbsolutePath.Length > 1))
            ? new AntivirusOptions(address, timeout)
            : throw new InvalidOperationException($"{Key}Address must be clamd://host[:port], clamd:///socket or icap://host[:port]/service.");
    }
}

/// <summary>
/// The office's virus scanner, asked of every upload before it is kept. One that cannot be asked refuses. Failures:
/// <c>media.infected</c>, <c>media.scan-unavailable</c>.
/// </summary>
internal sealed class VirusScanner(AntivirusOptions options, ILogger<VirusScanner> log)
{
    public bool IsSet => options.Address is not null;

    /// <param name="content">The file from its beginning.</param>
    /// <param name="length">Its length in bytes.</param>
    public async Task<Result> ScanAsync(Stream content, long length, CancellationToken cancellation)
    {
        if (options.Address is not { } address) return Result.Ok;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.Timeout);
        try
        {
            using var socket = await ConnectAsync(address, limit.Token);
            await using var stream = new NetworkStream(socket, ownsSocket: false);
            var verdict = address.Scheme == "clamd"
                ? await Clamd.ScanAsync(stream, content, limit.Token)
                : await Icap.ScanAsync(stream, address, content, length, limit.Token);
            return verdict.Threat is { } threat ? Failure.Of("media.infected", threat) : Result.Ok;
        }
        catch (Exception error) when (error is SocketException or IOException or InvalidDataException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            log.LogError(error, "The virus scanner at {Scheme}://{Host} could not be asked; the upload is refused", address.Scheme, address.Host);
            return Failure.Of("media.scan-unavailable");
        }
    }

    private static async Task<Socket> ConnectAsync(Uri address, CancellationToken cancellation)
    {
        var isFile = address.Host.Length == 0;
        var socket = isFile ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (isFile) await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.AbsolutePath), cancellation);
            else await socket.ConnectAsync(address.Host, address.Port > 0 ? address.Port : address.Scheme == "clamd" ? Clamd.Port : Icap.Port, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
