using System.Text.RegularExpressions;
using GovPortal.Tables;

namespace GovPortal.Columns.Rules;

/// <summary>What a column of the table holds.</summary>
internal enum TaskField
{
    Ordinal,
    /// <summary>板块: what stands above the first level where a table has it.</summary>
    Board,
    Level1,
    Level2,
    Level3,
    Content,
    Basis,
    Deadline,
    Freshness,
    Section,
    SupportingSections,
    Channels,
    Audience,
    Manner,
    Tier,
    Note,
}

/// <summary>Where the header stands and which table column holds which field.</summary>
/// <param name="FirstRow">First header row.</param>
/// <param name="LastRow">Last header row: tables that group their levels under 栏目名称, or choices under 公开对象, have two.</param>
/// <param name="Fields">Field by column number; choices share one.</param>
/// <param name="Choices">By column number, what a tick in it means: 全社会 under 公开对象.</param>
internal sealed partial record TaskTableHeader(int FirstRow, int LastRow, IReadOnlyDictionary<int, TaskField> Fields, IReadOnlyDictionary<int, string> Choices)
{
    /// <summary>The header is looked for in so many rows from the top.</summary>
    private const int SearchedRows = 30;

    /// <summary>So many known headings make a header row.</summary>
    private const int LeastHeadings = 3;

    private static readonly Dictionary<string, TaskField> Synonyms = Names(
        (TaskField.Ordinal, "序号|编号|序|No|NO"),
        (TaskField.Board, "板块|栏目板块|公开板块|板块名称|一级板块"),
        (TaskField.Level1, "一级栏目|一级栏目名称|一级事项|一级目录|一级|栏目名称|栏目|公开事项|主动公开事项|栏目类别"),
        (TaskField.Level2, "二级栏目|二级栏目名称|二级事项|二级目录|二级|子栏目"),
        (TaskField.Level3, "三级栏目|三级栏目名称|三级事项|三级目录|三级"),
        (TaskField.Content, "公开内容|公开内容要素|具体内容|公开要素|内容要素|主要内容|内容"),
        (TaskField.Basis, "公开依据|依据|法律依据|设定依据|政策依据"),
        (TaskField.Deadline, "公开时限|提供内容时效标准|时效标准|公开时效|时限|时限要求|完成时限"),
        (TaskField.Freshness, "更新频率|更新标准|更新时限|更新周期|更新要求|更新频次"),
        (TaskField.Section, "责任科室|保障部门|责任单位|责任部门|责任股室|牵头科室|公开主体|责任主体|内容保障部门|信息提供科室"),
        (TaskField.SupportingSections, "配合科室|配合部门|配合单位|协办科室|配合股室"),
        (TaskField.Channels, "公开渠道|公开渠道和载体|公开载体|公开渠道及载体|公开渠道与载体|公开平台|发布渠道|渠道"),
        (TaskField.Audience, "公开对象|公开范围"),
        (TaskField.Manner, "公开方式|公开属性"),
        (TaskField.Tier, "公开层级|公开层级要求"),
        (TaskField.Note, "备注|说明|备考"));

    /// <summary>The header of the grid, or null where the grid is no task table.</summary>
    public static TaskTableHeader? Find(TableGrid grid)
    {
        for (var row = 1; row <= Math.Min(grid.RowCount, SearchedRows); row++)
        {
            var fields = Headings(grid, row);
            if (fields.Count < LeastHeadings || !fields.Values.Any(IsLevel)) continue;
            var choices = new Dictionary<int, string>();
            var below = SecondRow(grid, row, fields, choices);
            return below is null
                ? new(row, row, UnderBoard(Spread(grid, row, fields)), new Dictionary<int, string>())
                : new(row, row + 1, UnderBoard(below), choices);
        }
        return null;
    }

    /// <summary>The field a heading names; blanks and remarks in brackets don't matter.</summary>
    public static TaskField? FieldOf(string heading)
    {
        var plain = Blank().Replace(heading, "");
        foreach (var candidate in (string[])[plain, Brackets().Replace(plain, ""), Bracketed().Replace(plain, "")])
        {
            if (Synonyms.TryGetValue(candidate, out var field)) return field;
        }
        return null;
    }

    /// <summary>Fields of the national catalogues (基层政务公开标准目录) that are ticked in a column for each choice (B3).</summary>
    private static bool HasChoices(TaskField field) => field is TaskField.Audience or TaskField.Manner or TaskField.Tier or TaskField.Channels;

    public static bool IsLevel(TaskField field) => field is TaskField.Board or TaskField.Level1 or TaskField.Level2 or TaskField.Level3;

    /// <summary>Only the first column of a field counts; a second one stays unread.</summary>
    private static Dictionary<int, TaskField> Headings(TableGrid grid, int row)
    {
        var fields = new Dictionary<int, TaskField>();
        for (var column = 1; column <= grid.ColumnCount; column++)
        {
            if (grid[row, column] is { } cell && FieldOf(cell.Text) is { } field && !fields.ContainsValue(field)) fields[column] = field;
        }
        return fields;
    }

    /// <summary>One 栏目名称 merged over several columns stands for the levels from the first down.</summary>
    private static Dictionary<int, TaskField> Spread(TableGrid grid, int row, Dictionary<int, TaskField> fields)
    {
        if (fields.Values.Count(IsLevel) != 1 || fields.First(f => IsLevel(f.Value)) is not { Value: TaskField.Level1, Key: var first }) return fields;
        for (var (column, level) = (first + 1, TaskField.Level2); level <= TaskField.Level3; column++, level++)
        {
            if (grid[row, column]?.MergedFrom != grid[row, first]!.Address || fields.ContainsKey(column)) break;
            fields[column] = level;
        }
        return fields;
    }

    /// <summary>A 板块 is the first level and pushes the others down; there are three at most, so beside three it stays unread.</summary>
    private static Dictionary<int, TaskField> UnderBoard(Dictionary<int, TaskField> fields)
    {
        if (!fields.ContainsValue(TaskField.Board)) return fields;
        var levels = fields.Where(f => IsLevel(f.Value)).OrderBy(f => f.Value).Select(f => f.Key).ToList();
        if (levels.Count > 3)
        {
            fields.Remove(levels[0]);
            return fields;
        }
        for (var i = 0; i < levels.Count; i++) fields[levels[i]] = TaskField.Level1 + i;
        return fields;
    }

    /// <summary>A second header row holds nothing but levels under a merged 栏目名称 and choices under merged headings.</summary>
    private static Dictionary<int, TaskField>? SecondRow(TableGrid grid, int row, Dictionary<int, TaskField> first, Dictionary<int, string> choices)
    {
        var fields = new Dictionary<int, TaskField>(first);
        var read = 0;
        for (var column = 1; column <= grid.ColumnCount; column++)
        {
            if (grid[row + 1, column] is not { MergedFrom: null } cell) continue;
            if (ChoiceOf(grid, row, column) is { } chosen)
            {
                (fields[column], choices[column]) = (chosen, TaskText.Title(Bracketed().Replace(cell.Text, "")));
                read++;
                continue;
            }
            if (FieldOf(cell.Text) is not { } field || !IsLevel(field)) return null;
            foreach (var taken in fields.Where(f => f.Value == field && f.Key != column).Select(f => f.Key).ToList()) fields.Remove(taken);
            fields[column] = field;
            read++;
        }
        return read > 0 ? fields : null;
    }

    /// <summary>The field whose heading spans the column and others; null where none does.</summary>
    private static TaskField? ChoiceOf(TableGrid grid, int row, int column)
    {
        var heading = grid[row, column];
        // Where a file was flattened (.csv), the heading stands over the first of its columns only.
        for (var left = column; heading is null && left > 0; left--) heading = grid[row, left];
        return heading is not null && FieldOf(heading.Text) is { } field && HasChoices(field) ? field : null;
    }

    private static Dictionary<string, TaskField> Names(params (TaskField Field, string Words)[] rows) =>
        rows.SelectMany(r => r.Words.Split('|').Select(w => (w, r.Field))).ToDictionary(p => p.w, p => p.Field);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex("[（）()]")]
    private static partial Regex Brackets();

    [GeneratedRegex(@"[（(][^（）()]*[）)]")]
    private static partial Regex Bracketed();
}
