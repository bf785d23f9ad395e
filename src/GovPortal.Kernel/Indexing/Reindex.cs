using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Indexing;

/// <summary>Rebuilds every index row and the columns' figures from items and versions; batches of their own transactions.</summary>
public sealed class Reindex(PortalTransactions transactions, VersionLoader loader, ContentIndexer indexer, IDbContextFactory<PortalDbContext> contexts)
{
    private const int BatchSize = 100;

    /// <summary>Answers how many items were indexed; <paramref name="progress"/> hears of each batch.</summary>
    public async Task<int> HandleAsync(IProgress<int>? progress, CancellationToken cancellation)
    {
        await using (var tx = await transactions.BeginAsync(cancellation))
        {
            await tx.Db.Set<ColumnFigures>().ExecuteDeleteAsync(cancellation);
            await tx.Db.Set<ContentCount>().ExecuteDeleteAsync(cancellation);
            await tx.Db.Set<MonthFigures>().ExecuteDeleteAsync(cancellation);
            await tx.Db.Set<ContentIndexRow>().ExecuteDeleteAsync(cancellation);
            await tx.CommitAsync(cancellation);
        }
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var ids = await db.Set<ContentItemRow>().AsNoTracking().OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(cancellation);
        var done = 0;
        foreach (var batch in ids.Chunk(BatchSize))
        {
            await using var tx = await transactions.BeginAsync(cancellation);
            foreach (var id in batch)
            {
                var item = await tx.Db.Set<ContentItemRow>().AsNoTracking().SingleAsync(i => i.Id == id, cancellation);
                if (await loader.FindAsync(tx.Db, item.LatestVersionId, cancellation) is { } latest) await indexer.WriteLatestAsync(tx.Db, latest, cancellation);
                var live = item.PublishedVersionId is null ? null : await loader.FindAsync(tx.Db, item.PublishedVersionId, cancellation);
                await indexer.WritePublishedAsync(tx.Db, id, live, cancellation);
                tx.Db.ChangeTracker.Clear();
            }
            await tx.CommitAsync(cancellation);
            progress?.Report(done += batch.Length);
        }
        return ids.Count;
    }
}
