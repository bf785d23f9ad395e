using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Model;

/// <summary>A deputy leader lets somebody approve in an agency for some days (委托审批).</summary>
public sealed class RequestStandIn
{
    public required string Id { get; init; }
    public required string AgencyId { get; init; }
    public required string FromUserId { get; init; }
    public required string ToUserId { get; init; }
    /// <summary>First and last day, both counted, in Asia/Shanghai.</summary>
    public DateOnly FromDate { get; init; }
    public DateOnly UntilDate { get; init; }
    public required string Reason { get; init; }
    public DateTime CreatedUtc { get; init; }
    public DateTime? RevokedUtc { get; set; }

    public bool RunsOn(DateOnly day) => RevokedUtc is null && FromDate <= day && day <= UntilDate;
}

/// <summary>Who of the office is on duty on a day (值班): new applications come before them first.</summary>
public sealed class RequestDuty
{
    public required string AgencyId { get; init; }
    public DateOnly Day { get; init; }
    public required string UserId { get; set; }
}

internal sealed class StandInModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<RequestStandIn>(row =>
        {
            row.ToTable("RequestStandIns").HasKey(s => s.Id);
            row.Property(s => s.Id).HasMaxLength(26);
            row.Property(s => s.AgencyId).HasMaxLength(64);
            row.Property(s => s.FromUserId).HasMaxLength(64);
            row.Property(s => s.ToUserId).HasMaxLength(64);
            row.Property(s => s.Reason).HasMaxLength(200);
            row.HasIndex(s => new { s.ToUserId, s.UntilDate });
            row.HasIndex(s => new { s.FromUserId, s.UntilDate });
        });
        model.Entity<RequestDuty>(row =>
        {
            row.ToTable("RequestDuties").HasKey(d => new { d.AgencyId, d.Day });
            row.Property(d => d.AgencyId).HasMaxLength(64);
            row.Property(d => d.UserId).HasMaxLength(64);
            row.HasIndex(d => new { d.UserId, d.Day });
        });
    }
}
