using System.Globalization;
using GovPortal.Portal.Features;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Portal.Caching;

/// <summary>
/// All that a public page may depend on: its address, its normal query, the culture, 适老模式, the coding and the generation. It is
/// made once a request, before the cache is asked, so that a page is kept under the generation it began with. There is no
/// user in it, and a page has no other way to the request.
/// </summary>
/// <param name="Path">As routed, without slashes at its ends; empty for the home page.</param>
internal sealed record PublicRequest(Generation Generation, PageQuery Query, string Culture, ContentCoding Coding, string Path, string Edition, bool Elder)
{
    /// <summary>Everything but the path, which the output cache adds itself.</summary>
    public string CacheKey => $"{Generation.Stamp}|{Edition}|{Culture}|{Elder}|{Coding}|{Query.Canonical()}";

    /// <summary>A strong validator: the same only for the same bytes' causes.</summary>
    public string ETag { get; } = $"\"{Generation.Hash($"{Generation.Stamp}|{Edition}|{Culture}|{Elder}|{Coding}|{Path}|{Query.Canonical()}")}\"";

    public static async ValueTask<PublicRequest> OfAsync(HttpContext http)
    {
        if (http.Items[typeof(PublicRequest)] is PublicRequest known) return known;
        var page = http.GetEndpoint()?.Metadata.GetMetadata<IPublicPage>();
        // The page's own edition before the generation: what is added to the index in between is then in neither.
        var edition = page?.Edition ?? "";
        var generation = await http.RequestServices.GetRequiredService<PageGeneration>().CurrentAsync(http.RequestAborted);
        var request = new PublicRequest(
            generation, PageQuery.Read(page?.Keys ?? QueryKeys.None, key => http.Request.Query[key] is [{ } first, ..] ? first : null),
            CultureInfo.CurrentUICulture.Name, ContentCodings.Choose(http.Request.Headers.AcceptEncoding), (http.Request.Path.Value ?? "").Trim('/'), edition,
            DisplayChoice.IsElder(http.Request));
        http.Items[typeof(PublicRequest)] = request;
        return request;
    }
}
