using System.Text;
using GovPortal.Modules.Tests.Tables;
using GovPortal.Tables;

namespace GovPortal.Modules.Tests.Imports;

/// <summary>Lists as offices really keep them.</summary>
public sealed class ListReadingTests
{
    private static readonly string[] Head = ["序号", "职权编码", "职权名称", "职权类型", "实施依据"];

    [Fact]
    public async Task A_plain_list_is_read_and_only_remarks_are_left()
    {
        var list = (await Lists.ReadAsync(TableFiles.Workbook(
            [["澄溪县权力清单", "", "", "", ""], ["填报单位：人社局", "", "", "", ""], Head, ["1", "A1", "许可一", "行政许可", "条例"], ["2", "A2", "处罚一", "行政处罚", "办法"], ["注：本表一式两份", "", "", "", ""]],
            "A1:E1"))).Value!;
        Assert.Equal(["Title=许可一|Code=A1|PowerType=行政许可|Basis=条例", "Title=处罚一|Code=A2|PowerType=行政处罚|Basis=办法"], list.Shown().Select(Sorted));
        Assert.Equal("澄溪县权力清单", list.Title);
        Assert.Equal([("A2", "表头以上的说明"), ("A6", "表尾的说明")], list.Unused.Select(u => (u.Address, u.Why)));
    }

    [Fact]
    public async Task The_head_may_stand_anywhere_and_columns_without_a_field_are_listed()
    {
        var list = (await Lists.ReadAsync(TableFiles.Workbook(
            [["", "", "", "", ""], ["", "", "", "", ""], ["", "", "事 项\n名称", "权力类别", "内部备注"], ["", "", "许可一", "行政许可", "勿外传"]]))).Value!;
        Assert.Equal(["Title=许可一|PowerType=行政许可"], list.Shown());
        Assert.Equal([("E3", "本列没有对应的字段"), ("E4", "本列没有对应的字段")], list.Unused.Select(u => (u.Address, u.Why)));
    }

    [Theory]
    [InlineData("合计", "", "")]
    [InlineData("", "总 计：", "")]
    [InlineData("", "", "本页小计")]
    public async Task A_row_of_totals_is_no_entry_and_is_listed(string ordinal, string code, string title)
    {
        var list = (await Lists.ReadAsync(TableFiles.Workbook([Head, ["1", "A1", "总计台账核查", "行政许可", "条例"], [ordinal, code, title, "2", ""]]))).Value!;
        Assert.Contains("Title=总计台账核查", Assert.Single(list.Shown()), StringComparison.Ordinal);
        Assert.Equal(2, list.Unused.Count(u => u.Why == "合计行，不是条目"));
    }

    [Fact]
    public async Task Merged_cells_and_the_same_as_above_stand_for_what_they_repeat()
    {
        var list = (await Lists.ReadAsync(TableFiles.Workbook(
            [Head, ["1", "A1", "许可一", "行政许可", "条例"], ["2", "A2", "许可二", "", "同上"], ["3", "A3", "处罚一", "〃", ""], ["4", "A4", "处罚二", "行政处罚", "同上"]], "D2:D3"))).Value!;
        Assert.Equal(["行政许可", "行政许可", "行政许可", "行政处罚"], list.Entries.Select(e => e.Cells["PowerItem.PowerType"].Text));
        Assert.Equal(["条例", "条例", "", ""], list.Entries.Select(e => e.Cells["PowerItem.Basis"].Text));
        Assert.Equal(["E5"], list.UnusedAt()); // nothing stands above it
    }

    [Fact]
    public async Task Two_head_rows_and_an_entry_over_several_rows_make_a_table()
    {
        string[][] rows =
        [
            ["职权编码", "职权名称", "责任事项", "", "", "实施依据"], ["", "", "环节", "责任内容", "依据", ""],
            ["A1", "处罚一", "立案", "登记线索", "条例第十条", "条例"], ["", "", "调查", "收集证据", "", ""], ["A2", "处罚二", "立案", "登记", "", "办法"],
        ];
        string[] expected =
        [
            "Title=处罚一|Code=A1|Basis=条例 [stage=立案|duty=登记线索|basis=条例第十条] [stage=调查|duty=收集证据]", "Title=处罚二|Code=A2|Basis=办法 [stage=立案|duty=登记]",
        ];
        var merged = (await Lists.ReadAsync(TableFiles.Workbook(rows, "A1:A2", "B1:B2", "C1:E1", "F1:F2", "A3:A4", "B3:B4", "F3:F4"))).Value!;
        Assert.Equal(expected, merged.Shown().Select(Sorted));
        Assert.Empty(merged.Unused);

        // The same table after a trip through a format without merged cells.
        var flat = (await Lists.ReadAsync(Encoding.UTF8.GetBytes(Csv(rows)), "权力清单.csv")).Value!;
        Assert.Equal(expected, flat.Shown().Select(Sorted));
        Assert.Empty(flat.Unused);
        Assert.Equal(["A3", "B3"], [flat.Entries[0].Cells["PowerItem.Code"].Address, flat.Entries[0].Cells["TitlePart"].Address]);
    }

    [Fact]
    public async Task Chinese_spreadsheet_programs_write_GB18030()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var list = (await Lists.ReadAsync(Encoding.GetEncoding("GB18030").GetBytes(Csv([Head, ["1", "A1", "许可一", "行政许可", "《条例》第一条：\"应当\""]])), "权力清单.csv")).Value!;
        Assert.Equal(["Title=许可一|Code=A1|PowerType=行政许可|Basis=《条例》第一条：\"应当\""], list.Shown().Select(Sorted));
    }

    [Fact]
    public async Task A_Word_table_is_read_with_its_merged_rows()
    {
        var list = (await Lists.ReadAsync(TableFiles.Document(
            [["职权名称", "职权类型", "责任环节", "责任内容"], ["处罚一", "行政处罚", "立案", "登记"], [null, null, "决定", "书面决定"], ["许可一", "行政许可", "受理", "当场受理"]]), "权力清单.docx")).Value!;
        Assert.Equal(["Title=处罚一|PowerType=行政处罚 [stage=立案|duty=登记] [stage=决定|duty=书面决定]", "Title=许可一|PowerType=行政许可 [stage=受理|duty=当场受理]"], list.Shown().Select(Sorted));
        Assert.Empty(list.Unused);
    }

    [Fact]
    public async Task Heads_repeated_on_each_printed_page_and_headings_between_rows_are_no_entries()
    {
        var list = (await Lists.ReadAsync(TableFiles.Workbook(
            [Head, ["一、行政许可（1项）", "", "", "", ""], ["1", "A1", "许可一", "行政许可", "条例"], Head, ["二、行政处罚（1项）", "", "", "", ""], ["2", "A2", "处罚一", "行政处罚", "办法"], ["", "", "", "行政处罚", "没有名称的依据"]],
            "A2:E2", "A5:E5"))).Value!;
        Assert.Equal(["许可一", "处罚一"], list.Entries.Select(e => e.Cells["TitlePart"].Text));
        Assert.Equal(["A2", "A5", "D7", "E7"], list.UnusedAt());
    }

    [Fact]
    public async Task A_table_that_is_no_list_is_refused_with_the_heads_it_needs()
    {
        var refused = await Lists.ReadAsync(TableFiles.Workbook([["姓名", "电话"], ["张三", "无"]]));
        Assert.True(refused.Has("list.no-head"));
        Assert.Contains("职权名称", (string)refused.Failures[0].Args[0]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InspectionItem", "抽查事项,抽查依据,抽查对象,抽查基数,抽查比例,抽查周期,随机抽查方式,抽查主体,实施日期")]
    [InlineData("InspectionResult", "计划/任务编号,对象名称,统一社会信用代码,检查人员,日期,结果,查处")]
    [InlineData("ResponsibilityItem", "责任编码,责任事项名称,主要职责,职责依据,责任科室,追责情形,监督电话")]
    [InlineData("PowerItem", "职权名称,类型,编码,法定主体,实施依据（条款原文）,承办机构,责任环节,责任内容,追责情形,监督电话,办理时限,收费")]
    [InlineData("ServiceItem", "事项编码,事项名称,事项类型,实施主体,服务对象,办理层级,法定依据,是否全程网办,办事指南")]
    [InlineData("ServiceGuide", "事项名称,事项编码,适用范围,办件类型,办理方式,现场办事次数,设立依据,办理条件,申办材料,办理流程,法定时限,承诺时限,收费依据及标准,审批结果,结果送达,办理地址,办理时间,咨询方式,办理进程和结果查询,监督投诉渠道")]
    [InlineData("ServiceGuide", "事项名称,事项简述,办理材料,办理方式,办理时限,结果送达,收费依据及标准,办事时间,办理机构及地点,咨询查询途径,监督投诉渠道")]
    [InlineData("ServiceGuide", "实施编码,服务事项,材料名称,来源渠道,份数,材料形式,必要性,环节,办理内容,办理人,环节时限,网上办理地址")]
    [InlineData("Leader", "姓名,职务,工作分工,个人简历,办公电话")]
    [InlineData("Office", "科室名称,工作职责,负责人,联系电话,办公地点")]
    [InlineData("TrainingRecord", "培训名称,类别,培训时间,主办单位,培训内容,参训人数,学时,参训人员名单")]
    public async Task The_usual_heads_of_each_list_are_known(string type, string heads)
    {
        var list = (await Lists.ReadAsync(TableFiles.Workbook([["序号", .. heads.Split(',')], ["1", .. heads.Split(',').Select(h => h + "值")]]), type: type)).Value!;
        Assert.Equal(list.Columns.Count, list.Mapping.Count);
        Assert.Equal(list.Mapping.Count, list.Mapping.Values.Distinct().Count());
        Assert.Empty(list.Unused);
    }

    /// <summary>Whatever a sheet looks like, each cell that shows text is in an entry, understood, or listed.</summary>
    [Fact]
    public async Task No_cell_of_any_sheet_is_lost()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var bytes = RandomSheet(new Random(seed));
            var file = (await TableFiles.Read(bytes, "清单.xlsx")).Value!;
            var read = await Lists.ReadAsync(bytes);
            if (!read.Succeeded)
            {
                Assert.True(read.Has("list.no-head"), $"seed {seed}");
                continue;
            }
            var list = read.Value;
            var kept = list.Entries.SelectMany(e => e.Cells.Values.Concat(e.Tables.Values.SelectMany(t => t).SelectMany(l => l.Values))).Select(c => c.Text).ToHashSet();
            var heads = string.Concat(list.Columns.Select(c => c.Head));
            foreach (var cell in file.Tables[0].Cells.Where(c => c.MergedFrom is null && !list.UnusedAt().Contains(c.Address)))
            {
                var understood = SheetWords.IsOrdinal(cell.Text) || SheetWords.IsDitto(cell.Text) || cell.Text == list.Title || heads.Contains(SheetWords.Title(cell.Text), StringComparison.Ordinal);
                Assert.True(kept.Contains(cell.Text) || understood, $"seed {seed}: {cell.Address} «{cell.Text}»");
            }
        }
    }

    private static byte[] RandomSheet(Random random)
    {
        string[] heads = ["序号", "职权编码", "职权名称", "职权类型", "实施依据", "环节", "责任内容", "备注", "内部意见", "监督电话"];
        random.Shuffle(heads);
        var (above, left, width, height) = (random.Next(3), random.Next(3), random.Next(3, heads.Length + 1), random.Next(1, 12));
        var rows = new List<string[]>();
        for (var i = 0; i < above; i++) rows.Add([.. Enumerable.Range(0, left + width).Select(c => random.Next(4) == 0 ? $"说明{i}-{c}" : "")]);
        rows.Add([.. Enumerable.Repeat("", left), .. heads.Take(width)]);
        for (var i = 0; i < height; i++)
        {
            rows.Add([.. Enumerable.Range(0, left + width).Select(c => random.Next(10) switch { 0 or 1 => "", 2 => "同上", 3 => (i + 1).ToString(), 4 => $"注：第{i}-{c}条", _ => $"文{i}-{c}" })]);
        }
        var merges = new List<string>();
        if (height > 3 && random.Next(2) == 0)
        {
            var (column, row) = (left + random.Next(width) + 1, above + 2 + random.Next(height - 2));
            // Only the first cell of a merged range has a text, as spreadsheet programs keep it.
            rows[row][column - 1] = "";
            merges.Add($"{CellAddress.Of(row, column)}:{CellAddress.Of(row + 1, column)}");
        }
        return TableFiles.Workbook(rows, [.. merges]);
    }

    /// <summary>Title, key and the rest in the order of the definition, whatever the order of the columns.</summary>
    private static string Sorted(string shown)
    {
        var lines = shown.IndexOf(" [", StringComparison.Ordinal) is >= 0 and var at ? at : shown.Length;
        string[] order = ["Title", "Code", "PowerType", "Basis"];
        return string.Join('|', shown[..lines].Split('|').OrderBy(p => Array.IndexOf(order, p.Split('=')[0]))) + shown[lines..];
    }

    private static string Csv(IEnumerable<string[]> rows) =>
        string.Join("\r\n", rows.Select(r => string.Join(',', r.Select(c => c.Contains('"', StringComparison.Ordinal) ? $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : c)))) + "\r\n";
}
