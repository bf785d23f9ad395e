using System.Text.Encodings.Web;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GovPortal.Editing.Features;

/// <summary>
/// A version as its public page would look, for those who may read it; 404 for everybody else. With <c>?against=</c> another
/// version of the same item, what differs from that one is marked in it.
/// </summary>
internal static class PreviewVersion
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/Admin/Content/Preview/{versionId}", HandleAsync).RequireAuthorization("Admin");

    private static async Task<IResult> HandleAsync(
        string versionId, string? against, HttpContext http, PortalDbContext db, VersionLoader loader, IItemRenderer renderer, ITexts texts, CurrentActor current,
        CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (await loader.FindAsync(db, versionId, cancellation) is not { } v || !ContentAccess.CanRead(actor, v.Version)) return Results.NotFound();
        VersionInHand? earlier = null;
        if (against is not null)
        {
            earlier = await loader.FindAsync(db, against, cancellation);
            if (earlier is null || earlier.Item.Id != v.Item.Id || !ContentAccess.CanRead(actor, earlier.Version)) return Results.NotFound();
        }
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        var html = await renderer.RenderAsync(v, cancellation);
        if (earlier is not null) html = Marked(await renderer.RenderAsync(earlier, cancellation), html, earlier.Version.Number, texts);
        return Results.Content(html, "text/html; charset=utf-8");
    }

    private static string Marked(string before, string after, int number, ITexts texts)
    {
        var parser = new HtmlParser();
        using var old = parser.ParseDocument(before);
        using var page = parser.ParseDocument(after);
        // A theme without a main element is compared as a whole.
        var (from, to) = (old.QuerySelector("main") ?? old.Body!, page.QuerySelector("main") ?? page.Body!);
        var marked = RenderedDifference.Of(from.InnerHtml, to.InnerHtml);
        to.InnerHtml = Note(marked.Changes, number, texts) + marked.Html;
        var sheet = page.CreateElement("link");
        sheet.SetAttribute("rel", "stylesheet");
        sheet.SetAttribute("href", "/_content/GovPortal.Editing/changes.css");
        page.Head!.AppendChild(sheet);
        return page.ToHtml();
    }

    private static string Note(int changes, int number, ITexts texts)
    {
        var text = changes == 0
            ? texts["与第 {0} 版相比，公开页面没有变化。栏目、属性等页面上不显示的内容，请看版本比较。", number]
            : texts["与第 {0} 版相比有 {1} 处变化：绿底为新增，红底划线为删除。", number, changes];
        var link = changes == 0 ? "" : $"<a href=\"#{RenderedDifference.FirstId}\">{HtmlEncoder.Default.Encode(texts["跳到第一处变化"])}</a>";
        return $"<p class=\"changes-note\" role=\"status\"><span>{HtmlEncoder.Default.Encode(text)}</span>{link}</p>";
    }
}
