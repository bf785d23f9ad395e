using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GovPortal.Outbound;

/// <param name="Headers">Sent as they are; names of the connection itself (Host, Content-Length and the like) are refused.</param>
/// <param name="Body">Null sends none.</param>
public sealed record OutboundRequest(HttpMethod Method, Uri Url, IReadOnlyList<KeyValuePair<string, string>> Headers, string? Body = null, string? ContentType = null)
{
    /// <summary>A form with a file in it, in place of a body.</summary>
    public OutboundFile? File { get; init; }

    /// <summary>
    /// Only looks whether the address answers, without anything that is secret: redirects are followed to other hosts as well, five at most and
    /// each held to the same networks; it takes ten seconds at most, and of the answer the first bytes are read.
    /// </summary>
    public bool OnlyLooks { get; init; }
}

/// <param name="Field">The form's field.</param>
public sealed record OutboundFile(string Field, string FileName, string ContentType, ReadOnlyMemory<byte> Bytes);

/// <param name="Body">The first <see cref="OutboundHttp.MaxBodyBytes"/> bytes, read as UTF-8.</param>
public sealed record OutboundResponse(int Status, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>
/// Calls an address that a person or a recipe named. Addresses inside private networks are refused after their name was
/// resolved, at the moment of connecting, so that a name which resolves anew does not slip through. Redirects are followed on
/// the same host and scheme only, but for a look (<see cref="OutboundRequest.OnlyLooks"/>). Settings: <c>Portal:Outbound:Allow</c> (networks that are exceptions, separated by commas),
/// <c>Portal:Outbound:TimeoutSeconds</c> (default 20).
/// </summary>
public sealed class OutboundHttp : IDisposable
{
    /// <summary>Longest answer that is kept, in bytes.</summary>
    public const int MaxBodyBytes = 256 * 1024;

    private const int MaxRedirects = 3, MaxLookRedirects = 5, MaxLookBytes = 1024;
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(10);

    private static readonly HashSet<string> ConnectionHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "Expect", "TE", "Trailer", "Keep-Alive", "Proxy-Connection",
    };

    private readonly HttpClient _client;
    private readonly TimeSpan _timeout;

    public OutboundHttp(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var policy = AddressPolicy.Parse((configuration["Portal:Outbound:Allow"] ?? "").Split(','))
            ?? throw new InvalidOperationException("Portal:Outbound:Allow holds something that is no network.");
        _timeout = TimeSpan.FromSeconds(configuration.GetValue("Portal:Outbound:TimeoutSeconds", 20));
#pragma warning disable CA2000 // The client owns its handler.
        _client = new HttpClient(Handler(policy), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore CA2000
    }

    /// <summary>
    /// Sends it and reads the answer, whatever its status. Failures: <c>outbound.bad-url</c>, <c>outbound.bad-header</c>,
    /// <c>outbound.address-refused</c>, <c>outbound.redirect-refused</c>, <c>outbound.timeout</c>, <c>outbound.unreachable</c>, <c>outbound.cut-off</c>.
    /// </summary>
    public async Task<Result<OutboundResponse>> SendAsync(OutboundRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(request.OnlyLooks && LongestLook < _timeout ? LongestLook : _timeout);
        try
        {
            var (url, method, body) = (request.Url, request.Method, request.Body);
            for (var redirects = 0; ; redirects++)
            {
                if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0) return Failure.Of("outbound.bad-url");
                using var message = new HttpRequestMessage(method, url);
                if (body is not null) message.Content = ContentOf(body, request.ContentType);
                else if (request.File is { } file && method == request.Method) message.Content = ContentOf(file);
                foreach (var (name, value) in request.Headers)
                {
                    if (!Add(message, name, value)) return Failure.Of("outbound.bad-header", name);
                }
                using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                if (response.StatusCode is < HttpStatusCode.MultipleChoices or HttpStatusCode.NotModified or > HttpStatusCode.PermanentRedirect || response.Headers.Location is not { } location)
                {
                    return new OutboundResponse((int)response.StatusCode, await BodyAsync(response, request.OnlyLooks ? MaxLookBytes : MaxBodyBytes, limit.Token), HeadersOf(response));
                }
                var next = new Uri(url, location);
                if (!MayFollow(request, url, next, redirects)) return Failure.Of("outbound.redirect-refused", url.Host);
                if (response.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found or HttpStatusCode.MovedPermanently && method != HttpMethod.Get && method != HttpMethod.Head)
                {
                    (method, body) = (HttpMethod.Get, null);
                }
                url = next;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failure.Of("outbound.timeout", request.Url.Host, _timeout.TotalSeconds);
        }
        catch (HttpRequestException error) when (Refused(error))
        {
            return Failure.Of("outbound.address-refused", request.Url.Host);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // Where a connection came about the call may have arrived.
            var connected = error is not HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };
            return connected ? Failure.Of("outbound.cut-off", request.Url.Host) : Failure.Of("outbound.unreachable", request.Url.Host);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>What carries a body or a secret stays on its host.</summary>
    private static bool MayFollow(OutboundRequest request, Uri from, Uri next, int redirects) =>
        request.OnlyLooks ? redirects < MaxLookRedirects : redirects < MaxRedirects && next.Host == from.Host && next.Scheme == from.Scheme && next.Port == from.Port;

    private static SocketsHttpHandler Handler(AddressPolicy policy) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ConnectCallback = async (context, cancellation) =>
        {
            var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
            // One closed address among open ones is a trick, not a fallback.
            if (addresses.Length == 0 || !addresses.All(policy.Allows)) throw new AddressRefusedException();
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    private static StringContent ContentOf(string body, string? contentType)
    {
        var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.TryParse(contentType, out var type) ? type : new MediaTypeHeaderValue("text/plain");
        content.Headers.ContentType.CharSet ??= "utf-8";
        return content;
    }

    private static MultipartFormDataContent ContentOf(OutboundFile file)
    {
        var part = new ReadOnlyMemoryContent(file.Bytes);
        part.Headers.ContentType = new MediaTypeHeaderValue(file.ContentType);
        // Quoted, as servers that read forms by hand expect it.
        return new MultipartFormDataContent { { part, $"\"{file.Field}\"", $"\"{file.FileName}\"" } };
    }

    private static bool Add(HttpRequestMessage message, string name, string value)
    {
        if (ConnectionHeaders.Contains(name) || value.Any(c => c is < ' ' or > '~')) return false;
        return message.Headers.TryAddWithoutValidation(name, value) || message.Content?.Headers.TryAddWithoutValidation(name, value) == true;
    }

    private static async Task<string> BodyAsync(HttpResponseMessage response, int most, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[most];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, read);
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response) =>
        response.Headers.Concat(response.Content.Headers).GroupBy(h => h.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => string.Join(", ", g.SelectMany(h => h.Value)), StringComparer.OrdinalIgnoreCase);

    private static bool Refused(Exception error) => error is AddressRefusedException || error.InnerException is { } inner && Refused(inner);

    private sealed class AddressRefusedException() : IOException("The address is inside a closed network.");
}

public static class OutboundServices
{
    /// <summary>Registers <see cref="OutboundHttp"/> once, whoever asks for it.</summary>
    public static IServiceCollection AddOutboundHttp(this IServiceCollection services)
    {
        services.AddSingleton(new TextSource(typeof(OutboundHttp).Assembly));
        services.TryAddSingleton<OutboundHttp>();
        return services;
    }
}
