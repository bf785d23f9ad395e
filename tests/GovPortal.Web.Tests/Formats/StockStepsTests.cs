using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Formats;

/// <summary>Every step that Orchard's stock recipes use is done, or reported as not applicable with its reason.</summary>
[AnyEngine]
public sealed class StockStepsTests
{
    /// <summary>The steps of Orchard's Agency, Blank, Blog, Coming Soon, Headless and SaaS recipes and of their set-ups; names compare without case.</summary>
    private static readonly string[] Stock =
    [
        "feature", "themes", "settings", "Roles", "ContentDefinition", "ReplaceContentDefinition", "DeleteContentDefinition", "content", "media", "MediaProfiles", "queries",
        "lucene-index", "lucene-index-rebuild", "lucene-index-reset", "ElasticIndexSettings", "elastic-index-rebuild", "recipes", "layers", "Templates", "AdminTemplates", "AdminMenu",
        "custom-settings", "WorkflowType", "deployment", "Sitemaps", "Users", "command", "Placements", "ShortcodeTemplates", "FeatureProfiles", "UrlRewriting",
        "OpenIdApplication", "OpenIdScope", "OpenIdServerSettings", "OpenIdValidationSettings",
    ];

    [Fact]
    public async Task A_recipe_of_all_of_them_runs_dry_and_for_real()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var column = bureau.Organisation.Columns.First(c => !c.IsGroup && c.SectionId is not null);
        var json = File.ReadAllText(Fixture(Path.Combine("orchard", "stock-steps.recipe.json"))).Replace("COLUMN", column.Id, StringComparison.Ordinal);
        var before = await SaidAsync(app);
        var dry = Must(await RunAsync(app, json, dryRun: true));
        Assert.Equal(before, await SaidAsync(app));
        var done = Must(await RunAsync(app, json));
        Assert.Equal(dry.Executed, done.Executed);
        Assert.Equal(dry.NotApplicable, done.NotApplicable);

        Assert.Equal(Stock.Except(["recipes"]).Select(Lower).Order(), done.Executed.Concat(done.NotApplicable.Select(n => n.Step).Where(s => !s.Contains(' ', StringComparison.Ordinal))).Select(Lower).Order());
        Assert.All(done.NotApplicable, n => Assert.Matches(@"[\u4e00-\u9fff]", n.Reason));
        Assert.Contains(done.NotApplicable, n => n.Step == "Queries StockBySql (Sql)");
        await app.CatchUpAsync();

        // Orchard's administrator needs no permissions; ours keeps its own. Nobody has a role by signing in.
        Assert.Superset(new HashSet<string> { "Roles Administrator", "Roles Proofreader ViewContent", "Roles AUTHENTICATED" }, done.NotApplicable.Select(n => n.Step).ToHashSet());
        var held = await app.QueryAsync(db => db.Set<RolePermission>().Select(p => new { p.Role, p.Permission }).ToListAsync());
        Assert.Contains(held, h => h is { Role: "Administrator", Permission: Permissions.RecipesRun });
        Assert.Equal(["admin.access"], held.Where(h => h.Role == "Proofreader").Select(h => h.Permission));
        var roles = await app.QueryAsync(db => db.Set<Role>().Select(r => r.Name).ToListAsync());
        Assert.Contains("Anonymous", roles);
        Assert.DoesNotContain(roles, r => r.Equals("ANONYMOUS", StringComparison.Ordinal) || r.Equals("authenticated", StringComparison.OrdinalIgnoreCase));

        var definitions = await app.QueryAsync(db => app.Get<DefinitionStore>().LoadAsync(db, default));
        Assert.NotNull(definitions.Type("StockPage"));
        Assert.Null(definitions.Type("StockNote"));
        // Whatever the recipe says of itself, the item waits for its reviews.
        var item = await app.QueryAsync(db => db.Set<ContentItemRow>().SingleAsync(i => i.Id == "4stock00000000000000000001"));
        Assert.Null(item.PublishedVersionId);
        Assert.Equal(VersionState.Draft, await app.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == item.LatestVersionId).Select(v => v.State).SingleAsync()));

        static string Lower(string step) => step.ToLowerInvariant();
    }

    [Fact]
    public async Task Nothing_that_items_hold_loses_its_definition()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        Must(await bureau.DraftAsync(bureau.Article("有定义的信息")));
        var before = await app.QueryAsync(db => db.Set<Kernel.Content.DefinitionOverlay>().Select(o => o.Json).SingleAsync());
        Assert.Equal(["definition.in-use"], await RefusedAsync("""{"name":"DeleteContentDefinition","ContentTypes":["Article"]}"""));
        Assert.Equal(["definition.loses"], await RefusedAsync(
            """{"name":"ReplaceContentDefinition","ContentTypes":[{"Name":"Article","ContentTypePartDefinitionRecords":[{"PartName":"TitlePart","Name":"TitlePart"},{"PartName":"DisclosurePart","Name":"DisclosurePart"}]}]}"""));
        Assert.Equal(["definition.wrong-shape"], await RefusedAsync("""{"name":"DeleteContentDefinition","ContentTypes":"Article"}"""));
        Assert.Equal(before, await app.QueryAsync(db => db.Set<Kernel.Content.DefinitionOverlay>().Select(o => o.Json).SingleAsync()));

        // A part goes only after the types that have it.
        Must(await RunAsync(app, Recipe("""{"name":"ContentDefinition","ContentTypes":[{"Name":"Brief","ContentTypePartDefinitionRecords":[{"PartName":"BriefPart","Name":"BriefPart"}]}],"ContentParts":[{"Name":"BriefPart"}]}""")));
        Assert.Equal(["definition.part-used"], await RefusedAsync("""{"name":"DeleteContentDefinition","ContentParts":["BriefPart"]}"""));
        Must(await RunAsync(app, Recipe("""{"name":"DeleteContentDefinition","ContentTypes":["Brief"],"ContentParts":["BriefPart"]}""")));
        Assert.Equal(before, await app.QueryAsync(db => db.Set<Kernel.Content.DefinitionOverlay>().Select(o => o.Json).SingleAsync()));

        async Task<IEnumerable<string>> RefusedAsync(string step) => (await RunAsync(app, Recipe(step))).Failures.Select(f => f.Code);
    }

    [Fact]
    public async Task A_replaced_type_has_what_it_was_given_and_nothing_of_before()
    {
        await using var app = await PortalApp.StartAsync();
        Must(await RunAsync(app, Recipe("""{"name":"ContentDefinition","ContentTypes":[{"Name":"Brief","DisplayName":"简报","Settings":{"ContentTypeSettings":{"Creatable":true}},"ContentTypePartDefinitionRecords":[{"PartName":"TitlePart","Name":"TitlePart"},{"PartName":"HtmlBodyPart","Name":"HtmlBodyPart"}]}]}""")));
        Must(await RunAsync(app, Recipe("""{"name":"ReplaceContentDefinition","ContentTypes":[{"Name":"Brief","DisplayName":"快报","ContentTypePartDefinitionRecords":[{"PartName":"TitlePart","Name":"TitlePart"}]}]}""")));
        var type = (await app.QueryAsync(db => app.Get<DefinitionStore>().LoadAsync(db, default))).Type("Brief")!;
        Assert.Equal(("快报", false, "TitlePart"), (type.DisplayName, type.Creatable, Assert.Single(type.Parts).Name));
    }

    [Theory]
    [InlineData("ExecuteApiAl")]
    [InlineData("admin.acess")]
    [InlineData("Content.Edit")]
    public async Task A_permission_that_is_a_typo_of_ours_is_refused(string code)
    {
        await using var app = await PortalApp.StartAsync();
        var refused = await RunAsync(app, Recipe($$"""{"name":"Roles","Roles":[{"Name":"Office","Permissions":["{{code}}"]}]}"""));
        Assert.Equal(["recipe.unknown-permission"], refused.Failures.Select(f => f.Code));
    }

    private static string Recipe(string step) => $$"""{"name":"one","steps":[{{step}}]}""";

    /// <summary>What the log says of changes that a recipe makes; clocks and flows of a bureau go on by themselves.</summary>
    private static Task<int> SaidAsync(PortalApp app) => app.QueryAsync(db => db.Set<Kernel.Events.PortalEvent>().CountAsync(e =>
        e.Kind == DefinitionStore.Changed || e.Kind == "roles.changed" || e.Kind == ContentEvents.DraftSaved || e.Kind == "search.queries-changed" || e.Kind == "workflow.changed" || e.Kind == "api.application-changed"));

    private static Task<Result<RecipeReport>> RunAsync(PortalApp app, string json, bool dryRun = false) =>
        app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(json, "stock.recipe.json", Path.GetTempPath(), dryRun, Trusted: true), Actor.System, null, default);
}
