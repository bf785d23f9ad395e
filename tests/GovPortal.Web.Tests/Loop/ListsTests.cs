using System.Net;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Loop;

/// <summary>A list and what stands in it, a taxonomy and its terms: written, published, shown and gone again.</summary>
public sealed class ListsTests(SharedBureau shared)
{
    private Bureau Bureau { get; set; } = shared.Bureau;

    private static JsonObject In(JsonObject data, string list, int order)
    {
        data["ContainedPart"] = new JsonObject { ["ListContentItemId"] = list, ["ListContentType"] = "Topic", ["Order"] = order };
        return data;
    }

    private async Task<VersionRef> SaveAsync(string type, JsonObject data) => Bureau.Must(await Bureau.App.Get<SaveDraft>().HandleAsync(
        new SaveDraftCommand(null, type, data), await Bureau.ActorAsync("editor"), default));

    private async Task<VersionRef> PublishAsync(string type, JsonObject data)
    {
        var draft = await SaveAsync(type, data);
        Bureau.Must(await Bureau.SubmitAsync(draft.VersionId));
        Bureau.Must(await Bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        Bureau.Must(await Bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        Bureau.Must(await Bureau.PublishAsync(draft.VersionId));
        await Bureau.App.CatchUpAsync();
        return draft;
    }

    private static string Unique(string title) => title + Guid.NewGuid().ToString("N")[..6];

    [Fact]
    public async Task A_list_shows_what_is_published_in_it_and_nothing_else()
    {
        var list = await PublishAsync("Topic", Bureau.Article(Unique("稳就业专题")));
        var path = await Bureau.PathAsync(list.ContentItemId);
        using var citizen = Bureau.App.Visitor();
        Assert.Contains("暂无已发布的内容", (await citizen.GoAsync(path)).Text, StringComparison.Ordinal);

        // Begun from the list's own page.
        var title = Unique("稳岗返还办理公告");
        using var editor = await Bureau.SignedInAsync("editor");
        await editor.GoAsync($"/Admin/Content/Item/{list.ContentItemId}");
        Assert.Contains("列表中还没有内容", editor.Text, StringComparison.Ordinal);
        await editor.GoAsync(editor.Page.QuerySelector("a[href*='type=Article']")!.GetAttribute("href")!);
        await editor.SubmitAsync("form[enctype]", new()
        {
            ["TitlePart.Title"] = title, ["HtmlBodyPart.Html"] = "<p>正文。</p>", ["DisclosurePart.Stage"] = "service",
            ["DisclosurePart.FormedOn"] = "2026-11-20", ["ContainedPart.Order"] = "2",
        }, "save");
        Assert.True(editor.Url.StartsWith("/Admin/Content/Edit/", StringComparison.Ordinal), editor.Errors);
        var id = editor.Url.Split('/')[^1];
        Assert.Contains(title, (await editor.GoAsync($"/Admin/Content/Edit/{list.ContentItemId}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(title, (await citizen.GoAsync(path)).Text, StringComparison.Ordinal);

        var data = (JsonObject)JsonNode.Parse(await Bureau.App.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.ContentItemId == id).Select(v => v.Data).SingleAsync()))!;
        Assert.Equal("Topic", (string?)data["ContainedPart"]!["ListContentType"]);
        var draft = await Bureau.App.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.ContentItemId == id).Select(v => v.Id).SingleAsync());
        Bureau.Must(await Bureau.SubmitAsync(draft));
        Bureau.Must(await Bureau.DecideAsync(draft, "section-head", "head"));
        Bureau.Must(await Bureau.DecideAsync(draft, "confidentiality", "reviewer"));
        Bureau.Must(await Bureau.PublishAsync(draft));
        var first = await PublishAsync("Article", In(Bureau.Article(Unique("排在前面")), list.ContentItemId, 1));
        string[] Shown() => [.. citizen.Page.QuerySelectorAll(".contained a").Select(a => a.TextContent)];
        await citizen.GoAsync(path);
        Assert.Equal(2, Shown().Length);
        Assert.Equal(title, Shown()[1]);

        // The next version moves out of the list, and back; until it is live the page stays.
        var next = Bureau.Article(title + "（改）");
        var moved = await Bureau.ApprovedAsync(next, id);
        Assert.Equal(2, (await citizen.GoAsync(path)).Page.QuerySelectorAll(".contained a").Length);
        Bureau.Must(await Bureau.PublishAsync(moved.VersionId));
        await Bureau.App.CatchUpAsync();
        Assert.Single((await citizen.GoAsync(path)).Page.QuerySelectorAll(".contained a"));
        await Bureau.PublishedAsync(In(Bureau.Article(title + "（再改）"), list.ContentItemId, 0), id);
        Assert.Equal(title + "（再改）", (await citizen.GoAsync(path)).Page.QuerySelector(".contained a")!.TextContent);

        var withdrawn = await Bureau.App.Get<WithdrawItem>().HandleAsync(
            new WithdrawItemCommand(first.ContentItemId, "content-error", null), await Bureau.ActorAsync("publisher"), default);
        Assert.True(withdrawn.Succeeded);
        await Bureau.App.CatchUpAsync();
        Assert.Single((await citizen.GoAsync(path)).Page.QuerySelectorAll(".contained a"));
    }

    [Theory]
    [InlineData("self", "contained.in-itself")]
    [InlineData("4zzzzzzzzzzzzzzzzzzzzzzzzz", "contained.list-unknown")]
    [InlineData("article", "contained.list-takes-others")]
    public async Task A_draft_is_refused_a_list_that_is_none(string list, string code)
    {
        var own = ContentIds.New();
        var id = list switch { "self" => own, "article" => (await SaveAsync("Article", Bureau.Article(Unique("不是列表")))).ContentItemId, _ => list };
        var refused = await Bureau.DraftAsync(In(Bureau.Article(Unique("放错列表")), id, 0), newId: own);
        Assert.Equal([code], refused.Failures.Select(f => f.Code));
        Assert.Equal("ContainedPart.ListContentItemId", refused.Failures[0].Field);
    }

    [Fact]
    public async Task Terms_are_written_without_script_and_named_on_the_public_page()
    {
        using var editor = await Bureau.SignedInAsync("editor");
        await editor.GoAsync($"/Admin/Content/Edit?type=Taxonomy&column={Bureau.Column("就业政策").Id}");
        Dictionary<string, string> fields = new()
        {
            ["TitlePart.Title"] = Unique("主题词表"), ["DisclosurePart.Stage"] = "management", ["DisclosurePart.FormedOn"] = "2026-11-20",
            ["TaxonomyPart.Terms[0].Name"] = "就业", ["TaxonomyPart.Terms[1].Name"] = "就业见习", ["TaxonomyPart.Terms[1].Level"] = "2",
            ["TaxonomyPart.Terms[2].Name"] = "稳岗返还", ["TaxonomyPart.Terms[2].Level"] = "2",
        };
        await editor.SubmitAsync("form[enctype]", new(fields) { ["_rows"] = "up:TaxonomyPart.Terms:2" });
        Assert.Equal(["就业", "稳岗返还", "就业见习"], Names(editor));
        await editor.SubmitAsync("form[enctype]", null, "save");
        Assert.True(editor.Url.StartsWith("/Admin/Content/Edit/", StringComparison.Ordinal), editor.Errors);
        var id = editor.Url.Split('/')[^1];
        Assert.Equal(["就业", "稳岗返还", "就业见习"], Names(editor));

        var version = await Bureau.App.QueryAsync(db => db.Set<ContentVersion>().SingleAsync(v => v.ContentItemId == id));
        var terms = TaxonomyTerm.Of((JsonObject)JsonNode.Parse(version.Data)!);
        Assert.Equal([1, 2, 2], terms.Select(t => t.Level));
        Assert.All(terms, t => Assert.Equal(id, (string?)t.Json["TermPart"]!["TaxonomyContentItemId"]));

        Bureau.Must(await Bureau.SubmitAsync(version.Id));
        Bureau.Must(await Bureau.DecideAsync(version.Id, "section-head", "head"));
        Bureau.Must(await Bureau.DecideAsync(version.Id, "confidentiality", "reviewer"));
        Bureau.Must(await Bureau.PublishAsync(version.Id));
        await Bureau.App.CatchUpAsync();
        using var citizen = Bureau.App.Visitor();
        await citizen.GoAsync(await Bureau.PathAsync(id));
        Assert.Equal(HttpStatusCode.OK, citizen.Response.StatusCode);
        Assert.Equal(["稳岗返还", "就业见习"], citizen.Page.QuerySelectorAll("main li li").Select(l => l.TextContent));
    }

    [Fact]
    public async Task A_field_offers_the_leaves_of_its_taxonomy_and_their_names_are_public_without_being_stored()
    {
        // A portal of its own: other tests count the recipes that ran.
        await using var app = await PortalApp.StartAsync();
        Bureau = await Bureau.OpenAsync(app);
        var taxonomy = Bureau.Article(Unique("主题词表"));
        taxonomy.Remove("HtmlBodyPart");
        taxonomy["TaxonomyPart"] = JsonNode.Parse("""
            {"TermContentType":"Term","Terms":[{"ContentItemId":"t-jobs","DisplayText":"就业","Terms":[{"ContentItemId":"t-trainee","DisplayText":"就业见习补贴词"}]}]}
            """);
        var id = (await PublishAsync("Taxonomy", taxonomy)).ContentItemId;
        var recipe = """
            {"name":"Tagged","steps":[{"name":"ContentDefinition",
              "ContentTypes":[{"Name":"Tagged","DisplayName":"带主题词","Settings":{"ContentTypeSettings":{"Creatable":true,"Listable":true}},"ContentTypePartDefinitionRecords":[
                {"PartName":"TitlePart","Name":"TitlePart"},{"PartName":"DisclosurePart","Name":"DisclosurePart"},{"PartName":"Tagged","Name":"Tagged"}]}],
              "ContentParts":[{"Name":"Tagged","Settings":{},"ContentPartFieldDefinitionRecords":[{"FieldName":"TaxonomyField","Name":"Subject","Settings":{
                "ContentPartFieldSettings":{"DisplayName":"主题"},"TaxonomyFieldSettings":{"TaxonomyContentItemId":"[id]","Unique":true,"LeavesOnly":true}}}]}]}]}
            """.Replace("[id]", id, StringComparison.Ordinal);
        Assert.True((await Bureau.App.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(recipe, "tagged.recipe.json", AppContext.BaseDirectory, Trusted: true), Actor.System, null, default)).Succeeded);
        await Bureau.App.CatchUpAsync();

        using var editor = await Bureau.SignedInAsync("editor");
        await editor.GoAsync($"/Admin/Content/Edit?type=Tagged&column={Bureau.Column("就业政策").Id}");
        Assert.Equal(["请选择", "就业 / 就业见习补贴词"], editor.Page.QuerySelectorAll("select[name='Tagged.Subject.TermContentItemIds'] option").Select(o => o.TextContent));

        JsonObject Data(string term) => new()
        {
            ["TitlePart"] = new JsonObject { ["Title"] = Unique("带主题词的信息") },
            ["DisclosurePart"] = Bureau.Article("x")["DisclosurePart"]!.DeepClone(),
            ["Tagged"] = new JsonObject { ["Subject"] = new JsonObject { ["TaxonomyContentItemId"] = id, ["TermContentItemIds"] = new JsonArray(term) } },
        };
        var refused = await Bureau.App.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(null, "Tagged", Data("t-jobs")), await Bureau.ActorAsync("editor"), default);
        Assert.Equal(["taxonomy.leaves-only"], refused.Failures.Select(f => f.Code));
        var item = await PublishAsync("Tagged", Data("t-trainee"));
        using var citizen = Bureau.App.Visitor();
        var path = await Bureau.PathAsync(item.ContentItemId);
        Assert.Contains("就业见习补贴词", (await citizen.GoAsync(path)).Text, StringComparison.Ordinal);
        Assert.NotEmpty((await citizen.GoAsync("/search?q=" + Uri.EscapeDataString("就业见习补贴词"))).Page.QuerySelectorAll($"a[href='{path}']"));
    }

    private static string[] Names(Visitor visitor) =>
        [.. visitor.Page.QuerySelectorAll("input[name^='TaxonomyPart.Terms['][name$='.Name']").Select(i => i.GetAttribute("value") ?? "").Where(v => v.Length > 0)];
}
