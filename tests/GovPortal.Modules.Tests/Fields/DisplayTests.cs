namespace GovPortal.Modules.Tests.Fields;

/// <summary>What a reader and the search see.</summary>
public sealed class DisplayTests
{
    [Theory]
    [InlineData("TextField", "{}", """{"Text":"<b>&"}""", "&lt;b&gt;&amp;", "<b>&")]
    [InlineData("TextField", "{}", """{"Text":"一、甲\n二、乙"}""", "<p>一、甲</p><p>二、乙</p>", "一、甲\n二、乙")]
    [InlineData("MultiTextField", """{"Options":[{"name":"自然人","value":"person"}]}""", """{"Values":["person","其他"]}""", "自然人、其他", "自然人、其他")]
    [InlineData("BooleanField", "{}", """{"Value":false}""", "否", "")]
    [InlineData("BooleanField", "{}", "{}", null, "")]
    [InlineData("NumericField", """{"Scale":2}""", """{"Value":0.5}""", "0.50", "0.50")]
    [InlineData("NumericField", """{"Scale":0}""", """{"Value":30}""", "30", "30")]
    [InlineData("NumericField", """{"Scale":0}""", """{"Value":1.5}""", "1.5", "1.5")]
    [InlineData("DateField", "{}", """{"Value":"2026-10-12T00:00:00Z"}""", "<time datetime=\"2026-10-12\">2026-10-12</time>", "2026-10-12")]
    [InlineData("DateTimeField", "{}", """{"Value":"2026-10-12T16:30:00Z"}""", "<time datetime=\"2026-10-13T00:30:00+08:00\">2026-10-13 00:30</time>", "2026-10-13 00:30")]
    [InlineData("TimeField", "{}", """{"Value":"09:00:00"}""", "09:00", "09:00")]
    [InlineData("LinkField", "{}", """{"Url":"https://a.gov.cn/?a=1&b=\"","Text":"办理","Target":"_blank"}""", null, "办理")]
    [InlineData("LinkField", "{}", """{"Url":"https://a.gov.cn/?a=1&b=2","Text":"<办理>","Target":"_blank"}""", "<a href=\"https://a.gov.cn/?a=1&amp;b=2\" target=\"_blank\" rel=\"noopener\">&lt;办理&gt;</a>", "<办理>")]
    [InlineData("LinkField", "{}", """{"Url":"javascript:alert(1)","Text":"x"}""", null, "x")]
    [InlineData("MediaField", "{}", """{"Paths":["a b/申请表.pdf"],"MediaTexts":["申请表 <新>"]}""", "<ul class=\"attachments\"><li><a href=\"/media/a%20b/%E7%94%B3%E8%AF%B7%E8%A1%A8.pdf\">申请表 &lt;新&gt;</a></li></ul>", "申请表 <新>")]
    [InlineData("MediaField", "{}", """{"Paths":["a/大厅.png"],"MediaTexts":["\"大厅\""]}""", "<figure><img src=\"/media/a/%E5%A4%A7%E5%8E%85.png\" alt=\"&quot;大厅&quot;\"></figure>", "\"大厅\"")]
    [InlineData("TaxonomyField", "{}", """{"TermContentItemIds":["a"],"TagNames":["稳岗返还"]}""", "稳岗返还", "稳岗返还")]
    [InlineData("UserPickerField", "{}", """{"UserIds":["a"],"UserNames":["zhangmin"]}""", null, "")]
    [InlineData("HtmlField", "{}", """{"Html":"<p>甲</p><script>x</script>"}""", "<p>甲</p>", "甲")]
    [InlineData("MarkdownField", "{}", """{"Markdown":"《失业保险条例》第十条"}""", "<p>《失业保险条例》第十条</p>\n", "《失业保险条例》第十条")]
    public void A_value_is_shown_safely_and_searched_as_text(string kind, string settings, string json, string? html, string text)
    {
        var context = Elements.Field(kind, settings);
        Assert.Equal(html, context.Html(json));
        Assert.Equal(text, context.Text(json));
    }

    [Fact]
    public void A_value_of_a_list_is_shown_by_its_name() =>
        Assert.Equal("承诺件", Elements.Field("TextField", editor: "PredefinedList",
            others: """{"TextFieldPredefinedListEditorSettings":{"Options":[{"name":"承诺件","value":"promised"}]}}""").Html("""{"Text":"promised"}"""));

    [Fact]
    public void Bodies_are_bodies_and_titles_stand_apart()
    {
        Assert.All((string[])["HtmlBodyPart", "MarkdownBodyPart"], n => Assert.True(Elements.Named(n).IsBody));
        Assert.All((string[])["TitlePart", "AutoroutePart", "AliasPart", "DisclosurePart", "CommonPart"], n => Assert.True(Elements.Named(n).IsStructural));
    }
}
