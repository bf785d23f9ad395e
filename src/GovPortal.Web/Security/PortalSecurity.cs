using GovPortal.Web.Startup;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpOverrides;
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
        services.Configure<ForwardedHeadersOptions>(o => TrustProxies(o, configuration.GetSection("Portal:TrustedProxies").Get<string[]>() ?? []));
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

    /// <summary>
    /// Visitors' addresses and the scheme are taken from the proxies named (<c>10.0.0.4</c>, <c>10.0.0.0/24</c>) and from nobody else;
    /// without any, whoever connects is the visitor. An entry that is neither address nor network stops the start.
    /// </summary>
    private static void TrustProxies(ForwardedHeadersOptions options, string[] proxies)
    {
        options.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (proxy.Contains('/')) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            else options.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));
        }
    }
}
