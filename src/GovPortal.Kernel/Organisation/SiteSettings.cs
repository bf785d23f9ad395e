using System.Text.Json;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Organisation;

/// <summary>
/// What the public site says of itself. Values come from a recipe or the admin; the configuration's
/// <c>Portal:Site:*</c> fills what they leave empty.
/// </summary>
public sealed record SiteSettings
{
    public const string Changed = "site.settings-changed";

    public string Name { get; init; } = "";
    /// <summary>政府网站标识码, ten digits.</summary>
    public string Code { get; init; } = "";
    /// <summary>ICP备案号.</summary>
    public string Icp { get; init; } = "";
    /// <summary>公安备案号.</summary>
    public string PoliceRecord { get; init; } = "";
    /// <summary>主办单位.</summary>
    public string Organizer { get; init; } = "";
    public string Phone { get; init; } = "";
    public string Address { get; init; } = "";
    /// <summary>The public address of the site without a trailing slash; empty means links are relative.</summary>
    public string BaseUrl { get; init; } = "";

    internal static async Task<SiteSettings> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var row = await db.Set<SettingRow>().AsNoTracking().FirstOrDefaultAsync(s => s.Key == SettingRow.Site, cancellation);
        return row is null ? new SiteSettings() : JsonSerializer.Deserialize<SiteSettings>(row.Json, CanonicalJson.Unescaped) ?? new SiteSettings();
    }

    /// <summary>Replaces the settings and tells the readers. Names of the changed members go into the event, never values.</summary>
    public static async Task SaveAsync(PortalTransaction tx, SiteSettings settings, string actorId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tx);
        var json = JsonSerializer.Serialize(settings, CanonicalJson.Unescaped);
        var row = await tx.Db.Set<SettingRow>().FirstOrDefaultAsync(s => s.Key == SettingRow.Site, cancellation);
        if (row is null) tx.Db.Add(new SettingRow { Key = SettingRow.Site, Json = json });
        else if (row.Json == json) return;
        else row.Json = json;
        tx.AppendChange(new Events.EventDraft(Changed, actorId), typeof(SettingRow));
    }
}

/// <summary>A setting of the portal, JSON under a key.</summary>
public sealed class SettingRow
{
    public const string Site = "site";
    /// <summary>Present where the database holds synthetic or demonstration content.</summary>
    public const string Synthetic = "synthetic";
    /// <summary>Recipes that ran at set-up.</summary>
    public const string SetUp = "set-up";

    public required string Key { get; init; }
    public required string Json { get; set; }
}

internal sealed class SettingModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<SettingRow>(setting =>
    {
        setting.ToTable("Settings").HasKey(s => s.Key);
        setting.Property(s => s.Key).HasMaxLength(60);
    });
}
