using System.Collections.Frozen;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Organisation;

/// <summary>Agencies, sections and columns as they stand at one moment; immutable, made by three small queries.</summary>
public sealed class OrganisationSnapshot
{
    private readonly FrozenDictionary<string, Agency> _agencies;
    private readonly FrozenDictionary<string, Section> _sections;
    private readonly FrozenDictionary<string, Column> _columns;
    private readonly FrozenDictionary<string, Column> _byPath;
    private readonly ILookup<string, Column> _children;

    public OrganisationSnapshot(IEnumerable<Agency> agencies, IEnumerable<Section> sections, IEnumerable<Column> columns)
    {
        Agencies = [.. agencies.OrderBy(a => a.Position).ThenBy(a => a.Id, StringComparer.Ordinal)];
        Sections = [.. sections.OrderBy(s => s.Position).ThenBy(s => s.Id, StringComparer.Ordinal)];
        Columns = [.. columns.OrderBy(c => c.Position).ThenBy(c => c.Id, StringComparer.Ordinal)];
        _agencies = Agencies.ToFrozenDictionary(a => a.Id, StringComparer.Ordinal);
        _sections = Sections.ToFrozenDictionary(s => s.Id, StringComparer.Ordinal);
        _columns = Columns.ToFrozenDictionary(c => c.Id, StringComparer.Ordinal);
        _byPath = Columns.ToFrozenDictionary(c => c.Path, StringComparer.Ordinal);
        _children = Columns.ToLookup(c => c.ParentId ?? "", StringComparer.Ordinal);
    }

    public static OrganisationSnapshot Empty { get; } = new([], [], []);

    public static async Task<OrganisationSnapshot> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return new OrganisationSnapshot(
            await db.Set<Agency>().AsNoTracking().ToListAsync(cancellation),
            await db.Set<Section>().AsNoTracking().ToListAsync(cancellation),
            await db.Set<Column>().AsNoTracking().ToListAsync(cancellation));
    }

    public IReadOnlyList<Agency> Agencies { get; }
    public IReadOnlyList<Section> Sections { get; }
    /// <summary>Every column and group, in the order of the task table.</summary>
    public IReadOnlyList<Column> Columns { get; }

    public Agency? Agency(string? id) => id is null ? null : _agencies.GetValueOrDefault(id);

    public Section? Section(string? id) => id is null ? null : _sections.GetValueOrDefault(id);

    public Column? Column(string? id) => id is null ? null : _columns.GetValueOrDefault(id);

    public Column? ColumnByPath(string path) => _byPath.GetValueOrDefault(path);

    public IEnumerable<Column> Children(string? columnId) => _children[columnId ?? ""];

    /// <summary>Groups and columns without a parent.</summary>
    public IEnumerable<Column> Roots => _children[""];

    /// <summary>A column's title with its group's: 政策文件 / 规范性文件.</summary>
    public string FullTitle(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return Column(column.ParentId) is { } parent ? $"{FullTitle(parent)} / {column.Title}" : column.Title;
    }

    /// <summary>True where the column or a group above it is internal.</summary>
    public bool IsInternal(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.IsInternal || (Column(column.ParentId) is { } parent && IsInternal(parent));
    }

    /// <summary>
    /// A column may be shown in public: neither it nor a group above it is internal, and a group has a column that may be.
    /// </summary>
    public bool IsPublic(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return !IsInternal(column) && (!column.IsGroup || Children(column.Id).Any(IsPublic));
    }

    /// <summary>
    /// The sections in whose name items may stand in the column: the one it names and those that support it (配合科室);
    /// every section of the agency where it names none («各起草科室»).
    /// </summary>
    public IEnumerable<Section> WritingSections(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        var own = Sections.Where(s => s.AgencyId == column.AgencyId);
        if (column.SectionMeaning != SectionMeaning.Named || column.SectionId is null) return own;
        var supporting = column.SupportingText.Split('、');
        return own.Where(s => s.Id == column.SectionId || supporting.Contains(s.Name));
    }

    /// <summary>The column itself and everything below it.</summary>
    public IEnumerable<Column> WithDescendants(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return Children(column.Id).SelectMany(WithDescendants).Prepend(column);
    }
}
