namespace GovPortal.Modules.Tests.Fields;

/// <summary>What a draft may hold, and what submission asks for.</summary>
public sealed class CheckTests
{
    [Theory]
    [InlineData("TextField", "{}", """{"Text":"县人社发〔2024〕3号"}""", "")]
    [InlineData("TextField", "{}", """{"Text":null}""", "")]
    [InlineData("TextField", "{}", """{"Text":12}""", "content.wrong-value@Text")]
    [InlineData("TextField", "{}", """{"Text":["a"]}""", "content.wrong-value@Text")]
    [InlineData("TextField", "{}", """{"Text":"\ud800"}""", "content.wrong-value@Text")]
    [InlineData("TextField", "{}", """{"Text":"a\u0000b"}""", "content.wrong-value@Text")]
    [InlineData("MultiTextField", "{}", """{"Values":["person"]}""", "")]
    [InlineData("MultiTextField", "{}", """{"Values":"person"}""", "content.wrong-value@Values")]
    [InlineData("MultiTextField", "{}", """{"Values":[1]}""", "content.wrong-value@Values")]
    [InlineData("BooleanField", "{}", """{"Value":true}""", "")]
    [InlineData("BooleanField", "{}", """{"Value":"是"}""", "content.wrong-value@Value")]
    [InlineData("NumericField", "{}", """{"Value":0.5}""", "")]
    [InlineData("NumericField", "{}", """{"Value":"20"}""", "")]
    [InlineData("NumericField", "{}", """{"Value":"abc"}""", "content.wrong-value@Value")]
    [InlineData("NumericField", "{}", """{"Value":true}""", "content.wrong-value@Value")]
    [InlineData("NumericField", "{}", """{"Value":1e400}""", "content.wrong-value@Value")]
    [InlineData("NumericField", "{}", """{"Value":1e18}""", "content.out-of-range@Value")]
    [InlineData("DateField", "{}", """{"Value":"2024-03-01T00:00:00Z"}""", "")]
    [InlineData("DateField", "{}", """{"Value":"2024-03-01"}""", "")]
    [InlineData("DateField", "{}", """{"Value":"2024-02-30"}""", "content.wrong-value@Value")]
    [InlineData("DateField", "{}", """{"Value":"三月一日"}""", "content.wrong-value@Value")]
    [InlineData("DateField", "{}", """{"Value":20240301}""", "content.wrong-value@Value")]
    [InlineData("DateTimeField", "{}", """{"Value":"2024-03-01T16:00:00+08:00"}""", "")]
    [InlineData("DateTimeField", "{}", """{"Value":"2024-02-29T08:15:30.5120115Z"}""", "")]
    [InlineData("DateTimeField", "{}", """{"Value":"2024-03-01T25:00:00Z"}""", "content.wrong-value@Value")]
    [InlineData("DateTimeField", "{}", """{"Value":"yesterday"}""", "content.wrong-value@Value")]
    [InlineData("TimeField", "{}", """{"Value":"09:00:00"}""", "")]
    [InlineData("TimeField", "{}", """{"Value":"24:00:00"}""", "content.wrong-value@Value")]
    [InlineData("LinkField", "{}", """{"Url":"https://zwfw.example.gov.cn/apply?id=1","Text":"办理","Target":"_blank"}""", "")]
    [InlineData("LinkField", "{}", """{"Url":"/columns/policy"}""", "")]
    [InlineData("LinkField", "{}", """{"Url":"~/media/a.pdf"}""", "")]
    [InlineData("LinkField", "{}", """{"Url":"mailto:office@example.gov.cn"}""", "")]
    [InlineData("LinkField", "{}", """{"Url":"javascript:alert(1)"}""", "content.wrong-value@Url")]
    [InlineData("LinkField", "{}", """{"Url":"JaVaScRiPt:alert(1)"}""", "content.wrong-value@Url")]
    [InlineData("LinkField", "{}", """{"Url":" javascript:alert(1)"}""", "content.wrong-value@Url")]
    [InlineData("LinkField", "{}", """{"Url":"java\tscript:alert(1)"}""", "content.wrong-value@Url")]
    [InlineData("LinkField", "{}", """{"Url":"data:text/html,x"}""", "content.wrong-value@Url")]
    [InlineData("LinkField", "{}", """{"Url":"//evil.example"}""", "content.wrong-value@Url")]
    [InlineData("LinkField", "{}", """{"Url":"/\\evil.example"}""", "content.wrong-value@Url")]
    [InlineData("LinkField", "{}", """{"Url":"https://www.example.gov.cn@evil.example/"}""", "content.wrong-value@Url")]
    [InlineData("LinkField", "{}", """{"Url":"/x","Target":"x"}""", "content.wrong-value@Target")]
    [InlineData("MediaField", "{}", """{"Paths":["guides/form.pdf"],"MediaTexts":["申请表"]}""", "")]
    [InlineData("MediaField", "{}", """{"Paths":["../appsettings.json"]}""", "content.wrong-value@Paths")]
    [InlineData("MediaField", "{}", """{"Paths":["/etc/passwd"]}""", "content.wrong-value@Paths")]
    [InlineData("MediaField", "{}", """{"Paths":["a/../../b"]}""", "content.wrong-value@Paths")]
    [InlineData("MediaField", "{}", """{"Paths":"a.pdf"}""", "content.wrong-value@Paths")]
    [InlineData("MediaField", "{}", """{"Paths":[],"Anchors":"x"}""", "content.wrong-value@Anchors")]
    [InlineData("ContentPickerField", "{}", """{"ContentItemIds":["4gvdcxm0000000000000000001"]}""", "")]
    [InlineData("ContentPickerField", "{}", """{"ContentItemIds":["<b>"]}""", "content.wrong-value@ContentItemIds")]
    [InlineData("ContentPickerField", "{}", """{"ContentItemIds":{}}""", "content.wrong-value@ContentItemIds")]
    [InlineData("UserPickerField", "{}", """{"UserIds":["u1"],"UserNames":["zhangmin"]}""", "")]
    [InlineData("UserPickerField", "{}", """{"UserIds":["u1"],"UserNames":"zhangmin"}""", "content.wrong-value@UserNames")]
    [InlineData("TaxonomyField", "{}", """{"TermContentItemIds":["t1"],"TaxonomyContentItemId":"x","TagNames":["稳岗返还"]}""", "")]
    [InlineData("TaxonomyField", "{}", """{"TermContentItemIds":[1]}""", "content.wrong-value@TermContentItemIds")]
    [InlineData("HtmlField", "{}", """{"Html":"<p>参保企业</p>"}""", "")]
    [InlineData("HtmlField", "{}", """{"Html":"<p onclick='x()'>参保企业</p>"}""", "content.unsafe-html@Html")]
    [InlineData("HtmlField", "{}", """{"Html":5}""", "content.wrong-value@Html")]
    [InlineData("MarkdownField", "{}", """{"Markdown":"## 一\n\n<script>alert(1)</script>"}""", "")]
    [InlineData("MarkdownField", "{}", """{"Markdown":"[x](javascript:alert(1))"}""", "content.unsafe-html@Markdown")]
    public void A_draft_refuses_what_is_of_the_wrong_kind(string kind, string settings, string json, string refusals) =>
        Assert.Equal(refusals, Elements.Field(kind, settings).Refusals(json, complete: false));

    [Theory]
    [InlineData("TextField", """{"Text":"  "}""", "Text")]
    [InlineData("MultiTextField", """{"Values":[]}""", "Values")]
    [InlineData("NumericField", """{"Value":null}""", "Value")]
    [InlineData("DateField", "{}", "Value")]
    [InlineData("DateTimeField", """{"Value":""}""", "Value")]
    [InlineData("TimeField", "{}", "Value")]
    [InlineData("LinkField", """{"Text":"办理"}""", "Url")]
    [InlineData("MediaField", """{"Paths":[]}""", "Paths")]
    [InlineData("ContentPickerField", """{"ContentItemIds":[]}""", "ContentItemIds")]
    [InlineData("UserPickerField", "{}", "UserIds")]
    [InlineData("TaxonomyField", "{}", "TermContentItemIds")]
    [InlineData("HtmlField", """{"Html":"<p> &nbsp;</p>"}""", "Html")]
    [InlineData("MarkdownField", """{"Markdown":"\n"}""", "Markdown")]
    [InlineData("TableField", """{"Rows":[]}""", "Rows")]
    public void A_required_field_may_be_empty_in_a_draft_and_not_at_submission(string kind, string json, string property)
    {
        var context = Elements.Field(kind, """{"Required":true}""");
        Assert.Equal("", context.Refusals(json, complete: false));
        Assert.Equal($"content.required@{property}", context.Refusals(json, complete: true));
    }

    [Theory]
    [InlineData("NumericField", """{"Minimum":0,"Maximum":90}""", """{"Value":91}""", "content.out-of-range@Value")]
    [InlineData("NumericField", """{"Minimum":0}""", """{"Value":-1}""", "content.out-of-range@Value")]
    [InlineData("NumericField", """{"Scale":0}""", """{"Value":1.5}""", "content.too-many-decimals@Value")]
    [InlineData("NumericField", """{"Scale":0}""", """{"Value":1.0}""", "")]
    [InlineData("NumericField", """{"Scale":2,"Minimum":0,"Maximum":90}""", """{"Value":90}""", "")]
    [InlineData("DateField", "{}", """{"Value":"0024-03-01"}""", "content.out-of-range@Value")]
    [InlineData("ContentPickerField", """{"Multiple":false}""", """{"ContentItemIds":["a","b"]}""", "content.only-one@ContentItemIds")]
    [InlineData("ContentPickerField", """{"Multiple":true}""", """{"ContentItemIds":["a","b"]}""", "")]
    [InlineData("TaxonomyField", """{"Unique":true}""", """{"TermContentItemIds":["a","b"]}""", "content.only-one@TermContentItemIds")]
    [InlineData("MediaField", """{"Multiple":false}""", """{"Paths":["a.pdf","b.pdf"]}""", "content.only-one@Paths")]
    [InlineData("MediaField", """{"AllowedExtensions":[".pdf"]}""", """{"Paths":["a.PDF"]}""", "")]
    [InlineData("MediaField", """{"AllowedExtensions":[".pdf"]}""", """{"Paths":["a.exe"]}""", "content.extension-not-allowed@Paths")]
    public void Submission_holds_a_field_to_its_settings(string kind, string settings, string json, string refusals)
    {
        var context = Elements.Field(kind, settings);
        Assert.Equal("", context.Refusals(json, complete: false));
        Assert.Equal(refusals, context.Refusals(json, complete: true));
    }

    [Theory]
    [InlineData("TextField", "Text", 2000)]
    [InlineData("HtmlField", "Html", 500_000)]
    [InlineData("MarkdownField", "Markdown", 100_000)]
    [InlineData("LinkField", "Text", 200)]
    public void A_text_has_a_length_it_may_not_exceed(string kind, string property, int limit)
    {
        Assert.Equal("", Elements.Field(kind).Refusals($$"""{"{{property}}":"{{new string('公', limit)}}"}""", complete: true));
        Assert.Equal($"content.too-long@{property}", Elements.Field(kind).Refusals($$"""{"{{property}}":"{{new string('公', limit + 1)}}"}""", complete: false));
    }

    [Fact]
    public void A_value_outside_a_predefined_list_passes_as_in_Orchard() =>
        Assert.Equal("", Elements.Field("TextField", editor: "PredefinedList",
            others: """{"TextFieldPredefinedListEditorSettings":{"Options":[{"name":"有效","value":"valid"}]}}""").Refusals("""{"Text":"other"}""", complete: true));

    [Theory]
    [InlineData("TitlePart", """{"Title":"通知"}""", "", "")]
    [InlineData("TitlePart", """{"Title":""}""", "", "content.required@Title")]
    [InlineData("TitlePart", """{"Title":{}}""", "content.wrong-value@Title", "content.wrong-value@Title")]
    [InlineData("AutoroutePart", """{"Path":"policies/1","SetHomepage":false,"Disabled":false,"RouteContainedItems":false,"Absolute":false}""", "", "")]
    [InlineData("AutoroutePart", """{"Path":1,"SetHomepage":"x"}""", "content.wrong-value@Path content.wrong-value@SetHomepage", "content.wrong-value@Path content.wrong-value@SetHomepage")]
    [InlineData("AliasPart", """{"Alias":"county-policies"}""", "", "")]
    [InlineData("HtmlBodyPart", """{"Html":null}""", "", "")]
    [InlineData("HtmlBodyPart", """{"Html":"<script>x</script>"}""", "content.unsafe-html@Html", "content.unsafe-html@Html")]
    [InlineData("MarkdownBodyPart", """{"Markdown":"## 一"}""", "", "")]
    [InlineData("ContainedPart", """{"ListContentItemId":"4gvb","ListContentType":"PolicyLibrary","Order":1}""", "", "")]
    [InlineData("ContainedPart", """{"Order":"first"}""", "content.wrong-value@Order", "content.wrong-value@Order")]
    [InlineData("PublishLaterPart", """{"ScheduledPublishUtc":null}""", "", "")]
    [InlineData("PublishLaterPart", """{"ScheduledPublishUtc":"soon"}""", "content.wrong-value@ScheduledPublishUtc", "content.wrong-value@ScheduledPublishUtc")]
    [InlineData("ArchiveLaterPart", """{"ScheduledArchiveUtc":"2035-02-28T16:00:00Z"}""", "", "")]
    [InlineData("CommonPart", "{}", "", "")]
    [InlineData("ListPart", "{}", "", "")]
    [InlineData("TaxonomyPart", """{"Terms":[],"TermContentType":"Column"}""", "", "")]
    [InlineData("TaxonomyPart", """{"Terms":{}}""", "content.wrong-value@Terms", "content.wrong-value@Terms")]
    public void Parts_are_checked(string part, string json, string draft, string complete)
    {
        Assert.Equal(draft, Elements.Part(part).Refusals(json, complete: false));
        Assert.Equal(complete, Elements.Part(part).Refusals(json, complete: true));
    }

    private const string Whole = """{"ColumnId":"c","SectionId":"s","Stage":"service","FormedOn":"2026-10-12","ChangedOn":null,"Urgency":"normal","UrgencyReason":null}""";

    [Theory]
    [InlineData(Whole, "", "")]
    [InlineData("{}", "", "content.required@ColumnId content.required@Stage content.required@FormedOn")]
    [InlineData("""{"ColumnId":"c","Stage":"secret","FormedOn":"2026-10-12"}""", "content.wrong-value@Stage", "content.wrong-value@Stage")]
    [InlineData("""{"ColumnId":"c","Stage":"service","FormedOn":"2026-10-12","Urgency":"very"}""", "content.wrong-value@Urgency", "content.wrong-value@Urgency")]
    [InlineData("""{"ColumnId":"c","Stage":"service","FormedOn":"2026-10-12","Urgency":"urgent"}""", "", "content.required@UrgencyReason")]
    [InlineData("""{"ColumnId":"c","Stage":"service","FormedOn":"2026-13-12"}""", "content.wrong-value@FormedOn", "content.wrong-value@FormedOn")]
    [InlineData("""{"ColumnId":"c","Stage":"service","FormedOn":"2026-11-15"}""", "", "")]
    [InlineData("""{"ColumnId":"c","Stage":"service","FormedOn":"2026-11-16"}""", "", "disclosure.in-future@FormedOn")]
    [InlineData("""{"ColumnId":"c","Stage":"service","FormedOn":"2026-10-12","ChangedOn":"2026-10-11"}""", "", "disclosure.changed-before-formed@ChangedOn")]
    public void Disclosure_asks_for_column_stage_and_day_at_submission(string json, string draft, string complete)
    {
        Assert.Equal(draft, Elements.Part("DisclosurePart").Refusals(json, complete: false));
        Assert.Equal(complete, Elements.Part("DisclosurePart").Refusals(json, complete: true));
    }
}
