using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Policies.Model;

/// <summary>Which document an interpretation belongs to, by its latest and by its live version; an index, rebuilt by <c>reindex</c>.</summary>
public sealed class InterpretationLink
{
    public required string InterpretationId { get; init; }
    public required string DocumentId { get; init; }
    public bool IsPublished { get; init; }
}

internal sealed class InterpretationLinkModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<InterpretationLink>(link =>
    {
        link.ToTable("InterpretationLinks").HasKey(l => new { l.InterpretationId, l.IsPublished, l.DocumentId });
        link.Property(l => l.InterpretationId).HasMaxLength(26);
        link.Property(l => l.DocumentId).HasMaxLength(26);
        link.HasIndex(l => l.DocumentId);
    });
}
