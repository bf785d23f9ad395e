using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Data;

/// <summary>A named right that one node holds at a time; it lapses by itself when its holder dies.</summary>
public sealed class Lease
{
    /// <summary><c>server/{node}</c> tells that a server runs; other names are work that happens once.</summary>
    public required string Name { get; init; }
    public required string Owner { get; set; }
    public DateTime ExpiresUtc { get; set; }
}

internal sealed class LeaseModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Lease>(lease =>
        {
            lease.ToTable("Leases").HasKey(l => l.Name);
            lease.Property(l => l.Name).HasMaxLength(100);
            lease.Property(l => l.Owner).HasMaxLength(100);
        });
    }
}

public sealed class Leases(PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>How long a server's lease outlives its last renewal, in seconds.</summary>
    public const int ServerSeconds = 30;

    private const string ServerPrefix = "server/";

    public static string ServerName(string node) => ServerPrefix + node;

    /// <summary>Takes or renews a lease. False where another owner holds it and it has not lapsed.</summary>
    public async Task<bool> TryTakeAsync(string name, string owner, TimeSpan length, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var (now, until) = (tx.NowUtc, tx.NowUtc + length);
        await tx.Db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "Leases" ("Name", "Owner", "ExpiresUtc") VALUES ({name}, {owner}, {now}) ON CONFLICT DO NOTHING""",
            cancellation);
        var taken = await tx.Db.Set<Lease>()
            .Where(l => l.Name == name && (l.Owner == owner || l.ExpiresUtc <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Owner, owner).SetProperty(l => l.ExpiresUtc, until), cancellation);
        await tx.CommitAsync(cancellation);
        return taken == 1;
    }

    public async Task ReleaseAsync(string name, string owner, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        await tx.Db.Set<Lease>().Where(l => l.Name == name && l.Owner == owner).ExecuteDeleteAsync(cancellation);
        await tx.CommitAsync(cancellation);
    }

    /// <summary>The nodes whose servers are alive by their lease.</summary>
    public async Task<IReadOnlyList<string>> LiveServersAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.UtcNow();
        return await db.Set<Lease>()
            .Where(l => l.Name.StartsWith(ServerPrefix) && l.ExpiresUtc > now)
            .Select(l => l.Name.Substring(ServerPrefix.Length))
            .ToListAsync(cancellation);
    }
}
