using GovPortal.Api.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Validation.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace GovPortal.Api.Access;

/// <summary>Who makes a request of the interface.</summary>
/// <param name="Key">What the caller's limit is counted under; null for who is not known.</param>
/// <param name="MayWrite">Whether the token lets write at all; what the actor may write is for the handlers to say.</param>
internal sealed record ApiCaller(Actor Actor, string? Key, bool MayWrite)
{
    public bool IsAnonymous => Key is null;
}

/// <summary>
/// Reads the bearer token of a request: a person's key, or a token of <c>/connect/token</c>. A sign-in cookie counts for nothing
/// here, so that no page of another site can use the interface in a person's name.
/// </summary>
internal sealed class ApiBearer(Actors actors, PersonalTokens personal, FindApplication applications, IDbContextFactory<PortalDbContext> contexts)
{
    private const string Scheme = "Bearer ";

    /// <summary>Null where there is a token that does not hold: unknown, expired, revoked, of a closed account.</summary>
    public async Task<ApiCaller?> FindAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count == 0) return new ApiCaller(await AnybodyAsync(http.RequestAborted), null, false);
        if (header is not [{ } value] || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var token = value[Scheme.Length..].Trim();
        return token.StartsWith(Secrets.PersonalPrefix, StringComparison.Ordinal) ? await PersonAsync(token, http.RequestAborted) : await ApplicationAsync(http);
    }

    private async Task<ApiCaller?> PersonAsync(string secret, CancellationToken cancellation) =>
        await personal.FindAsync(secret, cancellation) is { } token && await actors.LoadAsync(token.UserId, cancellation) is { } actor
            ? new ApiCaller(actor, actor.UserId, token.MayWrite) : null;

    private async Task<ApiCaller?> ApplicationAsync(HttpContext http)
    {
        var read = await http.AuthenticateAsync(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme);
        if (!read.Succeeded || read.Principal.GetClaim(Claims.Subject) is not { } subject || read.Principal.GetClaim(OpenIdServer.ApplicationClaim) is not { } application) return null;
        var consent = read.Principal.GetClaim(OpenIdServer.ConsentClaim);
        // A token for a person stands on that person's consent.
        if (subject != application && consent is null) return null;
        if (!await applications.HoldsAsync(application, read.Principal.GetClaim(OpenIdServer.StampClaim), consent, http.RequestAborted)) return null;
        return await actors.LoadAsync(subject, http.RequestAborted) is { } actor
            ? new ApiCaller(actor, subject == application ? subject : $"{application} {subject}", read.Principal.HasScope(OpenIdServer.WriteScope)) : null;
    }

    /// <summary>Anybody, with the one right that the role of those who are not signed in may bring here: reading what is published.</summary>
    private async Task<Actor> AnybodyAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var may = await db.Set<RolePermission>().AnyAsync(p => p.Role == ApiPermissions.AnonymousRole && p.Permission == ApiPermissions.AccessContentApi, cancellation);
        return may
            ? new Actor(Actor.Public.UserId, Actor.Public.DisplayName, [new Grant(ApiPermissions.AnonymousRole, new HashSet<string> { ApiPermissions.AccessContentApi }, null, null)])
            : Actor.Public;
    }
}
