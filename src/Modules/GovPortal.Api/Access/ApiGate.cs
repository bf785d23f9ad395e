using GovPortal.Kernel.Access;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Api.Access;

/// <summary>What every endpoint of the interface asks before it does anything: who, how often, and whether they may use the interface.</summary>
internal static class ApiGate
{
    public static RequestDelegate Reading(Func<HttpContext, ApiCaller, Task> handle) => http => AskAsync(http, writes: false, handle);

    public static RequestDelegate Writing(Func<HttpContext, ApiCaller, Task> handle) => http => AskAsync(http, writes: true, handle);

    private static async Task AskAsync(HttpContext http, bool writes, Func<HttpContext, ApiCaller, Task> handle)
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
        else if (caller.IsAnonymous && (writes || !MayUse(caller))) await UnknownAsync(http, "api.token-needed", "Bearer");
        else if (!MayUse(caller)) await ApiProblem.WriteAsync(http, StatusCodes.Status403Forbidden, Failure.Of("api.no-access", ApiPermissions.AccessContentApi));
        else if (writes && !caller.MayWrite) await ApiProblem.WriteAsync(http, StatusCodes.Status403Forbidden, Failure.Of("api.read-only"));
        else await handle(http, caller);
    }

    private static bool MayUse(ApiCaller caller) => caller.Actor.CanSomewhere(ApiPermissions.AccessContentApi);

    private static Task UnknownAsync(HttpContext http, string code, string challenge)
    {
        http.Response.Headers.WWWAuthenticate = challenge;
        return ApiProblem.WriteAsync(http, StatusCodes.Status401Unauthorized, Failure.Of(code));
    }
}
