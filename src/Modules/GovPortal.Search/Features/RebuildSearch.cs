using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Search.Following;

namespace GovPortal.Search.Features;

/// <param name="Trusted">Asked on the command line, by someone who holds the machine.</param>
public sealed record RebuildSearchCommand(bool Trusted = false);

/// <param name="IsHandedOver">Servers run; each of them rebuilds its own index now.</param>
/// <param name="Documents">How many documents the new index has; 0 where it was handed over.</param>
public sealed record SearchRebuilt(bool IsHandedOver, int Documents);

/// <summary>
/// Builds the search index anew. While servers run it only asks them to, through the event log: an index has one writer.
/// Without one it is built here and now. Failures: <c>access.not-allowed</c>. Side effect: <c>search.rebuild-requested</c>.
/// </summary>
public sealed class RebuildSearch(PortalTransactions transactions, Leases leases, SearchReader reader)
{
    public const string Requested = "search.rebuild-requested";

    public async Task<Result<SearchRebuilt>> HandleAsync(
        RebuildSearchCommand command, Actor actor, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        if (!command.Trusted && !actor.CanSomewhere(Permissions.SettingsManage)) return Failure.Of(Failure.NotAllowed);
        await using (var tx = await transactions.BeginAsync(cancellation))
        {
            tx.Append(new EventDraft(Requested, actor.UserId));
            await tx.CommitAsync(cancellation);
        }
        if ((await leases.LiveServersAsync(cancellation)).Count > 0) return new SearchRebuilt(true, 0);
        return new SearchRebuilt(false, await reader.RebuildAsync(progress, cancellation));
    }
}
