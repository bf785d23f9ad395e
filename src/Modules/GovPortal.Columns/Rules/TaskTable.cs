using GovPortal.Clocks;

namespace GovPortal.Columns.Rules;

/// <summary>
/// What a 栏目任务分解表 (task table) says: the county's columns, each with its owner and its clocks (R28).
/// Every cell that shows text is either in here or in <see cref="Unread"/>.
/// </summary>
/// <param name="Title">The title row; null where the table has none.</param>
/// <param name="Groups">The first-level columns (一级栏目) in table order.</param>
/// <param name="Note">The notes under the table (注：…); null where there are none.</param>
/// <param name="Unread">Cells that were not understood; importing must not silently lose them.</param>
public sealed record TaskTable(string? Title, IReadOnlyList<TaskGroup> Groups, string? Note, IReadOnlyList<UnreadCell> Unread)
{
    /// <summary>Every column, in table order.</summary>
    public IEnumerable<TaskColumn> Columns => Groups.SelectMany(g => g.Columns).OrderBy(c => c.Row);
}

/// <summary>A first-level column (一级栏目) and the columns under it.</summary>
/// <param name="Path">Address of the group, one segment.</param>
public sealed record TaskGroup(string Title, string Path, IReadOnlyList<TaskColumn> Columns);

/// <summary>One row of the table: a column (栏目) with its responsibility and clocks.</summary>
/// <param name="Row">Row number in the file, from 1.</param>
/// <param name="Path">Address, unique in the table: <c>zcwj/gfxwj</c>.</param>
/// <param name="Titles">The titles from the first level down; the last is the column's own.</param>
/// <param name="Section">Responsible section (责任科室); null where the table names none.</param>
/// <param name="SupportingSections">配合科室.</param>
/// <param name="Content">公开内容（要素）.</param>
/// <param name="Basis">公开依据.</param>
/// <param name="Deadline">The clock of an item (公开时限).</param>
/// <param name="Freshness">The clock of the column (更新频率).</param>
/// <param name="Channels">公开渠道.</param>
/// <param name="Audience">公开对象, with what a group is limited to: 全社会、特定群体（申请人）.</param>
/// <param name="Manner">公开方式: 主动、依申请公开.</param>
/// <param name="Tier">公开层级: 县级、乡级.</param>
/// <param name="Note">备注; empty where there is none.</param>
public sealed record TaskColumn(
    int Row,
    string Path,
    IReadOnlyList<string> Titles,
    ColumnSection? Section,
    IReadOnlyList<ColumnSection> SupportingSections,
    string Content,
    string Basis,
    ClockReading Deadline,
    ClockReading Freshness,
    IReadOnlyList<string> Channels,
    string Audience,
    string Manner,
    string Tier,
    string Note)
{
    public string Title => Titles[^1];

    /// <summary>Name of its review route, where a recipe names one; a table file never does.</summary>
    public string? Route { get; init; }

    /// <summary>The id to give a new column, where a recipe brings one.</summary>
    public string? Id { get; init; }

    /// <summary>The titles above, joined by <c>/</c>; null for a first-level column.</summary>
    public string? Parent => Titles.Count == 1 ? null : string.Join('/', Titles.SkipLast(1));

    /// <summary>True where the table keeps the column inside the house (公开渠道：内部); it is never shown to the public.</summary>
    public bool IsInternal => Channels.Any(TaskChannels.IsInternal);
}

/// <summary>A cell that was not understood.</summary>
/// <param name="Cell">Its address; with the sheet's name in front where it is not in the table's own sheet.</param>
/// <param name="Text">The text shown; empty where a required cell is blank.</param>
/// <param name="Why">The reason, in Chinese.</param>
public sealed record UnreadCell(string Cell, string Text, string Why);
