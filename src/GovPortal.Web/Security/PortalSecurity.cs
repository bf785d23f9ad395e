using GovPortal.Web.Startup;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using System.Threading.RateLimiting;

namespace GovPortal.Web.Security;

internal static class PortalSecurity
{
    /// <summary>Name of the policy for sign-in: a person types slower than this, a guesser faster.</summary>
    public const string SignInPolicy = "sign-in";

    /// <summary>Sign-ins a minute from one address, unless <c>Portal:SignInsPerMinute</c> says otherwise: a whole office may stand behind one.</summary>
    private const int SignInsPerMinute = 30;

    public static void AddPortalSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        var signIns = configuration.GetValue("Portal:SignInsPerMinute", SignInsPerMinute);
        services.AddAuthorizationBuilder()
            .AddPolicy(AdminPages.Policy, p => p.RequireAuthenticatedUser().AddRequirements(new AdminPages.Requirement()));
        services.AddScoped<IAuthorizationHandler, AdminPages.Handler>();
        services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.AddPolicy(SignInPolicy, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Request.Method == HttpMethods.Post ? context.Connection.RemoteIpAddress?.ToString() ?? "" : "get",
                key => new FixedWindowRateLimiterOptions { PermitLimit = key == "get" ? int.MaxValue : signIns, Window = TimeSpan.FromMinutes(1) }));
        });
    }
}
