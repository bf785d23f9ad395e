using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Features;

/// <param name="VersionIds">In any order; those that need another to be online come after it by themselves.</param>
public sealed record PublishTogetherCommand(IReadOnlyList<string> VersionIds);

/// <summary>
/// A release set (一并发布): several approved items go online in one transaction, all or none, each through the same gates as
/// alone. Failures: <c>release.too-few</c>, <c>release.too-many</c>, and what refused each item, with its title as the field. Side
/// effects: those of <see cref="PublishVersion"/>.
/// </summary>
public sealed class PublishTogether(PortalTransactions transactions, PublishVersion publish)
{
    /// <summary>Items of one set; the transaction holds the writer of the embedded database all the while.</summary>
    public const int MostItems = 50;

    public async Task<Result<IReadOnlyList<VersionRef>>> HandleAsync(PublishTogetherCommand command, Actor actor, CancellationToken cancellation)
    {
        var chosen = command.VersionIds.Distinct(StringComparer.Ordinal).ToList();
        if (chosen.Count < 2) return Failure.Of("release.too-few");
        if (chosen.Count > MostItems) return Failure.Of("release.too-many", MostItems);
        return await transactions.WriteAsync(tx => ApplyAsync(tx, chosen, actor, null, cancellation), cancellation);
    }

    /// <summary>As <see cref="HandleAsync"/>, of any size, inside a transaction that the caller commits.</summary>
    /// <param name="progress">Told how many are through.</param>
    internal async Task<Result<IReadOnlyList<VersionRef>>> ApplyAsync(PortalTransaction tx, IReadOnlyList<string> versionIds, Actor actor, Action<int>? progress, CancellationToken cancellation)
    {
        var waiting = versionIds;
        var titles = await tx.Db.Set<ContentVersion>().Where(v => versionIds.Contains(v.Id)).Select(v => new { v.Id, v.DisplayText }).ToDictionaryAsync(v => v.Id, v => v.DisplayText, cancellation);
        var published = new List<VersionRef>();
        // A document that waits for its interpretation can go as soon as that one is through: what is refused is asked again while
        // anything moves.
        while (true)
        {
            var refused = new List<(string Id, IReadOnlyList<Failure> Failures)>();
            foreach (var id in waiting)
            {
                var result = await publish.ApplyAsync(tx, new PublishVersionCommand(id), actor, cancellation);
                if (result.Has(Failure.NotAllowed)) return Failure.Of(Failure.NotAllowed);
                if (result.Succeeded) published.Add(result.Value);
                else refused.Add((id, result.Failures));
                // What is through need not be looked through again with every further item.
                await tx.Db.SaveChangesAsync(cancellation);
                tx.Db.ChangeTracker.Clear();
                progress?.Invoke(published.Count);
            }
            if (refused.Count == 0) return published;
            if (refused.Count == waiting.Count) return refused.SelectMany(r => r.Failures.Select(f => f with { Field = titles.GetValueOrDefault(r.Id, r.Id) })).ToList();
            waiting = [.. refused.Select(r => r.Id)];
        }
    }
}
