using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;

namespace GovPortal.Modules.Tests.Fields;

/// <summary>Values as cells of a sheet, and back.</summary>
public sealed class SheetTests
{
    private const string List = """{"TextFieldPredefinedListEditorSettings":{"OnlyListed":true,"Options":[{"name":"行政许可","value":"许可","Heads":["审批"]},{"name":"行政处罚","value":"处罚"}]}}""";
    private const string Stages = """{"Columns":[{"Name":"stage","Title":"环节","Options":["立案","决定"],"Required":true},{"Name":"duty","Title":"责任"},{"Name":"days","Title":"天数","Type":"number"}]}""";

    [Theory]
    [InlineData("TextField", null, " 一行\n两行 ", """{"Text":"一行两行"}""")]
    [InlineData("TextField", null, "a\nb", """{"Text":"a b"}""")]
    [InlineData("TextField", "TextArea", " 一行\n两行 ", """{"Text":"一行\n两行"}""")]
    [InlineData("TextField", null, "", """{"Text":null}""")]
    [InlineData("NumericField", null, "1,960.50", """{"Value":1960.50}""")]
    [InlineData("NumericField", null, "约20", """{"Value":"约20"}""")]
    [InlineData("DateField", null, "2026年3月1日", """{"Value":"2026-03-01T00:00:00Z"}""")]
    [InlineData("DateField", null, "三月", """{"Value":"三月"}""")]
    [InlineData("TimeField", null, "9:30", """{"Value":"09:30:00"}""")]
    [InlineData("BooleanField", null, "是", """{"Value":true}""")]
    [InlineData("BooleanField", null, "待定", """{"Value":"待定"}""")]
    [InlineData("MultiTextField", null, "法人、个人", """{"Values":["法人","个人"]}""")]
    public void A_cell_becomes_a_value(string kind, string? editor, string cell, string json) => Read(Elements.Field(kind, editor: editor), cell).Is(json);

    [Theory]
    [InlineData("行政许可", "许可", "")]
    [InlineData("许可", "许可", "")]
    [InlineData("审 批", "许可", "")]
    [InlineData("许可证", "许可证", "content.not-listed@Text")]
    public void A_word_of_the_list_is_known_by_each_of_its_names_and_another_is_refused_at_submission(string cell, string stored, string refusals)
    {
        var context = Elements.Field("TextField", editor: "PredefinedList", others: List);
        var value = Read(context, cell);
        Assert.Equal(stored, (string?)value["Text"]);
        Assert.Equal(refusals, context.Refusals(value.ToJsonString(), complete: true));
        Assert.Equal("", context.Refusals(value.ToJsonString(), complete: false));
    }

    [Theory]
    [InlineData("2026-10-15", "")]
    [InlineData("2026-10-16", "content.in-future@Value")]
    public void A_day_that_has_to_be_past_is_refused_in_the_future(string day, string refusals) =>
        Assert.Equal(refusals, Elements.Field("DateField", """{"NotInFuture":true}""").Refusals($$"""{"Value":"{{day}}"}""", complete: true));

    [Theory]
    [InlineData("TextField", """{"Text":"许可"}""")]
    [InlineData("NumericField", """{"Value":79.0}""")]
    [InlineData("DateField", """{"Value":"2026-03-01T00:00:00Z"}""")]
    [InlineData("TimeField", """{"Value":"09:30:00"}""")]
    [InlineData("BooleanField", """{"Value":false}""")]
    [InlineData("MultiTextField", """{"Values":["法人","个人"]}""")]
    public void What_a_value_shows_in_a_cell_is_read_back_as_the_same(string kind, string json)
    {
        var context = Elements.Field(kind);
        Read(context, Elements.Named(kind).SheetLines(context, Elements.Object(json))[0][""]).Is(json);
    }

    [Fact]
    public void A_table_is_lines_and_keeps_the_columns_a_sheet_lacks()
    {
        var context = Elements.Field("TableField", Stages);
        var value = Elements.Object("""{"Rows":[{"stage":"立案","duty":"旧","days":5}]}""");
        Table.ReadSheet(context, [Line(("stage", "立案"), ("duty", "新")), Line(("stage", "决定"), ("duty", "书面"))], value);
        value.Is("""{"Rows":[{"stage":"立案","duty":"新","days":5},{"stage":"决定","duty":"书面"}]}""");
        Assert.Equal(["立案 新 5", "决定 书面 "], Table.SheetLines(context, value).Select(l => string.Join(' ', l.Values)));
    }

    [Fact]
    public void A_row_that_is_put_in_between_takes_nothing_from_its_neighbours()
    {
        var context = Elements.Field("TableField", Stages);
        var value = Elements.Object("""{"Rows":[{"stage":"立案","duty":"a","days":5},{"stage":"决定","duty":"b","days":7}]}""");
        Table.ReadSheet(context, [Line(("stage", "立案"), ("duty", "a")), Line(("stage", "调查"), ("duty", "新")), Line(("stage", "决定"), ("duty", "b"))], value);
        value.Is("""{"Rows":[{"stage":"立案","duty":"a","days":5},{"stage":"调查","duty":"新"},{"stage":"决定","duty":"b","days":7}]}""");
    }

    [Theory]
    [InlineData("1.立案责任：登记。\n2、决定阶段责任：书面决定，\n并告知。", "立案=登记。;决定=书面决定，\n并告知。")]
    [InlineData("立案：登记", "立案=登记")]
    [InlineData("登记后立案：五日内", "=登记后立案：五日内")] // does not begin with a stage: one row, nothing guessed
    [InlineData("概述\n1.立案责任：登记", "=概述\n1.立案责任：登记")]
    public void A_cell_that_names_the_stages_becomes_a_row_for_each(string cell, string expected)
    {
        var context = Elements.Field("TableField", Stages);
        var value = new JsonObject();
        Table.ReadSheet(context, [Line(("duty", cell))], value);
        Assert.Equal(expected, string.Join(';', value["Rows"]!.AsArray().Select(r => $"{(string?)r!["stage"]}={(string?)r["duty"]}")));
    }

    [Theory]
    [InlineData("1.身份证 2.申请表", "身份证|申请表")]
    [InlineData("1、身份证；\n2、申请表（一式2份）；\n3、1.5寸照片", "身份证|申请表（一式2份）|1.5寸照片")]
    [InlineData("（1）身份证（2）申请表", "（1）身份证（2）申请表")] // no sign between them: one row, nothing guessed
    [InlineData("①身份证 ②申请表", "身份证|申请表")]
    [InlineData("申请→受理→办结", "申请|受理|办结")]
    [InlineData("2026年申请表 2份", "2026年申请表 2份")]
    [InlineData("1.身份证", "1.身份证")]
    [InlineData("1.身份证 3.申请表", "1.身份证 3.申请表")]
    [InlineData("身份证\n（复印件）", "身份证\n（复印件）")]
    public void A_numbered_cell_becomes_a_row_for_each_item(string cell, string rows)
    {
        var value = new JsonObject();
        Table.ReadSheet(Elements.Field("TableField", Materials), [Line(("material", cell), ("form", ""))], value);
        Assert.Equal(rows, string.Join('|', value["Rows"]!.AsArray().Select(r => (string?)r!["material"])));
    }

    [Fact]
    public void A_numbered_cell_beside_other_filled_ones_is_one_row()
    {
        var value = new JsonObject();
        Table.ReadSheet(Elements.Field("TableField", Materials), [Line(("material", "1.身份证 2.申请表"), ("form", "原件"))], value);
        Assert.Single(value["Rows"]!.AsArray());
    }

    [Fact]
    public void A_row_that_was_written_with_numbers_stays_one_row_when_its_own_cell_comes_back()
    {
        var context = Elements.Field("TableField", Materials);
        var value = Elements.Object("""{"Rows":[{"material":"1.身份证 2.申请表"}]}""");
        Table.ReadSheet(context, Table.SheetLines(context, value), value);
        value.Is("""{"Rows":[{"material":"1.身份证 2.申请表"}]}""");
    }

    [Theory]
    [InlineData("受理后审查。", "<p>受理后审查。</p>")]
    [InlineData("第一段\n\n第二段 <b>", "<p>第一段</p><p>第二段 &lt;b&gt;</p>")]
    [InlineData("说明：\n1.申请\n2、受理\n完", "<p>说明：</p><ol><li>申请</li><li>受理</li></ol><p>完</p>")]
    [InlineData("1.申请；2.受理；3.办结", "<ol><li>申请；</li><li>受理；</li><li>办结</li></ol>")]
    [InlineData("1.申请\n3.办结", "<p>1.申请</p><p>3.办结</p>")]
    [InlineData("· 网上\n· 窗口", "<ul><li>网上</li><li>窗口</li></ul>")]
    [InlineData("1.5倍", "<p>1.5倍</p>")]
    public void A_text_in_a_cell_becomes_safe_html(string cell, string html)
    {
        var value = Read(Elements.Field("HtmlField", others: Sheet), cell);
        Assert.Equal(html, (string?)value["Html"]);
        // What it shows in a cell makes the same again: a second import changes nothing.
        var again = Read(Elements.Field("HtmlField", others: Sheet), Cell(value));
        Assert.Equal(html, (string?)again["Html"]);
    }

    [Theory]
    [InlineData("<p>一</p><p><strong>二</strong></p>", "一\n二")]
    [InlineData("<ol><li><p>申请</p></li><li>受理<ul><li>网上</li></ul></li></ol>", "1. 申请\n2. 受理\n· 网上")]
    [InlineData("<ol start=\"3\"><li>丙</li></ol>", "3. 丙")]
    [InlineData("<table><tbody><tr><td>项目</td><td>内容</td></tr></tbody></table>", "项目 内容")]
    [InlineData("<p>1、甲</p><p>2、乙</p>", "1、甲\n2、乙")]
    [InlineData("<p>见<a href=\"/guides\">指南</a></p>", "见指南")]
    public void Html_is_text_in_a_cell_and_its_own_text_leaves_it_to_the_letter(string html, string cell)
    {
        var value = new JsonObject { ["Html"] = html };
        Assert.Equal(cell, Cell(value));
        Elements.Named("HtmlField").ReadSheet(Elements.Field("HtmlField", others: Sheet), [Line(("", cell))], value);
        Assert.Equal(html, (string?)value["Html"]);
    }

    [Theory]
    [InlineData("20", "20")]
    [InlineData("20个工作日", "20")]
    [InlineData(" 20 个 工作日", "20")]
    [InlineData("即时办结", "0")]
    [InlineData("约20个工作日", "\"约20个工作日\"")] // not a number: refused by the check
    [InlineData("20天", "\"20天\"")]
    public void A_number_comes_with_its_unit_or_as_a_word(string cell, string value) => Read(
        Elements.Field("NumericField", others: """{"SheetSettings":{"Units":["工作日","个工作日"],"Words":{"即时办结":0}}}"""), cell).Is($$"""{"Value":{{value}}}""");

    [Theory]
    [InlineData("HtmlField")]
    [InlineData("LinkField")]
    [InlineData("ContentPickerField")]
    public void Rich_text_links_and_picked_items_stand_in_a_sheet_where_the_definition_says_so(string kind)
    {
        Assert.Empty(Elements.Named(kind).SheetColumns(Elements.Field(kind)));
        Assert.Equal(["说明"], Assert.Single(Elements.Named(kind).SheetColumns(Elements.Field(kind, others: Sheet))).Heads);
    }

    [Fact]
    public void A_link_in_a_cell_is_its_address_and_keeps_its_words()
    {
        var value = Elements.Object("""{"Url":"https://a.example","Text":"网上办理","Target":"_blank"}""");
        Elements.Named("LinkField").ReadSheet(Elements.Field("LinkField", others: Sheet), [Line(("", "https://b.example"))], value);
        value.Is("""{"Url":"https://b.example","Text":"网上办理","Target":"_blank"}""");
    }

    [Fact]
    public void A_stage_outside_the_list_is_refused_at_its_cell() => Assert.Equal("table.cell-not-listed@Rows[0].stage",
        Elements.Field("TableField", Stages).Refusals("""{"Rows":[{"stage":"审核","duty":"x"}]}""", complete: true));

    private const string Materials = """{"Columns":[{"Name":"material","Title":"材料名称"},{"Name":"form","Title":"形式"}]}""";
    private const string Sheet = """{"SheetSettings":{"Heads":["说明"]}}""";

    private static string Cell(JsonObject value) => Elements.Named("HtmlField").SheetLines(Elements.Field("HtmlField", others: Sheet), value)[0][""];

    private static ContentElement Table => Elements.Named("TableField");

    private static Dictionary<string, string> Line(params (string Name, string Text)[] cells) => cells.ToDictionary(c => c.Name, c => c.Text);

    private static JsonObject Read(ElementContext context, string cell)
    {
        var value = new JsonObject();
        Elements.Named(context.Field!.FieldType).ReadSheet(context, [Line(("", cell))], value);
        return value;
    }
}
