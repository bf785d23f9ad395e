using System.Text.Json.Nodes;
using GovPortal.Clocks;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Policies.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Policies.Features;

/// <summary>
/// The banner of a document: state, since when, by which document. Where nothing became of it since its publication, what its own
/// field 有效性 says. Lists are filtered by the state.
/// </summary>
internal sealed class ValidityFact(TimeProvider time) : IPublicFacts
{
    public string Name => "validity";

    public async Task<JsonNode?> ForAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation)
    {
        if (!PolicyTypes.IsDocument(version.Item.ContentType)) return null;
        if (await db.Set<DocumentStatus>().AsNoTracking().FirstOrDefaultAsync(s => s.ContentItemId == version.Item.Id, cancellation) is not { } status)
        {
            var own = StateOf(PolicyTypes.Text(version.Data, PolicyTypes.Document, "Validity"));
            return new JsonObject { ["state"] = own, ["next"] = own };
        }
        return new JsonObject
        {
            // What lies ahead is announced, and counts from its day on.
            ["state"] = status.Since <= CivilTime.DateOf(time.GetUtcNow().UtcDateTime) ? status.State : DocumentStatus.Valid,
            ["next"] = status.State, ["since"] = status.Since.ToString("yyyy-MM-dd", null), ["note"] = status.Note,
            ["by"] = await LinksAsync(db, [status.ByItemId], cancellation) is [var by] ? by : null,
        };
    }

    /// <summary>The state that an editor's words name: 已修改, 已废止, 已失效; valid otherwise.</summary>
    internal static string StateOf(string? text) => text switch
    {
        null => DocumentStatus.Valid,
        _ when text.Contains("废止", StringComparison.Ordinal) => "repealed",
        _ when text.Contains("失效", StringComparison.Ordinal) => DocumentStatus.Expired,
        _ when text.Contains("修改", StringComparison.Ordinal) || text.Contains("修订", StringComparison.Ordinal) => "amended",
        _ => DocumentStatus.Valid,
    };

    /// <summary>Title and address of the live ones among these items.</summary>
    internal static async Task<IReadOnlyList<JsonNode>> LinksAsync(PortalDbContext db, IReadOnlyCollection<string?> itemIds, CancellationToken cancellation)
    {
        var ids = itemIds.OfType<string>().ToList();
        if (ids.Count == 0) return [];
        var rows = await (
            from i in db.Set<ContentItemRow>()
            join v in db.Set<ContentVersion>() on i.PublishedVersionId equals v.Id
            where ids.Contains(i.Id) && i.Path != null
            orderby i.FirstPublishedUtc, i.Id
            select new { v.DisplayText, i.Path }).ToListAsync(cancellation);
        return [.. rows.Select(r => (JsonNode)new JsonObject { ["title"] = r.DisplayText, ["path"] = r.Path })];
    }
}

/// <summary>What a document amends or repeals.</summary>
internal sealed class RepealsFact : IPublicFacts
{
    public string Name => "repeals";

    public async Task<JsonNode?> ForAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation)
    {
        if (!PolicyTypes.IsDocument(version.Item.ContentType)) return null;
        var ids = await db.Set<DocumentStatus>().Where(s => s.ByItemId == version.Item.Id && s.State != DocumentStatus.Valid).Select(s => (string?)s.ContentItemId).ToListAsync(cancellation);
        return ids.Count == 0 ? null : new JsonArray([.. await ValidityFact.LinksAsync(db, ids, cancellation)]);
    }
}

/// <summary>
/// A document with a last day (<c>ValidUntil</c>, 有效期至) expires by itself on the day after it. When a document that is linked
/// to others is published anew or taken off, their links follow.
/// </summary>
internal sealed class ValidityReaction(ChangeValidity change) : IContentReaction
{
    public async Task OnAsync(PortalTransaction tx, ContentChangeKind kind, VersionInHand version, Actor actor, CancellationToken cancellation)
    {
        if (!PolicyTypes.IsDocument(version.Item.ContentType) || kind is not (ContentChangeKind.Published or ContentChangeKind.Withdrawn)) return;
        var id = version.Item.Id;
        var neighbours = await tx.Db.Set<DocumentStatus>().Where(s => s.ByItemId == id || s.ContentItemId == id).Select(s => s.ContentItemId == id ? s.ByItemId : s.ContentItemId).ToListAsync(cancellation);
        if (neighbours.Count > 0) await change.RefreshAsync(tx.Db, neighbours.Where(n => n != id), cancellation);
        if (kind == ContentChangeKind.Published && PolicyTypes.Text(version.Data, PolicyTypes.Document, "ValidUntil", "Value") is { Length: >= 10 } text
            && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", out var last) && !await tx.Db.Set<DocumentStatus>().AnyAsync(s => s.ContentItemId == id, cancellation))
        {
            await change.WriteAsync(tx, version, DocumentStatus.Expired, last.AddDays(1), null, null, actor.UserId, cancellation);
        }
    }
}
