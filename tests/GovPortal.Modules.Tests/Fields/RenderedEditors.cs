using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using GovPortal.AdminUi;
using GovPortal.AdminUi.Elements;
using GovPortal.Fields;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewEngines;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.WebEncoders;

namespace GovPortal.Modules.Tests.Fields;

/// <summary>Renders the editors as a page does, and collects what a browser would post from them.</summary>
public sealed class RenderedEditors : IAsyncLifetime
{
    private readonly WebApplication _app = Build();

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddRazorPages().AddApplicationPart(typeof(AdminUiServices).Assembly).AddApplicationPart(typeof(FieldsModule).Assembly);
        builder.Services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAdminUi().AddSingleton<ITexts, Texts>();
        new FieldsModule().AddServices(builder.Services, builder.Configuration);
        return builder.Build();
    }

    public async ValueTask InitializeAsync() => await _app.StartAsync();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    internal async Task<IHtmlDocument> RenderAsync(
        ContentElement element, ElementContext context, JsonObject value, ElementChoices? choices = null, params (string Key, string Text)[] errors)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var route = new RouteData(new RouteValueDictionary { ["area"] = "Admin", ["page"] = "/Content/Edit" });
        var action = new Microsoft.AspNetCore.Mvc.ActionContext(http, route, new ActionDescriptor { RouteValues = { ["area"] = "Admin", ["page"] = "/Content/Edit" } });
        var found = scope.ServiceProvider.GetRequiredService<ICompositeViewEngine>().FindView(action, element.EditorPartial(context)!, isMainPage: false);
        found.EnsureSuccessful([]);
        var state = new ModelStateDictionary();
        foreach (var (key, text) in errors) state.AddModelError(key, text);
        var data = new ViewDataDictionary<ElementEditorModel>(new EmptyModelMetadataProvider(), state)
        {
            Model = new ElementEditorModel(context, value, [], choices ?? new ElementChoices { ContentItemId = "4gvgde00000000000000000001" }),
        };
        await using var writer = new StringWriter();
        var view = new ViewContext(action, found.View, data, new TempDataDictionary(http, scope.ServiceProvider.GetRequiredService<ITempDataProvider>()), writer, new HtmlHelperOptions());
        await found.View.RenderAsync(view);
        return new HtmlParser().ParseDocument($"<form>{writer}</form>");
    }

    /// <summary>The successful controls, as a browser without script posts them.</summary>
    internal static FormCollection Post(IHtmlDocument page)
    {
        var fields = new List<(string Name, string Value)>();
        foreach (var control in page.QuerySelectorAll("input[name],select[name],textarea[name]"))
        {
            var name = control.GetAttribute("name")!;
            switch (control)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "file" or "submit" }:
                    break;
                case IHtmlInputElement input:
                    fields.Add((name, input.GetAttribute("value") ?? ""));
                    break;
                case IHtmlSelectElement select:
                    fields.AddRange(select.Options.Where(o => o.IsSelected).Select(o => (name, o.Value)));
                    break;
                case IHtmlTextAreaElement area:
                    // A browser posts line ends as CR LF.
                    fields.Add((name, area.TextContent.ReplaceLineEndings("\r\n")));
                    break;
            }
        }
        return new FormCollection(fields.GroupBy(f => f.Name).ToDictionary(g => g.Key, g => new StringValues([.. g.Select(f => f.Value)])));
    }
}
