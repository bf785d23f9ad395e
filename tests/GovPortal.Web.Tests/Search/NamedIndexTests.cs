using GovPortal.Kernel.Access;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Search.Features;
using GovPortal.Testing;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Search;

/// <summary>The life of a named index on its nodes, and the page where it is seen.</summary>
public sealed class NamedIndexTests
{
    private const string Everything = """{"query":{"match_all":{}}}""";

    private const string Recipe = """
        {"name":"indexes","steps":[
            {"name":"lucene-index","Indices":[{"Articles":{"AnalyzerName":"chineseanalyzer","IndexedContentTypes":["Article"]}}]},
            {"name":"Queries","Queries":[{"Name":"ByWord","Source":"Lucene","Index":"Articles","ReturnContentItems":true,
                "Template":"{\"query\":{\"match\":{\"Content.ContentItem.FullText\":{\"query\":\"{{ q | default: '公告' }}\",\"operator\":\"and\"}}}}"}]}]}
        """;

    [Fact]
    public async Task Each_node_has_its_own_and_a_node_that_was_away_follows_on()
    {
        await using var one = await PortalApp.StartAsync();
        var bureau = await Bureau.OpenAsync(one);
        await bureau.PublishedAsync(bureau.Article("先有的公告"));
        await RunAsync(one, Recipe);
        await one.CatchUpAsync();
        Assert.Equal(1, await CountAsync(one));
        await using (var two = await one.SecondNodeAsync())
        {
            Assert.Equal(1, await CountAsync(two));
            await bureau.PublishedAsync(bureau.Article("两台都有的公告"));
            await two.CatchUpAsync();
            Assert.Equal(2, await CountAsync(two));
        }
        await bureau.PublishedAsync(bureau.Article("第二台不在时的公告"));
        await using var again = await one.SecondNodeAsync();
        await again.CatchUpAsync();
        Assert.Equal(3, await CountAsync(again));
        await one.CatchUpAsync();
        Assert.Equal(3, await CountAsync(one));
    }

    [Fact]
    public async Task Other_definitions_and_other_settings_make_it_anew()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var item = await bureau.PublishedAsync(bureau.Article("换了定义的公告"));
        await RunAsync(app, Recipe);
        await app.CatchUpAsync();
        Assert.Equal(0, (await AskAsync(app, """{"query":{"term":{"Article.Checked":"false"}}}""")).Count);
        await RunAsync(app, """
            {"name":"field","steps":[{"name":"ContentDefinition","ContentTypes":[],"ContentParts":[{"Name":"Article","Settings":{},"ContentPartFieldDefinitionRecords":[
                {"FieldName":"BooleanField","Name":"Checked","Settings":{"LuceneContentIndexSettings":{"Included":true,"Stored":true}}}]}]}]}
            """);
        await app.CatchUpAsync();
        // What was published before the field was there has its usual value.
        Assert.Equal([item.ContentItemId], (await AskAsync(app, """{"query":{"term":{"Article.Checked":"false"}}}""")).ContentItemIds);
        await RunAsync(app, """{"name":"other","steps":[{"name":"lucene-index","Indices":[{"Articles":{"AnalyzerName":"standardanalyzer","IndexedContentTypes":["ServiceGuide"]}}]}]}""");
        await app.CatchUpAsync();
        Assert.Equal(0, await CountAsync(app));
    }

    [Fact]
    public async Task What_is_purged_is_in_no_file_of_it()
    {
        const string Secret = "张三的身份证号不应公开";
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        await RunAsync(app, Recipe.Replace("\"IndexedContentTypes\":[\"Article\"]", "\"IndexedContentTypes\":[\"Article\"],\"StoreSourceData\":true", StringComparison.Ordinal));
        var item = await bureau.PublishedAsync(bureau.Article("要清除的公告", $"<p>{Secret}</p>"));
        await bureau.PublishedAsync(bureau.Article("留下的公告"));
        await app.CatchUpAsync();
        Assert.True((await app.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(item.ContentItemId, "personal-data"), await bureau.ActorAsync("publisher"), default)).Succeeded);
        await app.CatchUpAsync();
        Assert.True((await app.Get<PurgeVersion>().HandleAsync(new PurgeVersionCommand(item.VersionId, "涉及个人信息"), await bureau.ActorAsync("admin"), default)).Succeeded);
        await app.CatchUpAsync();
        Assert.Equal(1, await CountAsync(app));
        var files = Directory.GetFiles(Path.Combine(app.DataPath, "queries"), "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.DoesNotContain(Secret, File.ReadAllText(f), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_administrator_tries_a_query_and_is_told_what_is_wrong_with_it()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/Queries");
        Assert.Contains("还没有查询", admin.Text, StringComparison.Ordinal);
        await bureau.PublishedAsync(bureau.Article("可以试查的公告"));
        await RunAsync(app, Recipe);
        await app.CatchUpAsync();

        await admin.GoAsync("/Admin/Queries?name=ByWord");
        await admin.SubmitAsync("#try form", new() { ["Parameters"] = """{"q":"试查"}""" });
        Assert.Contains("可以试查的公告", admin.Page.QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        await admin.SubmitAsync("#try form", new() { ["Parameters"] = "[1]" });
        Assert.Contains("""如 {"kind": "promised"}""", admin.Errors, StringComparison.Ordinal);
        await admin.SubmitAsync("#try form", new() { ["Name"] = "", ["Parameters"] = "", ["Query"] = """{"query":{"nosuch":{}}}""" });
        Assert.Contains("nosuch", admin.Errors, StringComparison.Ordinal);
        Assert.Null(admin.Page.QuerySelector("pre"));
    }

    [Fact]
    public async Task A_query_and_then_its_index_are_removed_by_those_who_may()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        await RunAsync(app, Recipe);
        await app.CatchUpAsync();
        foreach (var who in new[] { "editor", "head", "reviewer", "leader", "office", "publisher" })
        {
            Assert.Equal(["access.not-allowed"], await RemoveAsync(app, await bureau.ActorAsync(who), "ByWord", isIndex: false));
            Assert.False((await app.QueryAsync(db => new ShowQueries(db, app.Get<GovPortal.Search.Named.NamedIndexReader>(), app.Get<ILuceneQueries>(), app.Get<IPublishedContent>())
                .TryAsync(new TryQueryCommand("ByWord", null, null, null), new Actor(who, who, []), default))).Succeeded);
        }
        var admin = await bureau.ActorAsync("admin");
        Assert.Equal(["query.index-in-use"], await RemoveAsync(app, admin, "Articles", isIndex: true));
        Assert.Equal(["query.unknown"], await RemoveAsync(app, admin, "Nobody", isIndex: false));
        Assert.Empty(await RemoveAsync(app, admin, "byword", isIndex: false));
        Assert.Empty(await RemoveAsync(app, admin, "Articles", isIndex: true));
        await app.CatchUpAsync();
        Assert.Null(await app.Get<ILuceneQueries>().AskAsync("Articles", Everything, [], documents: false, default));
        Assert.True((await app.Get<ILuceneQueries>().RunAsync("ByWord", [], default)).Has("query.unknown"));
        Assert.Empty(Directory.GetDirectories(Directory.GetDirectories(Path.Combine(app.DataPath, "queries")).Single()));
    }

    [Theory]
    [InlineData("""{"name":"lucene-index","Indices":[{"A":{"AnalyzerName":"nosuch","IndexedContentTypes":["Article"]}}]}""", "query.analyzer-unknown")]
    [InlineData("""{"name":"lucene-index","Indices":[{"A":{"IndexedContentTypes":"Article"}}]}""", "query.step-value-wrong")]
    [InlineData("""{"name":"lucene-index","Indices":[{"A":{"IndexedContentTypes":[],"Analyser":"x"}}]}""", "recipe.unknown-member")]
    [InlineData("""{"name":"lucene-index"}""", "query.step-value-wrong")]
    [InlineData("""{"name":"lucene-index-rebuild","Indices":["Nobody"]}""", "query.index-unknown")]
    [InlineData("""{"name":"Queries","Queries":[{"Name":"","Index":"A","Template":"{}"}]}""", "query.step-value-wrong")]
    [InlineData("""{"name":"Queries","Queries":[{"Name":"Q","Template":"{}"}]}""", "query.step-value-wrong")]
    [InlineData("""{"name":"Queries","Queries":[{"Name":"Q","Index":"A","Template":"{% if %}"}]}""", "template.faulty")]
    public async Task A_wrong_step_is_refused_and_changes_nothing(string step, string code)
    {
        await using var app = await PortalApp.StartAsync();
        var refused = await app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand($$"""{"name":"one","steps":[{{step}}]}""", "one.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default);
        Assert.Contains(code, refused.Failures.Select(f => f.Code));
        await app.CatchUpAsync();
        Assert.Empty(app.Get<ILuceneQueries>().Saved);
        Assert.Null(await app.Get<ILuceneQueries>().AskAsync("A", Everything, [], documents: false, default));
    }

    private static async Task RunAsync(PortalApp app, string recipe) =>
        Must(await app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(recipe, "indexes.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default));

    private static async Task<QueryAnswer> AskAsync(PortalApp app, string question) => Must((await app.Get<ILuceneQueries>().AskAsync("Articles", question, [], documents: false, default))!);

    private static async Task<int> CountAsync(PortalApp app) => (await AskAsync(app, Everything)).Count;

    private static async Task<IEnumerable<string>> RemoveAsync(PortalApp app, Actor actor, string name, bool isIndex) =>
        (await app.Get<RemoveQuery>().HandleAsync(new RemoveQueryCommand(name, isIndex), actor, default)).Failures.Select(f => f.Code);
}
