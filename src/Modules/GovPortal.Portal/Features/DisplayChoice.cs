using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Routing;

namespace GovPortal.Portal.Features;

/// <summary>
/// <c>/display?elder=on|off</c> and <c>/display?culture=en</c>: keeps how a reader wants to see the site, 适老模式 (国办公开办函〔2021〕28号)
/// and the language, in cookies for a year, and leads back to the page the reader came from. Without script; nothing else is kept.
/// </summary>
internal static class DisplayChoice
{
    public const string Address = "/display";
    private const string Cookie = "govportal-display";
    private const string Elder = "elder";
    private static readonly string[] Cultures = ["zh-CN", "en"];

    public static bool IsElder(HttpRequest request) => request.Cookies[Cookie] == Elder;

    public static void Map(IEndpointRouteBuilder endpoints) => Pages.PublicEndpoints.MapFile(endpoints, Address, http =>
    {
        var (query, response) = (http.Request.Query, http.Response);
        var keep = new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps };
        if (query["elder"] == "on") response.Cookies.Append(Cookie, Elder, keep);
        if (query["elder"] == "off") response.Cookies.Delete(Cookie, keep);
        if (Cultures.FirstOrDefault(c => c == query["culture"]) is { } culture)
        {
            response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)), keep);
        }
        response.Headers.CacheControl = "no-store";
        response.Headers.Location = Back(http.Request);
        response.StatusCode = StatusCodes.Status303SeeOther;
        return Task.CompletedTask;
    });

    /// <summary>The page on this site the reader came from; the home page where the browser does not say.</summary>
    private static string Back(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == request.Host.Value
        && from.AbsolutePath is var path && !path.StartsWith("//", StringComparison.Ordinal) && path != Address ? path + from.Query : "/";
}
