using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using GovPortal.Search.Named;

namespace GovPortal.Search.Features;

/// <param name="Name">Of a saved query, or of an index.</param>
public sealed record RemoveQueryCommand(string Name, bool IsIndex);

/// <summary>
/// Removes a saved query, or a named index that no saved query asks. Failures: <c>access.not-allowed</c>, <c>query.unknown</c>,
/// <c>query.index-unknown</c>, <c>query.index-in-use</c>. Side effect: <c>search.queries-changed</c>; nodes delete the index's files.
/// </summary>
public sealed class RemoveQuery(PortalTransactions transactions)
{
    public async Task<Result> HandleAsync(RemoveQueryCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(Permissions.SettingsManage)) return Failure.Of(Failure.NotAllowed);
        await using var tx = await transactions.BeginAsync(cancellation);
        var settings = await QuerySettings.LoadAsync(tx.Db, cancellation);
        if (command.IsIndex)
        {
            if (settings.Index(command.Name) is not { } index) return Failure.Of("query.index-unknown", command.Name);
            var asking = settings.Queries.Where(q => q.Index.Equals(index.Name, StringComparison.OrdinalIgnoreCase)).Select(q => q.Name).ToList();
            if (asking.Count > 0) return Failure.Of("query.index-in-use", index.Name, string.Join("、", asking));
            await QuerySettings.WriteAsync(tx, s => s with { Indexes = [.. s.Indexes.Where(i => i.Name != index.Name)] }, actor.UserId, cancellation);
        }
        else
        {
            if (settings.Query(command.Name) is not { } query) return Failure.Of("query.unknown", command.Name);
            await QuerySettings.WriteAsync(tx, s => s with { Queries = [.. s.Queries.Where(q => q.Name != query.Name)] }, actor.UserId, cancellation);
        }
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}
