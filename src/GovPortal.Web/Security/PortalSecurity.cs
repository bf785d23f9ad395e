using GovPortal.Web.Startup;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using System.Threading.RateLimiting;

namespace GovPortal.Web.Security;

internal static class PortalSecurity
{
    /// <summary>Name of the policy for sign-in: a person types slower than this, a guesser faster.</summary>
    public const string SignInPolicy = "sign-in";

    private const int SignInsPerMinute = 10;

    public static void AddPortalSecurity(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(AdminPages.Policy, p => p.RequireAuthenticatedUser().AddRequirements(new AdminPages.Requirement()));
        services.AddScoped<IAuthorizationHandler, AdminPages.Handler>();
        services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.AddPolicy(SignInPolicy, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Request.Method == HttpMethods.Post ? context.Connection.RemoteIpAddress?.ToString() ?? "" : "get",
                key => new FixedWindowRateLimiterOptions { PermitLimit = key == "get" ? int.MaxValue : SignInsPerMinute, Window = TimeSpan.FromMinutes(1) }));
        });
    }
}
