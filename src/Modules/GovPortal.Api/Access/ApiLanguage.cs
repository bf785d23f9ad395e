using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GovPortal.Api.Access;

/// <summary>The language of what a program is told: Chinese, or English where <c>Accept-Language</c> puts it before Chinese.</summary>
internal static class ApiLanguage
{
    private static readonly CultureInfo Chinese = new("zh-CN");
    private static readonly CultureInfo English = new("en");

    public static void Set(HttpContext http)
    {
        var wanted = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).FirstOrDefault(l => Is(l, "zh") || Is(l, "en"));
        var culture = wanted is not null && Is(wanted, "en") ? English : Chinese;
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
    }

    private static bool Is(StringWithQualityHeaderValue value, string language) => value.Value.StartsWith(language, StringComparison.OrdinalIgnoreCase);
}
