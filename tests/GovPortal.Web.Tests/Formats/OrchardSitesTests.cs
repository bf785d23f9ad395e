using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Formats;

/// <summary>Whole site recipes in the shape of Orchard's own run on a portal that is at work: what means something here is done, the rest is named.</summary>
[AnyEngine]
public sealed class OrchardSitesTests
{
    [Theory]
    [InlineData("headless-shape", 1, 0, "feature,themes,Roles Administrator,Roles Authenticated,settings")]
    [InlineData("coming-soon-shape", 2, 1, "Feature,themes,settings,Content ComingSoon 即将开通 MarkdownBodyPart,Templates,WorkflowType 登记用户")]
    [InlineData("blog-shape", 5, 2, "feature,themes,Roles Administrator,Roles Authenticated,settings,Content Menu 主菜单,Content RawHtml 页脚,Content Taxonomy 标签,Content Taxonomy 类别,Content Article 关于博客,media ../wwwroot/assets/img/about-bg.jpg,media ../wwwroot/assets/img/home-bg.jpg,media ../wwwroot/assets/img/post-bg.jpg,layers,Queries RecentBlogPosts (Sql),AdminMenu,MediaProfiles")]
    [InlineData("agency-shape", 4, 1, "feature,themes,settings,Content HtmlWidget 页脚,layers,media ../wwwroot/src/assets/img/about/1.jpg,media ../wwwroot/src/assets/img/team/1.jpg,Content Menu 主菜单")]
    public async Task Each_runs_dry_and_for_real(string name, int leastSteps, int items, string passedOver)
    {
        await using var app = await PortalApp.StartAsync();
        await Bureau.OpenAsync(app);
        var before = await app.QueryAsync(db => db.Set<ContentItemRow>().CountAsync());
        var dry = Must(await RunAsync(app, name, dryRun: true));
        Assert.Equal(before, await app.QueryAsync(db => db.Set<ContentItemRow>().CountAsync()));
        var done = Must(await RunAsync(app, name, dryRun: false));

        Assert.Equal(dry.Executed, done.Executed);
        Assert.True(done.Executed.Count >= leastSteps, string.Join(',', done.Executed));
        Assert.Equal(passedOver.Split(',').Order(StringComparer.Ordinal), done.NotApplicable.Select(n => n.Step).Order(StringComparer.Ordinal));
        Assert.All(done.NotApplicable, n => Assert.Matches(@"[\u4e00-\u9fff]", n.Reason));
        // Nothing of it is public: it waits for its reviews.
        var states = await app.QueryAsync(db => (from i in db.Set<ContentItemRow>()
                                                 join v in db.Set<ContentVersion>() on i.LatestVersionId equals v.Id
                                                 orderby i.Id
                                                 select new { Type = i.ContentType, i.PublishedVersionId, v.State, v.Data }).ToListAsync());
        Assert.Equal(items, states.Count - before);
        Assert.All(states.Where(s => s.Type is "Blog" or "BlogPost" or "LandingPage" or "ComingSoon"), s => Assert.Equal((null, VersionState.Draft), (s.PublishedVersionId, s.State)));
    }

    [Fact]
    public async Task What_scripts_make_is_what_items_hold()
    {
        await using var app = await PortalApp.StartAsync();
        await Bureau.OpenAsync(app);
        app.Clock.Set("2026-12-15 01:02");
        Must(await RunAsync(app, "coming-soon-shape", dryRun: false));
        Must(await RunAsync(app, "blog-shape", dryRun: false));
        Assert.Equal("<p class=\"mb-5\">预计 <strong>2027 年一月</strong> 开通。</p>", (string?)(await DataAsync("ComingSoon"))["HtmlBodyPart"]!["Html"]);
        Assert.Null((await DataAsync("ComingSoon"))["MarkdownBodyPart"]);
        // A variable is one value wherever it is used.
        var post = await DataAsync("BlogPost");
        var blog = await app.QueryAsync(db => db.Set<ContentItemRow>().Where(i => i.ContentType == "Blog").Select(i => i.Id).SingleAsync());
        Assert.Equal(blog, (string?)post["ContainedPart"]!["ListContentItemId"]);
        var tags = post["BlogPost"]!["Tags"]!;
        Assert.Equal(2, tags["TermContentItemIds"]!.AsArray().Select(t => (string?)t).Distinct().Count(t => t!.Length == 26));

        async Task<JsonObject> DataAsync(string type) => (JsonObject)JsonNode.Parse(await app.QueryAsync(db =>
            (from i in db.Set<ContentItemRow>()
             join v in db.Set<ContentVersion>() on i.LatestVersionId equals v.Id
             where i.ContentType == type
             select v.Data).SingleAsync()))!;
    }

    [Fact]
    public async Task Misspelt_facts_of_disclosure_are_a_typo_and_refused()
    {
        await using var app = await PortalApp.StartAsync();
        await Bureau.OpenAsync(app);
        const string recipe = """{"name":"x","steps":[{"name":"Content","data":[{"ContentType":"Article","DisclosurPart":{"ColumnId":"x"},"TitlePart":{"Title":"拼错的信息"}}]}]}""";
        var refused = await app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(recipe, "x.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default);
        Assert.Contains(refused.Failures, f => f.Code == "content.unknown-part");
    }

    private static Task<Kernel.Results.Result<RecipeReport>> RunAsync(PortalApp app, string name, bool dryRun)
    {
        var file = Fixture(Path.Combine("orchard", "sites", name + ".recipe.json"));
        return app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(File.ReadAllText(file), Path.GetFileName(file), Path.GetDirectoryName(file)!, dryRun, Trusted: true), Actor.System, null, default);
    }
}
