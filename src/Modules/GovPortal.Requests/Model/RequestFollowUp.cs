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
        // The board counts months over what these indexes hold, and reads no case.
        model.Entity<DisclosureRequest>(row =>
        {
            row.HasIndex(r => new { r.ReceivedOn, r.AgencyId, r.SectionId });
            row.HasIndex(r => new { r.EndedUtc, r.ReceivedOn, r.DueUtc, r.State, r.AgencyId, r.SectionId });
        });
    }
}
