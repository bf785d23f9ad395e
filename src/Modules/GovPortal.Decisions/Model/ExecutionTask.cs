using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Model;

/// <summary>
/// A task of the execution ledger (政策执行台账, R19) as its latest version has it, while it is in work or public. Title, section and state
/// stand in the item's index row. Derived; <c>reindex</c> rebuilds it.
/// </summary>
public sealed class ExecutionTask
{
    public const int MaxSource = 200, MaxStep = 300;

    public required string ContentItemId { get; init; }
    /// <summary>任务来源; empty where none is named.</summary>
    public required string Source { get; init; }
    /// <summary>Civil year of the planned day; of the draft's beginning where none is set.</summary>
    public int Year { get; init; }
    public DateOnly? DueOn { get; init; }
    public DateOnly? CompletedOn { get; init; }
    /// <summary>Percent, 0 to 100.</summary>
    public int Progress { get; init; }
    public bool IsDone { get; init; }
    /// <summary>The first planned day that is not met yet, the task's or a step's; null where it is done.</summary>
    public DateOnly? PressingOn { get; init; }
    public int StepCount { get; init; }
    public int StepsDone { get; init; }
    public string? NextStep { get; init; }
    public DateOnly? NextOn { get; init; }
    /// <summary>How many files stand with it.</summary>
    public int Evidence { get; init; }
    /// <summary>When the task was first written down.</summary>
    public DateTime BegunUtc { get; init; }
    /// <summary>When its words were last changed.</summary>
    public DateTime ReportedUtc { get; init; }
}

internal sealed class ExecutionModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<ExecutionTask>(row =>
    {
        row.ToTable("ExecutionTasks").HasKey(t => t.ContentItemId);
        row.Property(t => t.ContentItemId).HasMaxLength(26);
        row.Property(t => t.Source).HasMaxLength(ExecutionTask.MaxSource);
        row.Property(t => t.NextStep).HasMaxLength(ExecutionTask.MaxStep);
        row.HasIndex(t => new { t.IsDone, t.PressingOn });
    });
}
