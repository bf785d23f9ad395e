using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Organisation;

/// <summary>An agency (机关). A portal carries many; every column, item and case belongs to one.</summary>
public sealed class Agency
{
    public required string Id { get; init; }
    public required string Name { get; set; }
    /// <summary>统一社会信用代码 or 机构代码; empty where none was given.</summary>
    public string Code { get; set; } = "";
    public int Position { get; set; }
}

/// <summary>Numbers that an agency gives one after the other.</summary>
public static class AgencyTurn
{
    /// <summary>Holds the agency's row until the transaction ends: others wait for their number, and what is rolled back takes none.</summary>
    public static Task InTurnAsync(this PortalTransaction tx, string agencyId, CancellationToken cancellation) =>
        tx.Db.Set<Agency>().Where(a => a.Id == agencyId).ExecuteUpdateAsync(s => s.SetProperty(a => a.Position, a => a.Position), cancellation);
}

/// <summary>A section (科室), the first-responsible party of its columns (R1).</summary>
public sealed class Section
{
    public required string Id { get; init; }
    public required string AgencyId { get; init; }
    public required string Name { get; set; }
    public string? Phone { get; set; }
    public int Position { get; set; }
}

/// <summary>Whose duty a column is where the table names no section of its own.</summary>
public enum SectionMeaning
{
    /// <summary>The section named by <see cref="Column.SectionId"/>.</summary>
    Named,
    /// <summary>各起草科室: whichever section drafts.</summary>
    Drafting,
    /// <summary>各业务科室: whichever section does the work.</summary>
    Business,
    /// <summary>涉事科室: whichever section is concerned.</summary>
    Concerned,
    /// <summary>各科室: every section.</summary>
    Every,
}

/// <summary>
/// A column (栏目) of the portal or a group of columns, as the 栏目任务分解表 lays it down (R28). Texts are kept as
/// they stand in the table; rules are in the notation of the contract, null where a text could not be read.
/// </summary>
public sealed class Column
{
    public required string Id { get; init; }
    public required string AgencyId { get; init; }
    public string? ParentId { get; set; }
    /// <summary>Its address, <c>zcwj/gfxwj</c>; unique in the portal and never changed by an import.</summary>
    public required string Path { get; set; }
    public required string Title { get; set; }
    public int Position { get; set; }
    public bool IsGroup { get; set; }
    public string? SectionId { get; set; }
    public SectionMeaning SectionMeaning { get; set; }
    /// <summary>Who is responsible, as the table says it: 办公室, 各起草科室.</summary>
    public string SectionText { get; set; } = "";
    /// <summary>配合科室, as the table says it, separated by 、.</summary>
    public string SupportingText { get; set; } = "";
    public string Content { get; set; } = "";
    public string Basis { get; set; } = "";
    public string DeadlineText { get; set; } = "";
    public string? DeadlineRule { get; set; }
    public string? DeadlineFrom { get; set; }
    public string FreshnessText { get; set; } = "";
    public string? FreshnessRule { get; set; }
    /// <summary>公开渠道, separated by 、.</summary>
    public string Channels { get; set; } = "";
    /// <summary>公开对象: 全社会、特定群体（申请人）.</summary>
    public string Audience { get; set; } = "";
    /// <summary>公开方式: 主动、依申请公开.</summary>
    public string Manner { get; set; } = "";
    /// <summary>公开层级: 县级、乡级.</summary>
    public string Tier { get; set; } = "";
    public string Note { get; set; } = "";
    /// <summary>Its only channel is 内部: shown in the admin, nowhere in public.</summary>
    public bool IsInternal { get; set; }
    /// <summary>Name of its review route; null is <c>default</c>.</summary>
    public string? RouteName { get; set; }
    /// <summary>No longer in the task table: takes no new items, keeps its page.</summary>
    public bool IsClosed { get; set; }
}

/// <summary>How many items a column has live and when one was last published; kept by publish and withdraw.</summary>
public sealed class ColumnFigures
{
    public required string ColumnId { get; init; }
    public int PublishedCount { get; set; }
    public DateTime? LastPublishedUtc { get; set; }
}

internal sealed class OrganisationModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Agency>(agency =>
        {
            agency.ToTable("Agencies").HasKey(a => a.Id);
            agency.Property(a => a.Id).HasMaxLength(64);
            agency.Property(a => a.Name).HasMaxLength(100);
            agency.Property(a => a.Code).HasMaxLength(30);
        });
        model.Entity<Section>(section =>
        {
            section.ToTable("Sections").HasKey(s => s.Id);
            section.Property(s => s.Id).HasMaxLength(64);
            section.Property(s => s.AgencyId).HasMaxLength(64);
            section.Property(s => s.Name).HasMaxLength(100);
            section.Property(s => s.Phone).HasMaxLength(40);
            section.HasIndex(s => new { s.AgencyId, s.Name }).IsUnique();
        });
        model.Entity<Column>(column =>
        {
            column.ToTable("Columns").HasKey(c => c.Id);
            column.Property(c => c.Id).HasMaxLength(64);
            column.Property(c => c.AgencyId).HasMaxLength(64);
            column.Property(c => c.ParentId).HasMaxLength(64);
            column.Property(c => c.Path).HasMaxLength(120);
            column.Property(c => c.Title).HasMaxLength(100);
            column.Property(c => c.SectionId).HasMaxLength(64);
            column.Property(c => c.SectionMeaning).HasMaxLength(20);
            column.Property(c => c.RouteName).HasMaxLength(60);
            column.HasIndex(c => c.Path).IsUnique();
        });
        model.Entity<ColumnFigures>(figures =>
        {
            figures.ToTable("ColumnFigures").HasKey(f => f.ColumnId);
            figures.Property(f => f.ColumnId).HasMaxLength(64);
        });
    }
}
