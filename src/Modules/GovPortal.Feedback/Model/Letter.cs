using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Model;

public enum LetterKind
{
    /// <summary>咨询.</summary>
    Inquiry,
    /// <summary>纠错.</summary>
    Correction,
}

/// <summary>
/// A letter from the public (来信): an inquiry or a correction. What people wrote, who they are and what they are answered is
/// kept encrypted (<see cref="LetterSeals"/>); the page it is about is public and stands in plain.
/// </summary>
public sealed class Letter
{
    public required string Id { get; init; }
    /// <summary>The receipt (<see cref="ReceiptCode"/>).</summary>
    public required string Code { get; init; }
    public LetterKind Kind { get; init; }
    public LetterState State { get; set; }
    public DateTime ReceivedUtc { get; init; }
    public required string AgencyId { get; init; }
    /// <summary>Who has to answer; null while it is the office's.</summary>
    public string? SectionId { get; set; }
    public string? ColumnId { get; init; }
    public string? ContentItemId { get; init; }
    /// <summary>Address and title of the page it is about, as they were; null where it is about none.</summary>
    public string? PagePath { get; init; }
    public string? PageTitle { get; init; }
    /// <summary>A code of <see cref="LetterTables.CorrectionKinds"/>; null for an inquiry.</summary>
    public string? CorrectionKind { get; init; }
    /// <summary>A difficult inquiry (复杂), a grave error (严重): another limit holds.</summary>
    public bool IsWeighty { get; set; }
    /// <summary>Encrypted; empty for a correction.</summary>
    public required string Subject { get; init; }
    /// <summary>Encrypted.</summary>
    public required string Text { get; init; }
    /// <summary>Encrypted; null where none was given, or once it is erased.</summary>
    public string? Contact { get; set; }
    /// <summary>The writer agrees that question and answer are published without who asked.</summary>
    public bool MayPublish { get; init; }
    /// <summary>Encrypted; the section's draft until it is sent.</summary>
    public string? Answer { get; set; }
    /// <summary>A code of <see cref="LetterTables.CloseReasons"/>; null unless closed without an answer.</summary>
    public string? CloseReason { get; set; }
    /// <summary>When it was answered or closed.</summary>
    public DateTime? EndedUtc { get; set; }
    /// <summary>When its clock is due, for lists; follows the clock.</summary>
    public DateTime? DueUtc { get; set; }
    /// <summary>The draft of a public reply (咨询回复) made of it; null before.</summary>
    public string? ReplyItemId { get; set; }
    public DateTime? ContactErasedUtc { get; set; }
    /// <summary>Counts its steps; two people at once are told apart by it.</summary>
    public int StepCount { get; set; }

    public bool IsOverdueAt(DateTime nowUtc) => LetterStates.IsOpen(State) && DueUtc < nowUtc;
}

/// <summary>What was done with a letter, in its order.</summary>
public sealed class LetterStep
{
    public required string LetterId { get; init; }
    /// <summary>From 1.</summary>
    public int Number { get; init; }
    /// <summary>A code of <see cref="LetterSteps"/>.</summary>
    public required string Kind { get; init; }
    public required string ActorId { get; init; }
    public DateTime AtUtc { get; init; }
    public string? SectionId { get; init; }
    /// <summary>The reason, or the answer as it then stood; encrypted.</summary>
    public string? Note { get; init; }
}

public static class LetterSteps
{
    public const string Received = "received", Dispatched = "dispatched", Drafted = "drafted", Returned = "returned", GivenBack = "given-back",
        Answered = "answered", Closed = "closed", ContactSeen = "contact-seen", ContactErased = "contact-erased", ReplyDrafted = "reply-drafted";

    public static IReadOnlyDictionary<string, string> Titles { get; } = new Dictionary<string, string>
    {
        [Received] = "收到", [Dispatched] = "分办", [Drafted] = "起草答复", [Returned] = "退回修改", [GivenBack] = "退回办公室", [Answered] = "发送答复",
        [Closed] = "办结，不再答复", [ContactSeen] = "查看联系方式", [ContactErased] = "联系方式到期删除", [ReplyDrafted] = "转为公开答复草稿",
    };

    /// <summary>Adds the next step; the caller's transaction saves it.</summary>
    public static void Add(PortalTransaction tx, Letter letter, string kind, string actorId, string? note = null) => tx.Db.Add(new LetterStep
    {
        LetterId = letter.Id, Number = ++letter.StepCount, Kind = kind, ActorId = actorId, AtUtc = tx.NowUtc, SectionId = letter.SectionId, Note = note,
    });
}

/// <summary>How many readers found an item useful on a civil day, and how many not (是否有用); nothing of who they are.</summary>
public sealed class UsefulCount
{
    public required string ContentItemId { get; init; }
    public DateOnly Day { get; init; }
    public int Yes { get; init; }
    public int No { get; init; }
}

internal sealed class FeedbackModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Letter>(row =>
        {
            row.ToTable("Letters").HasKey(r => r.Id);
            row.Property(r => r.Id).HasMaxLength(26);
            row.Property(r => r.Code).HasMaxLength(ReceiptCode.Length);
            row.Property(r => r.Kind).HasMaxLength(20);
            row.Property(r => r.State).HasMaxLength(20);
            row.Property(r => r.AgencyId).HasMaxLength(64);
            row.Property(r => r.SectionId).HasMaxLength(64);
            row.Property(r => r.ColumnId).HasMaxLength(64);
            row.Property(r => r.ContentItemId).HasMaxLength(26);
            row.Property(r => r.PagePath).HasMaxLength(500);
            row.Property(r => r.PageTitle).HasMaxLength(500);
            row.Property(r => r.CorrectionKind).HasMaxLength(20);
            row.Property(r => r.CloseReason).HasMaxLength(20);
            row.Property(r => r.ReplyItemId).HasMaxLength(26);
            row.Property(r => r.StepCount).IsConcurrencyToken();
            row.HasIndex(r => r.Code).IsUnique();
            row.HasIndex(r => new { r.State, r.DueUtc });
            row.HasIndex(r => r.ReceivedUtc);
        });
        model.Entity<LetterStep>(row =>
        {
            row.ToTable("LetterSteps").HasKey(r => new { r.LetterId, r.Number });
            row.Property(r => r.LetterId).HasMaxLength(26);
            row.Property(r => r.Kind).HasMaxLength(20);
            row.Property(r => r.ActorId).HasMaxLength(64);
            row.Property(r => r.SectionId).HasMaxLength(64);
        });
        model.Entity<UsefulCount>(row =>
        {
            row.ToTable("UsefulCounts").HasKey(r => new { r.ContentItemId, r.Day });
            row.Property(r => r.ContentItemId).HasMaxLength(26);
            row.HasIndex(r => r.Day);
        });
    }
}
