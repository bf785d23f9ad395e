using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Search.Model;
using GovPortal.Search.Recipes;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Search;

/// <summary>The recipe step <c>SearchSettings</c>: what an administrator taught the search goes to another portal.</summary>
public sealed class SearchSettingsStepTests
{
    [Theory]
    [InlineData("""{"synonyms":"社保 社会保险"}""", "search.step-value-wrong@$.synonyms")]
    [InlineData("""{"synonyms":["社保"]}""", "search.group-alone@$.synonyms")]
    [InlineData("""{"words":["x"]}""", "search.word-too-short@$.words")]
    [InlineData("""{"synonym":[]}""", "recipe.unknown-member@$.synonym")]
    [InlineData("""{"pins":{}}""", "search.step-value-wrong@$.pins")]
    [InlineData("""{"pins":[{"query":" ","item":"1","from":"1.12.2026","till":null}]}""",
        "recipe.unknown-member@$.pins[0].till search.pin-query-required@$.pins[0].query search.pin-item-unknown@$.pins[0].item search.step-value-wrong@$.pins[0].from")]
    [InlineData("""{"pins":[{"query":"社保","item":"4abcdefghjkmnpqrstvwxyz012","from":"2026-12-02","until":"2026-12-01"}]}""", "search.pin-days-reversed@$.pins[0].until")]
    public async Task A_wrong_step_is_refused_with_every_reason_at_its_place_and_changes_nothing(string members, string failures)
    {
        await using var app = await PortalApp.StartAsync();
        var refused = await RunAsync(app, members);
        Assert.Equal(failures.Split(' '), refused.Failures.Select(f => $"{f.Code}@{f.Field![f.Field!.IndexOf('$', StringComparison.Ordinal)..].Replace("$.steps[0]", "$", StringComparison.Ordinal)}"));
        Assert.Empty(await app.QueryAsync(db => db.Set<SearchPin>().ToListAsync()));
        Assert.Equal(SearchWords.None, await app.QueryAsync(db => SearchWords.LoadAsync(db, default)));
    }

    [Fact]
    public async Task Words_and_pins_come_by_recipe_count_at_once_and_go_out_as_they_came()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var item = await bureau.PublishedAsync(bureau.Article("农村水利工程管护责任公布"));
        Assert.Empty(await StepsAsync(app));
        var members = $$"""
            {"synonyms":["# 乡镇的说法","塘坝子 水利工程"],"words":[],"pins":[{"query":"防汛值班","item":"{{item.ContentItemId}}","from":"2026-11-01","until":null}]}
            """;
        for (var i = 0; i < 2; i++) Assert.True((await RunAsync(app, members)).Succeeded);
        await app.CatchUpAsync();
        using var reader = app.Visitor();
        foreach (var words in new[] { "塘坝子", "防汛值班" })
        {
            await reader.GoAsync("/search?q=" + Uri.EscapeDataString(words));
            Assert.Contains("农村水利工程管护责任公布", Assert.Single(reader.Page.QuerySelectorAll(".item")).TextContent, StringComparison.Ordinal);
        }
        var step = Assert.Single(await StepsAsync(app));
        step.Remove("name");
        Assert.Equal(JsonNode.Parse(members)!.ToJsonString(), step.ToJsonString());
    }

    private static async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalApp app) =>
        await app.QueryAsync(db => app.Get<IEnumerable<IRecipeExport>>().OfType<SearchSettingsExport>().Single().StepsAsync(db, default));

    private static Task<Result<RecipeReport>> RunAsync(PortalApp app, string members)
    {
        var step = JsonNode.Parse(members)!.AsObject();
        step.Insert(0, "name", "SearchSettings");
        var recipe = new JsonObject { ["name"] = "x", ["steps"] = new JsonArray(step) };
        return app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(recipe.ToJsonString(), "x.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default);
    }
}
