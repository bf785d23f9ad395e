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
    public string FullTitle => string.Join(" / ", Titles);

    internal string Key => TaskTablePlan.KeyOf(Titles);
}

/// <summary>
/// The difference between a task table and the portal. A pure function of both; columns are recognised by agency and full
/// title. Columns of the agency that the table does not name are closed, and opened again when they return.
/// </summary>
public sealed class TaskTablePlan
{
    /// <summary>Longest title of a column and name of a section, in characters.</summary>
    internal const int MaxName = 100;

    private TaskTablePlan(IReadOnlyList<ColumnPlan> columns, IReadOnlyList<string> newSections) => (Columns, NewSections) = (columns, newSections);

    /// <summary>Columns and groups in the order of the table; then those that will be closed.</summary>
    public IReadOnlyList<ColumnPlan> Columns { get; }

    /// <summary>Names of responsible sections that the agency does not have yet.</summary>
    public IReadOnlyList<string> NewSections { get; }

    public bool HasChanges => NewSections.Count > 0 || Columns.Any(c => c.Change != ColumnChange.Unchanged);

    /// <summary>Columns, groups not counted.</summary>
    public int Count(ColumnChange change) => Columns.Count(c => c.Change == change && !c.State.IsGroup);

    /// <summary>
    /// Compares. Failure code: <c>task-table.too-long</c> (a title or section name over 100 characters; <c>Field</c> is the row).
    /// </summary>
    public static Result<TaskTablePlan> Build(TaskTable table, OrganisationSnapshot organisation, string agencyId)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(organisation);
        var failures = TooLong(table);
        if (failures.Count > 0) return failures;

        var before = organisation.Columns.Where(c => c.AgencyId == agencyId)
            .GroupBy(c => KeyOf(TitlesOf(c, organisation))).ToDictionary(g => g.Key, g => g.First());
        var planned = new Dictionary<string, ColumnPlan>();
        var paths = new ColumnPaths(Pinyin.Slug, organisation.Columns.Select(c => c.Path));
        var rows = table.Columns.ToDictionary(c => KeyOf(c.Titles));
        foreach (var column in table.Columns)
        {
            for (var depth = 1; depth <= column.Titles.Count; depth++) Place([.. column.Titles.Take(depth)]);
        }
        var ordered = ColumnOrder.WithMoves([.. planned.Values]);
        var missing = organisation.Columns.Where(c => c.AgencyId == agencyId && !c.IsClosed && !planned.ContainsKey(KeyOf(TitlesOf(c, organisation))))
            .Select(c => Close(c, organisation));
        var names = organisation.Sections.Where(s => s.AgencyId == agencyId).Select(s => s.Name).ToHashSet();
        return new TaskTablePlan([.. ordered, .. missing], [.. ordered.Select(c => c.State.Section).OfType<string>().Where(names.Add)]);

        void Place(string[] titles)
        {
            var key = KeyOf(titles);
            if (planned.ContainsKey(key)) return;
            var existing = before.GetValueOrDefault(key);
            var old = existing is null ? null : ColumnState.Of(existing, organisation);
            var row = rows.GetValueOrDefault(key);
            var state = row is null ? ColumnState.Group : ColumnState.Of(row, old);
            var parent = titles.Length == 1 ? null : planned[KeyOf(titles[..^1])].Path;
            var members = old?.ChangesTo(state) ?? [];
            planned[key] = new ColumnPlan(
                old is null ? ColumnChange.New : members.Count > 0 ? ColumnChange.Changed : ColumnChange.Unchanged,
                titles, existing?.Path ?? paths.Under(parent, titles[^1]), planned.Count, row?.Row, state, existing, members);
        }
    }

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
        .. table.Columns.SelectMany(c => c.Titles.Append(c.Section?.Text ?? "").Where(t => t.Length > MaxName)
            .Select(t => Failure.At($"{c.Row}", "task-table.too-long", c.Row, t[..20] + "…", MaxName))),
    ];
}
