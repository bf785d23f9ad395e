using System.Text.Json.Nodes;
using GovPortal.Columns.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Packages.Features;
using GovPortal.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Web.Tests.Formats;

/// <summary>Recipe → database → export is the identity, for every type and every item of the demonstration.</summary>
[AnyEngine]
public sealed class RecipeRoundTripTests
{
    /// <summary>Facts of one installation: when, by whom, under which version's id. And what is told by the column: the section that answers for it.</summary>
    private static readonly string[] OwnFacts = ["ContentItemVersionId", "Latest", "Published", "ModifiedUtc", "PublishedUtc", "CreatedUtc", "Owner", "Author"];

    [Fact]
    public async Task The_demonstration_goes_into_recipes_and_comes_back_the_same()
    {
        await using var app = await PortalApp.StartAsync(services => services.AddSingleton<TimeProvider, SyntheticClock>(), "Portal:Demo=true");
        var (portal, content) = await ExportAsync(app, withDrafts: true);
        var items = Step(content, "Content")["data"]!.AsArray().OfType<JsonObject>().ToList();
        var definitions = Step(portal, "ContentDefinition");
        var shown = items.Select(i => (string)i["ContentType"]!).ToHashSet();
        Assert.Empty(definitions["ContentTypes"]!.AsArray().OfType<JsonObject>()
            .Where(t => (bool?)t["Settings"]?["ContentTypeSettings"]?["Creatable"] == true).Select(t => (string)t["Name"]!).Except(shown));

        await using var other = await PortalApp.StartAnewAsync();
        await RunAsync(other, portal);
        await RunAsync(other, content);
        var (portalAgain, contentAgain) = await ExportAsync(other, withDrafts: true);
        Same(portal, portalAgain);
        var back = Step(contentAgain, "Content")["data"]!.AsArray().OfType<JsonObject>().ToDictionary(i => (string)i["ContentItemId"]!);
        Assert.Equal(items.Count, back.Count);
        Assert.All(items, item => Same(Content(item), Content(back[(string)item["ContentItemId"]!])));
    }

    [Fact]
    public async Task Types_and_parts_of_every_modules_recipe_come_back_the_same()
    {
        await using var app = await PortalApp.StartAsync();
        var definitions = Step((await ExportAsync(app, withDrafts: false)).Portal, "ContentDefinition");
        // The demonstration lays fields of its own over the modules' types.
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "recipes"), "*.recipe.json").Where(f => !f.EndsWith("demo.recipe.json", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            foreach (var step in Steps(Read(await File.ReadAllTextAsync(file))).Where(s => (string?)s["name"] == "ContentDefinition"))
            {
                foreach (var list in (string[])["ContentTypes", "ContentParts"])
                {
                    foreach (var record in (step[list] as JsonArray ?? []).OfType<JsonObject>())
                    {
                        Same(record, definitions[list]!.AsArray().OfType<JsonObject>().Single(d => (string?)d["Name"] == (string?)record["Name"]));
                    }
                }
            }
        }
    }

    [Fact]
    public async Task What_a_task_table_became_runs_in_another_county()
    {
        await using var app = await PortalApp.StartAsync();
        await Reliability.DemoBureau.SetUpAsync(app.Services);
        var written = await app.Get<WriteTaskTableRecipe>().HandleAsync(null, Actor.System, trusted: true, default);
        Assert.True(written.Succeeded);

        await using var other = await PortalApp.StartAnewAsync();
        await RunAsync(other, Read(System.Text.Encoding.UTF8.GetString(written.Value.Content)));
        var (here, there) = (await OrganisationAsync(app), await OrganisationAsync(other));
        Assert.Equal(28, there.Columns.Count(c => !c.IsGroup));
        Assert.Equal(Said(here), Said(there));
        var again = await other.Get<WriteTaskTableRecipe>().HandleAsync(null, Actor.System, trusted: true, default);
        Same(Step(Read(System.Text.Encoding.UTF8.GetString(written.Value.Content)), "TaskTable"), Step(Read(System.Text.Encoding.UTF8.GetString(again.Value!.Content)), "TaskTable"));
    }

    [Fact]
    public async Task Only_who_runs_recipes_and_reads_all_drafts_may_export()
    {
        await using var app = await PortalApp.StartAsync();
        Actor With(params string[] permissions) => new("u", "张三", [new Grant("Role", permissions.ToHashSet(), null, null)]);
        async Task<bool> May(Actor actor) => (await app.Get<ExportPortal>().ToPackageAsync(new ExportPortalCommand(new ExportSelection()), new MemoryStream(), actor, default)).Succeeded;
        Assert.False(await May(With(Permissions.RecipesRun)));
        Assert.False(await May(With(Permissions.ContentReadAll)));
        Assert.True(await May(With(Permissions.RecipesRun, Permissions.ContentReadAll)));
    }

    private static List<string> Said(OrganisationSnapshot organisation) =>
        [.. organisation.Columns.Where(c => !c.IsGroup).Select(c => string.Join('|', organisation.FullTitle(c), c.Path, c.SectionText, organisation.Section(c.SectionId)?.Name,
            c.SectionMeaning, c.SupportingText, c.Content, c.Basis, c.DeadlineText, c.DeadlineRule, c.DeadlineFrom, c.FreshnessText, c.FreshnessRule, c.Channels, c.Note, c.IsInternal, c.RouteName))];

    private static JsonObject Content(JsonObject item)
    {
        var copy = (JsonObject)item.DeepClone();
        foreach (var member in OwnFacts) copy.Remove(member);
        return copy;
    }

    private static async Task<(JsonObject Portal, JsonObject Content)> ExportAsync(PortalApp app, bool withDrafts)
    {
        var folder = Directory.CreateTempSubdirectory("govportal-export-");
        try
        {
            var done = await app.Get<ExportPortal>().ToFolderAsync(new ExportPortalCommand(new ExportSelection(WithDrafts: withDrafts, WithMedia: false), Trusted: true), folder, Actor.System, default);
            Assert.True(done.Succeeded);
            return (Read(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "portal.recipe.json"))), Read(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "content.recipe.json"))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(PortalApp app, JsonObject recipe)
    {
        var result = await app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(recipe.ToJsonString(CanonicalJson.Unescaped), "x.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default);
        Assert.True(result.Succeeded, string.Join("\n", result.Failures));
    }

    private static Task<OrganisationSnapshot> OrganisationAsync(PortalApp app) => app.QueryAsync(db => OrganisationSnapshot.LoadAsync(db, default));

    private static JsonObject Read(string json) =>
        (JsonObject)JsonNode.Parse(json, documentOptions: new() { AllowTrailingCommas = true, CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!;

    private static IEnumerable<JsonObject> Steps(JsonObject recipe) => recipe["steps"]!.AsArray().OfType<JsonObject>();

    private static JsonObject Step(JsonObject recipe, string name) => Steps(recipe).Single(s => (string?)s["name"] == name);

    private static void Same(JsonObject expected, JsonObject actual) => Assert.Equal(expected.ToJsonString(new(CanonicalJson.Unescaped) { WriteIndented = true }), actual.ToJsonString(new(CanonicalJson.Unescaped) { WriteIndented = true }));
}
