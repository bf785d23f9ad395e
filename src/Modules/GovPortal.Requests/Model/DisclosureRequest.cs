using GovPortal.Kernel.Data;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Model;

/// <summary>
/// A case of disclosure on application (依申请公开). What was asked, who asked and what is answered is kept encrypted
/// (<see cref="RequestSeals"/>); who asked what before is told by a keyed hash alone (<see cref="ApplicantIndex"/>).
/// </summary>
public sealed class DisclosureRequest
{
    public required string Id { get; init; }
    public required string AgencyId { get; init; }
    /// <summary>The year and the running number within agency and year: 〔2026〕第1号.</summary>
    public int Year { get; init; }
    public int Number { get; init; }
    /// <summary>What the applicant names it by (<see cref="RequestSecret"/>).</summary>
    public required string Code { get; init; }
    /// <summary>Hash of the secret that goes with the code.</summary>
    public required string SecretHash { get; init; }
    public RequestChannel Channel { get; init; }
    /// <summary>When it was entered here.</summary>
    public DateTime EnteredUtc { get; init; }
    /// <summary>Day 0, the day of receipt (<see cref="ReceiptDay"/>).</summary>
    public DateOnly ReceivedOn { get; init; }
    /// <summary>A code of <see cref="ApplicantClasses.All"/>.</summary>
    public required string ApplicantClass { get; init; }
    /// <summary>Encrypted; null once it is erased.</summary>
    public string? Applicant { get; set; }
    /// <summary>Same applicant, same key; null where no proof of identity was given, or once it is erased.</summary>
    public string? ApplicantKey { get; set; }
    public DateTime? ApplicantErasedUtc { get; set; }
    /// <summary>Encrypted.</summary>
    public required string Description { get; set; }
    /// <summary>How many matters are numbered in the description.</summary>
    public int Matters { get; set; }
    public required string Form { get; init; }
    public required string Delivery { get; init; }
    public RequestState State { get; set; }
    /// <summary>Who drafts; null while it is the office's.</summary>
    public string? SectionId { get; set; }
    /// <summary>The rule its answer's clock runs by, as it was at receipt.</summary>
    public required string AnswerRule { get; init; }
    /// <summary>When the answer is due, for lists; follows the clock.</summary>
    public DateTime? DueUtc { get; set; }
    /// <summary>The answer's clock stands still.</summary>
    public bool IsPaused { get; set; }
    public DateOnly? CorrectionAskedOn { get; set; }
    /// <summary>The last day for the applicant to correct.</summary>
    public DateOnly? CorrectionUntil { get; set; }
    public int ExtendedDays { get; set; }
    /// <summary>What the working group found (R65): whether it is a disclosure request; null where it was not asked.</summary>
    public bool? IsDisclosureRequest { get; set; }
    public FeeScheme? FeeScheme { get; set; }
    /// <summary>Items or pages that were charged.</summary>
    public int FeeCount { get; set; }
    public long FeeFen { get; set; }
    /// <summary>The last day to pay.</summary>
    public DateOnly? FeeUntil { get; set; }
    public DateOnly? FeePaidOn { get; set; }
    /// <summary>A code of <see cref="Outcomes"/>: of the draft, then of the ended case.</summary>
    public string? Outcome { get; set; }
    /// <summary>Encrypted; the draft until it is sent.</summary>
    public string? Answer { get; set; }
    public DateTime? EndedUtc { get; set; }
    /// <summary>The case this one was split from.</summary>
    public string? SplitFromId { get; init; }
    /// <summary>The case this one was merged into.</summary>
    public string? MergedIntoId { get; set; }
    /// <summary>Counts its steps; two people at once are told apart by it.</summary>
    public int StepCount { get; set; }

    public string NumberText => $"〔{Year}〕第{Number}号";

    public bool IsOpen => RequestStates.IsOpen(State);

    public bool IsOverdueAt(DateTime nowUtc) => IsOpen && !IsPaused && DueUtc < nowUtc;
}

/// <summary>What was done with a case, in its order; never changed.</summary>
public sealed class RequestStep
{
    public required string RequestId { get; init; }
    /// <summary>From 1.</summary>
    public int Number { get; init; }
    /// <summary>A code of <see cref="RequestEvents"/>.</summary>
    public required string Kind { get; init; }
    public required string ActorId { get; init; }
    /// <summary>For whom it was done: the deputy leader somebody stood in for; null where the person acted by their own right.</summary>
    public string? OnBehalfOf { get; init; }
    public DateTime AtUtc { get; init; }
    public string? SectionId { get; init; }
    /// <summary>Encrypted; null for none.</summary>
    public string? Note { get; init; }
}

/// <summary>A message between office and applicant; it has the number of its step.</summary>
public sealed class RequestMessage
{
    public required string RequestId { get; init; }
    public int Number { get; init; }
    public bool FromApplicant { get; init; }
    public DateTime AtUtc { get; init; }
    /// <summary>Encrypted.</summary>
    public required string Text { get; init; }
}

/// <summary>A file of a case: never public, encrypted with its name.</summary>
public sealed class RequestFile
{
    public required string Id { get; init; }
    public required string RequestId { get; init; }
    public bool FromApplicant { get; init; }
    /// <summary>Encrypted.</summary>
    public required string Name { get; init; }
    public required string ContentType { get; init; }
    /// <summary>In bytes, before it was encrypted.</summary>
    public long Length { get; init; }
    public DateTime AddedUtc { get; init; }
    /// <summary>Encrypted; empty once erased.</summary>
    public required byte[] Bytes { get; set; }
}

/// <summary>The last number given within an agency and year.</summary>
public sealed class RequestCounter
{
    public required string AgencyId { get; init; }
    public int Year { get; init; }
    public int Last { get; init; }
}

internal sealed class RequestsModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<DisclosureRequest>(row =>
        {
            row.ToTable("DisclosureRequests").HasKey(r => r.Id);
            row.Ignore(r => r.NumberText).Ignore(r => r.IsOpen);
            row.Property(r => r.Id).HasMaxLength(26);
            row.Property(r => r.AgencyId).HasMaxLength(64);
            row.Property(r => r.Code).HasMaxLength(RequestSecret.CodeLength);
            row.Property(r => r.SecretHash).HasMaxLength(64);
            row.Property(r => r.Channel).HasMaxLength(20);
            row.Property(r => r.ApplicantClass).HasMaxLength(20);
            row.Property(r => r.ApplicantKey).HasMaxLength(64);
            row.Property(r => r.Form).HasMaxLength(20);
            row.Property(r => r.Delivery).HasMaxLength(20);
            row.Property(r => r.State).HasMaxLength(20);
            row.Property(r => r.SectionId).HasMaxLength(64);
            row.Property(r => r.AnswerRule).HasMaxLength(20);
            row.Property(r => r.FeeScheme).HasMaxLength(20);
            row.Property(r => r.Outcome).HasMaxLength(40);
            row.Property(r => r.SplitFromId).HasMaxLength(26);
            row.Property(r => r.MergedIntoId).HasMaxLength(26);
            row.Property(r => r.StepCount).IsConcurrencyToken();
            row.HasIndex(r => r.Code).IsUnique();
            row.HasIndex(r => new { r.AgencyId, r.Year, r.Number }).IsUnique();
            row.HasIndex(r => new { r.State, r.DueUtc });
            row.HasIndex(r => new { r.ApplicantKey, r.ReceivedOn });
            row.HasIndex(r => r.ReceivedOn);
            row.HasIndex(r => r.EndedUtc);
        });
        model.Entity<RequestStep>(row =>
        {
            row.ToTable("RequestSteps").HasKey(r => new { r.RequestId, r.Number });
            row.Property(r => r.RequestId).HasMaxLength(26);
            row.Property(r => r.Kind).HasMaxLength(40);
            row.Property(r => r.ActorId).HasMaxLength(64);
            row.Property(r => r.OnBehalfOf).HasMaxLength(64);
            row.Property(r => r.SectionId).HasMaxLength(64);
        });
        model.Entity<RequestMessage>(row =>
        {
            row.ToTable("RequestMessages").HasKey(r => new { r.RequestId, r.Number });
            row.Property(r => r.RequestId).HasMaxLength(26);
        });
        model.Entity<RequestFile>(row =>
        {
            row.ToTable("RequestFiles").HasKey(r => r.Id);
            row.Property(r => r.Id).HasMaxLength(26);
            row.Property(r => r.RequestId).HasMaxLength(26);
            row.Property(r => r.ContentType).HasMaxLength(120);
            row.HasIndex(r => r.RequestId);
        });
        model.Entity<RequestCounter>(row =>
        {
            row.ToTable("RequestCounters").HasKey(r => new { r.AgencyId, r.Year });
            row.Property(r => r.AgencyId).HasMaxLength(64);
        });
    }
}
