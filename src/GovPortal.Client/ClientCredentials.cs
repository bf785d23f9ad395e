using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace GovPortal.Client;

/// <summary>
/// Sends an application's token with each request: fetched by client credentials, kept until a minute before it ends, and fetched anew where
/// the portal no longer takes it.
/// </summary>
public sealed class ClientCredentials : DelegatingHandler
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(1);

    private readonly Uri _portal;
    private readonly string _clientId, _secret;
    private readonly string? _scope;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private string? _token;
    private DateTimeOffset _until;

    /// <param name="portal">The portal's address.</param>
    /// <param name="scope"><c>content.read</c> where nothing is to be written; null asks for what the application may.</param>
    public ClientCredentials(Uri portal, string clientId, string secret, string? scope = null, HttpMessageHandler? inner = null, TimeProvider? time = null)
        : base(inner ?? new HttpClientHandler()) => (_portal, _clientId, _secret, _scope, _time) = (portal, clientId, secret, scope, time ?? TimeProvider.System);

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The portal gives this application no token.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var token = await TokenAsync(null, cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var answer = await base.SendAsync(request, cancellationToken);
        // A body that was sent cannot be sent twice; the next request will have a token that holds.
        if (answer.StatusCode != System.Net.HttpStatusCode.Unauthorized || request.Content is not null) return answer;
        answer.Dispose();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(token, cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _turn.Dispose();
        base.Dispose(disposing);
    }

    private async Task<string> TokenAsync(string? refused, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_token is { } known && known != refused && _time.GetUtcNow() < _until) return known;
            var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = _clientId, ["client_secret"] = _secret };
            if (_scope is not null) form["scope"] = _scope;
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_portal, "/connect/token")) { Content = new FormUrlEncodedContent(form) };
            using var answer = await base.SendAsync(request, cancellation);
            answer.EnsureSuccessStatusCode();
            var given = await answer.Content.ReadFromJsonAsync<Given>(cancellation) ?? throw new HttpRequestException("The answer holds no token.");
            (_token, _until) = (given.AccessToken, _time.GetUtcNow().AddSeconds(given.ExpiresIn) - Before);
            return given.AccessToken;
        }
        finally
        {
            _turn.Release();
        }
    }

    private sealed record Given([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
