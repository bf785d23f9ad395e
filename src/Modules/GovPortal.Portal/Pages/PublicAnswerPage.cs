using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Rendering.Models;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Portal.Pages;

/// <summary>The answer to a public form, in the site's layout.</summary>
internal sealed class PublicAnswerPage(PageWriter writer, SiteMenu menu) : IPublicAnswer
{
    public async Task WriteAsync(HttpContext http, int statusCode, string title, string template, IReadOnlyDictionary<string, object?> values)
    {
        var request = await PublicRequest.OfAsync(http);
        var generation = request.Generation;
        await writer.SendAsync(http, request, new PublicPage(template, new AnswerModel
        {
            Site = generation.Site, Theme = generation.Theme, Culture = request.Culture, Page = new PageInfo(title, "/" + request.Path, null, "message"),
            Breadcrumbs = [menu.Home], Values = values,
        })
        {
            StatusCode = statusCode, IsPersonal = true,
        });
    }
}
