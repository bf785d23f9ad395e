using GovPortal.Columns.Rules;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;

namespace GovPortal.Columns.Model;

public enum ColumnChange { New, Changed, Unchanged, Closed }

/// <summary>What an import does to one column or group.</summary>
/// <param name="Titles">From the first level down: what a column is recognised by.</param>
/// <param name="Path">Its address: the one it has, or the one it will be given for good.</param>
/// <param name="Position">Its place in the table.</param>
/// <param name="Row">Row of the file; null for a group and for a column that the table does not name.</param>
/// <param name="Members">What differs; empty where nothing does or the column is new.</param>
public sealed record ColumnPlan(
    ColumnChange Change, IReadOnlyList<string> Titles, string Path, int Position, int? Row, ColumnState State, Column? Existing,
    IReadOnlyList<MemberChange> Members)
{
    /// <summary>The id a recipe gives a new column.</summary>
    internal string? NewId { get; init; }

    public string FullTitle => string.Join(" / ", Titles);

    /// <summary>It stands under another group than before.</summary>
    public bool IsMoved => Members.Any(m => m.Label == TaskTablePlan.GroupLabel);

    /// <summary>It has another name than before.</summary>
    public bool IsRenamed => Members.Any(m => m.Label == TaskTablePlan.NameLabel);

    internal string Key => TaskTablePlan.KeyOf(Titles);
}

/// <summary>
/// The difference between a task table and the portal. A pure function of both; columns are recognised by agency and full
/// title, and where they were moved or renamed by what else they say (<see cref="KnownColumns"/>). Columns of the agency that the table does not name are closed, and opened again when they return.
/// </summary>
public sealed class TaskTablePlan
{
    /// <summary>Longest title of a column and name of a section, in characters.</summary>
    internal const int MaxName = 100;

    private TaskTablePlan(IReadOnlyList<ColumnPlan> columns, IReadOnlyList<string> newSections, IReadOnlyList<SectionRename> renamedSections) =>
        (Columns, NewSections, RenamedSections) = (columns, newSections, renamedSections);

    /// <summary>Columns and groups in the order of the table; then those that will be closed.</summary>
    public IReadOnlyList<ColumnPlan> Columns { get; }

    /// <summary>Names of responsible and supporting sections that the agency does not have yet.</summary>
    public IReadOnlyList<string> NewSections { get; }

    /// <summary>Sections that have another name in the table.</summary>
    public IReadOnlyList<SectionRename> RenamedSections { get; }

    public bool HasChanges => NewSections.Count > 0 || RenamedSections.Count > 0 || Columns.Any(c => c.Change != ColumnChange.Unchanged);

    /// <summary>Columns, groups not counted.</summary>
    public int Count(ColumnChange change) => Columns.Count(c => c.Change == change && !c.State.IsGroup);

    /// <summary>
    /// Compares. Failure code: <c>task-table.too-long</c> (a title or section name over 100 characters; <c>Field</c> is the row).
    /// </summary>
    /// <param name="separate">Ids of columns and sections that are not the ones the table seems to rename or move.</param>
    public static Result<TaskTablePlan> Build(TaskTable table, OrganisationSnapshot organisation, string agencyId, IReadOnlySet<string>? separate = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(organisation);
        var failures = TooLong(table);
        if (failures.Count > 0) return failures;

        var known = KnownColumns.Of(table, organisation, agencyId, separate ?? new HashSet<string>());
        var renamed = known.SectionRenames();
        var newNames = renamed.ToDictionary(r => r.Section.Name, r => r.NewName);
        var planned = new Dictionary<string, ColumnPlan>();
        var paths = new ColumnPaths(Pinyin.Slug, organisation.Columns.Select(c => c.Path));
        var rows = table.Columns.ToDictionary(c => KeyOf(c.Titles));
        foreach (var column in table.Columns)
        {
            for (var depth = 1; depth <= column.Titles.Count; depth++) Plan([.. column.Titles.Take(depth)]);
        }
        var ordered = ColumnOrder.WithMoves([.. planned.Values]);
        var kept = known.ByKey.Values.Select(c => c.Id).ToHashSet();
        var missing = organisation.Columns.Where(c => c.AgencyId == agencyId && !c.IsClosed && !kept.Contains(c.Id)).Select(c => Close(c, organisation));
        var names = organisation.Sections.Where(s => s.AgencyId == agencyId).Select(s => s.Name).Concat(newNames.Values).ToHashSet();
        return new TaskTablePlan([.. ordered, .. missing], [.. ordered.SelectMany(c => c.State.NamedSections).Where(names.Add)], renamed);

        void Plan(string[] titles)
        {
            var key = KeyOf(titles);
            if (planned.ContainsKey(key)) return;
            var existing = known.ByKey.GetValueOrDefault(key);
            var old = existing is null ? null : ColumnState.Of(existing, organisation).Renamed(newNames);
            var row = rows.GetValueOrDefault(key);
            // A table says nothing of a group but its name.
            var state = row is not null ? ColumnState.Of(row, old) : old is { IsGroup: true } ? old with { IsClosed = false } : ColumnState.Group;
            var parent = titles.Length == 1 ? null : planned[KeyOf(titles[..^1])].Path;
            var above = titles.Length == 1 ? null : planned[KeyOf(titles[..^1])].Existing;
            IReadOnlyList<MemberChange> members = old is null ? [] : [.. Place(existing!, titles, above, organisation), .. old.ChangesTo(state)];
            planned[key] = new ColumnPlan(
                old is null ? ColumnChange.New : members.Count > 0 ? ColumnChange.Changed : ColumnChange.Unchanged,
                titles, existing?.Path ?? paths.Under(parent, titles[^1]), planned.Count, row?.Row, state, existing, members)
            {
                NewId = row?.Id,
            };
        }
    }

    /// <summary>Another name, or another group above: what else the column is stays, its address too.</summary>
    private static IEnumerable<MemberChange> Place(Column column, string[] titles, Column? above, OrganisationSnapshot organisation)
    {
        if (column.Title != titles[^1]) yield return new MemberChange(NameLabel, column.Title, titles[^1]);
        if (column.ParentId == above?.Id && (above is not null || titles.Length == 1)) yield break;
        yield return new MemberChange(GroupLabel, string.Join(" / ", TitlesOf(column, organisation).SkipLast(1)), string.Join(" / ", titles[..^1]));
    }

    internal const string NameLabel = "栏目名称", GroupLabel = "上级栏目";

    internal static string KeyOf(IEnumerable<string> titles) => string.Join('\n', titles);

    internal static IReadOnlyList<string> TitlesOf(Column column, OrganisationSnapshot organisation) =>
        organisation.Column(column.ParentId) is { } parent ? [.. TitlesOf(parent, organisation), column.Title] : [column.Title];

    private static ColumnPlan Close(Column column, OrganisationSnapshot organisation)
    {
        var before = ColumnState.Of(column, organisation);
        var after = before with { IsClosed = true };
        return new ColumnPlan(ColumnChange.Closed, TitlesOf(column, organisation), column.Path, column.Position, null, after, column, before.ChangesTo(after));
    }

    private static List<Failure> TooLong(TaskTable table) =>
    [
        .. table.Columns.SelectMany(c => c.Titles.Append(c.Section?.Text ?? "").Concat(c.SupportingSections.Select(s => s.Text)).Where(t => t.Length > MaxName)
            .Select(t => Failure.At($"{c.Row}", "task-table.too-long", c.Row, t[..20] + "…", MaxName))),
    ];
}
