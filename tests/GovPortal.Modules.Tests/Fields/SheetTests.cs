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

    [Fact]
    public void A_stage_outside_the_list_is_refused_at_its_cell() => Assert.Equal("table.cell-not-listed@Rows[0].stage",
        Elements.Field("TableField", Stages).Refusals("""{"Rows":[{"stage":"审核","duty":"x"}]}""", complete: true));

    private static ContentElement Table => Elements.Named("TableField");

    private static Dictionary<string, string> Line(params (string Name, string Text)[] cells) => cells.ToDictionary(c => c.Name, c => c.Text);

    private static JsonObject Read(ElementContext context, string cell)
    {
        var value = new JsonObject();
        Elements.Named(context.Field!.FieldType).ReadSheet(context, [Line(("", cell))], value);
        return value;
    }
}
