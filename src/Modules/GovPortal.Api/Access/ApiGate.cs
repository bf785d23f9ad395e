using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Api.Access;

/// <summary>What every endpoint of the interface asks before it does anything: who, how often, and whether they may use the interface.</summary>
internal static class ApiGate
{
    public static RequestDelegate Reading(Func<HttpContext, ApiCaller, Task> handle, string permission = ApiPermissions.AccessContentApi) => http => AskAsync(http, permission, writes: false, hides: false, handle);

    public static RequestDelegate Writing(Func<HttpContext, ApiCaller, Task> handle) => http => AskAsync(http, ApiPermissions.AccessContentApi, writes: true, hides: false, handle);

    /// <summary>To those who may not, it is as if there were nothing.</summary>
    public static RequestDelegate Hidden(Func<HttpContext, ApiCaller, Task> handle, string permission) => http => AskAsync(http, permission, writes: false, hides: true, handle);

    private static async Task AskAsync(HttpContext http, string permission, bool writes, bool hides, Func<HttpContext, ApiCaller, Task> handle)
    {
        ApiLanguage.Set(http);
        // What a caller may see is for this caller; it may be kept and asked for again by its tag.
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Authorization, Accept-Language";
        var services = http.RequestServices;
        var caller = await services.GetRequiredService<ApiBearer>().FindAsync(http);
        var limits = services.GetRequiredService<ApiLimits>();
        if ((caller?.Key is { } key ? limits.CallerWait(key) : limits.AddressWait(http)) is { } wait)
        {
            http.Response.Headers.RetryAfter = ApiLimits.Seconds(wait);
            await ApiProblem.WriteAsync(http, StatusCodes.Status429TooManyRequests, Failure.Of("api.too-many-requests"));
        }
        else if (caller is null) await UnknownAsync(http, "api.token-invalid", "Bearer error=\"invalid_token\"");
        else if (hides && !caller.Actor.CanSomewhere(permission)) await ApiProblem.WriteAsync(http, StatusCodes.Status404NotFound, Failure.Of("api.nowhere"));
        else if (caller.IsAnonymous && (writes || !caller.Actor.CanSomewhere(permission))) await UnknownAsync(http, "api.token-needed", "Bearer");
        else if (!caller.Actor.CanSomewhere(permission)) await ApiProblem.WriteAsync(http, StatusCodes.Status403Forbidden, Failure.Of("api.no-access", permission));
        else if (writes && !caller.MayWrite) await ApiProblem.WriteAsync(http, StatusCodes.Status403Forbidden, Failure.Of("api.read-only"));
        else await handle(http, caller);
    }

    private static Task UnknownAsync(HttpContext http, string code, string challenge)
    {
        http.Response.Headers.WWWAuthenticate = challenge;
        return ApiProblem.WriteAsync(http, StatusCodes.Status401Unauthorized, Failure.Of(code));
    }
}
