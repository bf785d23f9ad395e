using System.Diagnostics;
using System.Runtime.CompilerServices;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Supervision.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Items;

/// <summary>
/// The one pass over the items: read in portions in the order of their ids, each seen by every rule, and after each a rest, so that readers
/// of the site come first. Only what is public is looked at.
/// </summary>
internal sealed class InspectItems(IEnumerable<IItemInspection> inspections, DefinitionStore definitions, ContentElements elements) : IInspection
{
    private const int Portion = 200;
    /// <summary>Of the time a portion took; of two processors one is free for most of the time.</summary>
    private const double Rest = 0.5;
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(500);

    public IReadOnlyList<InspectionRule> Rules { get; } = [.. inspections.SelectMany(i => i.Rules)];

    public IAsyncEnumerable<Breach> FindAsync(PortalDbContext db, IReadOnlyDictionary<string, int> thresholds, DateTime nowUtc, CancellationToken cancellation) => FindAsync(db, thresholds, nowUtc, null, cancellation);

    /// <param name="only">Ids of these items alone; null for all.</param>
    public async IAsyncEnumerable<Breach> FindAsync(
        PortalDbContext db, IReadOnlyDictionary<string, int> thresholds, DateTime nowUtc, IReadOnlySet<string>? only, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var pass = new ItemPass(
            thresholds, nowUtc, await OrganisationSnapshot.LoadAsync(db, cancellation), await definitions.LoadAsync(db, cancellation), await InspectionRules.LoadAsync(db, cancellation), only is null);
        var looks = inspections.Select(i => i.Begin(pass)).OfType<IItemLook>().ToList();
        if (looks.Count == 0) yield break;
        for (var after = ""; ;)
        {
            var began = Stopwatch.GetTimestamp();
            var portion = await ReadAsync(db, pass, after, only, cancellation);
            foreach (var look in looks)
            {
                await foreach (var breach in look.AtAsync(db, portion, cancellation)) yield return breach;
            }
            if (portion.Count < Portion) break;
            after = portion[^1].Row.ContentItemId;
            var rest = Stopwatch.GetElapsedTime(began) * Rest;
            await Task.Delay(rest < LongestRest ? rest : LongestRest, cancellation);
        }
        if (!pass.IsWhole) yield break;
        foreach (var look in looks) await look.EndAsync(cancellation);
    }

    private async Task<IReadOnlyList<InspectedItem>> ReadAsync(PortalDbContext db, ItemPass pass, string after, IReadOnlySet<string>? only, CancellationToken cancellation)
    {
        var live = db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.IsPublished && !r.IsInternal && r.ContentItemId.CompareTo(after) > 0);
        if (only is not null) live = live.Where(r => only.Contains(r.ContentItemId));
        var rows = await (
            from row in live
            join version in db.Set<ContentVersion>().AsNoTracking() on row.VersionId equals version.Id
            orderby row.ContentItemId
            select new { Row = row, version.Data }).Take(Portion).ToListAsync(cancellation);
        // A purged version has no data; it is never live.
        return [.. rows.Select(r => new InspectedItem(r.Row, r.Data.Length > 0 ? r.Data : "{}", pass.Definitions.Type(r.Row.ContentType), elements))];
    }
}
