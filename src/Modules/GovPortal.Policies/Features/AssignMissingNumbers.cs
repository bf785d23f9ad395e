using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Policies.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Policies.Features;

/// <summary>
/// 补编: numbers what went online before there was a rule, in the order of first publication, each year by its own serial.
/// Failures: <c>access.not-allowed</c>, <c>index-number.no-rule</c>. Side effects: index rows, <c>index-number.assigned</c>.
/// </summary>
public sealed class AssignMissingNumbers(PortalTransactions transactions, VersionLoader loader, ContentIndexer indexer)
{
    /// <summary>Items in one transaction; the next batch begins where this one ended, so a broken-off run is simply called again.</summary>
    private const int Batch = 100;

    /// <summary>Answers how many got a number.</summary>
    public async Task<Result<int>> HandleAsync(Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(PolicyPermissions.ManageNumbers)) return Failure.Of(Failure.NotAllowed);
        var total = 0;
        while (true)
        {
            await using var tx = await transactions.BeginAsync(cancellation);
            if (await IndexNumberRules.LoadAsync(tx.Db, cancellation) is not { } rule) return Failure.Of("index-number.no-rule");
            var ids = await Missing(tx.Db, rule.ExceptTypes, rule.NeedsCode).OrderBy(i => i.FirstPublishedUtc).ThenBy(i => i.Id).Select(i => i.PublishedVersionId!).Take(Batch).ToListAsync(cancellation);
            var before = total;
            foreach (var id in ids)
            {
                var version = (await loader.FindAsync(tx.Db, id, cancellation))!;
                if (await AssignIndexNumber.GiveAsync(tx, rule, version, actor, cancellation) is null) continue;
                await indexer.WritePublishedAsync(tx.Db, version.Item.Id, version, cancellation);
                total++;
            }
            await tx.CommitAsync(cancellation);
            // A batch that got nothing would come again and again.
            if (ids.Count < Batch || total == before) return total;
        }
    }

    /// <summary>Live items that the rule covers and that have no number.</summary>
    internal static IQueryable<ContentItemRow> Missing(PortalDbContext db, IReadOnlyList<string> exceptTypes, bool needsCode)
    {
        var numbered = db.Set<IndexNumber>();
        var agencies = db.Set<Kernel.Organisation.Agency>();
        return db.Set<ContentItemRow>().Where(i => i.PublishedVersionId != null && !exceptTypes.Contains(i.ContentType) && !numbered.Any(n => n.ContentItemId == i.Id)
            && (!needsCode || agencies.Any(a => a.Id == i.AgencyId && a.Code != "")));
    }
}
