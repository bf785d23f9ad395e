using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Model;

/// <summary>What stands beside a case and goes on after it: its subject, when what was withheld is looked at again, what was disclosed of it.</summary>
public sealed class RequestFollowUp
{
    public required string RequestId { get; init; }
    /// <summary>The column of the portal that it is about (事项); null where the office filed it under none.</summary>
    public string? SubjectColumnId { get; set; }
    /// <summary>The day on which what was withheld is looked at again (art. 18); null where nothing is.</summary>
    public DateOnly? ReviewOn { get; set; }
    /// <summary>How many times it was.</summary>
    public int Reviews { get; set; }
    /// <summary>Looked at again, it may be disclosed: it waits to be disclosed without being asked.</summary>
    public bool IsDisclosable { get; set; }
    /// <summary>The draft of an item that was made of its answer.</summary>
    public string? DisclosedItemId { get; set; }
}

internal sealed class FollowUpModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<RequestFollowUp>(row =>
        {
            row.ToTable("RequestFollowUps").HasKey(f => f.RequestId);
            row.Property(f => f.RequestId).HasMaxLength(26);
            row.Property(f => f.SubjectColumnId).HasMaxLength(64);
            row.Property(f => f.DisclosedItemId).HasMaxLength(26);
            row.HasIndex(f => f.ReviewOn);
            row.HasIndex(f => new { f.SubjectColumnId, f.RequestId });
            row.HasIndex(f => f.IsDisclosable);
        });
        // The board counts over what these indexes hold, and reads no case. Without statistics SQLite takes the first equality it finds, so each
        // begins with what people are limited to.
        model.Entity<DisclosureRequest>(row =>
        {
            row.HasIndex(r => new { r.AgencyId, r.State, r.DueUtc, r.IsPaused, r.SectionId }).HasDatabaseName("IX_DisclosureRequests_AgencyOpen");
            row.HasIndex(r => new { r.SectionId, r.State, r.DueUtc, r.IsPaused, r.AgencyId }).HasDatabaseName("IX_DisclosureRequests_SectionOpen");
            row.HasIndex(r => new { r.AgencyId, r.ReceivedOn }).HasDatabaseName("IX_DisclosureRequests_AgencyReceived");
            row.HasIndex(r => new { r.SectionId, r.ReceivedOn }).HasDatabaseName("IX_DisclosureRequests_SectionReceived");
            row.HasIndex(r => new { r.AgencyId, r.EndedUtc, r.ReceivedOn, r.DueUtc, r.State }).HasDatabaseName("IX_DisclosureRequests_AgencyEnded");
            row.HasIndex(r => new { r.SectionId, r.EndedUtc, r.ReceivedOn, r.DueUtc, r.State }).HasDatabaseName("IX_DisclosureRequests_SectionEnded");
        });
    }
}
