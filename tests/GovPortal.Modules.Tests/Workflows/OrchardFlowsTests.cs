using System.Text.Json.Nodes;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Testing;
using GovPortal.Workflows.Features;
using GovPortal.Workflows.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GovPortal.Modules.Tests.Workflows;

/// <summary>Orchard's own workflows: they come in, go out member for member, and run.</summary>
public sealed class OrchardFlowsTests
{
    private const string Guide = "4gvwrkf0000000000000000001";
    private const string Timer = "4gvwrkf0000000000000000002";

    private static JsonObject Export => (JsonObject)JsonNode.Parse(Fixture.Text("orchard/workflow-export.json"))!;

    [Fact]
    public async Task What_Orchard_exported_goes_out_as_it_came_in()
    {
        await using var portal = await WorkflowPortal.OpenAsync();
        var admin = await portal.AdminAsync();
        var run = await portal.App.Get<RunRecipe>().HandleAsync(
            new RunRecipeCommand(Fixture.Text("orchard/workflow.recipe.json"), "workflow.recipe.json", Path.GetDirectoryName(Fixture.PathOf("orchard/workflow.recipe.json"))!), admin, null, default);
        Assert.True(run.Succeeded, string.Join(", ", run.Failures));
        var exported = (JsonObject)JsonNode.Parse((await portal.App.Get<ExportWorkflowTypes>().HandleAsync(null, admin, default)).Value!)!;
        Keep(exported, Export);
        Assert.True(JsonNode.DeepEquals(Export, exported));
        Assert.Equal(Export.ToJsonString(), exported.ToJsonString());

        // Twice is once; an edit stays; another recipe over an edit is told.
        var step = (JsonObject)Export["steps"]![0]!.DeepClone();
        Assert.True((await portal.App.Get<ImportWorkflowTypes>().HandleAsync(new ImportWorkflowTypesCommand(step), admin, default)).Succeeded);
        Assert.Equal(1, (await portal.App.QueryAsync(db => db.Set<WorkflowTypeRow>().FindAsync(Guide).AsTask()))!.Version);
        var change = new ChangeActivityCommand(Guide, 1, "4gvact00000000000000000004", "写日志", new JsonObject { ["LogLevel"] = 3 });
        Assert.True((await portal.App.Get<ChangeActivity>().HandleAsync(change, admin, default)).Succeeded);
        Assert.True((await portal.App.Get<ImportWorkflowTypes>().HandleAsync(new ImportWorkflowTypesCommand(step), admin, default)).Succeeded);
        Assert.Equal(2, (await portal.App.QueryAsync(db => db.Set<WorkflowTypeRow>().FindAsync(Guide).AsTask()))!.Version);
        step["data"]![0]!["Name"] = "新的名称";
        var refused = await portal.App.Get<ImportWorkflowTypes>().HandleAsync(new ImportWorkflowTypesCommand(step), admin, default);
        Assert.Equal("$.data[0]", Assert.Single(refused.Failures, f => f.Code == "workflow.edited-here").Field);
        Assert.True((await portal.App.Get<ImportWorkflowTypes>().HandleAsync(new ImportWorkflowTypesCommand(step, Overwrite: true), admin, default)).Succeeded);
        Assert.Equal("新的名称", (await portal.App.QueryAsync(db => db.Set<WorkflowTypeRow>().FindAsync(Guide).AsTask()))!.Name);
    }

    [Fact]
    public async Task Content_published_then_notify_runs_once_for_each_publication()
    {
        await using var portal = await WorkflowPortal.OpenAsync(withBureau: true);
        // Orchard's guide says whether it can be done online.
        const string field = """
            {"name":"Online","steps":[{"name":"ContentDefinition","ContentParts":[{"Name":"ServiceGuide","Settings":{},"ContentPartFieldDefinitionRecords":[{"FieldName":"BooleanField","Name":"OnlineAvailable","Settings":{}}]}]}]}
            """;
        var defined = await portal.App.Get<RunRecipe>().HandleAsync(new RunRecipeCommand(field, "online.json", "."), await portal.AdminAsync(), null, default);
        Assert.True(defined.Succeeded, string.Join(", ", defined.Failures));
        await portal.ImportAsync((JsonObject)Export["steps"]![0]!["data"]![0]!.DeepClone());
        await PublishGuideAsync(portal, online: true);
        await PublishGuideAsync(portal, online: false);
        await portal.EventsAsync();
        await portal.EventsAsync();
        var instances = await portal.InstancesAsync(Guide);
        Assert.Equal(2, instances.Count);
        Assert.All(instances, i => Assert.Equal((WorkflowStatus.Finished, i.CorrelationId), (i.Status, i.ContentItemId)));
        if (portal.Activities.Notices.Count > 0) Assert.Equal(["《人力资源服务许可办事指南》已发布，可网上办理。"], portal.Activities.Notices);
        var trails = (await Task.WhenAll(instances.Select(i => portal.TrailAsync(i.Id)))).SelectMany(t => t).ToList();
        Assert.Contains(trails, s => s.Note == "《人力资源服务许可办事指南》已发布，仅窗口办理。");
        // The state is Orchard's, and no title stands in it.
        var stored = (JsonObject)((JsonArray)JsonNode.Parse(Fixture.Text("orchard/workflow-instances.json"))!)[0]!["State"]!;
        var own = (JsonObject)JsonNode.Parse(instances[0].State)!;
        // Orchard keeps LastResult too, where an activity left one.
        Assert.Equal(stored.Select(m => m.Key), own.Select(m => m.Key).Where(k => k != "LastResult"));
        Assert.Equal(((JsonObject)stored["Input"]!["ContentEvent"]!).Select(m => m.Key), ((JsonObject)own["Input"]!["ContentEvent"]!).Select(m => m.Key));
        Assert.All(instances, i => Assert.DoesNotContain("办事指南", i.State, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_timer_sends_its_request_once_over_two_nodes_and_sets_the_next()
    {
        var calls = new List<string>();
        var (server, address) = await InspectorAsync(calls);
        await using (server)
        await using (var portal = await WorkflowPortal.OpenTowardsLoopbackAsync())
        {
            var type = (JsonObject)Export["steps"]![0]!["data"]![1]!.DeepClone();
            var text = type.ToJsonString().Replace("https://inspect.example.gov.cn", address, StringComparison.Ordinal);
            await portal.ImportAsync((JsonObject)JsonNode.Parse(text)!);
            await using var second = await portal.App.SecondNodeAsync();
            // Friday: the next weekday's 01:00 is Monday's.
            portal.App.Clock.Set("2026-11-21 12:00");
            await portal.App.SweepAsync();
            Assert.Empty(calls);
            portal.App.Clock.Set("2026-11-23 01:00");
            await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => (i % 2 == 0 ? portal.App : second).SweepAsync())));
            Assert.Equal(["POST /api/inspect?day=2026-11-23 inspection application/json; charset=utf-8 {\"scope\":\"all\"}"], calls);
            // Finished instances are deleted where the type says so.
            Assert.Empty(await portal.InstancesAsync(Timer));
            portal.App.Clock.Set("2026-11-24 01:00");
            await portal.App.SweepAsync();
            await second.SweepAsync();
            Assert.Equal(2, calls.Count);
        }
    }

    private static async Task<(WebApplication, string)> InspectorAsync(List<string> calls)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            lock (calls) calls.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {context.Request.Headers["X-Source"]} {context.Request.ContentType} {reader.ReadToEndAsync().Result}");
            await context.Response.WriteAsync("{}");
        });
        await app.StartAsync();
        return (app, app.Urls.First());
    }

    /// <summary>A service guide of the demonstration, brought through its reviews.</summary>
    private static async Task PublishGuideAsync(WorkflowPortal portal, bool online)
    {
        var recipe = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Fixture.Repository, "recipes/demo.recipe.json")), null, new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        var item = recipe["steps"]!.AsArray().SelectMany(s => s!["items"] as JsonArray ?? []).First(i => (string?)i!["contentType"] == "ServiceGuide")!;
        var data = (JsonObject)item["content"]!.DeepClone();
        data["DisclosurePart"]!["ColumnId"] = portal.Bureau.Column("就业政策").Id;
        data["DisclosurePart"]!["FormedOn"] = "2026-11-20";
        if (!online) data["ServiceGuide"]!["ItemCode"]!["Text"] = "CXRS-XK-099";
        data["ServiceGuide"]!["OnlineAvailable"] = new JsonObject { ["Value"] = online };
        var bureau = portal.Bureau;
        var draft = Bureau.Must(await portal.App.Get<SaveDraft>().HandleAsync(new SaveDraftCommand(null, "ServiceGuide", data), await bureau.ActorAsync("editor"), default));
        Bureau.Must(await bureau.SubmitAsync(draft.VersionId));
        Bureau.Must(await bureau.DecideAsync(draft.VersionId, "section-head", "head"));
        Bureau.Must(await bureau.DecideAsync(draft.VersionId, "confidentiality", "reviewer"));
        Bureau.Must(await bureau.PublishAsync(draft.VersionId));
    }

    /// <summary>Only the types of the fixture: a module may have shipped others.</summary>
    private static void Keep(JsonObject exported, JsonObject wanted)
    {
        var ids = wanted["steps"]![0]!["data"]!.AsArray().Select(t => (string)t!["WorkflowTypeId"]!).ToList();
        var data = exported["steps"]![0]!["data"]!.AsArray();
        foreach (var other in data.Where(t => !ids.Contains((string)t!["WorkflowTypeId"]!)).ToList()) data.Remove(other);
    }
}
