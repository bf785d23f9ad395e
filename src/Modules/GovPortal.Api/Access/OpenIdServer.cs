using System.Net;
using System.Security.Claims;
using GovPortal.Api.Features;
using GovPortal.Api.Model;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace GovPortal.Api.Access;

/// <summary>
/// OpenIddict as this portal uses it: the protocol and the tokens are its, applications, consents and used codes are rows of our
/// own, written through <c>PortalTransaction</c> (its stores would write past the gate). A token says who and for which
/// application; rights, closed accounts and taken-back consents are looked up with each request.
/// </summary>
internal static class OpenIdServer
{
    public const string ReadScope = "content.read";
    public const string WriteScope = "content.write";

    /// <summary>Claims of our own in codes and tokens.</summary>
    public const string ApplicationClaim = "gp_app";
    public const string StampClaim = "gp_stamp";
    public const string ConsentClaim = "gp_consent";
    public const string CodeClaim = "gp_code";

    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(5);

    public static void AddOpenIdServer(this IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, OpenIdKeys>();
        services.AddOpenIddict()
            .AddServer(server =>
            {
                server.SetTokenEndpointUris("connect/token").SetAuthorizationEndpointUris("connect/authorize");
                server.SetConfigurationEndpointUris(Array.Empty<Uri>()).SetJsonWebKeySetEndpointUris(Array.Empty<Uri>());
                server.AllowClientCredentialsFlow().AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
                server.RegisterScopes(ReadScope, WriteScope);
                server.SetAccessTokenLifetime(TokenLifetime).SetAuthorizationCodeLifetime(CodeLifetime);
                server.EnableDegradedMode();
                server.AddEventHandler<ValidateAuthorizationRequestContext>(h => h.UseSingletonHandler<CheckAuthorizationRequest>());
                server.AddEventHandler<ValidateTokenRequestContext>(h => h.UseSingletonHandler<CheckTokenRequest>());
                server.AddEventHandler<HandleTokenRequestContext>(h => h.UseSingletonHandler<HandOutToken>());
                // Whether plain HTTP will do is asked by CheckTokenRequest: this machine and a proxy's own network may.
                server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
            })
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.UseAspNetCore();
            });
    }

    /// <summary>Who a code or token is for; every claim goes into both.</summary>
    public static ClaimsPrincipal Principal(string userId, ApiApplication application, bool mayWrite, string? consentId)
    {
        var identity = new ClaimsIdentity("GovPortal", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, userId).SetClaim(ApplicationClaim, application.Id).SetClaim(StampClaim, application.Stamp).SetClaim(ConsentClaim, consentId);
        identity.SetScopes(mayWrite ? [ReadScope, WriteScope] : [ReadScope]);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return new ClaimsPrincipal(identity);
    }

    /// <summary>Whether the request asks to write: it names the scope, or names none.</summary>
    public static bool AsksToWrite(this OpenIddictRequest request) => request.GetScopes() is { Length: 0 } || request.HasScope(WriteScope);
}

/// <summary>A request for a person's consent: the application is known, may ask, and asks to be answered at an address of its own.</summary>
internal sealed class CheckAuthorizationRequest(FindApplication find) : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>
{
    public async ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        var application = await find.ByClientIdAsync(context.ClientId, CancellationToken.None);
        if (application is null || application.IsClosed || !application.ActsForPeople) context.Reject(Errors.UnauthorizedClient, "The application is not known or may not act for people.");
        else if (context.RedirectUri is null || !application.RedirectList.Contains(context.RedirectUri)) context.Reject(Errors.InvalidRequest, "The redirect_uri is not one of the application's.");
        else if (context.Request.CodeChallengeMethod != CodeChallengeMethods.Sha256) context.Reject(Errors.InvalidRequest, "A code_challenge with the method S256 is needed.");
        else if (context.Request.HasScope(OpenIdServer.WriteScope) && !application.MayWrite) context.Reject(Errors.InvalidScope, "The application may not write.");
    }
}

/// <summary>A request for a token: over a safe way, not too often, by an application that proves who it is and may have it.</summary>
internal sealed class CheckTokenRequest(FindApplication find, ApiLimits limits, ApiSettings settings) : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        if (!IsSafe(http))
        {
            context.Reject(Errors.InvalidRequest, "This address takes HTTPS only.");
            return;
        }
        if (limits.TokenWait(http) is { } wait)
        {
            http.Response.Headers.RetryAfter = ApiLimits.Seconds(wait);
            context.Reject(Errors.SlowDown, "Too many requests for tokens; try again later.");
            return;
        }
        var application = await find.ByClientIdAsync(context.ClientId, http.RequestAborted);
        if (application is null || application.IsClosed || !Proves(application, context.ClientSecret)) context.Reject(Errors.InvalidClient, "The application is not known or its secret is wrong.");
        else if (context.Request.IsClientCredentialsGrantType() ? !application.ActsForItself || application.IsPublic : !application.ActsForPeople) context.Reject(Errors.UnauthorizedClient, "The application may not use this flow.");
        else if (context.Request.HasScope(OpenIdServer.WriteScope) && !application.MayWrite) context.Reject(Errors.InvalidScope, "The application may not write.");
    }

    private static bool Proves(ApiApplication application, string? secret) => application.IsPublic
        ? string.IsNullOrEmpty(secret)
        : application.SecretHash is { } hash && secret is { Length: > 0 and <= 500 } && Secrets.Matches(hash, secret);

    private bool IsSafe(HttpContext http) =>
        http.Request.IsHttps || settings.AllowHttp || http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);
}

/// <summary>Hands the token out: to the application itself, or for the code that a person's consent gave, once.</summary>
internal sealed class HandOutToken(FindApplication find, UseCode use) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        var application = await find.ByClientIdAsync(context.ClientId, http.RequestAborted);
        if (application is null) context.Reject(Errors.InvalidClient);
        else if (context.Request.IsClientCredentialsGrantType())
        {
            context.SignIn(OpenIdServer.Principal(application.Id, application, application.MayWrite && context.Request.AsksToWrite(), null));
        }
        else if (context.AuthorizationCodePrincipal is not { } code || code.GetClaim(OpenIdServer.StampClaim) != application.Stamp
            || code.GetClaim(OpenIdServer.CodeClaim) is not { } id || !await use.HandleAsync(id, code.GetClaim(OpenIdServer.ConsentClaim), http.RequestAborted))
        {
            context.Reject(Errors.InvalidGrant, "The code was used before or holds no longer.");
        }
        else
        {
            context.SignIn(OpenIdServer.Principal(code.GetClaim(Claims.Subject)!, application, code.HasScope(OpenIdServer.WriteScope), code.GetClaim(OpenIdServer.ConsentClaim)));
        }
    }
}
