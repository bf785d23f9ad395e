using System.Text.Json.Nodes;
using GovPortal.Modules.Tests.Fields;
using GovPortal.ServiceGuides.Rules;

namespace GovPortal.Modules.Tests.ServiceGuides;

/// <summary>What a guide must say, by the layouts that the recipe brings.</summary>
public sealed class GuideRulesTests
{
    private static readonly JsonObject Settings = (JsonObject)Elements.File("recipes/service-guides.recipe.json")["steps"]![0]!["ContentTypes"]!.AsArray()
        .Single(t => (string?)t!["Name"] == "ServiceGuide")!["ContentTypePartDefinitionRecords"]!.AsArray().Single(p => (string?)p!["Name"] == "ServiceGuide")!["Settings"]!["ServiceGuideSettings"]!;

    [Theory]
    [InlineData(null, "适用范围 办件类型 办理方式 现场办事次数 设立依据 办理条件 申办材料 办理流程 办理时限 收费依据及标准 审批结果 结果送达 办理地址和时间 办理地址和时间 咨询方式 办理进程和结果查询 监督投诉渠道")]
    [InlineData("unheard-of", "适用范围 办件类型 办理方式 现场办事次数 设立依据 办理条件 申办材料 办理流程 办理时限 收费依据及标准 审批结果 结果送达 办理地址和时间 办理地址和时间 咨询方式 办理进程和结果查询 监督投诉渠道")]
    [InlineData("eleven", "事项名称 事项简述 办理材料 办理方式 办理时限 结果送达 收费依据及标准 办事时间 办理机构及地点 咨询查询途径 监督投诉渠道")]
    public void An_empty_guide_lacks_every_element_of_its_layout(string? layout, string elements) =>
        Assert.Equal(elements.Split(' '), GuideLayout.Of(Settings, layout)!.Missing([]).Select(m => m.Title));

    [Theory]
    [InlineData("sixteen", 16)]
    [InlineData("eleven", 11)]
    public void Each_layout_has_as_many_elements_as_it_says(string layout, int count) => Assert.Equal(count, GuideLayout.Of(Settings, layout)!.Elements.Count);

    [Theory]
    [InlineData("""{"Scope":{"Text":"企业"}}""", "ServiceGuide.Scope.Text", false)]
    [InlineData("""{"Scope":{"Text":"  \n "}}""", "ServiceGuide.Scope.Text", true)]
    [InlineData("""{"Scope":{"Text":null}}""", "ServiceGuide.Scope.Text", true)]
    [InlineData("""{"Scope":"企业"}""", "ServiceGuide.Scope.Text", true)]
    [InlineData("""{"Visits":{"Value":0}}""", "ServiceGuide.Visits.Value", false)] // none is an answer
    [InlineData("""{"Visits":{"Value":null}}""", "ServiceGuide.Visits.Value", true)]
    [InlineData("""{"Materials":{"Rows":[]}}""", "ServiceGuide.Materials.Rows", true)]
    [InlineData("""{"Materials":{"Rows":[{"material":"申请表"}]}}""", "ServiceGuide.Materials.Rows", false)]
    [InlineData("""{"Steps":{"Rows":[{"step":"受理"}]}}""", "ServiceGuide.Steps.Rows", false)]
    [InlineData("""{"Process":{"Html":"<p>受理</p>"}}""", "ServiceGuide.Steps.Rows", false)] // the flow in words is one too
    [InlineData("""{"Process":{"Html":"<p>&nbsp;</p>"}}""", "ServiceGuide.Steps.Rows", true)]
    [InlineData("""{"Place":{"Text":"二楼"}}""", "ServiceGuide.Hours.Text", true)] // where without when
    public void An_element_is_there_when_it_says_something(string guide, string path, bool missing) =>
        Assert.Equal(missing, GuideLayout.Of(Settings, "sixteen")!.Missing(new JsonObject { ["ServiceGuide"] = JsonNode.Parse(guide) }).Any(m => m.Path == path));

    [Fact]
    public void A_field_that_a_county_took_out_is_not_asked_for() =>
        Assert.DoesNotContain(GuideLayout.Of(Settings, "sixteen")!.Missing([], p => p != "ServiceGuide.Progress.Text"), m => m.Title == "办理进程和结果查询");

    [Fact]
    public void A_type_without_layouts_asks_for_nothing() => Assert.Null(GuideLayout.Of([], "sixteen"));

    [Theory]
    [InlineData(20, 5, true)]
    [InlineData(20, 20, true)]
    [InlineData(20, 21, false)]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, false)]
    [InlineData(null, 30, true)]
    [InlineData(20, null, true)]
    public void What_is_promised_is_not_longer_than_the_law_allows(int? law, int? promise, bool agree) => Assert.Equal(agree, TimeLimits.Agree(law, promise));

    [Theory]
    [InlineData("CXRS-XK-001", "cxrs-xk-001")]
    [InlineData("CXRS-XK-001", " CXRS - XK-001 ")]
    [InlineData("CXRS-XK-001", "ＣＸＲＳ－ＸＫ－００１")]
    public void A_code_is_the_same_however_it_is_typed(string code, string typed) => Assert.Equal(ServiceCode.Plain(code), ServiceCode.Plain(typed));

    [Theory]
    [InlineData("CXRS-XK-001", "CXRS-XK-0011")]
    [InlineData("", "CXRS-XK-001")]
    public void Other_codes_are_others(string one, string other) => Assert.NotEqual(ServiceCode.Plain(one), ServiceCode.Plain(other));
}
