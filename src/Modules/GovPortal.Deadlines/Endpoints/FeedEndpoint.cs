using System.Threading.RateLimiting;
using GovPortal.Deadlines.Features;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Deadlines.Endpoints;

/// <summary><c>/feeds/deadlines/{secret}.ics</c>: open to whoever has the address, sixty times a minute and address.</summary>
internal static class FeedEndpoint
{
    private const string Policy = "deadline-feeds";
    private const int PerMinute = 60;

    public static void AddFeedLimit(this IServiceCollection services) => services.Configure<RateLimiterOptions>(o =>
        o.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) })));

    public static void MapFeed(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/feeds/deadlines/{secret:regex(^[0-9a-f]{{64}}$)}.ics", async (string secret, DeadlineCalendar calendar, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "private, no-store";
            return await calendar.HandleAsync(secret, http.RequestAborted) is { } ics ? Results.Text(ics, "text/calendar; charset=utf-8") : Results.NotFound();
        }).AllowAnonymous().RequireRateLimiting(Policy);
}
