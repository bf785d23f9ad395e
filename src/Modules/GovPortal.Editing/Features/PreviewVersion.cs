using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GovPortal.Editing.Features;

/// <summary>A version as its public page would look, for those who may read it; 404 for everybody else.</summary>
internal static class PreviewVersion
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/Admin/Content/Preview/{versionId}", HandleAsync).RequireAuthorization("Admin");

    private static async Task<IResult> HandleAsync(
        string versionId, HttpContext http, PortalDbContext db, VersionLoader loader, IItemRenderer renderer, CurrentActor current, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (await loader.FindAsync(db, versionId, cancellation) is not { } v || !ContentAccess.CanRead(actor, v.Version)) return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        return Results.Content(await renderer.RenderAsync(v, cancellation), "text/html; charset=utf-8");
    }
}
