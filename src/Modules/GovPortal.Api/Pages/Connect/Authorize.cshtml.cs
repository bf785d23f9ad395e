using GovPortal.AdminUi;
using GovPortal.Api.Access;
using GovPortal.Api.Features;
using GovPortal.Api.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace GovPortal.Api.Pages.Connect;

/// <summary>
/// A person, signed in as ever, lets an application act for them. OpenIddict has checked the request before it comes here; the
/// answer is a code at the application's own address.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AuthorizeModel(CurrentActor current, FindApplication find, ConsentToApplication consent, IAntiforgery antiforgery) : PageModel
{
    private const string DecisionField = "decision";

    /// <summary>The value of <c>prompt</c> that asks for an answer without a page.</summary>
    private const string NoPrompt = "none";

    public ApiApplication Application { get; private set; } = null!;
    public string PersonName { get; private set; } = "";
    public bool AsksToWrite { get; private set; }
    public string ReturnsTo { get; private set; } = "";

    /// <summary>The request again, for the form to carry.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => AnswerAsync(null, cancellation);

    /// <summary>The form of this page, or an application that sends its request by POST.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var decision = (string?)Request.Form[DecisionField];
        if (!string.IsNullOrEmpty(decision) && !await antiforgery.IsRequestValidAsync(HttpContext)) decision = null;
        return await AnswerAsync(decision, cancellation);
    }

    private async Task<IActionResult> AnswerAsync(string? decision, CancellationToken cancellation)
    {
        if (HttpContext.GetOpenIddictServerRequest() is not { } request) return NotFound();
        Parameters = [.. request.GetParameters().Where(p => p.Key is not (DecisionField or "__RequestVerificationToken")).Select(p => KeyValuePair.Create(p.Key, (string?)p.Value ?? ""))];
        if (await current.FindAsync() is not { } actor)
        {
            return request.HasPromptValue(NoPrompt) ? Refuse(Errors.LoginRequired) : Redirect("/Login?ReturnUrl=" + Uri.EscapeDataString("/connect/authorize" + new QueryBuilder(Parameters)));
        }
        if (!actor.CanSomewhere(ApiPermissions.AccessContentApi) || decision == "deny") return Refuse(Errors.AccessDenied);
        if (request.HasPromptValue(NoPrompt)) return Refuse(Errors.ConsentRequired);
        // Closed between the check and here: as if it had never been known.
        if (await find.ByClientIdAsync(request.ClientId, cancellation) is not { IsClosed: false } application) return Refuse(Errors.UnauthorizedClient);
        (Application, AsksToWrite) = (application, application.MayWrite && request.AsksToWrite());
        if (decision != "accept") return Ask(actor, new Uri(request.RedirectUri!));

        var given = await consent.GiveAsync(application.ClientId, AsksToWrite, actor, cancellation);
        if (!given.Succeeded) return Refuse(Errors.AccessDenied);
        var principal = OpenIdServer.Principal(actor.UserId, application, AsksToWrite, given.Value.Id);
        principal.SetClaim(OpenIdServer.CodeClaim, ContentIds.New());
        principal.SetDestinations(_ => [Destinations.AccessToken]);
        return SignIn(principal, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private PageResult Ask(Actor actor, Uri redirect)
    {
        var origin = redirect.Scheme is "http" or "https" ? redirect.GetLeftPart(UriPartial.Authority) : redirect.Scheme + ":";
        (PersonName, ReturnsTo) = (actor.DisplayName, origin);
        // A browser holds the redirect after the form to the form's own rule.
        Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy.Strict.Replace("form-action 'self'", $"form-action 'self' {origin}", StringComparison.Ordinal);
        return Page();
    }

    private ForbidResult Refuse(string error) => Forbid(
        new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = error }), OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
}
