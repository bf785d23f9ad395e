using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Imports.Features;

/// <summary>An item as an import compares with it: its latest version, or the live one where the draft over it was given up.</summary>
internal sealed record KnownItem(string Id, int Revision, VersionState State, bool IsLive, string Title, JsonObject Data)
{
    /// <summary>Off the site: recognised when its entry returns, not missed when it does not.</summary>
    public bool IsGone => State == VersionState.Withdrawn;

    public bool IsFrozen => State is VersionState.InReview or VersionState.Approved or VersionState.Scheduled;

    /// <summary>The section's items of the type in the column, oldest first; two queries.</summary>
    public static async Task<IReadOnlyList<KnownItem>> LoadAsync(PortalDbContext db, ListPlace place, CancellationToken cancellation)
    {
        var (type, column, section) = (place.Type.Name, place.Column.Id, place.Section.Id);
        var rows = await (
            from r in db.Set<ContentIndexRow>().AsNoTracking()
            join i in db.Set<ContentItemRow>().AsNoTracking() on r.ContentItemId equals i.Id
            join v in db.Set<ContentVersion>().AsNoTracking() on r.VersionId equals v.Id
            where !r.IsPublished && r.ContentType == type && r.ColumnId == column && r.SectionId == section
            orderby i.CreatedUtc, i.Id
            select new { i.Id, i.Revision, r.State, r.HasLive, v.DisplayText, v.Data }).ToListAsync(cancellation);
        var live = rows.Any(r => r.State == VersionState.Discarded && r.HasLive)
            ? await (
                from r in db.Set<ContentIndexRow>().AsNoTracking()
                join v in db.Set<ContentVersion>().AsNoTracking() on r.VersionId equals v.Id
                where r.IsPublished && r.ContentType == type && r.ColumnId == column && r.SectionId == section
                select new { r.ContentItemId, v.DisplayText, v.Data }).ToDictionaryAsync(v => v.ContentItemId, cancellation)
            : [];
        var known = new List<KnownItem>();
        foreach (var row in rows)
        {
            var (title, data) = (row.DisplayText, row.Data);
            if (row.State == VersionState.Discarded)
            {
                if (!live.TryGetValue(row.Id, out var published)) continue;
                (title, data) = (published.DisplayText, published.Data);
            }
            if (data.Length > 0) known.Add(new KnownItem(row.Id, row.Revision, row.State, row.HasLive, title, (JsonObject)JsonNode.Parse(data)!));
        }
        return known;
    }
}
