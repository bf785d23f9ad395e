using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Model;

/// <summary>A problem (问题) of the self-inspection: found on a day, gone on a day. The same one that comes again is a new row.</summary>
public sealed class Problem
{
    public const int MaxWords = 500;

    public required string Id { get; init; }
    /// <summary>Code of the rule it breaks.</summary>
    public required string Rule { get; init; }
    /// <summary>What breaks it: an item, a column, a letter, an agency; with what tells it from others of the same.</summary>
    public required string SubjectId { get; init; }
    public required string AgencyId { get; init; }
    /// <summary>Who answers for it; null where it is the office's.</summary>
    public string? SectionId { get; set; }
    public string? ColumnId { get; set; }
    public required string Title { get; set; }
    public required string Evidence { get; set; }
    /// <summary>Where it can be seen: an address of this portal.</summary>
    public string? Url { get; set; }
    public DateTime FoundUtc { get; init; }
    /// <summary>Null while it stands.</summary>
    public DateTime? GoneUtc { get; set; }
    /// <summary>The order it stands in; null for none.</summary>
    public string? OrderId { get; set; }
}

/// <summary>One self-inspection (自查).</summary>
public sealed class InspectionRun
{
    public required string Id { get; init; }
    public DateTime StartedUtc { get; init; }
    public DateTime? EndedUtc { get; set; }
    public required string StartedBy { get; init; }
    /// <summary>Problems that are new, that are gone, and that stand.</summary>
    public int Found { get; set; }
    public int Gone { get; set; }
    public int Standing { get; set; }
    /// <summary>Rules that could not be asked, by code and separated by commas; their problems stay as they were. Empty for none.</summary>
    public string Failed { get; set; } = "";

    public const int MaxFailed = 1000;

    /// <summary>As many codes as there is room for.</summary>
    internal static string Joined(IEnumerable<string> codes) => codes.Aggregate("", (text, code) => text.Length == 0 ? code : text.Length + code.Length >= MaxFailed ? text : $"{text},{code}");
}

/// <summary>The score (得分) of an agency or one of its sections on a day; the last inspection of the day counts.</summary>
public sealed class InspectionScore
{
    public DateOnly Day { get; init; }
    public required string AgencyId { get; init; }
    /// <summary>Empty for the whole agency.</summary>
    public required string SectionId { get; init; }
    /// <summary>From 0 to 100.</summary>
    public decimal Score { get; set; }
    public int Problems { get; set; }
    /// <summary>单项否决: a problem that fails the whole site.</summary>
    public bool IsVetoed { get; set; }
}

internal sealed class InspectionModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Problem>(row =>
        {
            row.ToTable("InspectionProblems").HasKey(p => p.Id);
            row.Property(p => p.Id).HasMaxLength(26);
            row.Property(p => p.Rule).HasMaxLength(40);
            row.Property(p => p.SubjectId).HasMaxLength(120);
            row.Property(p => p.AgencyId).HasMaxLength(64);
            row.Property(p => p.SectionId).HasMaxLength(64);
            row.Property(p => p.ColumnId).HasMaxLength(64);
            row.Property(p => p.Title).HasMaxLength(Problem.MaxWords);
            row.Property(p => p.Evidence).HasMaxLength(Problem.MaxWords);
            row.Property(p => p.Url).HasMaxLength(300);
            row.Property(p => p.OrderId).HasMaxLength(26);
            row.HasIndex(p => new { p.GoneUtc, p.AgencyId, p.SectionId });
            row.HasIndex(p => new { p.Rule, p.GoneUtc });
            row.HasIndex(p => p.SubjectId);
            row.HasIndex(p => p.FoundUtc);
            row.HasIndex(p => p.OrderId);
        });
        model.Entity<InspectionRun>(row =>
        {
            row.ToTable("InspectionRuns").HasKey(r => r.Id);
            row.Property(r => r.Id).HasMaxLength(26);
            row.Property(r => r.StartedBy).HasMaxLength(64);
            row.Property(r => r.Failed).HasMaxLength(InspectionRun.MaxFailed);
            row.HasIndex(r => r.StartedUtc);
        });
        model.Entity<InspectionScore>(row =>
        {
            row.ToTable("InspectionScores").HasKey(s => new { s.Day, s.AgencyId, s.SectionId });
            row.Property(s => s.AgencyId).HasMaxLength(64);
            row.Property(s => s.SectionId).HasMaxLength(64);
            row.Property(s => s.Score).HasPrecision(5, 2);
        });
    }
}
