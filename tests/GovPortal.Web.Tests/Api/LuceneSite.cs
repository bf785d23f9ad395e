using System.Text.Json.Nodes;
using GovPortal.Api.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Recipes;
using GovPortal.Testing;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Api;

/// <summary>The captured site as it was when its indexes were asked: with the items posted to it by then, its indexes and its saved queries.</summary>
public sealed class LuceneSite : IAsyncLifetime
{
    internal OrchardSite Site { get; } = new();

    internal ApiClient Client => Site.Client;

    internal RecipeReport Report { get; private set; } = null!;

    internal string WithoutToken { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Site.InitializeAsync();
        var posted = new JsonArray([.. OrchardSite.File("lucene-content.json").AsArray().Single(p => (string)p!["note"]! == "match_all")!["response"]!["body"]!["items"]!.AsArray()
            .Where(i => ((string)i!["AutoroutePart"]!["Path"]!).StartsWith("guides/gv-2014-002", StringComparison.Ordinal)).Select(i => (JsonNode)Known(i!.DeepClone().AsObject()))]);
        var recipe = new JsonObject { ["name"] = "posted", ["steps"] = new JsonArray(new JsonObject { ["name"] = "content", ["data"] = posted, ["reviewForm"] = ApiOffice.Form }) };
        await RunAsync(recipe.ToJsonString(), "posted.recipe.json");
        foreach (var item in posted) await Site.PublishAsync((string)item!["ContentItemId"]!);
        Report = await RunAsync(OrchardSite.File("lucene-index.recipe.json").ToJsonString(), "lucene-index.recipe.json");
        await Client.App.CatchUpAsync();
        WithoutToken = await Client.TokenOfAsync("without", new ApplicationRole("SectionHead", "home"));
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    internal async Task<RecipeReport> RunAsync(string json, string name) =>
        Must(await Client.App.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(json, name, Path.GetTempPath(), Trusted: true), Actor.System, null, default));

    /// <summary>Orchard keeps what its types do not know and values of the wrong kind; here they are refused.</summary>
    private static JsonObject Known(JsonObject item)
    {
        item.Remove("UnknownPart");
        var guide = item["ServiceGuide"]!.AsObject();
        guide.Remove("UnknownField");
        guide["ItemCode"]!.AsObject().Remove("Extra");
        guide["PromiseDays"] = new JsonObject { ["Value"] = 20 };
        return item;
    }
}

[CollectionDefinition(nameof(LuceneSite))]
public sealed class LuceneSiteTests : ICollectionFixture<LuceneSite>;
