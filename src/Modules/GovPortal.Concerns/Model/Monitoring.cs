using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Model;

/// <summary>A day of the monitoring log (日常舆情监测, R41): nothing out of the ordinary, or what was found. One a civil day and agency.</summary>
public sealed class MonitoringEntry
{
    public required string AgencyId { get; init; }
    /// <summary>Civil day in Asia/Shanghai.</summary>
    public DateOnly Day { get; init; }
    /// <summary>今日无异常.</summary>
    public bool IsQuiet { get; set; }
    /// <summary>Encrypted; empty where the day was quiet.</summary>
    public required string Note { get; set; }
    /// <summary>Ids of the concerns that were found; separated by spaces.</summary>
    public required string ConcernIds { get; set; }
    public required string ActorId { get; set; }
    public DateTime AtUtc { get; set; }

    public IReadOnlyList<string> Concerns => ConcernIds.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A program outside that tells of concerns (监测接入), by messages signed with its secret.</summary>
public sealed class ConcernMonitor
{
    public const int MaxTitle = 60;

    public required string Id { get; init; }
    public required string AgencyId { get; init; }
    public required string Title { get; set; }
    /// <summary>Of messages that name no channel.</summary>
    public required string Channel { get; set; }
    /// <summary>Protected by the portal's keys.</summary>
    public required string Secret { get; set; }
    public bool IsEnabled { get; set; }
    public DateTime CreatedUtc { get; init; }
}

internal sealed class MonitoringModel : IEntityModel
{
    private const int MaxConcerns = 100;

    public void Configure(ModelBuilder model)
    {
        model.Entity<MonitoringEntry>(row =>
        {
            row.ToTable("MonitoringLog").HasKey(e => new { e.AgencyId, e.Day });
            row.Ignore(e => e.Concerns);
            row.Property(e => e.AgencyId).HasMaxLength(64);
            row.Property(e => e.ConcernIds).HasMaxLength(27 * MaxConcerns);
            row.Property(e => e.ActorId).HasMaxLength(64);
        });
        model.Entity<ConcernMonitor>(row =>
        {
            row.ToTable("ConcernMonitors").HasKey(m => m.Id);
            row.Property(m => m.Id).HasMaxLength(26);
            row.Property(m => m.AgencyId).HasMaxLength(64);
            row.Property(m => m.Title).HasMaxLength(ConcernMonitor.MaxTitle);
            row.Property(m => m.Channel).HasMaxLength(20);
            row.Property(m => m.Secret).HasMaxLength(2000);
        });
    }
}
