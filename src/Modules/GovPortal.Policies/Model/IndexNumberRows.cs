using System.Text.Json;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Policies.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Policies.Model;

/// <summary>The index number (索引号) an item got with its first publication. It outlives the item: a number is never given twice.</summary>
public sealed class IndexNumber
{
    public required string ContentItemId { get; init; }
    public required string AgencyId { get; init; }
    public required string Number { get; init; }
    /// <summary>What shares the serial: year, or year and month, and the class of columns where each has its own.</summary>
    public required string Scope { get; init; }
    public int Serial { get; init; }
    public DateTime AssignedUtc { get; init; }
}

/// <summary>The last serial of a scope. Its row is the lock under which the next one is taken.</summary>
public sealed class IndexNumberCounter
{
    public required string AgencyId { get; init; }
    public required string Scope { get; init; }
    public int Last { get; set; }
}

internal sealed class IndexNumberModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<IndexNumber>(number =>
        {
            number.ToTable("IndexNumbers").HasKey(n => n.ContentItemId);
            number.Property(n => n.ContentItemId).HasMaxLength(26);
            number.Property(n => n.AgencyId).HasMaxLength(64);
            number.Property(n => n.Number).HasMaxLength(200);
            number.Property(n => n.Scope).HasMaxLength(80);
            number.HasIndex(n => new { n.AgencyId, n.Number }).IsUnique();
            number.HasIndex(n => new { n.AgencyId, n.Scope, n.Serial }).IsUnique();
        });
        model.Entity<IndexNumberCounter>(counter =>
        {
            counter.ToTable("IndexNumberCounters").HasKey(c => new { c.AgencyId, c.Scope });
            counter.Property(c => c.AgencyId).HasMaxLength(64);
            counter.Property(c => c.Scope).HasMaxLength(80);
        });
    }
}

/// <summary>The rule in force, a setting of the portal.</summary>
internal static class IndexNumberRules
{
    public const string Key = "index-number";

    /// <summary>Null where no rule was set: items get no number.</summary>
    public static async Task<IndexNumberRule?> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var row = await db.Set<SettingRow>().AsNoTracking().FirstOrDefaultAsync(s => s.Key == Key, cancellation);
        return row is null ? null : JsonSerializer.Deserialize<IndexNumberRule>(row.Json, CanonicalJson.Unescaped);
    }
}
