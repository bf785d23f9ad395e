using System.Text.Json.Nodes;
using AngleSharp.Dom;
using GovPortal.AdminUi.Elements;
using GovPortal.Kernel.Content;

namespace GovPortal.Modules.Tests.Fields;

/// <summary>The list an item stands in.</summary>
public sealed class ContainedTests(RenderedEditors editors) : IClassFixture<RenderedEditors>
{
    private const string In = """{"ListContentItemId":"4gvb","ListContentType":"PolicyLibrary","Order":1}""";

    private static ElementContext Context => Elements.Part("ContainedPart");

    private static ContentDefinitions Definitions => ContentDefinitionReader.Read(Elements.File("Fixtures/orchard/definitions.recipe.json")["steps"]!.AsArray()
        .Where(s => (string?)s!["name"] == "ContentDefinition").Select(s => s!.AsObject()).Aggregate(new JsonObject(), ContentDefinitionReader.Merge));

    [Theory]
    [InlineData("{}", "4gvb|PolicyLibrary", "2", """{"ListContentItemId":"4gvb","ListContentType":"PolicyLibrary","Order":2}""")]
    [InlineData("{}", "4gvb|PolicyLibrary", "", """{"ListContentItemId":"4gvb","ListContentType":"PolicyLibrary","Order":0}""")]
    [InlineData(In, "4gvb", "１２", """{"ListContentItemId":"4gvb","ListContentType":"PolicyLibrary","Order":12}""")]
    [InlineData(In, "4other", "1", """{"ListContentItemId":"4other","Order":1}""")]
    [InlineData(In, "4gvb", "first", """{"ListContentItemId":"4gvb","ListContentType":"PolicyLibrary","Order":"first"}""")]
    [InlineData(In, "", "1", "{}")]
    public void A_list_and_a_place_are_stored_as_Orchard_stores_them(string before, string list, string order, string stored) =>
        Context.Read(before, ("ListContentItemId", list), ("Order", order)).Is(stored);

    [Fact]
    public void A_form_without_the_list_leaves_it_alone() => Context.Read(In, ("Order", "9")).Is(In);

    [Theory]
    [InlineData("""{"Order":1.5}""", "content.wrong-value@Order")]
    [InlineData("""{"Order":99999999999}""", "content.out-of-range@Order")]
    [InlineData("""{"ListContentItemId":[]}""", "content.wrong-value@ListContentItemId")]
    public void A_place_is_a_whole_number(string json, string refusals) => Assert.Equal(refusals, Context.Refusals(json, complete: false));

    [Fact]
    public void A_type_that_a_list_takes_has_the_part_without_naming_it()
    {
        Assert.Equal(["PolicyLibrary"], Definitions.Type("NormativeDocument")!.ListTypes);
        Assert.Equal(["NormativeDocument"], Definitions.Type("PolicyLibrary")!.ContainedTypes);
        Assert.Null(Definitions.Type("ServiceGuide")!.Part("ContainedPart"));
    }

    [Fact]
    public void An_item_may_hold_the_part_where_no_definition_says_so()
    {
        var type = Definitions.Type("ServiceGuide")!;
        Assert.Empty(Elements.All.Check(type, Elements.Object($$"""{"ContainedPart":{{In}}}"""), complete: false));
        Assert.Contains(Elements.All.Walk(type, Elements.Object($$"""{"ContainedPart":{{In}}}""")), e => e.Element.Name == "ContainedPart");
        Assert.Equal("content.unknown-property", Assert.Single(Elements.All.Check(type, Elements.Object("""{"ContainedPart":{"List":1}}"""), complete: false)).Code);
        Assert.Equal("content.unknown-part", Assert.Single(Elements.All.Check(type, Elements.Object("""{"ListPart":{}}"""), complete: false)).Code);
    }

    [Fact]
    public async Task The_editor_offers_lists_and_says_nothing_where_there_are_none()
    {
        var choices = new ElementChoices { Candidates = new Dictionary<string, IReadOnlyList<PickChoice>> { [Context.Path] = [new("4a", "专题", "Topic")] } };
        var page = await editors.RenderAsync(Elements.Named("ContainedPart"), Context, [], choices);
        Assert.Equal(["", "4a|Topic"], page.QuerySelectorAll("option").Select(o => o.GetAttribute("value")));
        Assert.Empty((await editors.RenderAsync(Elements.Named("ContainedPart"), Context, [])).QuerySelectorAll("input,select"));
    }
}
