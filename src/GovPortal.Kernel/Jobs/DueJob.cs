using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Jobs;

/// <summary>Something to be done at an instant. The row is the truth; a sweeper under a lease fires it.</summary>
public sealed class DueJob
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required string SubjectId { get; init; }
    public required string ActorId { get; init; }
    public DateTime DueUtc { get; set; }
    public int Attempts { get; set; }
    /// <summary>Codes of the last refusal or the name of the last error; null where it went well or never ran.</summary>
    public string? LastError { get; set; }
    public DateTime? DoneUtc { get; set; }

    public static DueJob At(string kind, string subjectId, DateTime dueUtc, string actorId) =>
        new() { Id = ContentIds.New(), Kind = kind, SubjectId = subjectId, DueUtc = dueUtc, ActorId = actorId };
}

/// <summary>Work that comes round: each time appoints the next.</summary>
public static class Appointment
{
    /// <summary>Appoints a job whose id says when it is; where it is appointed already, by this node or another, nothing happens.</summary>
    public static async Task AppointAsync(this PortalTransactions transactions, DueJob job, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<DueJob>().AnyAsync(j => j.Id == job.Id, cancellation)) return;
        tx.Db.Add(job);
        try
        {
            await tx.CommitAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Another node was first.
        }
    }
}

/// <summary>Does one kind of due job. A refusal is final and parked visibly; an exception is tried again.</summary>
public interface IDueJobHandler
{
    string Kind { get; }

    /// <summary>May take minutes: it waits for others of its like only, and none that must be punctual waits for it.</summary>
    bool IsLong => false;

    Task<Result> RunAsync(DueJob job, CancellationToken cancellation);
}

internal sealed class JobModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<DueJob>(job =>
    {
        job.ToTable("DueJobs").HasKey(j => j.Id);
        job.Property(j => j.Id).HasMaxLength(26);
        job.Property(j => j.Kind).HasMaxLength(40);
        job.Property(j => j.SubjectId).HasMaxLength(64);
        job.Property(j => j.ActorId).HasMaxLength(64);
        job.HasIndex(j => new { j.DoneUtc, j.DueUtc });
        job.HasIndex(j => new { j.Kind, j.SubjectId });
    });
}
