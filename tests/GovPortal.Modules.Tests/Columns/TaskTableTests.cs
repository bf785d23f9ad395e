using System.Text;
using GovPortal.Clocks;
using GovPortal.Columns.Rules;
using GovPortal.Kernel.Results;
using GovPortal.Modules.Tests.Tables;
using GovPortal.Tables;

namespace GovPortal.Modules.Tests.Columns;

public sealed class TaskTableTests
{
    private static readonly string[] Header =
        ["序号", "一级栏目", "二级栏目", "公开内容（要素）", "公开依据", "公开时限", "更新频率", "责任科室", "配合科室", "公开渠道", "备注"];

    [Fact]
    public async Task The_county_table_has_14_groups_and_28_columns_and_nothing_is_unread()
    {
        var table = (await County()).Value!;
        Assert.Equal("县政务办门户网站有关栏目任务分解表", table.Title);
        Assert.Equal(14, table.Groups.Count);
        Assert.Equal(28, table.Columns.Count());
        Assert.Empty(table.Unread);
        Assert.StartsWith("注：1.重要、紧急事项应当日公开", table.Note, StringComparison.Ordinal);
        Assert.All(table.Columns, c => Assert.NotNull(c.Section));
        Assert.All(table.Columns, c => Assert.NotNull(c.Deadline.Rule));
        Assert.All(table.Columns, c => Assert.NotNull(c.Freshness.Rule));
        Assert.Equal(28, table.Columns.Select(c => c.Path).Distinct().Count());
    }

    [Fact]
    public async Task The_county_table_gives_the_agreed_json() =>
        Assert.Equal(
            Fixture.Text("task-table.preview.json").ReplaceLineEndings("\n").TrimEnd(),
            TaskTableJson.Write((await County()).Value!));

    [Fact]
    public async Task Sections_that_depend_on_the_item_are_no_sections_by_name()
    {
        var columns = (await County()).Value!.Columns.ToDictionary(c => c.Title);
        Assert.Equal(SectionMeaning.Drafting, columns["政策解读"].Section!.Meaning);
        Assert.Equal(SectionMeaning.Business, Assert.Single(columns["决策执行"].SupportingSections).Meaning);
        Assert.Equal(SectionMeaning.Concerned, Assert.Single(columns["舆情回应"].SupportingSections).Meaning);
        Assert.Equal(("政策法规科", SectionMeaning.Named), (columns["其他政策文件"].Section!.Text, columns["其他政策文件"].Section!.Meaning));
    }

    [Fact]
    public async Task Only_the_column_with_the_channel_内部_is_internal() =>
        Assert.Equal(["督查通报"], (await County()).Value!.Columns.Where(c => c.IsInternal).Select(c => c.Title));

    [Fact]
    public async Task A_clock_on_forming_or_changing_starts_on_both()
    {
        var deadline = (await County()).Value!.Columns.First().Deadline;
        Assert.Equal((ClockEvent.Formed, ClockEvent.Changed), (deadline.From, deadline.OrFrom));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("GB18030")]
    public async Task The_same_table_as_csv_reads_the_same(string encoding)
    {
        // What a spreadsheet program saves as CSV: merged cells are blank but for the first.
        var county = (await TableFiles.Read(Fixture.Bytes("栏目任务分解表.xlsx"), "t.xlsx")).Value!.Tables[0];
        var csv = new StringBuilder();
        for (var row = 1; row <= county.RowCount; row++)
        {
            csv.AppendJoin(',', Enumerable.Range(1, county.ColumnCount).Select(c => county[row, c] is { MergedFrom: null } cell ? $"\"{cell.Text}\"" : "")).Append("\r\n");
        }
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        await AssertSameAsCounty(Encoding.GetEncoding(encoding).GetBytes(csv.ToString()), "t.csv");
    }

    [Fact]
    public async Task The_same_table_in_Word_reads_the_same()
    {
        var county = (await TableFiles.Read(Fixture.Bytes("栏目任务分解表.xlsx"), "t.xlsx")).Value!.Tables[0];
        var rows = Enumerable.Range(1, county.RowCount).Select(row => row is 1 or 31
            ? [county.Text(row, 1)]
            : Enumerable.Range(1, 11).Select(c => county[row, c] is { MergedFrom: not null } ? null : county.Text(row, c)).ToArray()).ToList();
        await AssertSameAsCounty(TableFiles.Document(rows), "t.docx");
    }

    [Fact]
    public async Task Every_shown_cell_is_used_or_unread()
    {
        var table = await Table(TableFiles.Workbook(
        [
            ["栏目任务分解表"],
            ["填报单位：某局"],
            [.. Header, "领导批示"],
            ["1", "政策文件", "规范性文件", "正文", "条例", "尽快", "每天", "办公室、人事科", "", "□门户网站", "", "全社会"],
            ["一、小标题"],
            ["2", "", "", "续行内容"],
            ["3", "政策文件", "通知公告", "同上", "同上", "当日", "每月", "财务科", "同上", "门户网站", "", ""],
        ], "A5:K5"));
        Assert.Equal(
            ["A2", "L3", "L4", "F4", "G4", "J4", "H4", "A5", "A6", "D6", "I7"],
            table.Unread.Select(u => u.Cell));
        Assert.Equal(["正文", "条例"], [table.Columns.Last().Content, table.Columns.Last().Basis]);
    }

    [Fact]
    public async Task Three_levels_two_header_rows_and_the_words_of_other_counties_are_read()
    {
        var table = await Table(TableFiles.Workbook(
        [
            ["序号", "栏目名称", "", "", "具体内容", "提供内容\n时效标准", "更新标准", "保障部门", "公开渠道和载体"],
            ["", "一级", "二级", "三级"],
            ["1", "法定主动公开内容", "政策", "规范性文件", "全文", "信息形成或变更之日起20个工作日内", "政策文件类一级栏目6个月内须有更新", "办 公 室", "■政府网站 □政府公报 ■两微一端"],
            ["2", "", "", "解读", "材料", "与政策文件同步公开发布", "最迟1年内", "", "■政府网站"],
            ["3", "", "财政", "", "预算", "当日", "每年", "财务科", "■发布会/听证会"],
            ["4", "年报", "", "", "报告", "每年1月31日前", "每年", "办公室", "■政府网站"],
        ], "B1:D1", "B3:B5", "C3:C4"));
        Assert.Empty(table.Unread);
        Assert.Equal(["法定主动公开内容/政策:规范性文件", "法定主动公开内容/政策:解读", "法定主动公开内容:财政", ":年报"], table.Columns.Select(c => $"{c.Parent}:{c.Title}"));
        Assert.Equal(["政府网站", "两微一端"], table.Columns.First().Channels);
        Assert.Equal(["办公室", "办公室", "财务科", "办公室"], table.Columns.Select(c => c.Section?.Text));
        Assert.Equal(["20wd", "with-document", "same-day", "yearly0131"], table.Columns.Select(c => c.Deadline.Rule?.ToString()));
        Assert.Equal(["every6mo", "every1y", "every1y", "every1y"], table.Columns.Select(c => c.Freshness.Rule?.ToString()));
    }

    [Fact]
    public async Task A_merged_heading_without_second_row_names_the_levels()
    {
        var table = await Table(TableFiles.Workbook([["栏目名称", "", "责任部门", "公开时限"], ["机构", "领导", "人事科", "当日"]], "A1:B1"));
        Assert.Equal("机构/领导", table.Columns.Single().Parent + "/" + table.Columns.Single().Title);
    }

    [Fact]
    public async Task Same_as_above_and_repeated_headers_are_understood()
    {
        var table = await Table(TableFiles.Workbook(
        [
            Header,
            ["1", "机构", "概况", "内容", "条例", "当日", "每年", "办公室", "人事科", "门户网站", ""],
            Header,
            ["2", "同上", "领导", "同上", "同上", "同上", "同上", "同上", "同上", "同上", "同上"],
            ["", "", "内设", "", "", "", "", "", "", "", ""],
            ["", "同上", "下属", "", "", "", "", "同上", "", "", ""],
            ["注：一"],
            ["二"],
        ]));
        Assert.Equal(["K4"], table.Unread.Select(u => u.Cell));
        Assert.Equal(["办公室", "办公室", "办公室", "办公室"], table.Columns.Select(c => c.Section?.Text));
        Assert.All(table.Columns, c => Assert.Equal("机构", c.Parent));
        Assert.Equal("same-day", table.Columns.ElementAt(1).Deadline.Rule?.ToString());
        Assert.Equal("注：一\n二", table.Note);
    }

    [Fact]
    public async Task Paths_are_unique_among_siblings_only()
    {
        var table = await Table(TableFiles.Workbook(
        [
            ["一级栏目", "二级栏目", "责任科室"],
            ["政策", "文件", "甲科"], ["政策", "公文", "甲科"], ["职责", "文件", "乙科"], ["政采", "文件", "乙科"], ["？", "", "乙科"],
        ]), title => string.Concat(title.Select(c => "政策职责采".Contains(c) ? "zczzc"["政策职责采".IndexOf(c)] : "文公".Contains(c) ? 'w' : c == '件' ? 'j' : '?')).Replace("ww", "wj", StringComparison.Ordinal));
        Assert.Equal(["zc/wj", "zc/wj-2", "zz/wj", "zc-2/wj", "column"], table.Columns.Select(c => c.Path));
    }

    [Fact]
    public async Task A_column_without_section_is_pointed_out()
    {
        var table = await Table(TableFiles.Workbook([["一级栏目", "二级栏目", "责任科室", "备注"], ["政策", "文件", "", "甲"]]));
        Assert.Null(table.Columns.Single().Section);
        Assert.Equal(new UnreadCell("C2", "", "没有责任科室"), Assert.Single(table.Unread));
    }

    [Fact]
    public async Task A_duplicate_column_is_refused_with_its_cell()
    {
        var read = await Read(TableFiles.Workbook([["一级栏目", "二级栏目", "责任科室"], ["政策", "文件", "甲科"], ["", "文 件", "甲科"]]), Initials);
        var failure = Assert.Single(read.Failures);
        Assert.Equal(("task-table.duplicate-column", "B3"), (failure.Code, failure.Field));
    }

    [Theory]
    [InlineData("task-table.no-header", "姓名,电话,地址\n张三,1,2\n")]
    [InlineData("task-table.no-columns", "一级栏目,二级栏目,责任科室\n注：无,,\n")]
    public async Task A_table_that_is_no_task_table_is_refused(string code, string csv) =>
        Assert.True((await Read(Encoding.UTF8.GetBytes(csv), Initials, "t.csv")).Has(code));

    [Fact]
    public async Task Cells_of_other_sheets_are_listed_as_unread()
    {
        var sheet = (string a, string b, string c) => "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
            + $"<row><c t=\"str\"><v>{a}</v></c><c t=\"str\"><v>{b}</v></c><c t=\"str\"><v>{c}</v></c></row><row><c t=\"str\"><v>政策</v></c><c/><c t=\"str\"><v>甲科</v></c></row></sheetData></worksheet>";
        var table = await Table(TableFiles.WorkbookOf([sheet("说明", "", ""), sheet("一级栏目", "二级栏目", "责任科室")]));
        Assert.Equal(["表1!A1", "表1!A2", "表1!C2"], table.Unread.Select(u => u.Cell));
    }

    private static async Task AssertSameAsCounty(byte[] bytes, string name)
    {
        var read = await Read(bytes, Initials, name);
        Assert.Empty(read.Failures);
        Assert.Equal(TaskTableJson.Write((await County()).Value!), TaskTableJson.Write(read.Value!));
        Assert.Equal((await County()).Value!.Note, read.Value!.Note);
    }

    private static Task<Result<TaskTable>> County() => Read(Fixture.Bytes("栏目任务分解表.xlsx"), Initials);

    private static async Task<TaskTable> Table(byte[] bytes, Func<string, string>? slug = null)
    {
        var read = await Read(bytes, slug ?? Initials);
        Assert.Empty(read.Failures);
        return read.Value!;
    }

    private static async Task<Result<TaskTable>> Read(byte[] bytes, Func<string, string> slug, string name = "t.xlsx") =>
        TaskTableReader.Read((await TableFiles.Read(bytes, name)).Value!, slug);

    /// <summary>Pinyin initials of the characters in the county table's titles.</summary>
    private static string Initials(string title) => string.Concat(title.Select(c => Pinyin.IndexOf(c) is >= 0 and var i ? Pinyin[i + 1] : 'x'));

    private const string Pinyin =
        "机j构g职z能n概g况k领l导d信x息x内n设s政z策c文w件j规g范f性x其q他t解j读d通t知z公g告g决j开k意y见j征z集j结j果g反f馈k执z行x"
        + "权q责z清q单d力l任r监j管g随s机j抽c查c事s项x及j处c务w服f目m录l办b指z南n就j业y创c补b贴t示s社s会h保b险x人r考k试s"
        + "位w招z聘p财c部b门m预y算s回h应y关g切q舆y情q咨z询x复f依y申s请q年n度d报b队d伍w建j培p训x督d核h";
}
