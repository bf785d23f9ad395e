using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Imports.Model;
using GovPortal.Imports.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using GovPortal.Tables.Lists;

namespace GovPortal.Imports.Features;

/// <summary>
/// The difference between a list and the items of its column; a pure function of both. Problems: the elements' own refusals and
/// <c>import.no-entries</c>, <c>import.title-empty</c>, <c>import.repeated</c>, <c>draft.under-review</c>, and those of
/// <see cref="PickedTitles"/>.
/// </summary>
internal sealed class PlanImport(ContentElements elements, ListPlace place, string stage, DateOnly formedOn, PickedTitles picked)
{
    /// <summary>What a draft may lack.</summary>
    private static readonly HashSet<string> Missing = ["content.required", "table.cell-required"];

    private readonly List<HeldField> _fields = ListFields.Of(place.Type, elements);
    private readonly List<Failure> _problems = [];
    private readonly List<Failure> _incomplete = [];

    private string Day => formedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public ListPlan Build(ReadList list, IReadOnlyList<KnownItem> items, string fileHash)
    {
        var mapped = _fields.Where(f => list.Mapping.Values.Contains(f.Field.Id)).ToList();
        var names = items.Select(i => new EntryName(ListFields.Key(_fields, (JsonObject)i.Data.DeepClone()), i.Title)).ToList();
        var entries = list.Entries.Select(e => NameOf(e, mapped)).ToList();
        var matches = EntryMatching.Match(entries, names);
        if (entries.Count == 0) _problems.Add(Failure.Of("import.no-entries", _fields.First(f => f.Field.IsTitle).Field.Title));
        var repeated = new Dictionary<int, Failure>();
        foreach (var (entry, before) in EntryMatching.Repeated(entries))
        {
            var keys = entries[entry].Key.Length > 0 ? mapped.FindAll(f => f.Field.IsKey) : mapped;
            var at = Address(list.Entries[entry], keys);
            repeated[entry] = Failure.At(at, "import.repeated", entries[entry].Key.Length > 0 ? entries[entry].Key : entries[entry].Title, list.Entries[before].Row);
            _problems.Add(repeated[entry]);
        }
        var planned = new List<PlannedEntry>();
        for (var i = 0; i < list.Entries.Count; i++)
        {
            var (entry, before) = (list.Entries[i], _problems.Count);
            var plan = matches[i] is { } known ? Known(entry, entries[i], mapped, items[known], names[known]) : New(entry, entries[i], mapped);
            planned.Add(plan with { Problems = [.. repeated.TryGetValue(i, out var twice) ? [twice] : Array.Empty<Failure>(), .. _problems.Skip(before)] });
        }
        var missing = Enumerable.Range(0, items.Count).Where(i => !items[i].IsGone && !matches.Contains(i)).Select(i => new MissingItem(items[i].Id, names[i].Key, items[i].Title));
        return new ListPlan(list, planned, [.. missing], _problems, _incomplete, Token(list, items, fileHash));
    }

    private PlannedEntry New(ListEntry entry, EntryName name, List<HeldField> mapped)
    {
        var data = new JsonObject
        {
            [Disclosure.PartName] = new JsonObject
            {
                ["ColumnId"] = place.Column.Id, ["SectionId"] = place.Section.Id, ["Stage"] = stage,
                ["FormedOn"] = Day, ["Urgency"] = "normal",
            },
        };
        var changes = Read(entry, mapped, data);
        Check(entry, mapped, data);
        var paths = mapped.Select(f => f.Context.Path).ToHashSet();
        _incomplete.AddRange(elements.Walk(place.Type, data).Where(e => !paths.Contains(e.Context.Path))
            .SelectMany(e => e.Element.Check(e.Context, e.Value, complete: true)).Where(f => Missing.Contains(f.Code)).Select(f => f with { Field = Address(entry, mapped) }));
        return new PlannedEntry(EntryChange.New, entry.Row, entry.Place, name.Key, name.Title, null, false, null, null, changes, data);
    }

    private PlannedEntry Known(ListEntry entry, EntryName name, List<HeldField> mapped, KnownItem item, EntryName was)
    {
        var data = (JsonObject)item.Data.DeepClone();
        var changes = Read(entry, mapped, data);
        var changed = changes.Count > 0;
        if (changed)
        {
            if (item.IsFrozen) _problems.Add(Failure.At(Address(entry, mapped), "draft.under-review"));
            if (item.IsLive && data[Disclosure.PartName] is JsonObject disclosure) disclosure["ChangedOn"] = Day;
            Check(entry, mapped, data);
        }
        var renamed = changed && (EntryMatching.Plain(was.Title) != EntryMatching.Plain(name.Title) || was.Key.Length > 0 && name.Key.Length > 0 && EntryMatching.Plain(was.Key) != EntryMatching.Plain(name.Key));
        return new PlannedEntry(
            changed ? EntryChange.Changed : EntryChange.Unchanged, entry.Row, entry.Place, name.Key.Length > 0 ? name.Key : was.Key, name.Title, item.Title, renamed,
            item.Id, item.Revision, changes, data);
    }

    /// <summary>Takes the entry's cells into the data. A value whose cells say the same as before stays as it is, to the letter.</summary>
    private List<FieldChange> Read(ListEntry entry, List<HeldField> mapped, JsonObject data)
    {
        var changes = new List<FieldChange>();
        foreach (var group in mapped.GroupBy(f => f.Context.Path))
        {
            var (element, context) = (group.First().Element, group.First().Context);
            var value = ListFields.ValueIn(data, context);
            var stored = (JsonObject)value.DeepClone();
            var before = Lines(group.First(), value);
            element.ReadSheet(context, Lines(entry, group), value);
            var after = Lines(group.First(), value);
            if (before.Count == after.Count && Enumerable.Range(0, before.Count).All(i => before[i].SequenceEqual(after[i])))
            {
                value.Clear();
                foreach (var (member, node) in stored.ToList()) value[member] = node?.DeepClone();
                continue;
            }
            changes.Add(new FieldChange(context.Field is null ? group.First().Field.Title : context.DisplayName, Shown(before), Shown(after), Address(entry, [.. group])));
        }
        return changes;
    }

    private List<List<string>> Lines(HeldField field, JsonObject value) =>
        [.. field.Element.SheetLines(field.Context, value).Select(l => PickedTitles.Is(field) ? l.ToDictionary(c => c.Key, c => picked.Shown(field.Context, c.Value)) : l).Select(l => l.Values.Select(t => t.ReplaceLineEndings("\n").Trim()).ToList()).Where(l => l.Exists(t => t.Length > 0))];

    private IReadOnlyList<IReadOnlyDictionary<string, string>> Lines(ListEntry entry, IEnumerable<HeldField> columns)
    {
        var own = columns.ToList();
        if (own[0].Field.Table is not { } table) return [own.ToDictionary(c => c.Name, c => PickedTitles.Is(c) ? picked.Ids(c.Context, entry.Cells[c.Field.Id].Text) : entry.Cells[c.Field.Id].Text)];
        return [.. entry.Tables.GetValueOrDefault(table, []).Select(line => own.ToDictionary(c => c.Name, c => line[c.Field.Id].Text))];
    }

    private static string Shown(List<List<string>> lines) => string.Join("；", lines.Select(l => string.Join(" · ", l.Where(t => t.Length > 0))));

    private void Check(ListEntry entry, List<HeldField> mapped, JsonObject data)
    {
        if (mapped.Find(f => f.Field.IsTitle) is { } title && entry.Cells[title.Field.Id] is { Text.Length: 0 } blank) _problems.Add(Failure.At(blank.Address, "import.title-empty"));
        foreach (var group in mapped.GroupBy(f => f.Context.Path))
        {
            var (element, context) = (group.First().Element, group.First().Context);
            if (PickedTitles.Is(group.First()) && entry.Cells[group.First().Field.Id] is { } names && picked.Check(context, names.Text, names.Address).ToList() is { Count: > 0 } unknown)
            {
                _problems.AddRange(unknown);
                continue;
            }
            foreach (var failure in element.Check(context, ListFields.ValueIn(data, context), complete: true))
            {
                (Missing.Contains(failure.Code) ? _incomplete : _problems).Add(failure with { Field = Address(entry, [.. group], failure.Field) });
            }
        }
        var paths = mapped.Select(f => f.Context.Path).ToHashSet();
        _problems.AddRange(elements.Check(place.Type, data, complete: false)
            .Where(f => f.Field is null || !paths.Any(p => f.Field == p || f.Field.StartsWith(p + ".", StringComparison.Ordinal)))
            .Select(f => f with { Field = Address(entry, mapped) }));
    }

    /// <summary>The cell a refusal of a field belongs to: in a table the one of the row and column it names.</summary>
    private static string Address(ListEntry entry, List<HeldField> columns, string? at = null)
    {
        var first = columns.Find(c => c.Field.IsTitle) ?? columns[0];
        if (first.Field.Table is not { } table) return entry.Cells[first.Field.Id].Address;
        var lines = entry.Tables.GetValueOrDefault(table, []);
        if (lines.Count == 0) return $"{entry.Place}{entry.Row}";
        var open = at?.IndexOf(".Rows[", StringComparison.Ordinal) ?? -1;
        var close = open < 0 ? -1 : at!.IndexOf(']', open);
        var line = close > 0 && int.TryParse(at.AsSpan(open + 6, close - open - 6), out var row) && row < lines.Count ? lines[row] : lines[0];
        var column = close > 0 && close + 2 <= at!.Length ? columns.Find(c => c.Name == at[(close + 2)..]) ?? first : first;
        return line[column.Field.Id].Address;
    }

    private EntryName NameOf(ListEntry entry, List<HeldField> mapped)
    {
        var data = new JsonObject();
        foreach (var group in mapped.Where(f => f.Field.IsTitle || f.Field.IsKey).GroupBy(f => f.Context.Path))
        {
            group.First().Element.ReadSheet(group.First().Context, Lines(entry, group), ListFields.ValueIn(data, group.First().Context));
        }
        var title = mapped.Find(f => f.Field.IsTitle);
        // A key of several fields names nothing while one of them is not in the list.
        var keys = _fields.Where(f => f.Field.IsKey).ToList();
        return new EntryName(keys.TrueForAll(mapped.Contains) ? ListFields.Key(keys, data) : "", title is null ? "" : Tables.SheetWords.Title(entry.Cells[title.Field.Id].Text));
    }

    private string Token(ReadList list, IReadOnlyList<KnownItem> items, string fileHash)
    {
        var state = new StringBuilder(fileHash).Append('\n').Append(place.Type.Name).Append(place.Column.Id).Append(place.Section.Id).Append(stage).Append(Day).Append('\n');
        foreach (var (column, field) in list.Mapping.OrderBy(m => m.Key)) state.Append(column.ToString(CultureInfo.InvariantCulture)).Append(field).Append('\n');
        foreach (var item in items) state.Append(item.Id).Append(item.Revision.ToString(CultureInfo.InvariantCulture)).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.ToString())));
    }
}
