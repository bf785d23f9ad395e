using GovPortal.Columns.Rules;
using GovPortal.Kernel.Organisation;

namespace GovPortal.Columns.Model;

/// <summary>A section that the table calls by another name; it keeps its people, columns and history.</summary>
/// <param name="Columns">How many rows of the table say so.</param>
public sealed record SectionRename(Section Section, string NewName, int Columns);

/// <summary>
/// Which column of the portal a row of the table means. First by full title; then a group whose columns stand under another
/// name, a column that stands under another group, and one that has another name and the same content. What the person said
/// is not the same (ids in <paramref name="separate"/>) stays apart.
/// </summary>
internal sealed class KnownColumns(TaskTable table, OrganisationSnapshot organisation, string agencyId, IReadOnlySet<string> separate)
{
    private readonly List<Column> _all = [.. organisation.Columns.Where(c => c.AgencyId == agencyId)];
    private readonly Dictionary<string, Column> _byKey = [];
    private readonly HashSet<string> _taken = [];

    /// <summary>By the row's full title; groups among them.</summary>
    public IReadOnlyDictionary<string, Column> ByKey => _byKey;

    public static KnownColumns Of(TaskTable table, OrganisationSnapshot organisation, string agencyId, IReadOnlySet<string> separate)
    {
        var known = new KnownColumns(table, organisation, agencyId, separate);
        var rows = table.Columns.ToDictionary(c => TaskTablePlan.KeyOf(c.Titles));
        var titles = table.Columns.SelectMany(c => Enumerable.Range(1, c.Titles.Count).Select(n => c.Titles.Take(n).ToArray()))
            .DistinctBy(TaskTablePlan.KeyOf).ToList();
        known.MatchByTitle(titles);
        known.MatchGroups(titles.FindAll(t => !rows.ContainsKey(TaskTablePlan.KeyOf(t))));
        known.MatchByTitle(titles);
        known.MatchMoved([.. rows.Values]);
        known.MatchRenamed([.. rows.Values]);
        return known;
    }

    /// <summary>Sections whose every recognised column names one and the same section that is new; the old name stands nowhere in the table.</summary>
    public IReadOnlyList<SectionRename> SectionRenames()
    {
        var names = organisation.Sections.Where(s => s.AgencyId == agencyId).Select(s => s.Name).ToHashSet();
        var spoken = table.Columns.SelectMany(c => c.SupportingSections.Select(s => s.Text).Append(c.Section?.Text)).ToHashSet();
        var rows = table.Columns.ToDictionary(c => TaskTablePlan.KeyOf(c.Titles));
        var renames =
            from pair in _byKey
            where pair.Value.SectionId is not null && !pair.Value.IsClosed && rows.ContainsKey(pair.Key)
            group rows[pair.Key].Section by pair.Value.SectionId into owned
            let section = organisation.Section(owned.Key)
            let said = owned.Select(s => s is { Meaning: Rules.SectionMeaning.Named } ? s.Text : null).Distinct().ToList()
            where section is not null && !separate.Contains(section.Id) && !spoken.Contains(section.Name)
                && said is [{ } only] && !names.Contains(only)
            select new SectionRename(section, said[0]!, owned.Count());
        // Two sections under one new name were merged, not renamed.
        return [.. renames.GroupBy(r => r.NewName).Where(g => g.Count() == 1).Select(g => g.Single())];
    }

    /// <summary>From the first level down: the column of that title under the column that the title above means.</summary>
    private void MatchByTitle(List<string[]> titles)
    {
        foreach (var title in titles)
        {
            if (_byKey.ContainsKey(TaskTablePlan.KeyOf(title)) || ParentOf(title) is not { } parent) continue;
            var same = _all.Find(c => c.ParentId == parent.Id && c.Title == title[^1] && !_taken.Contains(c.Id));
            if (same is not null) Take(title, same);
        }
    }

    /// <summary>A group is the same where at least half of its columns have the same titles.</summary>
    private void MatchGroups(List<string[]> groups)
    {
        foreach (var title in groups.Where(t => !_byKey.ContainsKey(TaskTablePlan.KeyOf(t))))
        {
            if (ParentOf(title) is not { } parent) continue;
            var here = table.Columns.Where(c => c.Titles.Count == title.Length + 1 && c.Titles.Take(title.Length).SequenceEqual(title)).Select(c => c.Title).ToHashSet();
            var alike = Free().Where(c => c.IsGroup && c.ParentId == parent.Id && Shares(c, here)).ToList();
            if (alike is [var only]) Take(title, only);
        }

        bool Shares(Column column, HashSet<string> titles)
        {
            var children = organisation.Children(column.Id).Where(c => !c.IsClosed).Select(c => c.Title).ToList();
            return children.Count > 0 && children.Count(titles.Contains) * 2 >= Math.Max(children.Count, titles.Count);
        }
    }

    private void MatchMoved(List<TaskColumn> rows)
    {
        var open = rows.FindAll(r => !_byKey.ContainsKey(TaskTablePlan.KeyOf(r.Titles)));
        foreach (var row in open.GroupBy(r => r.Title).Where(g => g.Count() == 1).Select(g => g.Single()))
        {
            var alike = Free().Where(c => !c.IsGroup && c.Title == row.Title).ToList();
            if (alike is [var only] && (SameContent(row, only) || row.Section?.Text == only.SectionText)) Take(row.Titles, only);
        }
    }

    private void MatchRenamed(List<TaskColumn> rows)
    {
        var open = rows.FindAll(r => !_byKey.ContainsKey(TaskTablePlan.KeyOf(r.Titles)));
        foreach (var row in open)
        {
            if (ParentOf(row.Titles) is not { } parent) continue;
            var alike = Free().Where(c => !c.IsGroup && c.ParentId == parent.Id && SameContent(row, c)).ToList();
            if (alike is [var only] && open.Count(r => SameContent(r, only) && ParentOf(r.Titles)?.Id == parent.Id) == 1) Take(row.Titles, only);
        }
    }

    private static bool SameContent(TaskColumn row, Column column) => row.Content.Length > 0 && row.Content == column.Content;

    private List<Column> Free() => _all.FindAll(c => !c.IsClosed && !_taken.Contains(c.Id) && !separate.Contains(c.Id));

    /// <summary>The column above: without id for the first level, null where the portal has none.</summary>
    private Above? ParentOf(IReadOnlyList<string> titles) =>
        titles.Count == 1 ? new Above(null) : _byKey.TryGetValue(TaskTablePlan.KeyOf(titles.SkipLast(1)), out var parent) ? new Above(parent.Id) : null;

    private sealed record Above(string? Id);

    private void Take(IReadOnlyList<string> titles, Column column)
    {
        _byKey[TaskTablePlan.KeyOf(titles)] = column;
        _taken.Add(column.Id);
    }
}
