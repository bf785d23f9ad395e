using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Indexing;

/// <summary>
/// What lists and pages ask of an item, in typed columns: at most two rows an item, its published version's and its
/// latest one's. Derived; <c>reindex</c> rebuilds it.
/// </summary>
public sealed class ContentIndexRow
{
    public required string ContentItemId { get; init; }
    public bool IsPublished { get; init; }
    public required string VersionId { get; init; }
    public int Number { get; init; }
    public VersionState State { get; init; }
    public required string ContentType { get; init; }
    public required string Title { get; init; }
    /// <summary>The public path; in a latest row the one the editor chose, if any.</summary>
    public string? Path { get; init; }
    public required string AgencyId { get; init; }
    public string? ColumnId { get; init; }
    public string? SectionId { get; init; }
    public string? Stage { get; init; }
    /// <summary>In a published row of a document: the state of the fact <c>validity</c>, <c>valid</c>, <c>amended</c>, <c>repealed</c> or <c>expired</c>; else null.</summary>
    public string? Validity { get; init; }
    public DateOnly? FormedOn { get; init; }
    /// <summary>Civil year of the publication.</summary>
    public int? Year { get; init; }
    /// <summary>First 160 characters of the body, or of the whole text where there is no body.</summary>
    public required string Summary { get; init; }
    /// <summary>JSON object of the modules' public facts; <c>{}</c> in a latest row.</summary>
    public required string Facts { get; init; }
    public required string AuthorId { get; init; }
    /// <summary>True where a live version exists, in both rows.</summary>
    public bool HasLive { get; init; }
    /// <summary>True in an internal column: published within the office, never in public.</summary>
    public bool IsInternal { get; init; }
    /// <summary>In a latest row under review: title and role of the step that is due.</summary>
    public string? WaitingStep { get; init; }
    public string? WaitingRole { get; init; }
    /// <summary>The section a reviewer's grant has to cover; null where the step is for the whole agency.</summary>
    public string? WaitingSectionId { get; init; }
    /// <summary>Who still has to decide, by id, as <c>;a;b;</c>; null where whoever is entitled may.</summary>
    public string? WaitingPeople { get; init; }
    public DateTime ModifiedUtc { get; init; }
    public DateTime? SubmittedUtc { get; init; }
    public DateTime? FirstPublishedUtc { get; init; }
    public DateTime? PublishedUtc { get; init; }
}

/// <summary>
/// How many live items share what lists are filtered by; kept by publish and withdraw, so that no page counts items. What an
/// item has none of is an empty text. Derived; <c>reindex</c> rebuilds it.
/// </summary>
public sealed class ContentCount
{
    public required string ColumnId { get; init; }
    /// <summary>Civil year of the first publication.</summary>
    public int Year { get; init; }
    public required string ContentType { get; init; }
    public required string SectionId { get; init; }
    public required string Stage { get; init; }
    public required string Validity { get; init; }
    /// <summary>As in <see cref="ContentIndexRow.IsInternal"/>.</summary>
    public bool IsInternal { get; set; }
    public int Count { get; set; }
}

/// <summary>
/// What a column published in a civil month and still has live, and how much of it in time (公开时效: the status of the fact
/// <c>deadline</c>). Kept by publish and withdraw. Derived; <c>reindex</c> rebuilds it.
/// </summary>
public sealed class MonthFigures
{
    /// <summary>Year and month of the first publication, 202611.</summary>
    public int Month { get; init; }
    public required string ColumnId { get; init; }
    public bool IsInternal { get; set; }
    public int PublishedCount { get; set; }
    public int OnTimeCount { get; set; }
    public int LateCount { get; set; }
}

/// <summary>
/// An item in a list (ContainedPart), as its published version and as its latest one has it: at most two rows an item.
/// Derived; <c>reindex</c> rebuilds it.
/// </summary>
public sealed class ContainedRow
{
    public required string ContentItemId { get; init; }
    public bool IsPublished { get; init; }
    public required string ListContentItemId { get; init; }
    /// <summary>Place in the list, the smallest first; among equals the newest is first.</summary>
    public int Order { get; init; }
}

internal sealed class ContainedModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<ContainedRow>(row =>
    {
        row.ToTable("ContainedItems").HasKey(r => new { r.ContentItemId, r.IsPublished });
        row.Property(r => r.ContentItemId).HasMaxLength(26);
        row.Property(r => r.ListContentItemId).HasMaxLength(26);
        row.HasIndex(r => new { r.ListContentItemId, r.Order });
    });
}

internal sealed class ContentIndexModel : IEntityModel
{
    public void Configure(ModelBuilder model) => model.Entity<ContentIndexRow>(row =>
    {
        row.ToTable("ContentIndex").HasKey(r => new { r.ContentItemId, r.IsPublished });
        row.Property(r => r.ContentItemId).HasMaxLength(26);
        row.Property(r => r.VersionId).HasMaxLength(26);
        row.Property(r => r.State).HasMaxLength(20);
        row.Property(r => r.ContentType).HasMaxLength(60);
        row.Property(r => r.Title).HasMaxLength(500);
        row.Property(r => r.Path).HasMaxLength(200);
        row.Property(r => r.AgencyId).HasMaxLength(64);
        row.Property(r => r.ColumnId).HasMaxLength(64);
        row.Property(r => r.SectionId).HasMaxLength(64);
        row.Property(r => r.Stage).HasMaxLength(20);
        row.Property(r => r.Validity).HasMaxLength(20);
        row.Property(r => r.AuthorId).HasMaxLength(64);
        row.Property(r => r.WaitingStep).HasMaxLength(60);
        row.Property(r => r.WaitingRole).HasMaxLength(60);
        row.Property(r => r.WaitingSectionId).HasMaxLength(64);
        // Partial indexes: SQLite does not look for a yes or no in the first place of an index.
        const string live = "\"IsPublished\" AND NOT \"IsInternal\"", published = "\"IsPublished\"", latest = "NOT \"IsPublished\"";
        row.HasIndex(r => r.Path, "IX_ContentIndex_Published_Path").HasFilter(published);
        row.HasIndex(r => r.Path, "IX_ContentIndex_Latest_Path").HasFilter(latest);
        // Those of public lists hold the key as well, and what a column is filtered by: a page far down, or of a rare kind, is found in
        // the index alone.
        row.HasIndex(r => new { r.PublishedUtc, r.ContentItemId }, "IX_ContentIndex_Live").HasFilter(live).IsDescending(true, false);
        row.HasIndex(r => new { r.ColumnId, r.PublishedUtc, r.ContentItemId, r.ContentType, r.Stage, r.SectionId, r.Year, r.Validity }, "IX_ContentIndex_Live_Column")
            .HasFilter(live).IsDescending(false, true, false, false, false, false, false, false);
        row.HasIndex(r => new { r.Stage, r.PublishedUtc, r.ContentItemId }, "IX_ContentIndex_Live_Stage").HasFilter(live).IsDescending(false, true, false);
        row.HasIndex(r => new { r.ContentType, r.PublishedUtc, r.ContentItemId }, "IX_ContentIndex_Live_Type").HasFilter(live).IsDescending(false, true, false);
        row.HasIndex(r => new { r.ColumnId, r.PublishedUtc }, "IX_ContentIndex_Published_Column").HasFilter(published);
        row.HasIndex(r => r.ModifiedUtc, "IX_ContentIndex_Latest_Modified").HasFilter(latest);
        row.HasIndex(r => new { r.State, r.SubmittedUtc }, "IX_ContentIndex_Latest_State").HasFilter(latest);
    });
}

internal sealed class ContentFiguresModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<ContentCount>(count =>
        {
            count.ToTable("ContentCounts").HasKey(c => new { c.ColumnId, c.Year, c.ContentType, c.SectionId, c.Stage, c.Validity });
            count.Property(c => c.ColumnId).HasMaxLength(64);
            count.Property(c => c.ContentType).HasMaxLength(60);
            count.Property(c => c.SectionId).HasMaxLength(64);
            count.Property(c => c.Stage).HasMaxLength(20);
            count.Property(c => c.Validity).HasMaxLength(20);
        });
        model.Entity<MonthFigures>(figures =>
        {
            figures.ToTable("MonthFigures").HasKey(f => new { f.Month, f.ColumnId });
            figures.Property(f => f.ColumnId).HasMaxLength(64);
        });
    }
}
