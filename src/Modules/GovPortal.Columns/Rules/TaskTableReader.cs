using GovPortal.Kernel.Results;
using GovPortal.Tables;

namespace GovPortal.Columns.Rules;

/// <summary>
/// Reads a task table from an imported file. Failure codes: <c>task-table.no-header</c> (no heading row),
/// <c>task-table.no-columns</c> (a heading row and nothing under it), <c>task-table.duplicate-column</c>
/// (same parent and title; <c>Field</c> is the second one's cell).
/// </summary>
public static class TaskTableReader
{
    /// <summary>Reads the first table that has a task table's header; cells of the other tables are listed as unread.</summary>
    /// <param name="file">The file as read by <see cref="TableReader"/>.</param>
    /// <param name="slug">Turns a title into an address segment, in production pinyin initials.</param>
    public static Result<TaskTable> Read(TableFile file, Func<string, string> slug)
    {
        foreach (var grid in file.Tables)
        {
            if (TaskTableHeader.Find(grid) is not { } header) continue;
            var table = new TaskTableRows(grid, header, slug).Read();
            if (!table.Succeeded) return table;
            var others = file.Tables.Where(t => t != grid)
                .SelectMany(t => t.Cells.Where(c => c.MergedFrom is null).Select(c => new UnreadCell($"{t.Name}!{c.Address}", c.Text, "不在任务分解表所在的表中")));
            return table.Value with { Unread = [.. table.Value.Unread, .. others] };
        }
        return Failure.Of("task-table.no-header");
    }
}
