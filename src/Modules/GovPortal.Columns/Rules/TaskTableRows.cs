using GovPortal.Clocks;
using GovPortal.Kernel.Results;
using GovPortal.Tables;

namespace GovPortal.Columns.Rules;

/// <summary>The reading of one grid, row by row.</summary>
internal sealed class TaskTableRows(TableGrid grid, TaskTableHeader header, Func<string, string> slug)
{
    private const string NoSection = "没有责任科室", NotTicked = "勾选项无法识别或没有勾选";

    private readonly List<UnreadCell> _unread = [];
    private readonly List<Failure> _failures = [];
    private readonly List<string> _notes = [];
    private readonly List<(string[] Titles, TaskColumn Column)> _columns = [];
    private readonly HashSet<string> _known = [];
    private readonly ColumnPaths _paths = new(slug);

    private TaskRow? _above;
    private string _group = "", _subgroup = "";
    private ColumnSection? _groupSection;

    public Result<TaskTable> Read()
    {
        var title = ReadAboveHeader();
        ReadHeader();
        for (var row = header.LastRow + 1; row <= grid.RowCount; row++) ReadRow(row);

        if (_failures.Count > 0) return _failures;
        if (_columns.Count == 0) return Failure.Of("task-table.no-columns");
        var groups = _columns.GroupBy(c => c.Titles[0])
            .Select(g => new TaskGroup(g.Key, _paths.Of(g.Key), [.. g.Select(c => c.Column)]));
        return new TaskTable(title, [.. groups], _notes.Count == 0 ? null : string.Join('\n', _notes), _unread);
    }

    private string? ReadAboveHeader()
    {
        string? title = null;
        foreach (var cell in grid.Cells.Where(c => c.Row < header.FirstRow && c.MergedFrom is null))
        {
            if (title is null) title = TaskText.Title(cell.Text);
            else Unread(cell, "表头以上的说明");
        }
        return title;
    }

    private void ReadHeader()
    {
        foreach (var cell in grid.Cells.Where(c => c.Row >= header.FirstRow && c.Row <= header.LastRow && c.MergedFrom is null))
        {
            if (!header.Fields.ContainsKey(cell.Column)) Unread(cell, "表头无法识别或重复，本列未读取");
        }
    }

    private void ReadRow(int number)
    {
        var row = new TaskRow(grid, header, number, _above);
        if (row.Own.Count == 0) return;
        if (IsNote(row))
        {
            _notes.AddRange(row.Own.Select(c => c.Text));
            return;
        }
        if (IsRepeatedHeader(row)) return;
        foreach (var cell in row.Own.Where(c => !header.Fields.ContainsKey(c.Column))) Unread(cell, "本列表头无法识别");
        foreach (var cell in row.Unticked.Where(c => c.MergedFrom is null)) Unread(cell, "没有勾选");
        foreach (var cell in row.DanglingDittos) Unread(cell, "“同上”的上方没有内容");

        if (row.IsOneLine || TitlesOf(row) is not { } titles)
        {
            var why = row.IsOneLine ? "整行说明，不是栏目" : "本行没有栏目名称";
            foreach (var cell in row.Own.Where(c => header.Fields.ContainsKey(c.Column))) Unread(cell, why);
            return;
        }
        _above = row;
        row.Carry(TaskField.Level1, titles[0]);
        if (titles.Length == 3) row.Carry(TaskField.Level2, titles[1]);
        var last = row.TitleCell ?? row.Own[0];
        if (!_known.Add(string.Join('\n', titles)))
        {
            _failures.Add(Failure.At(last.Address, "task-table.duplicate-column", last.Address, string.Join('/', titles)));
            return;
        }
        _columns.Add((titles, ColumnOf(row, titles)));
    }

    /// <summary>Notes come last: once they begin, rows of a single cell continue them.</summary>
    private bool IsNote(TaskRow row) =>
        row.Own.Count == 1 && (TaskText.StartsNote(row.Own[0].Text) || _notes.Count > 0)
        || row.Own.Count == 2 && TaskText.Title(row.Own[0].Text).TrimEnd('：', ':') is "注" or "备注" or "说明" && !row.HasOwnTitle;

    /// <summary>Printed tables repeat their header on every page.</summary>
    private bool IsRepeatedHeader(TaskRow row) =>
        row.Own.Count >= 3 && row.Own.All(c => header.Fields.TryGetValue(c.Column, out var field) && TaskTableHeader.FieldOf(c.Text) == field);

    /// <summary>The titles from the first level down; null where the row names no column of its own.</summary>
    private string[]? TitlesOf(TaskRow row)
    {
        var (one, two, three) = (row.Title(TaskField.Level1), row.Title(TaskField.Level2), row.Title(TaskField.Level3));
        if (one.Length > 0 && one != _group) (_group, _subgroup, _groupSection) = (one, "", null);
        if (_group.Length == 0 || !row.HasOwnTitle) return null;
        if (three.Length > 0)
        {
            if (two.Length > 0) _subgroup = two;
            return _subgroup.Length == 0 ? [_group, three] : [_group, _subgroup, three];
        }
        if (two.Length > 0)
        {
            _subgroup = two;
            return [_group, two];
        }
        return one.Length > 0 ? [_group] : null;
    }

    private TaskColumn ColumnOf(TaskRow row, string[] titles)
    {
        var deadline = Clock(row, TaskField.Deadline, DeadlineText.ReadDeadline);
        var freshness = Clock(row, TaskField.Freshness, DeadlineText.ReadFreshness);
        var (channels, unclear) = TaskChannels.Read(row.Text(TaskField.Channels));
        if (unclear) Unread(row.Cell(TaskField.Channels)!, NotTicked);
        return new TaskColumn(
            row.Number,
            _paths.Of(titles),
            titles,
            SectionOf(row),
            [.. TaskChannels.Split(row.Text(TaskField.SupportingSections)).Where(n => !TaskText.IsNone(n)).Select(ColumnSection.Of)],
            row.Text(TaskField.Content),
            row.Text(TaskField.Basis),
            deadline,
            freshness,
            channels,
            Ticked(row, TaskField.Audience),
            Ticked(row, TaskField.Manner),
            Ticked(row, TaskField.Tier),
            row.Text(TaskField.Note));
    }

    /// <summary>What is ticked, whether each choice has a column of its own or all stand in one cell.</summary>
    private string Ticked(TaskRow row, TaskField field)
    {
        if (!TaskChannels.IsTickList(row.Text(field))) return row.Text(field);
        var (ticked, unclear) = TaskChannels.Read(row.Text(field));
        if (unclear) Unread(row.Cell(field)!, NotTicked);
        return string.Join('、', ticked);
    }

    /// <summary>A blank cell repeats the section above within the same group, as merged cells do when a file is flattened.</summary>
    private ColumnSection? SectionOf(TaskRow row)
    {
        var names = TaskChannels.Split(row.Text(TaskField.Section));
        if (names is [var only] && TaskText.IsNone(only))
        {
            Unread(row.Cell(TaskField.Section)!, NoSection);
            return null;
        }
        if (names.Count == 1) return _groupSection = ColumnSection.Of(names[0]);
        if (names.Count == 0 && _groupSection is { } above) row.Carry(TaskField.Section, above.Text);
        if (names.Count > 1)
        {
            Unread(row.Cell(TaskField.Section)!, "责任科室只能填一个，其他科室请填入配合科室");
            return _groupSection = null;
        }
        if (_groupSection is null && header.Fields.FirstOrDefault(f => f.Value == TaskField.Section) is { Key: > 0 } column)
        {
            _unread.Add(new UnreadCell(CellAddress.Of(row.Number, column.Key), "", NoSection));
        }
        return _groupSection;
    }

    private ClockReading Clock(TaskRow row, TaskField field, Func<string, ClockReading> read)
    {
        var reading = read(row.Text(field));
        if (reading.Why is { } why) Unread(row.Cell(field)!, why);
        return reading;
    }

    private void Unread(TableCell cell, string why) => _unread.Add(new UnreadCell(cell.Address, cell.Text, why));
}
