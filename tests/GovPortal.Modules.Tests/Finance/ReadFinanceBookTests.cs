using System.Text.Json.Nodes;
using GovPortal.Finance.Features;
using GovPortal.Tables;

namespace GovPortal.Modules.Tests.Finance;

/// <summary>Workbooks of finance departments, read without losing a cell.</summary>
public sealed class ReadFinanceBookTests
{
    [Fact]
    public async Task A_table_by_codes_is_read_with_its_heads_and_every_cell_is_accounted_for()
    {
        var sheet = (await Books.ReadAsync("FinalAccount", Books.Income()))[0];
        Assert.Equal(("Income", "万元", 2025), (sheet.Field, sheet.Unit, sheet.Year));
        Assert.Equal(
        [
            "total=12.50 fiscal=10.00 other=2.50 name=合计",
            "code=208 name=社会保障和就业支出 total=12.50 fiscal=10.00 other=2.50",
            "code=20801 name=人力资源和社会保障管理事务 total=12.50 fiscal=10.00 other=2.50",
            "code=2080101 name=行政运行 total=12.50 fiscal=10.00 other=2.5",
            "code=2080102 name=一般行政管理事务",
        ], sheet.Shown());
        Assert.Equal(
        [
            "GK02 收入决算表!A3 部门：澄溪县人社局: 表头以上的说明", "GK02 收入决算表!F4 备注: 没有对应的列",
            "GK02 收入决算表!A13 注：本表反映部门本年度取得的各项收入情况。: 表下的注释", "GK02 收入决算表!F10 含上年: 没有对应的列",
        ], sheet.Unused.Shown());
        Assert.Empty(sheet.Problems);
        await NothingIsLostAsync(sheet, Books.Income());
    }

    [Theory]
    [InlineData("收入|||支出||", "项目|行次|金额|项目|行次|金额")]
    [InlineData("收 入|||支 出||", "项 目|行次|决算数（万元）|项目（按功能分类）|行次|决算数")]
    [InlineData("", "项目|行次|金额|项目|行次|金额")]
    [InlineData("", "收入项目|序号|收入决算数|支出项目|序号|支出决算数")]
    public async Task Income_stands_beside_expenditure_under_one_or_two_rows_of_heads(string group, string heads)
    {
        var book = Books.Sheet("表一", group.Length > 0 ? ["A1:F1", "A4:C4", "D4:F4"] : ["A1:F1"],
            "收入支出决算总表", "公开01表", "单位：万元", group, heads, "栏次||1|栏次||2",
            "一、一般公共预算财政拨款收入|1|=10.00|八、社会保障和就业支出|9|=12.00", "八、其他收入|2|=2.00|||", "本年收入合计|3|=12.00|本年支出合计|10|=12.00", "总计|4|=12.00|总计|11|=12.00");
        var sheet = (await Books.ReadAsync("FinalAccount", book))[0];
        Assert.Equal("Balance", sheet.Field);
        Assert.Equal(
        [
            "incomeItem=一、一般公共预算财政拨款收入 income=10.00 expenseItem=八、社会保障和就业支出 expense=12.00", "incomeItem=八、其他收入 income=2.00",
            "incomeItem=本年收入合计 income=12.00 expenseItem=本年支出合计 expense=12.00", "incomeItem=总计 income=12.00 expenseItem=总计 expense=12.00",
        ], sheet.Shown());
        Assert.Empty(sheet.Unused);
        await NothingIsLostAsync(sheet, book);
    }

    [Fact]
    public async Task Three_public_expenses_across_the_sheet_become_one_row_an_item()
    {
        var book = Books.Sheet("三公", ["A1:L1", "A3:F3", "G3:L3", "A4:A5", "B4:B5", "C4:E4", "F4:F5", "G4:G5", "H4:H5", "I4:K4", "L4:L5"],
            "财政拨款“三公”经费支出决算表", "单位：万元", "预算数||||||决算数|||||",
            "合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费|合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费",
            "||小计|公务用车购置费|公务用车运行维护费||||小计|公务用车购置费|公务用车运行维护费", "1|2|3|4|5|6|7|8|9|10|11|12",
            "=9|=0|=7|=0|=7|=2|=8|=0|=7|=0|=7|=1");
        var sheet = (await Books.ReadAsync("FinalAccount", book))[0];
        Assert.Equal(
        [
            "item=合计 planned=9.00 amount=8.00", "item=因公出国（境）费 planned=0.00 amount=0.00", "item=公务用车购置及运行维护费 planned=7.00 amount=7.00",
            "item=公务用车购置费 planned=0.00 amount=0.00", "item=公务用车运行维护费 planned=7.00 amount=7.00", "item=公务接待费 planned=2.00 amount=1.00",
        ], sheet.Shown());
        Assert.Empty(sheet.Unused);
        await NothingIsLostAsync(sheet, book);
    }

    [Fact]
    public async Task In_a_budget_the_years_of_the_heads_tell_last_year_from_this()
    {
        var book = Books.Sheet("表七", ["A1:H1", "A3:D3", "E3:H3"], "一般公共预算“三公”经费支出表", "公开07表|||||||单位：万元", "2025年预算数||||2026年预算数|||",
            "合计|因公出国（境）费|公务用车购置及运行费|公务接待费|合计|因公出国（境）费|公务用车购置及运行费|公务接待费", "=9|=0|=7|=2|=8|=0|=7|=1");
        var sheet = (await Books.ReadAsync("Budget", book))[0];
        Assert.Equal(
        [
            "item=合计 lastYear=9.00 amount=8.00", "item=因公出国（境）费 lastYear=0.00 amount=0.00", "item=公务用车购置及运行费 lastYear=7.00 amount=7.00", "item=公务接待费 lastYear=2.00 amount=1.00",
        ], sheet.Shown());
        Assert.Empty(sheet.Unused);
        await NothingIsLostAsync(sheet, book);
    }

    [Fact]
    public async Task Codes_in_three_merged_columns_and_the_numbers_of_columns_beside_them_are_understood()
    {
        var book = Books.Sheet("GK03 支出决算表(公开03表)",
            ["A1:G1", "A4:D4", "A5:C6", "D5:D6", "E4:E6", "F4:F6", "G4:G6", "A7:A8", "B7:B8", "C7:C8", "A9:C9", "A10:C10", "A11:G11"],
            "支出决算表", "||||||公开03表", "部门：澄溪县人社局||||||金额单位：万元", "项目||||本年支出合计|基本支出|项目支出", "功能分类科目编码|||科目名称|||", "",
            "类|款|项|栏次|1|2|3", "|||合计|=3|=1|=2", "208|||社会保障和就业支出|=3|=1|=2", "2080101|||行政运行|=3|=1|=2", "注：本表反映部门本年度各项支出情况。");
        var sheet = (await Books.ReadAsync("FinalAccount", book))[0];
        Assert.Equal(["name=合计 total=3.00 basic=1.00 project=2.00", "code=208 name=社会保障和就业支出 total=3.00 basic=1.00 project=2.00", "code=2080101 name=行政运行 total=3.00 basic=1.00 project=2.00"], sheet.Shown());
        Assert.Equal(["表头以上的说明", "表下的注释"], sheet.Unused.Select(u => u.Why));
        await NothingIsLostAsync(sheet, book);
    }

    [Fact]
    public async Task Blocks_of_basic_expenditure_side_by_side_become_one_table()
    {
        var book = Books.Sheet("GK06", ["A1:F1", "A4:C4", "D4:F4", "A8:B8", "D8:E8"],
            "一般公共预算财政拨款基本支出决算明细表", "公开06表", "金额单位：万元", "人员经费|||公用经费||", "科目编码|科目名称|决算数|科目编码|科目名称|决算数",
            "301|工资福利支出|=5.00|302|商品和服务支出|=3.00", "30101|基本工资|=5.00|30201|办公费|=3.00", "人员经费合计||=5.00|公用经费合计||=3.00");
        var sheet = (await Books.ReadAsync("FinalAccount", book))[0];
        Assert.Equal(
        [
            "code=301 name=工资福利支出 amount=5.00 staff=5.00", "code=30101 name=基本工资 amount=5.00 staff=5.00", "amount=5.00 staff=5.00 name=人员经费合计",
            "code=302 name=商品和服务支出 amount=3.00 running=3.00", "code=30201 name=办公费 amount=3.00 running=3.00", "amount=3.00 running=3.00 name=公用经费合计",
        ], sheet.Shown());
        await NothingIsLostAsync(sheet, book);
    }

    [Theory]
    [InlineData("FinalAccount", "2025年度支出决算表", "Expenditure")]
    [InlineData("FinalAccount", "国有资本经营预算财政拨款支出决算表", "StateCapital")]
    [InlineData("FinalAccount", "一般公共预算财政拨款基本支出决算表", "BasicExpenditure")]
    [InlineData("FinalAccount", "财政拨款收入支出决算总表", "FiscalBalance")]
    [InlineData("FinalAccount", "附表（公开08表）", "GovernmentFund")]
    [InlineData("FinalAccount", "财政专户管理资金支出决算表", null)]
    [InlineData("FinalAccount", "机构运行信息表", null)]
    [InlineData("Budget", "财政拨款收支总表", "FiscalBalance")]
    [InlineData("Budget", "部门收支总表", "Balance")]
    [InlineData("Budget", "2026年部门预算项目支出绩效目标表", "Performance")]
    [InlineData("Budget", "收入决算表", null)]
    public async Task A_sheet_is_known_by_its_title_else_by_its_number(string type, string title, string? field)
    {
        var sheet = (await Books.ReadAsync(type, Books.Sheet("Sheet1", [], title, "甲|乙")))[0];
        Assert.Equal(field, sheet.Field);
        if (field is null) Assert.Equal(["Sheet1!A1", "Sheet1!A2", "Sheet1!B2"], sheet.Unused.Select(u => u.Address));
        else Assert.Equal("finance.heads-unknown", sheet.Problems[0].Code);
    }

    [Fact]
    public async Task An_empty_table_brings_its_statement()
    {
        var sheet = (await Books.ReadAsync("FinalAccount", Books.Sheet("GK08", ["A1:C1"], "国有资本经营预算财政拨款支出决算表", "公开09表||单位：万元", "科目编码|科目名称|本年支出", "注：本部门无国有资本经营预算财政拨款支出。")))[0];
        Assert.Equal(("StateCapital", "本部门无国有资本经营预算财政拨款支出。"), (sheet.Field, sheet.Statement));
        Assert.Empty(sheet.Rows);
        Assert.Empty(sheet.Unused);
    }

    [Fact]
    public async Task What_is_no_amount_is_told_with_its_cell_and_a_table_comes_once()
    {
        var bad = Books.Sheet("表二", [], "收入决算表", "科目编码|科目名称|本年收入合计", "208|社保|十二", "|合计|=3");
        var sheets = await Books.ReadAsync("FinalAccount", bad, bad with { Name = "表三" });
        Assert.Equal(["表二!C3 finance.amount-unreadable 十二"], sheets[0].Problems.Shown());
        Assert.Equal(["表三!C3 finance.amount-unreadable 十二", "表三!A1 finance.sheet-twice 表三|表二"], sheets[1].Problems.Shown());
    }

    [Theory]
    [InlineData("Budget")]
    [InlineData("FinalAccount")]
    public async Task What_is_exported_is_read_as_the_same_and_nothing_of_it_is_left_over(string type)
    {
        var data = Samples.Data(type);
        var file = await Books.FileAsync(ExportFinanceBook.Write(Samples.Type(type), data, 2025));
        var tables = TableSettings.Of(Samples.Type(type));
        var sheets = ReadFinanceBook.Read(file, tables);
        Assert.Equal(tables.Select(t => t.Field), sheets.Select(s => s.Field));
        Assert.Empty(sheets.SelectMany(s => s.Problems).Shown());
        Assert.Empty(sheets.SelectMany(s => s.Unused).Shown());
        foreach (var sheet in sheets) Assert.Equal(data.Rows(sheet.Field!).Select(Plain), sheet.Rows.Select(Plain));

        static string Plain(JsonNode? row) => string.Join(' ', row!.AsObject().Where(c => c.Value?.ToString() is { Length: > 0 }).OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => $"{c.Key}={(c.Value!.GetValueKind() == System.Text.Json.JsonValueKind.Number ? c.Value.GetValue<decimal>().ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) : c.Value.GetValue<string>())}"));
    }

    /// <summary>Each cell that shows text is written, structure or unused, once.</summary>
    private static async Task NothingIsLostAsync(ReadSheet sheet, BookSheet book)
    {
        var own = (await Books.FileAsync(BookWriter.Write([book]))).Tables[0].Cells.Count(c => c.MergedFrom is null);
        Assert.Equal(own, sheet.Written + sheet.Structure + sheet.Unused.Count);
    }
}
