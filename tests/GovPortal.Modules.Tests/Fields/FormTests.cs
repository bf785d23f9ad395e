using System.Text.Json.Nodes;

namespace GovPortal.Modules.Tests.Fields;

/// <summary>What a form leaves in the stored value.</summary>
public sealed class FormTests
{
    [Theory]
    [InlineData("TextField", "Text", "  县人社发〔2024〕3号 ", """{"Text":"县人社发〔2024〕3号"}""")]
    [InlineData("TextField", "Text", "", """{"Text":null}""")]
    [InlineData("TextField", "Text", "a\u0000b\u0007", """{"Text":"ab"}""")]
    [InlineData("NumericField", "Value", "1,960.50", """{"Value":1960.50}""")]
    [InlineData("NumericField", "Value", "１２", """{"Value":12}""")]
    [InlineData("NumericField", "Value", "", """{"Value":null}""")]
    [InlineData("NumericField", "Value", "abc", """{"Value":"abc"}""")]
    [InlineData("NumericField", "Value", "1e5", """{"Value":"1e5"}""")]
    [InlineData("DateField", "Value", "2024-03-01", """{"Value":"2024-03-01T00:00:00Z"}""")]
    [InlineData("DateField", "Value", "2024年3月1日", """{"Value":"2024-03-01T00:00:00Z"}""")]
    [InlineData("DateField", "Value", "2024-02-30", """{"Value":"2024-02-30"}""")]
    [InlineData("DateTimeField", "Value", "2024-03-01T16:00", """{"Value":"2024-03-01T08:00:00Z"}""")]
    [InlineData("TimeField", "Value", "9:30", """{"Value":"09:30:00"}""")]
    [InlineData("LinkField", "Url", "javascript:alert(1)", """{"Url":"javascript:alert(1)"}""")]
    [InlineData("HtmlField", "Html", "<p onclick=x()>好<script>alert(1)</script></p>", """{"Html":"<p>好</p>"}""")]
    [InlineData("HtmlField", "Html", "", """{"Html":""}""")]
    [InlineData("MarkdownField", "Markdown", "", """{"Markdown":null}""")]
    [InlineData("BooleanField", "Value", "false", """{"Value":false}""")]
    [InlineData("MultiTextField", "Values", "", """{"Values":[]}""")]
    [InlineData("ContentPickerField", "ContentItemIds", "", """{"ContentItemIds":[]}""")]
    public void A_posted_value_is_stored_as_Orchard_stores_it(string kind, string property, string posted, string stored) =>
        Elements.Field(kind).Read("{}", (property, posted)).Is(stored);

    [Theory]
    [InlineData("TextField", """{"Text":"a"}""")]
    [InlineData("BooleanField", """{"Value":true}""")]
    [InlineData("MediaField", """{"Paths":["a.pdf"]}""")]
    [InlineData("TableField", """{"Rows":[{"a":1}]}""")]
    [InlineData("TaxonomyField", """{"TermContentItemIds":["t"]}""")]
    public void A_form_without_the_field_leaves_the_value_alone(string kind, string json) => Elements.Field(kind).Read(json).Is(json);

    [Fact]
    public void A_ticked_box_wins_over_the_hidden_false() =>
        Elements.Field("BooleanField").Read("{}", ("Value", "true"), ("Value", "false")).Is("""{"Value":true}""");

    [Fact]
    public void A_custom_path_is_read_only_where_the_type_allows_one()
    {
        Elements.Part("AutoroutePart").Read("""{"Path":"a"}""", ("Path", "admin/x")).Is("""{"Path":"a"}""");
        Elements.Part("AutoroutePart", """{"AutoroutePartSettings":{"AllowCustomPath":true}}""").Read("{}", ("Path", "/policies/1/"))
            .Is("""{"Path":"policies/1","SetHomepage":false,"Disabled":false,"RouteContainedItems":false,"Absolute":false}""");
    }

    [Fact]
    public void A_form_can_not_set_the_home_page() =>
        Elements.Part("AutoroutePart", """{"AutoroutePartSettings":{"AllowCustomPath":true}}""").Read("{}", ("Path", "x"), ("SetHomepage", "true"))
            .Is("""{"Path":"x","SetHomepage":false,"Disabled":false,"RouteContainedItems":false,"Absolute":false}""");

    [Fact]
    public void An_untouched_instant_keeps_its_fractions() =>
        Elements.Field("DateTimeField").Read("""{"Value":"2024-02-29T08:15:30.5120115Z"}""", ("Value", "2024-02-29T16:15:30"))
            .Is("""{"Value":"2024-02-29T08:15:30.5120115Z"}""");

    [Fact]
    public void An_imported_spelling_becomes_Orchards_when_it_is_saved()
    {
        Elements.Field("DateTimeField").Read("""{"Value":"2024-03-01T16:00:00+08:00"}""", ("Value", "2024-03-01T16:00:00"))
            .Is("""{"Value":"2024-03-01T08:00:00Z"}""");
        Elements.Field("NumericField").Read("""{"Value":"20"}""", ("Value", "20")).Is("""{"Value":20}""");
    }

    [Fact]
    public void A_removed_attachment_takes_its_text_and_anchor_with_it() =>
        Elements.Field("MediaField", """{"AllowAnchors":true}""").Read(
            """{"Paths":["a.png","b.png"],"MediaTexts":["甲","乙"],"Anchors":[{"X":0.1,"Y":0.1},{"X":0.2,"Y":0.2}]}""",
            ("Paths", ""), ("Paths", "a.png"), ("Paths", "b.png"), ("MediaTexts", "甲"), ("MediaTexts", "乙二"), ("Remove", "a.png"))
            .Is("""{"Paths":["b.png"],"MediaTexts":["乙二"],"Anchors":[{"X":0.2,"Y":0.2}]}""");

    [Fact]
    public void A_picked_user_keeps_the_name_stored_beside_the_id() =>
        Elements.Field("UserPickerField").Read("""{"UserIds":["u1","u2"],"UserNames":["zhangmin","lihua"]}""", ("UserIds", ""), ("UserIds", "u2"), ("UserIds", "u3|wangwei"))
            .Is("""{"UserIds":["u2","u3"],"UserNames":["lihua","wangwei"]}""");

    [Fact]
    public void Taking_urgency_back_clears_its_reason() =>
        Elements.Part("DisclosurePart").Read("""{"Urgency":"urgent","UrgencyReason":"防汛"}""", ("UrgencyReason", "防汛"), ("Urgency", "normal"))
            .Is("""{"Urgency":"normal","UrgencyReason":null}""");

    [Fact]
    public void Hostile_forms_neither_throw_nor_pass()
    {
        string[] hostile = ["", " ", "\0", "\ud800", new string('9', 10_000), "-", "NaN", "∞", "0x10", "[]", "{}", "null", "2024-03-01T99:99", "0000-00-00", "99999-01-01", "<svg onload=x>", "|", "a|b|c", "../..", "\t\n\"", "１２：００"];
        foreach (var kind in (string[])["TextField", "MultiTextField", "HtmlField", "MarkdownField", "BooleanField", "NumericField", "DateField", "DateTimeField", "TimeField", "LinkField", "MediaField", "TableField", "ContentPickerField", "UserPickerField", "TaxonomyField"])
        {
            var context = Elements.Field(kind, """{"Columns":[{"Name":"a","Title":"甲","Type":"number"}]}""");
            var element = Elements.Named(kind);
            foreach (var text in hostile)
            {
                var fields = element.Properties.Concat(["Paste", "PasteMode", "Upload", "Remove", "Rows[0].a", "Rows[-1].a", "Rows[99999999999].a", "Rows[", "Rows[0]", "Columns[0].Title"])
                    .Select(p => (p, text)).ToArray();
                var value = context.Read("{}", fields);
                _ = element.Check(context, value, complete: true).ToList();
                Assert.DoesNotContain("<svg", element.Html(context, value) ?? "", StringComparison.Ordinal);
                _ = element.Text(context, value) + string.Concat(element.MediaPaths(value));
            }
        }
    }

    [Theory]
    [InlineData("""{"Text":[]}""")]
    [InlineData("""{"Value":{},"Values":{},"Html":[],"Markdown":1,"Paths":{},"Url":[],"Rows":1,"Columns":1,"ContentItemIds":1}""")]
    [InlineData("""{"Rows":[1,null,"x",[]],"Columns":[1,null],"Paths":[1,null],"Values":[null],"MediaTexts":[null]}""")]
    [InlineData("""{"Text":"\udc00","Html":"\ud800","Url":"\ud800","Value":"\ud800"}""")]
    public void Broken_stored_values_are_shown_as_nothing(string json)
    {
        foreach (var kind in (string[])["TextField", "MultiTextField", "HtmlField", "MarkdownField", "BooleanField", "NumericField", "DateField", "DateTimeField", "TimeField", "LinkField", "MediaField", "TableField", "ContentPickerField", "UserPickerField", "TaxonomyField"])
        {
            var context = Elements.Field(kind, """{"OpenColumns":true}""");
            var element = Elements.Named(kind);
            var value = (JsonObject)JsonNode.Parse(json)!;
            _ = element.Check(context, value, complete: true).ToList();
            Assert.Null(element.Html(context, value));
            Assert.Equal("", element.Text(context, value));
            Assert.Empty(element.MediaPaths(value));
        }
    }
}
