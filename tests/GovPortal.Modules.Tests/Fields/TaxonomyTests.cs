using System.Text.Json.Nodes;
using AngleSharp.Dom;
using GovPortal.AdminUi.Elements;
using GovPortal.Kernel.Content;

namespace GovPortal.Modules.Tests.Fields;

/// <summary>Terms as a tree that is edited row by row.</summary>
public sealed class TaxonomyTests(RenderedEditors editors) : IClassFixture<RenderedEditors>
{
    private const string Id = "4gvterm000000000000000000";

    private static ElementContext Context => Elements.Part("TaxonomyPart");

    private static string Term(int number, string name, string below = "") =>
        $$$"""{"ContentItemId":"{{{Id}}}{{{number}}}","ContentType":"Column","DisplayText":"{{{name}}}","Latest":false,"Published":false,"TitlePart":{"Title":"{{{name}}}"},"Column":{"UpdateDays":{"Value":5}},"TermPart":{"TaxonomyContentItemId":"4gvtax00000000000000000001"}{{{(below.Length > 0 ? $",\"Terms\":[{below}]" : "")}}}}""";

    private static string Part(params string[] terms) => $$"""{"Terms":[{{string.Join(',', terms)}}],"TermContentType":"Column"}""";

    private static readonly string Tree = Part(Term(1, "政策", $"{Term(2, "规范性文件")},{Term(3, "解读")}"), Term(4, "公示"));

    private static (string, string)[] Rows(params (int Number, string Name, int Level)[] rows) =>
    [
        ("Terms", ""), .. rows.SelectMany((r, i) => new[]
        {
            ($"Terms[{i}].Id", r.Number == 0 ? "" : Id + r.Number), ($"Terms[{i}].Name", r.Name), ($"Terms[{i}].Level", r.Level.ToString(null, null)),
        }),
    ];

    private static string Outline(JsonObject value) =>
        string.Join(' ', TaxonomyTerm.Walk(value["Terms"] as JsonArray, []).Select(t => new string('-', t.Level - 1) + t.Name));

    public static TheoryData<string> OrchardTaxonomies =>
        [.. Elements.File("Fixtures/orchard/content.recipe.json")["steps"]!.AsArray().SelectMany(s => s!["data"]!.AsArray())
            .Where(i => i!["TaxonomyPart"] is not null).Select(i => i!["TaxonomyPart"]!.ToJsonString())];

    [Theory]
    [MemberData(nameof(OrchardTaxonomies))]
    public async Task A_taxonomy_of_Orchard_opened_and_saved_is_the_same(string json)
    {
        Assert.Equal("", Context.Refusals(json, complete: true));
        var value = Elements.Object(json);
        var page = await editors.RenderAsync(Elements.Named("TaxonomyPart"), Context, value);
        Elements.Named("TaxonomyPart").ReadForm(Context, RenderedEditors.Post(page), value);
        value.Is(json);
    }

    [Theory]
    [InlineData("政策 -规范性文件 -解读 公示", 1, 2, 2, 1)]
    [InlineData("政策 规范性文件 -解读 公示", 1, 1, 2, 1)]
    [InlineData("政策 -规范性文件 --解读 ---公示", 1, 2, 3, 4)]
    [InlineData("政策 -规范性文件 --解读 公示", 3, 3, 6, 1)]
    public void Levels_make_the_tree_and_none_is_skipped(string outline, int a, int b, int c, int d) =>
        Assert.Equal(outline, Outline(Context.Read(Tree, Rows((1, "政策", a), (2, "规范性文件", b), (3, "解读", c), (4, "公示", d)))));

    [Theory]
    [InlineData("remove:TaxonomyPart.Terms:0", "规范性文件 解读 公示")]
    [InlineData("remove:TaxonomyPart.Terms:2", "政策 -规范性文件 公示")]
    [InlineData("down:TaxonomyPart.Terms:0", "公示 政策 -规范性文件 -解读")]
    [InlineData("up:TaxonomyPart.Terms:2", "政策 -解读 -规范性文件 公示")]
    [InlineData("up:TaxonomyPart.Terms:1", "政策 -规范性文件 -解读 公示")]
    [InlineData("remove:TaxonomyPart.Terms:99", "政策 -规范性文件 -解读 公示")]
    [InlineData("remove:Other.Terms:0", "政策 -规范性文件 -解读 公示")]
    public void A_term_moves_with_what_is_below_it_and_leaves_it_behind_when_it_goes(string command, string outline)
    {
        var fields = Rows((1, "政策", 1), (2, "规范性文件", 2), (3, "解读", 2), (4, "公示", 1)).GroupBy(f => f.Item1)
            .ToDictionary(g => Context.Name(g.Key), g => new Microsoft.Extensions.Primitives.StringValues([.. g.Select(f => f.Item2)]));
        fields["_rows"] = command;
        var value = Elements.Object(Tree);
        Elements.Named("TaxonomyPart").ReadForm(Context, new Microsoft.AspNetCore.Http.FormCollection(fields), value);
        Assert.Equal(outline, Outline(value));
    }

    [Fact]
    public void A_renamed_term_keeps_its_id_and_all_else()
    {
        var term = Context.Read(Part(Term(1, "政策")), Rows((1, " 政策文件 ", 1)))["Terms"]![0]!;
        term.Is(Term(1, "政策文件"));
    }

    [Fact]
    public void A_new_term_is_stored_as_Orchard_stores_one()
    {
        var term = Context.Read(Part(Term(1, "政策")), Rows((1, "政策", 1), (0, "公告", 2), (0, "", 1)))["Terms"]![0]!["Terms"]![0]!;
        var id = (string)term["ContentItemId"]!;
        Assert.Equal(26, id.Length);
        term.Is($$$"""{"ContentItemId":"{{{id}}}","ContentType":"Column","DisplayText":"公告","Latest":false,"Published":false,"TitlePart":{"Title":"公告"},"TermPart":{"TaxonomyContentItemId":"4gvtax00000000000000000001"}}""");
        Assert.Equal("Term", (string?)Context.Read("{}", Rows((0, "公告", 1)))["TermContentType"]);
    }

    [Fact]
    public void A_form_without_the_terms_leaves_them_alone() => Context.Read(Tree).Is(Tree);

    [Theory]
    [InlineData("""{"Terms":[{}]}""", "content.wrong-value@Terms", "content.wrong-value@Terms")]
    [InlineData("""{"Terms":[1]}""", "content.wrong-value@Terms", "content.wrong-value@Terms")]
    [InlineData("""{"Terms":[{"ContentItemId":"a","DisplayText":"甲","Terms":{}}]}""", "content.wrong-value@Terms", "content.wrong-value@Terms")]
    [InlineData("""{"Terms":[{"ContentItemId":"a","DisplayText":"\ud800"}]}""", "content.wrong-value@Terms", "content.wrong-value@Terms")]
    [InlineData("""{"Terms":[{"ContentItemId":"a","DisplayText":""}]}""", "", "taxonomy.term-empty@Terms[0].Name")]
    [InlineData("""{"Terms":[{"ContentItemId":"a","DisplayText":"甲"},{"ContentItemId":"b","DisplayText":"甲 "}]}""", "", "taxonomy.term-twice@Terms[1].Name")]
    [InlineData("""{"Terms":[{"ContentItemId":"a","DisplayText":"甲","Terms":[{"ContentItemId":"b","DisplayText":"甲"}]}]}""", "", "")]
    [InlineData("""{"Terms":[{"ContentItemId":"a","DisplayText":"甲"},{"ContentItemId":"a","DisplayText":"乙"}]}""", "taxonomy.id-twice@Terms[1].Name", "taxonomy.id-twice@Terms[1].Name")]
    public void Terms_are_checked(string json, string draft, string complete)
    {
        Assert.Equal(draft, Context.Refusals(json, complete: false));
        Assert.Equal(complete, Context.Refusals(json, complete: true));
    }

    [Fact]
    public void Levels_and_terms_have_a_limit()
    {
        string Nest(int levels) => $$"""{"ContentItemId":"n{{levels}}","DisplayText":"级{{levels}}"{{(levels > 1 ? $",\"Terms\":[{Nest(levels - 1)}]" : "")}}}""";
        Assert.Equal("", Context.Refusals(Part(Nest(6)), complete: true));
        Assert.Equal("taxonomy.too-deep@Terms", Context.Refusals(Part(Nest(7)), complete: false));
        Assert.Equal("taxonomy.too-many@Terms", Context.Refusals(
            Part([.. Enumerable.Range(0, 1001).Select(i => $$"""{"ContentItemId":"t{{i}}","DisplayText":"词{{i}}"}""")]), complete: false));
    }

    [Fact]
    public void Terms_are_shown_as_a_nested_list_and_searched_by_name()
    {
        Assert.Equal("<ul><li>政策<ul><li>规范性文件</li><li>解读</li></ul></li><li>公示</li></ul>", Context.Html(Tree));
        Assert.Equal("<ul><li>&lt;b&gt;</li></ul>", Context.Html("""{"Terms":[{"ContentItemId":"a","DisplayText":"<b>"}]}"""));
        Assert.Equal("政策\n规范性文件\n解读\n公示", Context.Text(Tree));
        Assert.Null(Context.Html("{}"));
    }

    [Fact]
    public async Task The_field_offers_the_terms_and_stores_their_names_for_tags_alone()
    {
        foreach (var (editor, stored) in new[]
        {
            ("Tags", """{"TermContentItemIds":["t2"],"TagNames":["稳岗返还"],"TaxonomyContentItemId":"tax"}"""),
            (null, """{"TermContentItemIds":["t2"],"TaxonomyContentItemId":"tax"}"""),
        })
        {
            var context = Elements.Field("TaxonomyField", """{"TaxonomyContentItemId":"tax","Unique":true}""", editor);
            var choices = new ElementChoices
            {
                ContentItemId = "x",
                Candidates = new Dictionary<string, IReadOnlyList<PickChoice>> { [context.Path] = [new("t1", "就业", "就业"), new("t2", "　稳岗返还", "稳岗返还")] },
            };
            var page = await editors.RenderAsync(Elements.Named("TaxonomyField"), context, [], choices);
            Assert.Equal(["请选择", "就业", "　稳岗返还"], page.QuerySelectorAll("option").Select(o => o.TextContent));
            context.Read("{}", ("TermContentItemIds", page.QuerySelectorAll("option")[2].GetAttribute("value")!)).Is(stored);
        }
    }
}
