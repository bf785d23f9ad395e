using System.Data.Common;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Publishing;

/// <summary>
/// The outermost frame of a use case: one transaction, committed only when nothing was refused. Where another writer was
/// first (the item's revision moved, or a key was taken between our read and our write), nothing is written and the
/// answer is <c>draft.changed-by-other</c>.
/// </summary>
public static class WriteOnce
{
    public static async Task<Result<T>> WriteAsync<T>(
        this PortalTransactions transactions, Func<PortalTransaction, Task<Result<T>>> useCase, CancellationToken cancellation)
    {
        try
        {
            await using var tx = await transactions.BeginAsync(cancellation);
            var result = await useCase(tx);
            if (result.Succeeded) await tx.CommitAsync(cancellation);
            return result;
        }
        catch (DbUpdateException error) when (IsLostRace(error))
        {
            return Failure.Of("draft.changed-by-other");
        }
    }

    public static async Task<Result> WriteAsync(
        this PortalTransactions transactions, Func<PortalTransaction, Task<Result>> useCase, CancellationToken cancellation)
    {
        try
        {
            await using var tx = await transactions.BeginAsync(cancellation);
            var result = await useCase(tx);
            if (result.Succeeded) await tx.CommitAsync(cancellation);
            return result;
        }
        catch (DbUpdateException error) when (IsLostRace(error))
        {
            return Failure.Of("draft.changed-by-other");
        }
    }

    /// <summary>A moved revision or a key taken meanwhile (SQLSTATE 23505); any other refusal of the database is a bug and is thrown.</summary>
    private static bool IsLostRace(DbUpdateException error) =>
        error is DbUpdateConcurrencyException
        || error.InnerException is DbException { SqlState: "23505" }
        || error.InnerException?.Message.Contains("UNIQUE constraint failed", StringComparison.Ordinal) == true;
}
