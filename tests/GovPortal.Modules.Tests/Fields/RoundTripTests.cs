using System.Text.Json.Nodes;
using AngleSharp.Dom;
using GovPortal.AdminUi.Elements;
using GovPortal.Kernel.Content;

namespace GovPortal.Modules.Tests.Fields;

/// <summary>An item opened in the editor and saved again: what Orchard's editor left is what ours leaves.</summary>
public sealed class RoundTripTests(RenderedEditors editors) : IClassFixture<RenderedEditors>
{
    /// <summary>Fields and parts without an editor here; their values stay as they were.</summary>
    private static readonly string[] Kept = ["Video", "Location", "OtherLanguages", "Materials"];

    private static readonly ContentDefinitions Orchard = Definitions(Elements.File("Fixtures/orchard/definitions.recipe.json"));

    /// <summary>All types of the recipes that ship.</summary>
    private static ContentDefinitions Shipped => Definitions([.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "recipes"), "*.recipe.json").Order(StringComparer.Ordinal).Select(Elements.File)]);

    private static ContentDefinitions Definitions(params JsonNode[] recipes)
    {
        var steps = recipes.SelectMany(r => r["steps"]!.AsArray()).Where(s => (string?)s!["name"] == "ContentDefinition").Select(s => s!.AsObject());
        return ContentDefinitionReader.Read(steps.Aggregate(new JsonObject(), ContentDefinitionReader.Merge));
    }

    private static JsonObject DataOf(JsonNode item, ContentTypeDefinition type) =>
        new(item.AsObject().Where(p => type.Part(p.Key) is not null).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));

    /// <summary>Renders each element's editor, posts it unchanged, and reads it back into the data.</summary>
    private async Task<JsonObject> SaveUnchangedAsync(ContentTypeDefinition type, JsonObject data)
    {
        var saved = (JsonObject)data.DeepClone();
        foreach (var part in type.Parts) saved[part.Name] ??= new JsonObject();
        foreach (var field in type.Parts.SelectMany(p => p.Definition.Fields.Select(f => (Part: p.Name, f.Name)))) saved[field.Part]![field.Name] ??= new JsonObject();
        foreach (var (element, context, value) in Elements.All.Walk(type, saved))
        {
            if (element.EditorPartial(context) is null) continue;
            var page = await editors.RenderAsync(element, context, value);
            element.ReadForm(context, RenderedEditors.Post(page), value);
        }
        return saved;
    }

    [Fact]
    public async Task An_item_opened_and_saved_is_what_Orchards_editor_left()
    {
        foreach (var pair in Elements.File("Fixtures/orchard/admin-editor-saved.json").AsArray())
        {
            var type = Orchard.Type((string)pair!["before"]!["ContentType"]!)!;
            var saved = await SaveUnchangedAsync(type, DataOf(pair["before"]!, type));
            var expected = DataOf(pair["after"]!, type);
            foreach (var part in type.Parts)
            {
                foreach (var (name, _) in saved[part.Name]!.AsObject().Where(p => Kept.Contains(p.Key)).ToList())
                {
                    saved[part.Name]!.AsObject().Remove(name);
                    expected[part.Name]?.AsObject().Remove(name);
                }
                if (!Kept.Contains(part.Name)) saved[part.Name]!.Is(expected[part.Name]!.ToJsonString());
            }
        }
    }

    public static TheoryData<string> Items =>
        [.. Elements.File("Fixtures/orchard/content.recipe.json")["steps"]!.AsArray().SelectMany(s => s!["data"]!.AsArray())
            .Select(i => (string)i!["ContentItemId"]!).Where(id => !id.StartsWith("4gvtax", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Items))]
    public async Task Saving_twice_changes_nothing_and_every_value_survives(string id)
    {
        var item = Elements.File("Fixtures/orchard/content.recipe.json")["steps"]!.AsArray().SelectMany(s => s!["data"]!.AsArray()).First(i => (string?)i!["ContentItemId"] == id)!;
        var type = Orchard.Type((string)item["ContentType"]!)!;
        var data = DataOf(item, type);
        Assert.Empty(Elements.All.Check(type, data, complete: false));
        var saved = await SaveUnchangedAsync(type, data);
        Assert.Empty(Elements.All.Check(type, saved, complete: true));
        Assert.Equal(CanonicalJson.Of(saved), CanonicalJson.Of(await SaveUnchangedAsync(type, saved)));
        foreach (var (part, members) in data)
        {
            foreach (var (name, before) in members!.AsObject())
            {
                var after = saved[part]![name];
                if (before is not JsonObject field) Assert.True(JsonNode.DeepEquals(before, after) || before is null);
                else foreach (var (property, value) in field) Assert.True(Same(value, after![property]), $"{part}.{name}.{property}: {value} → {after![property]}");
            }
        }

        static bool Same(JsonNode? before, JsonNode? after) => JsonNode.DeepEquals(before, after)
            || before is JsonValue b && after is JsonValue a && DateTimeOffset.TryParse(b.ToString(), null, System.Globalization.DateTimeStyles.AssumeUniversal, out var x)
                && DateTimeOffset.TryParse(a.ToString(), null, System.Globalization.DateTimeStyles.AssumeUniversal, out var y) && x == y;
    }

    [Fact]
    public async Task Demonstration_content_is_complete_and_survives_its_editors()
    {
        var definitions = Shipped;
        var items = Elements.File("recipes/demo.recipe.json")["steps"]!.AsArray().First(s => (string?)s!["name"] == "DemoContent")!["items"]!.AsArray();
        Assert.NotEmpty(items);
        foreach (var item in items.DistinctBy(i => (string?)i!["contentType"]).Concat(items.Where(i => i!["content"]!["Publicity"] is not null)))
        {
            var type = definitions.Type((string)item!["contentType"]!)!;
            var data = (JsonObject)item["content"]!.DeepClone();
            var refused = Elements.All.Check(type, data, complete: true).Where(f => f.Field is not ("DisclosurePart.ColumnId" or "Interpretation.Document.ContentItemIds" or "AdoptionReport.Consultation.ContentItemIds" or "Decision.Consultation.ContentItemIds" or "ServiceItem.Guide.ContentItemIds" or "DisclosurePart.FormedOn"));
            Assert.Empty(refused);
            var saved = await SaveUnchangedAsync(type, data);
            foreach (var (part, members) in data)
            {
                foreach (var (name, before) in members!.AsObject().Where(p => p.Value is not null))
                {
                    if (before is JsonObject field) foreach (var (property, value) in field.Where(p => p.Value?.ToString() is { Length: > 0 })) saved[part]![name]![property]!.Is(value!.ToJsonString());
                    else saved[part]![name]!.Is(before!.ToJsonString());
                }
            }
        }
    }

    [Fact]
    public async Task Every_editor_names_its_controls_for_people_and_readers()
    {
        foreach (var type in Orchard.Types.Concat(Shipped.Types))
        {
            foreach (var (element, context, value) in Elements.All.Walk(type, []).Where(e => e.Element.EditorPartial(e.Context) is not null))
            {
                var page = await editors.RenderAsync(element, context, value, ElementChoices.None);
                foreach (var control in page.QuerySelectorAll("input:not([type=hidden]),select,textarea"))
                {
                    Assert.StartsWith(context.Path + ".", control.GetAttribute("name"), StringComparison.Ordinal);
                    Assert.True(control.HasAttribute("aria-label") || control.Closest("label") is not null
                        || control.Id is { Length: > 0 } id && page.QuerySelector($"label[for='{id}']") is not null, control.OuterHtml);
                }
                Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count());
            }
        }
    }

    [Fact]
    public async Task A_new_item_starts_with_the_defaults_and_an_existing_one_keeps_what_it_has()
    {
        var type = Orchard.Type("ServiceGuide")!;
        async Task<string?> Posted(ElementChoices choices, string field, string property)
        {
            var placed = Elements.All.Walk(type, []).First(e => e.Context.Path == "ServiceGuide." + field);
            return RenderedEditors.Post(await editors.RenderAsync(placed.Element, placed.Context, [], choices))[placed.Context.Name(property)].LastOrDefault();
        }
        Assert.Equal("promised", await Posted(ElementChoices.None, "ServiceKind", "Text"));
        Assert.Equal("person", await Posted(ElementChoices.None, "Audiences", "Values"));
        Assert.Equal("", await Posted(new ElementChoices { ContentItemId = "x" }, "ServiceKind", "Text"));
    }

    [Fact]
    public async Task What_was_typed_wrongly_is_shown_again_with_its_reason()
    {
        var context = Elements.Field("NumericField");
        var page = await editors.RenderAsync(Elements.Named("NumericField"), context, new JsonObject { ["Value"] = "abc" }, null, (context.Name("Value"), "无法识别"));
        var input = page.QuerySelector("input")!;
        Assert.Equal("abc", input.GetAttribute("value"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Contains("无法识别", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_can_not_break_out_of_their_controls()
    {
        const string evil = "\"></textarea><script>alert(1)</script>";
        foreach (var (kind, property) in (ValueTuple<string, string>[])[("TextField", "Text"), ("HtmlField", "Html"), ("MarkdownField", "Markdown"), ("LinkField", "Url"), ("NumericField", "Value"), ("DateField", "Value")])
        {
            var page = await editors.RenderAsync(Elements.Named(kind), Elements.Field(kind), new JsonObject { [property] = evil });
            Assert.Empty(page.QuerySelectorAll("script"));
        }
        var table = await editors.RenderAsync(Elements.Named("TableField"), Elements.Field("TableField", """{"OpenColumns":true}"""),
            Elements.Object("""{"Columns":[{"Name":"\"><script>","Title":"\"><script>"}],"Rows":[{"\"><script>":"\"><script>"}]}"""));
        Assert.Empty(table.QuerySelectorAll("script"));
    }

    [Fact]
    public async Task A_large_table_is_edited_as_a_sheet_and_survives()
    {
        var context = Elements.Field("TableField", """{"Columns":[{"Name":"a","Title":"甲","Type":"text"},{"Name":"n","Title":"乙","Type":"number"}]}""");
        var value = new JsonObject { ["Rows"] = new JsonArray([.. Enumerable.Range(1, 2000).Select(i => new JsonObject { ["a"] = $"第{i}行", ["n"] = i })]) };
        var page = await editors.RenderAsync(Elements.Named("TableField"), context, value);
        Assert.True(page.QuerySelectorAll("input").Length < 10);
        var saved = (JsonObject)value.DeepClone();
        Elements.Named("TableField").ReadForm(context, RenderedEditors.Post(page), saved);
        saved.Is(value.ToJsonString());
    }

    [Fact]
    public async Task The_picker_offers_candidates_and_shows_titles()
    {
        var context = Elements.Field("UserPickerField", """{"Multiple":true}""");
        var choices = new ElementChoices
        {
            ContentItemId = "x", Titles = new Dictionary<string, string> { ["u1"] = "张敏" },
            Candidates = new Dictionary<string, IReadOnlyList<PickChoice>> { [context.Path] = [new("u1", "张敏", "zhangmin"), new("u2", "李华", "lihua")] },
        };
        var page = await editors.RenderAsync(Elements.Named("UserPickerField"), context, Elements.Object("""{"UserIds":["u1"],"UserNames":["zhangmin"]}"""), choices);
        Assert.Equal("张敏", page.QuerySelector("label.form-check-label")!.TextContent);
        Assert.Equal(["u2|lihua"], page.QuerySelectorAll("option").Select(o => o.GetAttribute("value")));
    }
}
