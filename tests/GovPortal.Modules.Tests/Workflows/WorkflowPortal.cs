using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Workflows;
using GovPortal.Outbound;
using GovPortal.Testing;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Features;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Modules.Tests.Workflows;

/// <summary>A portal for workflow tests: imports types, starts them, lets events through.</summary>
internal sealed class WorkflowPortal(PortalApp app, Bureau? bureau) : IAsyncDisposable
{
    public PortalApp App { get; } = app;
    public Bureau Bureau => bureau!;
    public TestActivities Activities => App.Get<TestActivities>();

    public static async Task<WorkflowPortal> OpenAsync(bool withBureau = false, params string[] settings)
    {
        var app = await PortalApp.StartAsync(Services, settings);
        // Only the test's own flows run; those the set-up recipe ships have tests of their own.
        await app.QueryAsync(db => db.Set<WorkflowTypeRow>().ExecuteUpdateAsync(set => set.SetProperty(t => t.IsEnabled, false)));
        return new WorkflowPortal(app, withBureau ? await Bureau.OpenAsync(app) : null);
    }

    /// <summary>A portal that may call this machine, and so may its second node.</summary>
    public static async Task<WorkflowPortal> OpenTowardsLoopbackAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Portal:Outbound:Allow"] = "127.0.0.1" }).Build();
        return new WorkflowPortal(await PortalApp.StartAsync(services =>
        {
            Services(services);
            services.AddSingleton(_ => new OutboundHttp(configuration));
        }), null);
    }

    public static void Services(IServiceCollection services)
    {
        services.AddSingleton<TestActivities>().AddSingleton<IActivity, CountTask>();
        // The module of notices brings its own; until it is there the tests have one.
        if (!services.Any(s => s.ServiceType == typeof(IActivity) && s.ImplementationType?.Name == "NotifyTask")) services.AddSingleton<IActivity, NotifyTask>();
    }

    public async Task<Actor> AdminAsync()
    {
        var id = await App.QueryAsync(db => App.Get<IPeople>().IdOfAsync(db, "admin", default));
        return (await App.Get<Actors>().LoadAsync(id!, default))!;
    }

    public async Task<Result> TryImportAsync(Actor? actor, params JsonObject[] types) => await App.Get<ImportWorkflowTypes>().HandleAsync(
        new ImportWorkflowTypesCommand(new JsonObject { ["name"] = "WorkflowType", ["data"] = new JsonArray([.. types]) }, Trusted: actor is null), actor ?? Actor.System, default);

    public async Task ImportAsync(JsonObject type, Actor? actor = null)
    {
        var result = await TryImportAsync(actor ?? await AdminAsync(), type);
        Assert.True(result.Succeeded, string.Join(", ", result.Failures));
    }

    public async Task<WorkflowInstance> StartAsync(JsonObject type, string? itemId = null)
    {
        await ImportAsync(type);
        return await StartAgainAsync((string)type["WorkflowTypeId"]!, itemId);
    }

    public async Task<WorkflowInstance> StartAgainAsync(string typeId, string? itemId = null)
    {
        var started = await App.Get<StartWorkflow>().HandleAsync(new StartWorkflowCommand(typeId, itemId), await AdminAsync(), default);
        Assert.True(started.Succeeded, string.Join(", ", started.Failures));
        return await InstanceAsync(started.Value);
    }

    public Task<WorkflowInstance> InstanceAsync(string id) => App.QueryAsync(db => db.Set<WorkflowInstance>().AsNoTracking().SingleAsync(i => i.Id == id));

    public Task<List<WorkflowInstance>> InstancesAsync(string typeId) =>
        App.QueryAsync(db => db.Set<WorkflowInstance>().AsNoTracking().Where(i => i.WorkflowTypeId == typeId).OrderBy(i => i.CreatedUtc).ToListAsync());

    public Task<List<WorkflowStep>> TrailAsync(string id) =>
        App.QueryAsync(db => db.Set<WorkflowStep>().AsNoTracking().Where(s => s.WorkflowId == id).OrderBy(s => s.Number).ToListAsync());

    /// <summary>The trail as text: <c>start:Done if:True</c>.</summary>
    public async Task<string> PathAsync(string id) => string.Join(' ', (await TrailAsync(id)).Select(s => $"{s.ActivityId}:{s.Outcome ?? s.FailureCodes}"));

    public static JsonObject Properties(WorkflowInstance instance) => WorkflowState.Of(instance.State).Properties;

    public Task EventsAsync() => App.Get<OnceEventPump>().CatchUpAsync(default);

    public async Task<string> WaitAsync(string workflowId) => await App.QueryAsync(db => db.Set<WorkflowBlock>().Where(b => b.WorkflowId == workflowId).Select(b => b.WaitId).SingleAsync());

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>What the tests' own activities did.</summary>
internal sealed class TestActivities
{
    public List<string> Notices { get; } = [];
    public List<string> Steps { get; } = [];
    public bool Fails { get; set; }
}

/// <summary>Orchard's NotifyTask, as small as can be.</summary>
internal sealed class NotifyTask(TestActivities log) : IActivity
{
    public string Name => "NotifyTask";
    public string Title => "通知";
    public IReadOnlyList<ActivityProperty> Properties { get; } =
        [new("NotificationType", "类型", ActivityPropertyKind.Number), new("Message", "内容", ActivityPropertyKind.Liquid, Required: true)];

    public async Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation)
    {
        log.Notices.Add(await context.LiquidAsync("Message", cancellation));
        return ActivityResult.Done;
    }
}

/// <summary>External work that counts its calls and fails when told.</summary>
internal sealed class CountTask(TestActivities log) : IActivity
{
    public string Name => "CountTask";
    public string Title => "计数";
    public IReadOnlyList<ActivityProperty> Properties { get; } = [];
    public bool IsExternal => true;

    public Task<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellation)
    {
        log.Steps.Add(context.StepId);
        return log.Fails ? throw new InvalidOperationException("外部服务出错") : Task.FromResult(ActivityResult.Done);
    }
}

/// <summary>Writes workflow types shortly.</summary>
internal static class Draw
{
    /// <param name="arrows"><c>from:Outcome:to</c>.</param>
    public static JsonObject Type(string id, JsonObject[] activities, string[] arrows, bool singleton = false, bool deleteFinished = false) => new()
    {
        ["WorkflowTypeId"] = id, ["Name"] = "流程" + id, ["IsEnabled"] = true, ["IsSingleton"] = singleton, ["DeleteFinishedWorkflows"] = deleteFinished,
        ["Activities"] = new JsonArray([.. activities]),
        ["Transitions"] = new JsonArray([.. arrows.Select((a, i) => a.Split(':')).Select((p, i) => new JsonObject
        {
            ["Id"] = i + 1, ["SourceActivityId"] = p[0], ["SourceOutcomeName"] = p[1], ["DestinationActivityId"] = p[2],
        })]),
    };

    public static JsonObject Start(string name = "SetPropertyTask", string id = "start", params (string Name, JsonNode? Value)[] properties) =>
        Activity(id, name, properties.Length == 0 && name == "SetPropertyTask" ? [("PropertyName", "Started"), ("Value", Expression("true"))] : properties, isStart: true);

    public static JsonObject Activity(string id, string name, params (string Name, JsonNode? Value)[] properties) => Activity(id, name, properties, false);

    public static JsonObject Expression(string text) => new() { ["Expression"] = text };

    public static JsonObject Set(string id, string name, string script) => Activity(id, "SetPropertyTask", ("PropertyName", name), ("Value", Expression(script)));

    public static JsonObject Script(string id, string script, params string[] outcomes) =>
        Activity(id, "ScriptTask", ("Script", Expression(script)), ("AvailableOutcomes", new JsonArray([.. outcomes.Select(o => (JsonNode?)o)])));

    public static JsonArray Texts(params string[] texts) => [.. texts.Select(t => (JsonNode?)t)];

    private static JsonObject Activity(string id, string name, (string Name, JsonNode? Value)[] properties, bool isStart)
    {
        var own = new JsonObject { ["ActivityMetadata"] = new JsonObject { ["Title"] = null } };
        foreach (var (property, value) in properties) own[property] = value;
        return new JsonObject { ["ActivityId"] = id, ["Name"] = name, ["X"] = 0, ["Y"] = 0, ["IsStart"] = isStart, ["Properties"] = own };
    }
}
