using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Users.Sessions;

/// <summary>A page that says why a request was not answered and what to do next. Texts are keys of the interface texts.</summary>
/// <param name="Url">Where the button leads.</param>
public sealed record Notice(int Status, string Title, string Text, string Action, string Url)
{
    /// <summary>Answers a request from outside a page, where no page model runs.</summary>
    internal async Task WriteAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var action = new ActionContext(context, context.GetRouteData(), new ActionDescriptor());
        var executor = services.GetRequiredService<IActionResultExecutor<ViewResult>>();
        await executor.ExecuteAsync(action, View(services.GetRequiredService<IModelMetadataProvider>()));
    }

    internal ViewResult View(IModelMetadataProvider metadata) => new()
    {
        ViewName = "/Pages/SignIn/_Notice.cshtml", StatusCode = Status,
        ViewData = new ViewDataDictionary<Notice>(metadata, new ModelStateDictionary()) { Model = this },
    };
}
