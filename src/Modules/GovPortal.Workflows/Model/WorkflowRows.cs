using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Workflows.Model;

/// <summary>A workflow type (流程) as it stands now: Orchard's JSON with every member it came with.</summary>
public sealed class WorkflowTypeRow
{
    /// <summary>Orchard's WorkflowTypeId.</summary>
    public required string Id { get; init; }
    public required string Name { get; set; }
    public required string Json { get; set; }
    public bool IsEnabled { get; set; }
    /// <summary>1, 2, 3 …; each has a row in <see cref="WorkflowTypeVersion"/>.</summary>
    public int Version { get; set; }
    /// <summary>The person on whose behalf its instances act; <c>system</c>, which may nothing, where the set-up recipe brought it.</summary>
    public required string ChangedBy { get; set; }
    public DateTime ChangedUtc { get; set; }
    /// <summary>Since when it is enabled: what happened before starts no instance.</summary>
    public DateTime? EnabledUtc { get; set; }
    /// <summary>Hash of what a recipe last brought; another hash of <see cref="Json"/> means it was edited here.</summary>
    public string? ShippedHash { get; set; }
}

/// <summary>What a workflow type was; append-only. An instance goes on with the version it began with.</summary>
public sealed class WorkflowTypeVersion
{
    public required string WorkflowTypeId { get; init; }
    public int Version { get; init; }
    public required string Json { get; init; }
    public required string ChangedBy { get; init; }
    public DateTime ChangedUtc { get; init; }
}

/// <summary>That a start happened: what makes an event start an instance at most once.</summary>
internal sealed class WorkflowStart
{
    public required string WorkflowTypeId { get; init; }
    public required string ActivityId { get; init; }
    /// <summary>The event's number, the timer's instant, or an id of its own for a start by hand.</summary>
    public required string EventKey { get; init; }
    public required string WorkflowId { get; init; }
    public DateTime AtUtc { get; init; }
}

/// <summary>Orchard's names.</summary>
public enum WorkflowStatus { Idle, Starting, Executing, Halted, Finished, Faulted, Aborted }

/// <summary>One run of a workflow type (流程实例).</summary>
public sealed class WorkflowInstance
{
    /// <summary>Orchard's WorkflowId.</summary>
    public required string Id { get; init; }
    public required string WorkflowTypeId { get; init; }
    public int TypeVersion { get; set; }
    public required string CorrelationId { get; set; }
    public WorkflowStatus Status { get; set; }
    /// <summary>Orchard's State as JSON: ids, codes and what tasks set; never the text of a content item.</summary>
    public required string State { get; set; }
    /// <summary>The steps to be taken next, JSON.</summary>
    public required string Pending { get; set; }
    public string? ContentItemId { get; set; }
    public string? ContentVersionId { get; set; }
    /// <summary>Number of the last event it took notice of.</summary>
    public long LastEventId { get; set; }
    public int StepCount { get; set; }
    public int Revision { get; set; }
    /// <summary>Who does an external step at the moment, and until when that is believed.</summary>
    public string? ClaimedBy { get; set; }
    public DateTime? ClaimedUntilUtc { get; set; }
    public DateTime CreatedUtc { get; init; }
    public DateTime ModifiedUtc { get; set; }
    public DateTime? FinishedUtc { get; set; }
    public string? FaultActivityId { get; set; }
    /// <summary>Why it stands still: failures as JSON.</summary>
    public string? Fault { get; set; }
}

/// <summary>An activity at which an instance waits; Orchard's BlockingActivities, found by index.</summary>
public sealed class WorkflowBlock
{
    public required string WorkflowId { get; init; }
    public required string ActivityId { get; init; }
    public required string Name { get; init; }
    public required string WorkflowTypeId { get; init; }
    public int TypeVersion { get; init; }
    public required string StepId { get; init; }
    /// <summary>Id of this wait; timers refer to it.</summary>
    public required string WaitId { get; init; }
    /// <summary>The signal's name where it waits for one.</summary>
    public string? Key { get; init; }
    public required string CorrelationId { get; set; }
    /// <summary>Only later events wake it.</summary>
    public long AfterEventId { get; init; }
    public DateTime SinceUtc { get; init; }
    public DateTime? DueUtc { get; init; }
}

/// <summary>Who may do a task that waits (待办).</summary>
internal sealed class WorkflowTaskRole
{
    public required string WaitId { get; init; }
    public required string Role { get; init; }
    public string? AgencyId { get; init; }
    public string? SectionId { get; init; }
}

/// <summary>One step of an instance's trail.</summary>
public sealed class WorkflowStep
{
    public required string Id { get; init; }
    public required string WorkflowId { get; init; }
    /// <summary>1, 2, 3 … within the instance.</summary>
    public int Number { get; init; }
    public required string ActivityId { get; init; }
    public required string StepId { get; init; }
    public int Attempt { get; init; }
    public DateTime StartedUtc { get; init; }
    /// <summary>Null while it waits.</summary>
    public DateTime? EndedUtc { get; set; }
    /// <summary>The ways out it took, separated by commas.</summary>
    public string? Outcome { get; set; }
    /// <summary>What a log task wrote; cleared when the item is purged.</summary>
    public string? Note { get; set; }
    /// <summary>Who decided, where a person did.</summary>
    public string? DecidedBy { get; set; }
    /// <summary>Codes of the failures.</summary>
    public string? FailureCodes { get; set; }
}

internal sealed class WorkflowModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<WorkflowTypeRow>(type =>
        {
            type.ToTable("WorkflowTypes").HasKey(t => t.Id);
            type.Property(t => t.Id).HasMaxLength(30);
            type.Property(t => t.Name).HasMaxLength(200);
            type.Property(t => t.ChangedBy).HasMaxLength(64);
            type.Property(t => t.ShippedHash).HasMaxLength(64);
            type.Property(t => t.Version).IsConcurrencyToken();
        });
        model.Entity<WorkflowTypeVersion>(version =>
        {
            version.ToTable("WorkflowTypeVersions").HasKey(v => new { v.WorkflowTypeId, v.Version });
            version.Property(v => v.WorkflowTypeId).HasMaxLength(30);
            version.Property(v => v.ChangedBy).HasMaxLength(64);
        });
        model.Entity<WorkflowStart>(start =>
        {
            start.ToTable("WorkflowStarts").HasKey(s => new { s.WorkflowTypeId, s.ActivityId, s.EventKey });
            start.Property(s => s.WorkflowTypeId).HasMaxLength(30);
            start.Property(s => s.ActivityId).HasMaxLength(30);
            start.Property(s => s.EventKey).HasMaxLength(64);
            start.Property(s => s.WorkflowId).HasMaxLength(26);
            start.HasIndex(s => s.AtUtc);
        });
        model.Entity<WorkflowInstance>(instance =>
        {
            instance.ToTable("WorkflowInstances").HasKey(i => i.Id);
            instance.Property(i => i.Id).HasMaxLength(26);
            instance.Property(i => i.WorkflowTypeId).HasMaxLength(30);
            instance.Property(i => i.CorrelationId).HasMaxLength(64);
            instance.Property(i => i.Status).HasMaxLength(20);
            instance.Property(i => i.ContentItemId).HasMaxLength(26);
            instance.Property(i => i.ContentVersionId).HasMaxLength(26);
            instance.Property(i => i.ClaimedBy).HasMaxLength(26);
            instance.Property(i => i.FaultActivityId).HasMaxLength(30);
            instance.HasIndex(i => new { i.WorkflowTypeId, i.Status, i.CreatedUtc });
            instance.HasIndex(i => new { i.Status, i.ModifiedUtc });
            instance.HasIndex(i => i.CorrelationId);
            instance.HasIndex(i => i.ContentItemId);
            instance.HasIndex(i => i.CreatedUtc);
        });
        model.Entity<WorkflowBlock>(block =>
        {
            block.ToTable("WorkflowBlocks").HasKey(b => new { b.WorkflowId, b.ActivityId });
            block.Property(b => b.WorkflowId).HasMaxLength(26);
            block.Property(b => b.ActivityId).HasMaxLength(30);
            block.Property(b => b.Name).HasMaxLength(60);
            block.Property(b => b.WorkflowTypeId).HasMaxLength(30);
            block.Property(b => b.StepId).HasMaxLength(26);
            block.Property(b => b.WaitId).HasMaxLength(26);
            block.Property(b => b.Key).HasMaxLength(200);
            block.Property(b => b.CorrelationId).HasMaxLength(64);
            block.HasIndex(b => b.WaitId).IsUnique();
            block.HasIndex(b => new { b.Name, b.WorkflowTypeId, b.TypeVersion, b.ActivityId, b.CorrelationId });
        });
        model.Entity<WorkflowTaskRole>(role =>
        {
            role.ToTable("WorkflowTaskRoles").HasKey(r => new { r.WaitId, r.Role });
            role.Property(r => r.WaitId).HasMaxLength(26);
            role.Property(r => r.Role).HasMaxLength(60);
            role.Property(r => r.AgencyId).HasMaxLength(64);
            role.Property(r => r.SectionId).HasMaxLength(64);
            role.HasIndex(r => new { r.Role, r.AgencyId });
        });
        model.Entity<WorkflowStep>(step =>
        {
            step.ToTable("WorkflowSteps").HasKey(s => s.Id);
            step.Property(s => s.Id).HasMaxLength(26);
            step.Property(s => s.WorkflowId).HasMaxLength(26);
            step.Property(s => s.ActivityId).HasMaxLength(30);
            step.Property(s => s.StepId).HasMaxLength(26);
            step.Property(s => s.Outcome).HasMaxLength(200);
            step.Property(s => s.DecidedBy).HasMaxLength(64);
            step.Property(s => s.FailureCodes).HasMaxLength(500);
            step.HasIndex(s => new { s.WorkflowId, s.Number });
        });
    }
}
