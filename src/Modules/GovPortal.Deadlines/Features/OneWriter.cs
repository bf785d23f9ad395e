using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>
/// Lets one transaction at a time, over all nodes, change the calendar or the clocks of columns and duties. A row of its
/// own, so that nobody who meets a clock waits for it.
/// </summary>
internal static class OneWriter
{
    private const string Name = "deadlines/one-writer";

    public static async Task EnterAsync(PortalTransaction tx, CancellationToken cancellation)
    {
        var now = tx.NowUtc;
        await tx.Db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "Leases" ("Name", "Owner", "ExpiresUtc") VALUES ({Name}, {"-"}, {now}) ON CONFLICT DO NOTHING""", cancellation);
        await tx.Db.Set<Lease>().Where(l => l.Name == Name).ExecuteUpdateAsync(set => set.SetProperty(l => l.ExpiresUtc, now), cancellation);
    }
}
