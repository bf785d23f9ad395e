using System.Text.Json.Nodes;
using GovPortal.Policies.Rules;

namespace GovPortal.Modules.Tests.Policies;

public sealed class InterpretationAspectsTests
{
    private static readonly IReadOnlyList<InterpretationAspect> Aspects = InterpretationAspects.Read(JsonNode.Parse("""
        {"Aspects":[{"Title":"背景依据","Words":["背景","出台"]},{"Title":"适用范围","Words":["对象"]},{"Title":"术语释义"}]}
        """)!.AsObject());

    [Theory]
    [InlineData("<h2>一、背景</h2><h3>适用范围</h3><h2>术语释义</h2>", "")]
    [InlineData("<h2>为什么<em>出台</em></h2><p><strong>扶持对象</strong>：全体</p><p><b> 术语释义 </b></p>", "")]
    [InlineData("<p>背景、适用范围和术语释义都写在正文里</p>", "背景依据、适用范围、术语释义")]
    [InlineData("<h2>背景</h2><p>正文中的<strong>适用范围</strong>不是标题</p><h2></h2>", "适用范围、术语释义")]
    [InlineData("", "背景依据、适用范围、术语释义")]
    public void A_heading_or_a_bold_beginning_names_an_aspect(string html, string missing) => Assert.Equal(missing, string.Join('、', InterpretationAspects.Missing(Aspects, html)));

    [Fact]
    public void A_type_without_a_list_asks_for_nothing() => Assert.Empty(InterpretationAspects.Missing(InterpretationAspects.Read([]), ""));
}
