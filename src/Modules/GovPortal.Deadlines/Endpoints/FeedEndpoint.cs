using GovPortal.Deadlines.Features;
using GovPortal.PublicForms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Deadlines.Endpoints;

/// <summary><c>/feeds/deadlines/{secret}.ics</c>: open to whoever has the address, sixty times a minute and address.</summary>
internal static class FeedEndpoint
{
    private const int PerMinute = 60, MostAddresses = 1000;

    public static void MapFeed(this IEndpointRouteBuilder endpoints)
    {
        var (window, time) = (new RateWindow(PerMinute, PerMinute * MostAddresses, TimeSpan.FromMinutes(1)), endpoints.ServiceProvider.GetRequiredService<TimeProvider>());
        endpoints.MapGet("/feeds/deadlines/{secret:regex(^[0-9a-f]{{64}}$)}.ics", async (string secret, DeadlineCalendar calendar, HttpContext http) =>
        {
            if (!window.Take(Visitors.PlaceOf(http.Connection.RemoteIpAddress), time.GetUtcNow())) return Results.StatusCode(StatusCodes.Status429TooManyRequests);
            http.Response.Headers.CacheControl = "private, no-store";
            return await calendar.HandleAsync(secret, http.RequestAborted) is { } ics ? Results.Text(ics, "text/calendar; charset=utf-8") : Results.NotFound();
        }).AllowAnonymous();
    }
}
