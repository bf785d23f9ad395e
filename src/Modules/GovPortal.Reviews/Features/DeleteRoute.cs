using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Features;

/// <summary>
/// Removes a route that no column refers to. Failures: <c>access.not-allowed</c>, <c>route.unknown</c>, <c>route.is-default</c>,
/// <c>route.in-use</c>. Side effect: <c>routes.changed</c>.
/// </summary>
public sealed class DeleteRoute(PortalTransactions transactions)
{
    public async Task<Result> HandleAsync(string name, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(ReviewPermissions.ManageRoutes)) return Failure.Of(Failure.NotAllowed);
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<ReviewRouteRow>().FindAsync([name], cancellation) is not { } row) return Failure.Of("route.unknown");
        if (name == ReviewRouteRow.Default) return Failure.Of("route.is-default");
        var columns = await tx.Db.Set<Column>().CountAsync(c => c.RouteName == name, cancellation);
        if (columns > 0) return Failure.Of("route.in-use", columns);
        tx.Db.Remove(row);
        tx.Append(new EventDraft(ReviewEvents.RoutesChanged, actor.UserId, name, Payload: new Dictionary<string, object?> { ["was"] = SaveRoute.Hash(row.Steps) }));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}
