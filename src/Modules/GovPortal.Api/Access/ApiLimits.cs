using System.Globalization;
using System.Threading.RateLimiting;
using GovPortal.Api.Model;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Api.Access;

/// <summary>How often: each application and each person for themselves, everybody else by address, and requests for tokens by address.</summary>
public sealed class ApiLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> _callers;
    private readonly PartitionedRateLimiter<string> _addresses;
    private readonly PartitionedRateLimiter<string> _tokens;

    public ApiLimits(ApiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_callers, _addresses, _tokens) = (AMinute(settings.RequestsPerMinute), AMinute(settings.AnonymousRequestsPerMinute), AMinute(settings.TokensPerMinute));
    }

    /// <summary>How long a known caller has to wait; null where the request may go on.</summary>
    public TimeSpan? CallerWait(string key) => Wait(_callers, key);

    /// <summary>As <see cref="CallerWait"/>, for who is not known, or whose token does not hold.</summary>
    public TimeSpan? AddressWait(HttpContext http) => Wait(_addresses, Address(http));

    public TimeSpan? TokenWait(HttpContext http) => Wait(_tokens, Address(http));

    /// <summary>For <c>Retry-After</c>: whole seconds, one at least.</summary>
    public static string Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _callers.Dispose();
        _addresses.Dispose();
        _tokens.Dispose();
    }

    private static string Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    private static PartitionedRateLimiter<string> AMinute(int permits) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) }));

    private static TimeSpan? Wait(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }
}
