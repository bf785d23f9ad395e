using GovPortal.Web.Startup;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpOverrides;

namespace GovPortal.Web.Security;

internal static class PortalSecurity
{
    public static void AddPortalSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<ForwardedHeadersOptions>(o => TrustProxies(o, configuration.GetSection("Portal:TrustedProxies").Get<string[]>() ?? []));
        services.AddAuthorizationBuilder()
            .AddPolicy(AdminPages.Policy, p => p.RequireAuthenticatedUser().AddRequirements(new AdminPages.Requirement()));
        services.AddScoped<IAuthorizationHandler, AdminPages.Handler>();
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
