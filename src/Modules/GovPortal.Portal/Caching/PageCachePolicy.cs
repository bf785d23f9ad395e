using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;

namespace GovPortal.Portal.Caching;

/// <summary>
/// Keeps public pages under their generation. Signed-in people get the same bytes as everybody else, because a page cannot
/// see who asks; an answer that sets a cookie, redirects or says «not found» is not kept.
/// </summary>
internal sealed class PageCachePolicy : IOutputCachePolicy
{
    /// <summary>Entries of a past generation are evicted at once; this is for the stragglers.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        var cacheable = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        context.EnableOutputCaching = cacheable;
        if (!cacheable) return;
        var request = await PublicRequest.OfAsync(http);
        context.AllowCacheLookup = true;
        context.AllowCacheStorage = true;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = Longest;
        context.Tags.Add(request.Generation.Tag);
        context.CacheVaryByRules.CacheKeyPrefix = request.CacheKey;
        context.CacheVaryByRules.QueryKeys = StringValues.Empty;
        context.CacheVaryByRules.VaryByHost = false;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || !StringValues.IsNullOrEmpty(response.Headers.SetCookie)) context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }
}
