using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Policies.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Policies.Features;

/// <summary>
/// 行政规范性文件 of table 二 of the annual report: made in the year (成文日期), repealed or expired in it, and in force at its end. Counted are
/// those online.
/// </summary>
internal sealed class DocumentFigures : IAnnualFigures
{
    private const string Normative = "NormativeDocument";
    private const string Made = "documents.made", Repealed = "documents.repealed", Valid = "documents.valid";
    private static readonly string[] Ended = ["repealed", DocumentStatus.Expired];

    public IReadOnlyList<string> Cells { get; } = [Made, Repealed, Valid];

    public Task<int> CountAsync(PortalDbContext db, string cell, IReadOnlyList<string> agencyIds, int year, CancellationToken cancellation) =>
        Of(db, cell, agencyIds, year).CountAsync(cancellation);

    public async Task<IReadOnlyList<AnnualItem>> ListAsync(PortalDbContext db, string cell, IReadOnlyList<string> agencyIds, int year, int skip, int take, CancellationToken cancellation)
    {
        var rows = await Of(db, cell, agencyIds, year).OrderByDescending(d => d.FormedOn).ThenBy(d => d.ContentItemId).Skip(skip).Take(take)
            .Select(d => new { d.ContentItemId, d.Title, d.FormedOn }).ToListAsync(cancellation);
        return [.. rows.Select(d => new AnnualItem(d.ContentItemId, d.Title, d.FormedOn!.Value))];
    }

    private static IQueryable<ContentIndexRow> Of(PortalDbContext db, string cell, IReadOnlyList<string> agencyIds, int year)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var documents = db.Set<ContentIndexRow>().AsNoTracking().Where(d => d.IsPublished && d.ContentType == Normative && agencyIds.Contains(d.AgencyId) && d.FormedOn != null && d.FormedOn <= last);
        var ended = db.Set<DocumentStatus>().Where(s => Ended.Contains(s.State) && s.Since <= last);
        return cell switch
        {
            Made => documents.Where(d => d.FormedOn >= first),
            Repealed => documents.Where(d => ended.Any(s => s.ContentItemId == d.ContentItemId && s.Since >= first)),
            _ => documents.Where(d => !ended.Any(s => s.ContentItemId == d.ContentItemId)),
        };
    }
}
