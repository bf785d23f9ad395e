using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;

namespace GovPortal.Kernel.Tests.Content;

public sealed class ContentDefinitionTests
{
    /// <summary>What a stock Orchard Core site exported.</summary>
    private static readonly JsonObject Orchard = (JsonObject)((JsonArray)JsonNode.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "orchard", "definitions.recipe.json")))!["steps"]!)[0]!;

    private static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;

    [Fact]
    public void Orchards_own_definitions_are_read()
    {
        Assert.Empty(ContentDefinitionReader.Check(Orchard));
        var read = ContentDefinitionReader.Read(Orchard);
        Assert.Equal(["ServiceGuide", "ServiceMaterial", "NormativeDocument", "PolicyLibrary", "Column"], read.Types.Select(t => t.Name));
        Assert.All(read.Types, t => Assert.NotEmpty(t.Parts));
        Assert.Contains(read.Type("NormativeDocument")!.Parts.SelectMany(p => p.Definition.Fields), f => f.FieldType == "TextField");
    }

    [Fact]
    public void Merged_over_itself_or_over_nothing_a_definition_stays_what_it_is()
    {
        var once = ContentDefinitionReader.Merge([], Orchard);
        Assert.True(JsonNode.DeepEquals(Orchard["ContentTypes"], once["ContentTypes"]));
        Assert.True(JsonNode.DeepEquals(Orchard["ContentParts"], once["ContentParts"]));
        Assert.True(JsonNode.DeepEquals(once, ContentDefinitionReader.Merge(once, Orchard)));
    }

    [Fact]
    public void A_merge_changes_what_is_named_and_keeps_the_rest()
    {
        var under = Json("""
            {"ContentTypes":[{"Name":"A","DisplayName":"甲","Settings":{"ContentTypeSettings":{"Creatable":true,"Listable":true}},
              "ContentTypePartDefinitionRecords":[{"PartName":"TitlePart","Name":"TitlePart","Settings":{}}]}],
             "ContentParts":[{"Name":"A","Settings":{},"ContentPartFieldDefinitionRecords":[
              {"FieldName":"TextField","Name":"Source","Settings":{"TextFieldSettings":{"Required":true,"Hint":"来源"}}}]}]}
            """);
        var merged = ContentDefinitionReader.Merge(under, Json("""
            {"ContentTypes":[{"Name":"A","DisplayName":"乙","Settings":{"ContentTypeSettings":{"Listable":false}},
              "ContentTypePartDefinitionRecords":[{"PartName":"HtmlBodyPart","Name":"HtmlBodyPart","Settings":{}}]}],
             "ContentParts":[{"Name":"A","ContentPartFieldDefinitionRecords":[
              {"FieldName":"TextField","Name":"Source","Settings":{"TextFieldSettings":{"Required":false}}}]}]}
            """));
        var type = ContentDefinitionReader.Read(merged).Type("A")!;
        Assert.Equal(("乙", true, false), (type.DisplayName, type.Creatable, type.Listable));
        Assert.Equal(["TitlePart", "HtmlBodyPart"], type.Parts.Select(p => p.Name));
        var settings = merged["ContentParts"]![0]!["ContentPartFieldDefinitionRecords"]![0]!["Settings"]!["TextFieldSettings"]!;
        Assert.Equal("""{"Required":false,"Hint":"来源"}""", settings.ToJsonString(CanonicalJson.Unescaped));
        Assert.Equal("甲", (string?)under["ContentTypes"]![0]!["DisplayName"]);
    }

    [Fact]
    public void Parts_and_fields_stand_in_the_order_of_their_positions()
    {
        var type = ContentDefinitionReader.Read(Json("""
            {"ContentTypes":[{"Name":"A","ContentTypePartDefinitionRecords":[
              {"PartName":"B","Settings":{"ContentTypePartSettings":{"Position":"2"}}},{"PartName":"A","Settings":{"ContentTypePartSettings":{"Position":"1"}}}]}],
             "ContentParts":[{"Name":"A","ContentPartFieldDefinitionRecords":[
              {"FieldName":"TextField","Name":"Y","Settings":{"ContentPartFieldSettings":{"Position":"9"}}},
              {"FieldName":"TextField","Name":"X","Settings":{"ContentPartFieldSettings":{"Position":"1","DisplayName":"首项"}}}]}]}
            """)).Type("A")!;
        Assert.Equal(["A", "B"], type.Parts.Select(p => p.Name));
        Assert.Equal(["首项", "Y"], type.Parts[0].Definition.Fields.Select(f => f.DisplayName));
    }

    [Theory]
    [InlineData("""{"ContentTypes":{}}""", "definition.wrong-shape", "$.ContentTypes")]
    [InlineData("""{"ContentTypes":["A"]}""", "definition.wrong-shape", "$.ContentTypes[0]")]
    [InlineData("""{"ContentTypes":[{"DisplayName":"A"}]}""", "definition.name-missing", "$.ContentTypes[0]")]
    [InlineData("""{"ContentTypes":[{"Name":""}]}""", "definition.name-missing", "$.ContentTypes[0]")]
    [InlineData("""{"ContentTypes":[{"Name":"A","Settings":[]}]}""", "definition.wrong-shape", "$.ContentTypes[0].Settings")]
    [InlineData("""{"ContentTypes":[{"Name":"A","DisplayNme":"B"}]}""", "definition.unknown-member", "$.ContentTypes[0].DisplayNme")]
    [InlineData("""{"ContentTypes":[{"Name":"A","ContentTypePartDefinitionRecords":[{"Name":"B"}]}]}""", "definition.name-missing", "$.ContentTypes[0].ContentTypePartDefinitionRecords[0]")]
    [InlineData("""{"ContentParts":[{"Name":"A","ContentPartFieldDefinitionRecords":[{"Name":"B"}]}]}""", "definition.name-missing", "$.ContentParts[0].ContentPartFieldDefinitionRecords[0]")]
    public void What_is_no_definition_is_refused_with_its_place(string json, string code, string path)
    {
        var failure = Assert.Single(ContentDefinitionReader.Check(Json(json)));
        Assert.Equal((code, path), (failure.Code, failure.Field));
    }

    [Fact]
    public void A_misspelt_member_is_answered_with_the_nearest_name() =>
        Assert.Equal(["DisplayNme", "DisplayName"], ContentDefinitionReader.Check(Json("""{"ContentTypes":[{"Name":"A","DisplayNme":"B"}]}"""))[0].Args);
}
