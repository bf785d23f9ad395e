using GovPortal.Kernel.Data;
using GovPortal.Supervision.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Model;

/// <summary>督办单: the office orders a section to mend something by a day; the section answers with evidence; the office signs off or returns.</summary>
public sealed class SupervisionOrder
{
    public const int MaxTitle = 200, MaxWords = 2000;

    public required string Id { get; init; }
    public required string AgencyId { get; init; }
    public int Year { get; init; }
    public int Number { get; init; }
    public required string SectionId { get; init; }
    public required string Title { get; init; }
    /// <summary>What has to be mended.</summary>
    public required string What { get; init; }
    /// <summary>Rule or document that asks for it.</summary>
    public required string Basis { get; init; }
    public required string IssuedBy { get; init; }
    public DateTime IssuedUtc { get; init; }
    public OrderState State { get; set; }
    /// <summary>When it is due, for lists; follows the clock.</summary>
    public DateTime DueUtc { get; set; }
    /// <summary>Since when it is before the deputy leader; null where it is not.</summary>
    public DateTime? EscalatedUtc { get; set; }
    public DateTime? EndedUtc { get; set; }
    /// <summary>Counts its steps; two people at once are told apart by it.</summary>
    public int StepCount { get; set; }

    public string NumberText => $"督办〔{Year}〕{Number}号";
}

/// <summary>What was done with an order, in its order; never changed.</summary>
public sealed class OrderStep
{
    public required string OrderId { get; init; }
    /// <summary>From 1.</summary>
    public int Number { get; init; }
    /// <summary>A code of <see cref="SupervisionEvents"/>.</summary>
    public required string Kind { get; init; }
    public required string ActorId { get; init; }
    public DateTime AtUtc { get; init; }
    public required string Note { get; init; }
}

internal sealed class OrderModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<SupervisionOrder>(row =>
        {
            row.ToTable("SupervisionOrders").HasKey(o => o.Id);
            row.Ignore(o => o.NumberText);
            row.Property(o => o.Id).HasMaxLength(26);
            row.Property(o => o.AgencyId).HasMaxLength(64);
            row.Property(o => o.SectionId).HasMaxLength(64);
            row.Property(o => o.Title).HasMaxLength(SupervisionOrder.MaxTitle);
            row.Property(o => o.What).HasMaxLength(SupervisionOrder.MaxWords);
            row.Property(o => o.Basis).HasMaxLength(SupervisionOrder.MaxTitle);
            row.Property(o => o.IssuedBy).HasMaxLength(64);
            row.Property(o => o.State).HasMaxLength(20);
            row.Property(o => o.StepCount).IsConcurrencyToken();
            row.HasIndex(o => new { o.AgencyId, o.Year, o.Number }).IsUnique();
            row.HasIndex(o => new { o.State, o.DueUtc });
            row.HasIndex(o => new { o.SectionId, o.State });
            row.HasIndex(o => o.IssuedUtc);
        });
        model.Entity<OrderStep>(row =>
        {
            row.ToTable("OrderSteps").HasKey(s => new { s.OrderId, s.Number });
            row.Property(s => s.OrderId).HasMaxLength(26);
            row.Property(s => s.Kind).HasMaxLength(40);
            row.Property(s => s.ActorId).HasMaxLength(64);
            row.Property(s => s.Note).HasMaxLength(SupervisionOrder.MaxWords);
        });
    }
}
