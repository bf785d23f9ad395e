using System.Text;
using GovPortal.AdminUi;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Items;
using GovPortal.Portal.Rendering;
using GovPortal.Portal.Rendering.Models;
using GovPortal.Portal.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GovPortal.Portal.Pages;

/// <summary>Puts a page together and sends it. Header, menu and footer come from the generation.</summary>
internal sealed class PageWriter(ITemplateRenderer renderer, SiteMenu menu, ITexts texts)
{
    /// <param name="ownStyle">The page is sent with the policy of <see cref="AllowStyle"/>; without it the linked sheet is all its style.</param>
    public string Html(Generation generation, string culture, PublicPage page, bool elder = false, bool ownStyle = true)
    {
        var (site, theme, model) = (generation.Site, generation.Theme, page.Model);
        var body = renderer.Render(page.Template, model);
        return renderer.Render("Layout", new LayoutModel
        {
            Site = site, Theme = theme, Culture = culture, Page = model.Page, Notice = page.Notice, Elder = elder,
            HeadHtml = renderer.Render("Head", new HeadModel
            {
                Site = site, Theme = theme, Culture = culture, Page = model.Page, Column = page.Column, Article = page.Article, FeedUrl = page.FeedUrl,
                DataHtml = page.DataJson, StyleHtml = ownStyle ? generation.FirstStyle.Css : "",
            }),
            HeaderHtml = generation.Part(culture, $"header {elder} {page.MenuRoot ?? "-"}", () => renderer.Render("Header", new HeaderModel
            {
                Site = site, Theme = theme, Culture = culture, Menu = menu.Of(generation.Organisation, page.MenuRoot), Elder = elder,
            })),
            BodyHtml = page.HasContents ? Contents.Insert(body, texts["目录"]) : body,
            FooterHtml = generation.Part(culture, "footer", () => renderer.Render("Footer", new FooterModel
            {
                Site = site, Theme = theme, Culture = culture, SitemapUrl = "/sitemap", CorrectionUrl = site.CorrectionUrl,
            })),
        });
    }

    public Task SendAsync(HttpContext http, PublicRequest request, PublicPage page)
    {
        var response = http.Response;
        response.StatusCode = page.StatusCode;
        SetValidators(response, request, page.StatusCode == StatusCodes.Status200OK && !page.IsPersonal);
        if (page.RetryAfterSeconds is { } seconds) response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        AllowStyle(response, request.Generation);
        return SendAsync(http, request, "text/html; charset=utf-8", Html(request.Generation, request.Culture, page, request.Elder));
    }

    /// <summary>The page's own style is the one its policy names.</summary>
    public static void AllowStyle(HttpResponse response, Generation generation)
    {
        if (generation.FirstStyle is { Css.Length: > 0 } style) response.Headers.ContentSecurityPolicy = ContentSecurityPolicy.WithStyle(style.Sha256);
    }

    public static Task SendAsync(HttpContext http, PublicRequest request, PublicAnswer.File file)
    {
        SetValidators(http.Response, request, lasting: true);
        if (file.FileName is { } name)
        {
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(name);
            http.Response.Headers.ContentDisposition = disposition.ToString();
        }
        return SendAsync(http, request, file.ContentType, file.Text);
    }

    private static async Task SendAsync(HttpContext http, PublicRequest request, string contentType, string text)
    {
        var body = Compression.Compress(Encoding.UTF8.GetBytes(text), request.Coding);
        var response = http.Response;
        (response.ContentType, response.ContentLength) = (contentType, body.Length);
        response.Headers.ContentLanguage = request.Culture;
        if (request.Coding.HeaderName() is { } coding) response.Headers.ContentEncoding = coding;
        await response.Body.WriteAsync(body, http.RequestAborted);
    }

    public PublicPage NotFound(PublicRequest request) => new("NotFound", Message(request.Generation, request.Culture, "没有找到这个页面", request.Path))
    {
        StatusCode = StatusCodes.Status404NotFound,
    };

    public MessageModel Message(Generation generation, string culture, string title, string path) => new()
    {
        Site = generation.Site, Theme = generation.Theme, Culture = culture, Page = new PageInfo(texts[title], "/" + path, null, "message"),
    };

    /// <summary>Browsers keep the page and ask each time whether it still holds.</summary>
    public static void SetValidators(HttpResponse response, PublicRequest request, bool lasting)
    {
        response.Headers.CacheControl = lasting ? "no-cache, must-revalidate" : "no-store";
        response.Headers.Vary = "Accept-Encoding, Cookie";
        if (lasting) response.Headers.ETag = request.ETag;
    }
}
