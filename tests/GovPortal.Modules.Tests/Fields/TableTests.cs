using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using GovPortal.Fields.Tables;
using GovPortal.Kernel.Content;

namespace GovPortal.Modules.Tests.Fields;

public sealed class TableTests
{
    private const string Fixed = """
        {"Columns":[{"Name":"material","Title":"材料名称","Type":"text","Required":true},{"Name":"copies","Title":"份数","Type":"number"},
        {"Name":"fee","Title":"工本费","Type":"money"},{"Name":"until","Title":"有效期","Type":"date"},{"Name":"original","Title":"原件","Type":"boolean"}]}
        """;

    private const string Open = """{"Columns":[],"OpenColumns":true}""";

    [Theory]
    [InlineData("""{"Rows":[{"material":"申请表","copies":1,"fee":0.5,"until":"2027-01-01","original":true}]}""", "")]
    [InlineData("""{"Rows":[{"material":"申请表"}]}""", "")]
    [InlineData("""{"Rows":[{"copies":"两份"}]}""", "table.cell-wrong@Rows[0].copies")]
    [InlineData("""{"Rows":[{"until":"下周"}]}""", "table.cell-wrong@Rows[0].until")]
    [InlineData("""{"Rows":[{"material":7}]}""", "table.cell-wrong@Rows[0].material")]
    [InlineData("""{"Rows":[{"copy":1}]}""", "table.unknown-column@Rows[0].copy")]
    [InlineData("""{"Rows":[{"material":"a"},5]}""", "content.wrong-value@Rows[1]")]
    [InlineData("""{"Rows":{}}""", "content.wrong-value@Rows")]
    [InlineData("""{"Columns":[{"Name":"x","Title":"x"}],"Rows":[]}""", "table.columns-fixed@Columns")]
    public void A_draft_refuses_cells_of_the_wrong_kind(string json, string refusals) =>
        Assert.Equal(refusals, Elements.Field("TableField", Fixed).Refusals(json, complete: false));

    [Fact]
    public void A_required_cell_is_asked_for_at_submission_with_its_row()
    {
        var context = Elements.Field("TableField", Fixed);
        Assert.Equal("table.cell-required@Rows[1].material", context.Refusals("""{"Rows":[{"material":"a"},{"copies":1}]}""", complete: true));
    }

    [Fact]
    public void Rows_columns_and_cells_have_limits()
    {
        var context = Elements.Field("TableField", Open);
        JsonObject Table(int columns, int rows, int length) => new()
        {
            ["Columns"] = new JsonArray([.. Enumerable.Range(0, columns).Select(i => new JsonObject { ["Name"] = "c" + i, ["Title"] = "列" + i, ["Type"] = "text" })]),
            ["Rows"] = new JsonArray([.. Enumerable.Range(0, rows).Select(_ => new JsonObject { ["c0"] = new string('字', length) })]),
        };
        Assert.Equal("", context.Refusals(Table(60, 5000, 1).ToJsonString(), complete: true));
        Assert.Equal("table.too-many-columns@Columns", context.Refusals(Table(61, 1, 1).ToJsonString(), complete: false));
        Assert.Equal("table.too-many-rows@Rows", context.Refusals(Table(1, 5001, 1).ToJsonString(), complete: false));
        Assert.Equal("table.cell-too-long@Rows[0].c0", context.Refusals(Table(1, 1, 2001).ToJsonString(), complete: false));
    }

    [Theory]
    [InlineData("""{"Columns":[{"Title":"x"}]}""", "content.wrong-value@Columns")]
    [InlineData("""{"Columns":[{"Name":"a","Title":"x"},{"Name":"a","Title":"y"}]}""", "table.column-twice@Columns[1].Title")]
    [InlineData("""{"Columns":[{"Name":"a","Title":"x","Type":"colour"}]}""", "content.wrong-value@Columns[0].Type")]
    public void Open_columns_are_checked(string json, string refusals) =>
        Assert.Equal(refusals, Elements.Field("TableField", Open).Refusals(json, complete: false));

    [Fact]
    public void Rows_are_read_by_number_and_empty_ones_left_out() =>
        Elements.Field("TableField", Fixed).Read("""{"Rows":[{"material":"旧"}]}""",
            ("Rows", ""), ("Rows[10].material", "执照"), ("Rows[10].copies", "2"), ("Rows[2].material", "申请表"), ("Rows[2].copies", ""), ("Rows[3].material", " "), ("Rows[3].copies", ""))
            .Is("""{"Rows":[{"material":"申请表","copies":null},{"material":"执照","copies":2}]}""");

    [Fact]
    public void The_row_button_without_script_takes_its_row_out() =>
        Elements.Field("TableField", Fixed).ReadWith("_rows", "remove:Part.Field.Rows:0", ("Rows", ""), ("Rows[0].material", "a"), ("Rows[1].material", "b"))
            .Is("""{"Rows":[{"material":"b"}]}""");

    [Fact]
    public void Open_columns_come_from_the_form() =>
        Elements.Field("TableField", Open).Read("{}",
            ("Columns", ""), ("Columns[0].Name", "name"), ("Columns[0].Title", "姓名"), ("Columns[0].Type", "text"), ("Columns[1].Name", ""), ("Columns[1].Title", "月数"), ("Columns[1].Type", "number"),
            ("Columns[2].Title", ""), ("Columns[3].Name", "gone"), ("Columns[3].Title", "x"), ("Columns[3].Remove", "true"), ("Rows", ""), ("Rows[0].name", "姜*芳"), ("Rows[0].c1", "3"), ("Rows[0].gone", "y"))
            .Is("""{"Columns":[{"Name":"name","Title":"姓名","Type":"text","Required":false},{"Name":"c1","Title":"月数","Type":"number","Required":false}],"Rows":[{"name":"姜*芳","c1":3}]}""");

    [Theory]
    [InlineData("申请表\t1\r\n营业执照\t2\r\n", """[{"material":"申请表","copies":1},{"material":"营业执照","copies":2}]""")]
    [InlineData("份数\t材料名称\n1\t申请表", """[{"copies":1,"material":"申请表"}]""")]
    [InlineData("\"第一行\n第二行\"\t1\n\"说\"\"好\"\"\"\t2", """[{"material":"第一行\n第二行","copies":1},{"material":"说\"好\"","copies":2}]""")]
    [InlineData("\"未闭合\t1", """[{"material":"\"未闭合","copies":1}]""")]
    [InlineData("申请表\t1\t￥1,960.50\t2027年1月1日\t是", """[{"material":"申请表","copies":1,"fee":1960.50,"until":"2027-01-01","original":true}]""")]
    [InlineData("a\t1\t2\t2027-1-1\t否\t多出的", """[{"material":"a","copies":1,"fee":2,"until":"2027-01-01","original":false,"列6":"多出的"}]""")]
    [InlineData("材料名称\t份数\t电话\n申请表\t1\t123", """[{"material":"申请表","copies":1,"电话":"123"}]""")]
    [InlineData("\n\n\t\t\n", "[]")]
    public void Cells_pasted_from_a_spreadsheet_become_rows(string paste, string rows) =>
        Elements.Field("TableField", Fixed).Read("{}", ("Rows", ""), ("Paste", paste))["Rows"]!.Is(rows);

    [Fact]
    public void Pasted_cells_without_a_column_are_refused_and_not_lost() =>
        Assert.Equal("table.unknown-column@Rows[0].列6", Elements.Field("TableField", Fixed).Refusals(
            Elements.Field("TableField", Fixed).Read("{}", ("Rows", ""), ("Paste", "a\t1\t2\t\t\tx")).ToJsonString(), complete: false));

    [Fact]
    public void Pasted_titles_become_columns_where_they_are_open() =>
        Elements.Field("TableField", Open).Read("{}", ("Columns", ""), ("Rows", ""), ("Paste", "序号\t编码\t金额\n1\t00123\t1,960\n2\t00124\t300"))
            .Is("""
                {"Columns":[{"Name":"c1","Title":"序号","Type":"number","Required":false},{"Name":"c2","Title":"编码","Type":"text","Required":false},{"Name":"c3","Title":"金额","Type":"number","Required":false}],
                "Rows":[{"c1":1,"c2":"00123","c3":1960},{"c1":2,"c2":"00124","c3":300}]}
                """);

    [Fact]
    public void Pasted_rows_are_added_unless_they_replace()
    {
        var context = Elements.Field("TableField", Fixed);
        context.Read("""{"Rows":[{"material":"a"}]}""", ("Rows", ""), ("Rows[0].material", "a"), ("Paste", "b")).Is("""{"Rows":[{"material":"a"},{"material":"b"}]}""");
        context.Read("""{"Rows":[{"material":"a"}]}""", ("Rows", ""), ("PasteMode", "replace"), ("Paste", "b")).Is("""{"Rows":[{"material":"b"}]}""");
    }

    [Fact]
    public void A_sheet_reads_back_as_the_same_rows()
    {
        var context = Elements.Field("TableField", Fixed);
        const string json = """{"Rows":[{"material":"表\n\"一\"","copies":1,"fee":0.5,"until":"2027-01-01","original":true},{"material":"b","copies":null,"fee":null,"until":null,"original":false}]}""";
        context.Read(json, ("Rows", ""), ("PasteMode", "replace"), ("Paste", TableField.Sheet(context, Elements.Object(json)))).Is(json);
    }

    [Fact]
    public void A_table_is_shown_with_caption_and_scope()
    {
        var html = Elements.Field("TableField", Fixed).Html("""{"Rows":[{"material":"<b>表</b>","copies":1,"fee":1960.5,"until":"2027-01-01","original":true}]}""")!;
        var table = new HtmlParser().ParseDocument(html).QuerySelector("table")!;
        Assert.Equal("字段", table.QuerySelector("caption")!.TextContent);
        Assert.All(table.QuerySelectorAll("th"), th => Assert.Equal("col", th.GetAttribute("scope")));
        Assert.Equal(["<b>表</b>", "1", "1,960.50", "2027-01-01", "是"], table.QuerySelectorAll("td").Select(td => td.TextContent));
    }
}
