using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Media.Model;
using GovPortal.Media.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace GovPortal.Media.Endpoints;

/// <summary><c>/media/{path}</c> for everyone, while published; <c>/Admin/Media/{path}</c> for those who may read the item.</summary>
internal static class MediaEndpoints
{
    /// <summary>Name of the composition root's policy for everything under <c>/Admin</c>.</summary>
    private const string AdminPolicy = "Admin";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/media/{**path}", Reading, PublishedAsync);
        endpoints.MapMethods("/Admin/Media/{**path}", Reading, PreviewAsync).RequireAuthorization(AdminPolicy);
    }

    /// <summary>A draft's, a withdrawn and an unknown file are not told apart: what is not in the one table is not found.</summary>
    private static async Task<IResult> PublishedAsync(
        string? path, HttpContext http, IDbContextFactory<PortalDbContext> contexts, MediaFolder folder, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var file = await db.Set<PublishedMedia>().AsNoTracking().Where(f => f.Path == path).FirstOrDefaultAsync(cancellation);
        if (file is null || folder.Open(file.Sha256) is not { } bytes) return Results.NotFound();
        // A browser asks again each time: a withdrawn file must not live on in caches.
        http.Response.Headers.CacheControl = "no-cache";
        return Serve(http, bytes, file.FileName, file.ContentType, file.Sha256);
    }

    private static async Task<IResult> PreviewAsync(
        string? path, HttpContext http, PortalDbContext db, CurrentActor current, MediaFolder folder, ILogger<MediaModule> log, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var file = await db.Set<MediaFile>().AsNoTracking().Where(f => f.Path == path && f.PurgedUtc == null).FirstOrDefaultAsync(cancellation);
        if (file is null) return Results.NotFound();
        if (file.UploadedBy != actor.UserId && !await MayReadAsync(db, file.ContentItemId, actor, cancellation))
        {
            log.LogWarning("{Actor} may not read media of item {Item}", actor.UserId, file.ContentItemId);
            return Results.NotFound();
        }
        if (folder.Open(file.Sha256) is not { } bytes) return Results.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        return Serve(http, bytes, file.FileName, file.ContentType, file.Sha256);
    }

    private static async Task<bool> MayReadAsync(PortalDbContext db, string contentItemId, Actor actor, CancellationToken cancellation)
    {
        if (contentItemId == MediaFile.Shared) return actor.CanSomewhere(Permissions.AdminAccess);
        var versions = await db.Set<ContentVersion>().AsNoTracking().Where(v => v.ContentItemId == contentItemId)
            .Select(v => new ContentVersion
            {
                Id = v.Id, ContentItemId = v.ContentItemId, DisplayText = "", Data = "", AgencyId = v.AgencyId, SectionId = v.SectionId, Contributors = v.Contributors,
            }).ToListAsync(cancellation);
        return versions.Exists(v => ContentAccess.CanRead(actor, v));
    }

    private static IResult Serve(HttpContext http, Stream bytes, string fileName, string contentType, string sha256)
    {
        var kind = MediaKind.Of(MediaName.Extension(fileName));
        var disposition = new ContentDispositionHeaderValue(kind is { Inline: true } ? "inline" : "attachment");
        disposition.SetHttpFileName(fileName);
        var headers = http.Response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = kind is { Signature: Signature.Pdf } ? PdfPolicy : Policy;
        return Results.Stream(bytes, contentType, entityTag: new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true);
    }

    /// <summary>Whatever a file holds, it runs nothing and loads nothing.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; frame-ancestors 'self'; sandbox";

    /// <summary>Chromium and Safari show no PDF under «sandbox»; their viewers keep a PDF's script away from the site anyway.</summary>
    private const string PdfPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'; frame-ancestors 'self'";
}
