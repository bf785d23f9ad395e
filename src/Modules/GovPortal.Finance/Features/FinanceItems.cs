using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Finance.Features;

/// <summary>A budget or a final account as it stands: its latest version, or the live one where the draft over it was given up.</summary>
internal sealed record FinanceItem(string Id, int Revision, VersionState State, bool IsLive, string Title, string Type, JsonObject Data)
{
    public bool IsFrozen => State is VersionState.InReview or VersionState.Approved or VersionState.Scheduled;

    public int? Year => FinanceJson.Amount((Data[Type] as JsonObject)?["Year"]?["Value"]) is { } year ? (int)year : null;
}

/// <summary>A budget or a final account in a list.</summary>
public sealed record ListedFinanceItem(string Id, string Title, string TypeName, VersionState State, bool IsLive);

/// <summary>Finds budgets and final accounts of a place and of a person.</summary>
internal static class FinanceItems
{
    private const int MaxListed = 100;

    /// <summary>The one of the year that the section keeps in the column, the newest where there are several.</summary>
    public static async Task<FinanceItem?> OfYearAsync(PortalDbContext db, FinancePlace place, int year, CancellationToken cancellation)
    {
        var (type, column, section) = (place.Type.Name, place.Column.Id, place.Section.Id);
        var rows = await (
            from r in db.Set<ContentIndexRow>().AsNoTracking()
            join i in db.Set<ContentItemRow>().AsNoTracking() on r.ContentItemId equals i.Id
            where !r.IsPublished && r.ContentType == type && r.ColumnId == column && r.SectionId == section
            orderby i.CreatedUtc descending, i.Id
            select i.Id).ToListAsync(cancellation);
        foreach (var id in rows)
        {
            if (await FindAsync(db, id, cancellation) is { } item && item.Year == year) return item;
        }
        return null;
    }

    /// <summary>Null where there is none, where it is no budget or final account, or where its only version was given up.</summary>
    public static async Task<FinanceItem?> FindAsync(PortalDbContext db, string id, CancellationToken cancellation)
    {
        if (await db.Set<ContentItemRow>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellation) is not { } item || !FinanceTypes.Is(item.ContentType)) return null;
        var version = await db.Set<ContentVersion>().AsNoTracking().SingleAsync(v => v.Id == item.LatestVersionId, cancellation);
        var state = version.State;
        if (state == VersionState.Discarded)
        {
            if (item.PublishedVersionId is not { } live) return null;
            version = await db.Set<ContentVersion>().AsNoTracking().SingleAsync(v => v.Id == live, cancellation);
        }
        return version.Data.Length == 0 ? null
            : new FinanceItem(item.Id, item.Revision, state, item.PublishedVersionId is not null, version.DisplayText, item.ContentType, (JsonObject)JsonNode.Parse(version.Data)!);
    }

    /// <summary>The newest that the person may write in; one query.</summary>
    public static async Task<IReadOnlyList<ListedFinanceItem>> WritableAsync(PortalDbContext db, ContentDefinitions definitions, Actor actor, CancellationToken cancellation)
    {
        var types = FinanceTypes.All;
        var rows = await (
            from r in db.Set<ContentIndexRow>().AsNoTracking()
            join i in db.Set<ContentItemRow>().AsNoTracking() on r.ContentItemId equals i.Id
            where !r.IsPublished && types.Contains(r.ContentType) && (r.State != VersionState.Discarded || r.HasLive)
            orderby i.CreatedUtc descending, i.Id
            select new { i.Id, r.Title, r.ContentType, r.State, r.HasLive, r.AgencyId, r.SectionId }).Take(MaxListed).ToListAsync(cancellation);
        return [.. rows.Where(r => ContentAccess.CanEdit(actor, r.AgencyId, r.SectionId))
            .Select(r => new ListedFinanceItem(r.Id, r.Title, definitions.Type(r.ContentType)?.DisplayName ?? r.ContentType, r.State, r.HasLive))];
    }
}
