using System.Security.Claims;
using GovPortal.Kernel.Data;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Users.Sessions;

/// <summary>
/// A signed-in person's cookie: who, and the account's stamp at sign-in. It says nothing of rights, which are loaded with
/// each request. A new password or a closed account changes the stamp, and with it every session ends at once.
/// </summary>
public static class Session
{
    public const string Scheme = "govportal";
    public const string CookieName = "govportal-auth";

    /// <summary>How long a session lasts after the last request.</summary>
    public const int Hours = 8;

    private const string StampClaim = "stamp";
    private static readonly object MustChangeKey = new();

    internal static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = CookieName;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(Hours);
        options.SlidingExpiration = true;
        options.LoginPath = "/Login";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = SessionAnswers.SignInFirstAsync;
        options.Events.OnRedirectToAccessDenied = SessionAnswers.NotAllowedAsync;
    }

    public static Task BeginAsync(HttpContext context, SignedIn person)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(person);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, person.UserId), new Claim(StampClaim, person.Stamp)], Scheme);
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    public static Task EndAsync(HttpContext context) => context.SignOutAsync(Scheme);

    /// <summary>Whether this request's person may do nothing before having changed the password.</summary>
    internal static bool MustChangePassword(HttpContext context) => context.Items.ContainsKey(MustChangeKey);

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var (id, stamp) = (context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), context.Principal?.FindFirstValue(StampClaim));
        var contexts = context.HttpContext.RequestServices.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        await using var db = await contexts.CreateDbContextAsync(context.HttpContext.RequestAborted);
        var user = await db.Set<PortalUser>().Where(u => u.Id == id && !u.IsClosed)
            .Select(u => new { u.SecurityStamp, u.MustChangePassword }).FirstOrDefaultAsync(context.HttpContext.RequestAborted);
        if (user is null || user.SecurityStamp != stamp)
        {
            context.RejectPrincipal();
            await EndAsync(context.HttpContext);
        }
        else if (user.MustChangePassword) context.HttpContext.Items[MustChangeKey] = true;
    }
}
