using GovPortal.Kernel.Results;

namespace GovPortal.Tables.Lists;

/// <summary>
/// Reads a list of entries from an imported file. Refusal: <c>list.no-head</c> (no row with known heads). Where no column is chosen for
/// the entries' names there are no entries, and every cell below the head is unused.
/// </summary>
public static class ListReader
{
    /// <summary>Reads the table with the most known heads and those with the same heads, a form as a list of one; cells of other tables are unused.</summary>
    /// <param name="mapping">Chooses the fields by the places of their columns, for a list of this signature; null takes those the heads suggest.</param>
    public static Result<ReadList> Read(TableFile file, IReadOnlyList<ListField> fields, Func<string, IReadOnlyDictionary<int, string>?>? mapping = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(fields);
        var found = file.Tables.Select(t => (Table: t, Grid: FormTable.AsList(t, fields)))
            .Select(t => (t.Table, t.Grid, Head: ListHead.Find(t.Grid, fields))).ToList();
        if (found.Select(t => t.Head).OfType<ListHead>().OrderByDescending(h => h.Known.Count).FirstOrDefault() is not { } head)
        {
            return Failure.Of("list.no-head", string.Join('、', fields.Where(f => f.Table is null).Take(4).Select(f => f.Title)));
        }
        var chosen = mapping?.Invoke(head.Signature) ?? head.Known;
        var (entries, unused, title) = (new List<ListEntry>(), new List<UnusedCell>(), default(string));
        foreach (var (table, grid, own) in found)
        {
            var prefix = table == file.Tables[0] ? "" : grid.Name + "!";
            if (own?.Signature != head.Signature)
            {
                unused.AddRange(grid.Cells.Where(c => c.MergedFrom is null).Select(c => new UnusedCell(prefix + c.Address, c.Text, "不在清单所在的表中")));
                continue;
            }
            var rows = new ListRows(grid, own, fields, chosen, prefix);
            rows.Read();
            title ??= rows.Title;
            entries.AddRange(rows.Entries);
            unused.AddRange(rows.Unused);
        }
        return new ReadList(title, head.Columns, chosen, head.Signature, entries, unused);
    }
}
