using System.Text;
using GovPortal.Columns.Rules;
using GovPortal.Modules.Tests.Tables;
using GovPortal.Tables;

namespace GovPortal.Modules.Tests.Columns;

/// <summary>
/// The same five columns as counties lay them out, with deliberate damage. Whatever the layout: the columns, owners and rules
/// are the same, and every cell that shows text is used or listed as unread with its address.
/// </summary>
public sealed class TaskTableLayoutTests
{
    private static readonly string[] Head = ["序号", "一级栏目", "二级栏目", "公开内容（要素）", "公开依据", "公开时限", "更新频率", "责任科室", "配合科室", "公开渠道"];

    private static readonly string[][] Rows =
    [
        ["1", "政策文件", "规范性文件", "文件全文", "《条例》第二十条", "信息形成或变更之日起20个工作日内", "6个月内须有更新", "政策法规科", "办公室", "政府网站、两微一端"],
        ["2", "政策文件", "政策解读", "解读材料", "《条例》第十九条", "与政策文件同步公开", "每半年", "政策法规科", "办公室", "政府网站、两微一端"],
        ["3", "就业信息", "就业政策", "补贴政策", "《就业促进法》", "信息形成或变更之日起20个工作日内", "每季度", "就业科", "", "政府网站、两微一端"],
        ["4", "就业信息", "招聘信息", "岗位信息", "《就业促进法》", "当日", "每月", "就业科", "", "政府网站、两微一端"],
        ["5", "社会保险", "待遇标准", "标准和条件", "《社会保险法》", "信息形成或变更之日起20个工作日内", "每年", "社会保险科", "财务科", "政府网站、两微一端"],
    ];

    private static readonly string[] Columns =
    [
        "政策文件/规范性文件|政策法规科|20wd|every6mo", "政策文件/政策解读|政策法规科|with-document|every6mo", "就业信息/就业政策|就业科|20wd|every3mo",
        "就业信息/招聘信息|就业科|same-day|every1mo", "社会保险/待遇标准|社会保险科|20wd|every1y",
    ];

    public static TheoryData<string> Names => [.. Layouts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Columns_owners_and_rules_are_read_and_no_cell_is_lost(string name)
    {
        var layout = Layouts[name];
        var file = (await TableFiles.Read(layout.File, layout.FileName)).Value!;
        var read = TaskTableReader.Read(file, t => t);
        Assert.Empty(read.Failures);
        var table = read.Value!;

        Assert.Equal(Columns, table.Columns.Select(c => $"{c.Parent}/{c.Title}|{c.Section?.Text}|{c.Deadline.Rule}|{c.Freshness.Rule}".TrimStart('/')).Select(layout.Canonical ?? (c => c)));
        Assert.Equal(layout.Unread, table.Unread.Select(u => u.Cell));
        Assert.All(table.Unread, u => Assert.NotEmpty(u.Why));
        foreach (var (grid, cell) in file.Tables.SelectMany(t => t.Cells.Select(c => (t, c))).Where(p => p.c.MergedFrom is null))
        {
            var address = grid == file.Tables.First(t => TaskTableHeader.Find(t) is not null) ? cell.Address : $"{grid.Name}!{cell.Address}";
            Assert.True(IsUsed(table, grid, cell) || table.Unread.Any(u => u.Cell == address), $"{name}: {address} «{cell.Text}» is neither used nor unread");
        }
    }

    /// <summary>Its words stand in the reading, or it is a head, a number or a sign that repeats or denies.</summary>
    private static bool IsUsed(TaskTable table, TableGrid grid, TableCell cell)
    {
        var header = TaskTableHeader.Find(grid);
        if (header is null) return false;
        if (cell.Row >= header.FirstRow && cell.Row <= header.LastRow) return header.Fields.ContainsKey(cell.Column);
        var text = SheetWords.Title(cell.Text);
        if (SheetWords.IsDitto(text) || SheetWords.IsOrdinal(text) || TaskTableHeader.FieldOf(text) is not null || text is "√" or "无" or "—") return true;
        var words = table.Columns.SelectMany(c => c.Titles.Append(c.Content).Append(c.Basis).Append(c.Deadline.Text).Append(c.Freshness.Text)
            .Append(c.Section?.Text ?? "").Concat(c.SupportingSections.Select(s => s.Text)).Append(string.Join('、', c.Channels)).Append(c.Audience).Append(c.Manner).Append(c.Tier).Append(c.Note))
            .Append(table.Title ?? "").Append(table.Note ?? "").Select(SheetWords.Title).ToList();
        return words.Exists(w => w.Length > 0 && (w.Contains(text, StringComparison.Ordinal) || IsTickListOf(w, text)));
    }

    private static bool IsTickListOf(string channels, string text) => text.IndexOfAny(['■', '□', '口']) >= 0 && channels.Split('、').All(c => text.Contains(c, StringComparison.Ordinal));

    private sealed record Layout(byte[] File, IReadOnlyList<string> Unread, string FileName = "t.xlsx", Func<string, string>? Canonical = null);

    private static readonly Dictionary<string, Layout> Layouts = new()
    {
        ["the county's own order"] = new(Book([Head, .. Rows]), []),
        ["columns in another order"] = new(Book(Order([Head, .. Rows], 7, 5, 6, 0, 2, 1, 9, 8, 4, 3)), []),
        ["other words for the same"] = new(Book(
            [["编号", "栏目类别", "子栏目", "具体内容", "法律依据", "提供内容时效标准", "更新标准", "保障部门", "配合部门", "公开渠道和载体"], .. Rows]), []),
        ["title, reporting line and notes"] = new(Book(
            [["某县人力资源和社会保障局栏目任务分解表"], ["填报单位：某县人社局    填报日期：2026年3月"], Head, .. Rows, ["注：1.重要事项当日公开；"], ["2.各科室为第一责任主体。"]]), ["A2"]),
        ["merged first level and section"] = new(Book([Head, .. Blank(Rows, (1, 1), (3, 1), (1, 7), (3, 7))], "B2:B3", "B4:B5", "H2:H3", "H4:H5"), []),
        ["«as above» in every spelling"] = new(Book([Head, .. Put(Rows, (1, 1, "同上"), (1, 7, "〃"), (1, 9, "同 上"), (2, 9, "″"), (3, 1, "同上。"), (3, 7, "同上"), (3, 4, "同上"))]), []),
        ["a head of two rows"] = new(Book(
            [["序号", "栏目名称", "", .. Head[3..]], ["", "一级栏目", "二级栏目"], .. Rows], "B1:C1", "A1:A2", "D1:D2", "E1:E2", "F1:F2", "G1:G2", "H1:H2", "I1:I2", "J1:J2"), []),
        ["three levels under one head"] = new(Book(
            [["序号", "栏目名称", "", "", .. Head[3..]], ["", "一级", "二级", "三级"], .. Rows.Select(r => (string[])[r[0], "法定主动公开内容", .. r[1..]])], "B1:D1", "B3:B7"),
            [], Canonical: c => c.Replace("法定主动公开内容/", "", StringComparison.Ordinal)),
        ["a board above the levels"] = new(Book(
            [["序号", "板块", .. Head[1..]], .. Rows.Select(r => (string[])[r[0], "政务公开", .. r[1..]])], "B2:B6"), [], Canonical: c => c.Replace("政务公开/", "", StringComparison.Ordinal)),
        ["tick lists in one cell"] = new(Book([Head, .. Rows.Select(r => (string[])[.. r[..9], "■政府网站　□政府公报\n■两微一端　□广播电视"])]), []),
        ["tick lists from a scan"] = new(Book([Head, .. Rows.Select(r => (string[])[.. r[..9], "t政府网站 口政府公报 t两微一端 口便民服务站"])]), []),
        ["a national catalogue with a column for each choice"] = new(Book(
            [
                ["某县就业领域基层政务公开标准目录"],
                ["序号", "公开事项", "", "公开内容（要素）", "公开依据", "公开时限", "更新频率", "公开主体", "公开渠道和载体", "公开对象", "", "公开方式", "", "公开层级", ""],
                ["", "一级事项", "二级事项", "", "", "", "", "", "", "全社会", "特定群体（请写明）", "主动", "依申请公开", "县级", "乡级"],
                .. Rows.Select((r, i) => (string[])[.. r[..8], "■政府网站 ■两微一端 □入户/现场", i == 4 ? "" : "√", i == 4 ? "参保人员" : "", "√", "", "√", i == 0 ? "√" : ""]),
            ], "B2:C2", "J2:K2", "L2:M2", "N2:O2", "A2:A3", "D2:D3", "E2:E3", "F2:F3", "G2:G3", "H2:H3", "I2:I3"), []),
        ["heads printed on every page"] = new(Book([Head, Rows[0], Rows[1], Head, Rows[2], Rows[3], Head, Rows[4]]), []),
        ["a blank row and a blank column first"] = new(Book([[], .. ((string[][])[Head, .. Rows]).Select(r => (string[])["", .. r]), [], []]), []),
        ["line breaks and blanks inside words"] = new(Book(
            [["序\n号", "一级\n栏目", "二 级 栏 目", "公开内容\n（要素）", "公开依据", "公开\n时限", "更新 频率", "责 任\n科 室", "配合科室", "公开渠道"], .. Put(Rows, (0, 7, "政策 法规科"), (2, 7, "就 业 科"), (0, 2, "规范性\n文件"))]), []),
        ["a remark inside, a column nobody knows and a deadline nobody can read"] = new(Book(
            [[.. Head, "领导批示"], [.. Rows[0], "已阅"], Rows[1], ["以下为就业栏目，请就业科认真核对后报送"], Rows[2], Rows[3], [.. Put(Rows, (4, 9, "政府网站、两微一端"))[4], "待定"]], "A4:J4"),
            ["K1", "K2", "A4", "K7"]),
        ["a sheet before and a sheet after"] = new(TableFiles.WorkbookOf([Sheet([["填表说明"]]), Sheet([Head, .. Rows]), Sheet([["审核人", "王某"]])]), ["表1!A1", "表3!A1", "表3!B1"]),
        ["flattened to CSV in GB18030"] = new(Csv([Head, .. Blank(Rows, (1, 1), (3, 1), (1, 7), (3, 7))], "GB18030"), [], "t.csv"),
        ["CSV in UTF-8 with a mark and quoted line breaks"] = new(Csv([Head, .. Put(Rows, (0, 3, "文件\n全文"))], "utf-8"), [], "t.csv"),
        ["a Word table with merged cells"] = new(TableFiles.Document([Head, .. Rows.Select((r, i) => i is 1 or 3 ? [r[0], null, r[2], r[3], r[4], r[5], r[6], null, r[8], r[9]] : r.ToArray<string?>())]), [], "t.docx"),
    };

    [Fact]
    public async Task A_catalogue_says_who_may_see_how_and_at_which_level()
    {
        var file = (await TableFiles.Read(Layouts["a national catalogue with a column for each choice"].File, "t.xlsx")).Value!;
        var table = TaskTableReader.Read(file, t => t).Value!;
        Assert.Equal(["全社会|主动|县级、乡级", "特定群体（参保人员）|主动|县级"], [Choices(table.Columns.First()), Choices(table.Columns.Last())]);

        static string Choices(TaskColumn column) => $"{column.Audience}|{column.Manner}|{column.Tier}";
    }

    [Fact]
    public async Task A_box_without_a_tick_and_a_list_without_one_are_pointed_out()
    {
        string[] head = ["一级栏目", "公开时限", "责任科室", "公开渠道", "公开对象", ""];
        var file = (await TableFiles.Read(Book([head, ["", "", "", "", "全社会", "特定群体"], ["机构职能", "当日", "办公室", "□政府网站 □公报", "口", "√（申请人）"]], "E1:F1"), "t.xlsx")).Value!;
        var table = TaskTableReader.Read(file, t => t).Value!;
        Assert.Equal(["D3", "E3"], table.Unread.Select(u => u.Cell).Order());
        Assert.Equal("特定群体（申请人）", table.Columns.Single().Audience);
    }

    private static byte[] Book(string[][] rows, params string[] merges) => TableFiles.Workbook(rows, merges);

    private static string Sheet(string[][] rows) => "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
        + string.Concat(rows.Select(r => "<row>" + string.Concat(r.Select(c => $"<c t=\"str\"><v>{c}</v></c>")) + "</row>")) + "</sheetData></worksheet>";

    private static byte[] Csv(string[][] rows, string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var text = string.Join("\r\n", rows.Select(r => string.Join(',', r.Select(c => $"\"{c}\""))));
        var with = Encoding.GetEncoding(encoding);
        return [.. with.GetPreamble(), .. with.GetBytes(text)];
    }

    private static string[][] Order(string[][] rows, params int[] order) => [.. rows.Select(r => order.Select(i => r[i]).ToArray())];

    private static string[][] Blank(string[][] rows, params (int Row, int Column)[] cells) => Put(rows, [.. cells.Select(c => (c.Row, c.Column, ""))]);

    private static string[][] Put(string[][] rows, params (int Row, int Column, string Text)[] cells)
    {
        var copy = rows.Select(r => r.ToArray()).ToArray();
        foreach (var (row, column, text) in cells) copy[row][column] = text;
        return copy;
    }
}
