using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Api;

/// <summary>One portal for the tests of the interface: the bureau, a second agency beside it, and limits nobody reaches.</summary>
public sealed class ApiOffice : IAsyncLifetime
{
    public const string OtherAgency = "second";
    public const string OtherSection = "second-desk";
    public const string Index = "Articles";
    public const string SavedQuery = "AllArticles";
    public const string Everything = """{"query":{"match_all":{}},"size":1000}""";

    private readonly Dictionary<string, string> _tokens = [];

    internal Bureau Bureau { get; private set; } = null!;
    internal ApiClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var app = await PortalApp.StartOpenedAsync(ApiClient.Settings);
        (Bureau, Client) = (await Bureau.OpenAsync(app), new ApiClient(app));
        var recipe = $$"""
            {"name":"second","steps":[
                {"name":"Organisation","agencies":[{"id":"{{OtherAgency}}","name":"另一机关","sections":[{"id":"{{OtherSection}}","name":"另一科室"}]}]},
                {"name":"lucene-index","Indices":[{"{{Index}}":{"AnalyzerName":"chineseanalyzer","IndexedContentTypes":["Article"]} }]},
                {"name":"Queries","Queries":[{"Name":"{{SavedQuery}}","Source":"Lucene","Index":"{{Index}}","Template":{{JsonSerializer.Serialize(Everything)}},"ReturnContentItems":true}]}
            ]}
            """;
        Must(await app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(recipe, "second.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default));
        await app.CatchUpAsync();
    }

    public ValueTask DisposeAsync() => Bureau.App.DisposeAsync();

    internal string Agency => Bureau.Organisation.Agencies[0].Id;

    internal string Section(string name) => Bureau.Organisation.Sections.Single(s => s.Name == name).Id;

    /// <summary>An article as a program posts it.</summary>
    internal JsonObject Article(string title) => Article(Bureau, title);

    internal static JsonObject Article(Bureau bureau, string title)
    {
        var item = new JsonObject { ["ContentType"] = "Article" };
        foreach (var (part, value) in bureau.Article(title)) item[part] = value?.DeepClone();
        return item;
    }

    /// <summary>The review form as a program sends it beside the parts.</summary>
    internal static JsonObject Form => new()
    {
        ["carrier"] = "other", ["source"] = "own", ["channels"] = "门户网站", ["noSecrets"] = true, ["personalData"] = "none", ["thirdParty"] = "none",
    };

    /// <summary>A person's key; one for all tests, since nobody may have any number of them.</summary>
    internal async Task<string> TokenAsync(string userName)
    {
        if (!_tokens.TryGetValue(userName, out var token)) _tokens[userName] = token = await Client.PersonalAsync(await Bureau.ActorAsync(userName));
        return token;
    }

    /// <summary>What the tables of content hold: what a refused request must not change.</summary>
    internal Task<string> StateAsync() => Bureau.App.QueryAsync(async db => string.Join('|',
        await db.Set<ContentItemRow>().CountAsync(), await db.Set<ContentVersion>().CountAsync(), await EventLog.HeadAsync(db, default)));

    internal async Task ApproveAsync(string versionId)
    {
        Must(await Bureau.DecideAsync(versionId, "section-head", "head"));
        Must(await Bureau.DecideAsync(versionId, "confidentiality", "reviewer"));
    }
}

[CollectionDefinition(nameof(ApiOffice))]
public sealed class ApiOfficeTests : ICollectionFixture<ApiOffice>;
