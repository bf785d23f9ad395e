using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Recipes;
using GovPortal.Packages.Features;
using GovPortal.Testing;

namespace GovPortal.Web.Tests.Formats;

/// <summary>
/// One content item of every type, every definition and every workflow, in Orchard's serialisation, as files (<c>tests/Fixtures/golden</c>): in by
/// recipe and out by export they are the same byte for byte. What changes a file here changes what other systems read.
/// </summary>
[AnyEngine]
public sealed class GoldenFileTests
{
    /// <summary>Facts of one installation: when, by whom, under which version's id.</summary>
    private static readonly string[] OwnFacts = ["ContentItemVersionId", "Latest", "Published", "ModifiedUtc", "PublishedUtc", "CreatedUtc", "Owner", "Author"];

    private static readonly System.Text.Json.JsonSerializerOptions Written = new(CanonicalJson.Unescaped) { WriteIndented = true, NewLine = "\n" };

    private static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "golden", name);

    [Fact]
    public async Task In_by_recipe_and_out_by_export_every_file_is_the_same()
    {
        var (types, parts, workflows, items) = (Files("types"), Files("parts"), Files("workflows"), Files("items"));
        await using var app = await PortalApp.StartAnewAsync();
        await RunAsync(app, new JsonObject { ["name"] = "ContentDefinition", ["ContentTypes"] = List(types), ["ContentParts"] = List(parts) });
        foreach (var step in Steps(await File.ReadAllTextAsync(Folder("place.recipe.json")))) await RunAsync(app, (JsonObject)step.DeepClone());
        await RunAsync(app, new JsonObject { ["name"] = "WorkflowType", ["data"] = List(workflows), ["Overwrite"] = true });
        await RunAsync(app, new JsonObject { ["name"] = "Content", ["data"] = List(items) });

        var folder = Directory.CreateTempSubdirectory("govportal-golden-");
        try
        {
            Assert.True((await app.Get<ExportPortal>().ToFolderAsync(new ExportPortalCommand(new ExportSelection(WithDrafts: true, WithMedia: false), Trusted: true), folder, Actor.System, default)).Succeeded);
            var portal = Steps(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "portal.recipe.json"))).ToList();
            var definitions = portal.Single(s => (string?)s["name"] == "ContentDefinition");
            Same(types, definitions["ContentTypes"]!, "Name");
            Same(parts, definitions["ContentParts"]!, "Name");
            Same(workflows, portal.Single(s => (string?)s["name"] == "WorkflowType")["data"]!, "Name");
            var content = Steps(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "content.recipe.json"))).Single(s => (string?)s["name"] == "Content");
            foreach (var item in content["data"]!.AsArray()) foreach (var fact in OwnFacts) ((JsonObject)item!).Remove(fact);
            Same(items, content["data"]!, "ContentType");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task There_is_an_item_of_every_type_that_people_write()
    {
        await using var app = await PortalApp.StartAsync();
        var types = (await app.QueryAsync(db => app.Get<DefinitionStore>().LoadAsync(db, default))).Types;
        Assert.Empty(types.Where(t => t.Creatable).Select(t => t.Name).Except(Files("items").Keys));
        Assert.Empty(types.Select(t => t.Name).Except(Files("types").Keys));
    }

    private static Dictionary<string, string> Files(string name) =>
        Directory.GetFiles(Folder(name), "*.json").ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => File.ReadAllText(f).TrimEnd('\n'), StringComparer.Ordinal);

    private static JsonArray List(Dictionary<string, string> files) => new([.. files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => JsonNode.Parse(f.Value))]);

    private static IEnumerable<JsonObject> Steps(string recipe) => JsonNode.Parse(recipe)!["steps"]!.AsArray().OfType<JsonObject>();

    private static void Same(Dictionary<string, string> expected, JsonNode actual, string key)
    {
        var found = actual.AsArray().OfType<JsonObject>().GroupBy(o => (string)o[key]!).ToDictionary(g => g.Key, g => g.First().ToJsonString(Written));
        Assert.Empty(expected.Keys.Except(found.Keys));
        Assert.All(expected, file => Assert.Equal(file.Value, found[file.Key]));
    }

    private static async Task RunAsync(PortalApp app, JsonObject step)
    {
        var recipe = new JsonObject { ["name"] = "golden", ["steps"] = new JsonArray(step) };
        var result = await app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(recipe.ToJsonString(CanonicalJson.Unescaped), "golden.recipe.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default);
        Assert.True(result.Succeeded, string.Join("\n", result.Failures));
    }
}
