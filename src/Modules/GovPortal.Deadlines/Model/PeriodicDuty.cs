using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Model;

/// <summary>A duty that comes back (定期工作): the monthly summary by the 29th (R70). Each period is a clock of its own.</summary>
public sealed class PeriodicDuty
{
    public required string Id { get; init; }
    public required string AgencyId { get; init; }
    public required string Title { get; set; }
    /// <summary>A rule that names a date: <c>dom29</c>, <c>qend</c>, <c>yearly0131</c>.</summary>
    public required string Rule { get; set; }
    /// <summary>The role that answers for it; null where a section does.</summary>
    public string? Role { get; set; }
    public string? SectionId { get; set; }
    public string Basis { get; set; } = "";
    public bool IsActive { get; set; }
}

internal sealed class PeriodicDutyModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<PeriodicDuty>(duty =>
    {
        duty.ToTable("PeriodicDuties").HasKey(d => d.Id);
        duty.Property(d => d.Id).HasMaxLength(64);
        duty.Property(d => d.AgencyId).HasMaxLength(64);
        duty.Property(d => d.Title).HasMaxLength(100);
        duty.Property(d => d.Rule).HasMaxLength(20);
        duty.Property(d => d.Role).HasMaxLength(60);
        duty.Property(d => d.SectionId).HasMaxLength(64);
    });
}
