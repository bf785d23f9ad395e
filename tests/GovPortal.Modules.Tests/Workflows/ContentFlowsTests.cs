using GovPortal.Kernel.Content;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Features;
using GovPortal.Workflows.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static GovPortal.Modules.Tests.Workflows.Draw;

namespace GovPortal.Modules.Tests.Workflows;

/// <summary>Workflows around content, people and reviews.</summary>
public sealed class ContentFlowsTests(ContentFixture fixture) : IClassFixture<ContentFixture>
{
    private readonly WorkflowPortal _portal = fixture.Portal;

    private Bureau Bureau => _portal.Bureau;

    [Fact]
    public async Task Publishing_without_valid_reviews_is_refused_with_every_reason()
    {
        var publisher = await Bureau.ActorAsync("publisher");
        // As if a publisher had changed the type: the rights are enough, the reviews are missing.
        var type = Type("Publish", [Start("ContentDraftSavedEvent", "start", ("ContentTypeFilter", Texts("Article"))), Activity("publish", "PublishContentTask")], ["start:Done:publish"]);
        Assert.True((await _portal.TryImportAsync(await _portal.AdminAsync(), type)).Succeeded);
        await _portal.App.Get<Kernel.Data.PortalTransactions>().DoAsync(tx => tx.Db.Set<WorkflowTypeRow>().Where(t => t.Id == "Publish")
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.ChangedBy, publisher.UserId)));
        var draft = Bureau.Must(await Bureau.DraftAsync(Bureau.Article("未经审查的稿件")));
        await _portal.EventsAsync();
        await DisableAsync("Publish");

        var faulted = Assert.Single(await _portal.InstancesAsync("Publish"), i => i.ContentItemId == draft.ContentItemId);
        Assert.Equal(WorkflowStatus.Faulted, faulted.Status);
        Assert.Equal(["publish.not-reviewed", "publish.step-missing"], FaultText.Read(faulted.Fault).Select(f => f.Code).Distinct().Order());
        Assert.Null(await _portal.App.QueryAsync(db => db.Set<ContentItemRow>().Where(i => i.Id == draft.ContentItemId).Select(i => i.PublishedVersionId).SingleAsync()));
        Assert.DoesNotContain("未经审查", faulted.Fault + faulted.State, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_content_event_starts_what_begins_with_it_once()
    {
        string[] events = ["ContentCreatedEvent", "ContentDraftSavedEvent", "ContentSubmittedEvent", "ContentPublishedEvent", "ContentUnpublishedEvent"];
        foreach (var name in events) await _portal.ImportAsync(Type(name.Replace("Event", "", StringComparison.Ordinal), [Start(name), Set("title", "Length", "input('ContentItem').DisplayText.length")], ["start:Done:title"]));
        await _portal.ImportAsync(Type("Decided", [Start("ReviewDecidedEvent"), Set("yes", "R", "'通过'"), Set("no", "R", "'退回'")], ["start:Approved:yes", "start:Returned:no"]));
        var first = await Bureau.PublishedAsync(Bureau.Article("第一版"));
        Bureau.Must(await Bureau.DraftAsync(Bureau.Article("第二版的标题"), itemId: first.ContentItemId));
        var withdrawn = await _portal.App.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(first.ContentItemId, "expired"), await Bureau.ActorAsync("publisher"), default);
        Assert.True(withdrawn.Succeeded);
        var returned = Bureau.Must(await Bureau.DraftAsync(Bureau.Article("要退回的")));
        Bureau.Must(await Bureau.SubmitAsync(returned.VersionId));
        Bureau.Must(await Bureau.DecideAsync(returned.VersionId, "section-head", "head", ReviewDecision.Returned, "请补充"));
        await _portal.EventsAsync();
        await _portal.EventsAsync();

        async Task<string> RunsAsync(string type, string itemId) => string.Join(' ', (await _portal.InstancesAsync(type)).Where(i => i.ContentItemId == itemId)
            .Select(i => WorkflowPortal.Properties(i).Select(p => p.Value!.ToJsonString()).First()));
        Assert.Equal("3", await RunsAsync("ContentCreated", first.ContentItemId));
        Assert.Equal("3 6", await RunsAsync("ContentDraftSaved", first.ContentItemId));
        Assert.Equal("3", await RunsAsync("ContentSubmitted", first.ContentItemId));
        // The version that the event named, not the newer draft.
        Assert.Equal("3", await RunsAsync("ContentPublished", first.ContentItemId));
        Assert.Equal("3", await RunsAsync("ContentUnpublished", first.ContentItemId));
        Assert.Equal(2, (await _portal.InstancesAsync("Decided")).Count(i => i.ContentItemId == first.ContentItemId));
        Assert.Contains("退回", (string)WorkflowPortal.Properties((await _portal.InstancesAsync("Decided")).Single(i => i.ContentItemId == returned.ContentItemId))["R"]!, StringComparison.Ordinal);
        foreach (var type in (string[])["ContentCreated", "ContentDraftSaved", "ContentSubmitted", "ContentPublished", "ContentUnpublished", "Decided"]) await DisableAsync(type);
    }

    [Fact]
    public async Task A_task_waits_for_those_who_hold_the_role_there_and_remembers_who_decided()
    {
        await _portal.ImportAsync(Type("Task", [Start("ContentSubmittedEvent"), Activity("task", "UserTaskEvent", ("Actions", Texts("同意", "退回")), ("Roles", Texts("SectionHead"))), Set("end", "End", "lastResult()")],
            ["start:Done:task", "task:同意:end"]));
        var draft = Bureau.Must(await Bureau.DraftAsync(Bureau.Article("等人办理的稿件")));
        Bureau.Must(await Bureau.SubmitAsync(draft.VersionId));
        await _portal.EventsAsync();
        await DisableAsync("Task");
        var instance = Assert.Single(await _portal.InstancesAsync("Task"));
        Assert.Equal(WorkflowStatus.Halted, instance.Status);
        var wait = await _portal.WaitAsync(instance.Id);

        // Only the head of the item's own section; a head elsewhere or another office is not asked.
        foreach (var (who, sees) in new[] { ("head", true), ("otherhead", false), ("editor", false), ("office", false), ("admin", false) })
        {
            var actor = who == "admin" ? await _portal.AdminAsync() : await Bureau.ActorAsync(who);
            var waiting = await _portal.App.QueryAsync(async db =>
            {
                var groups = new List<WorkItemGroup>();
                foreach (var source in _portal.App.Services.GetServices<IWorkItems>()) groups.AddRange(await source.WaitingForAsync(db, actor, default));
                return groups;
            });
            Assert.Equal(sees, waiting.Exists(g => g.Url == "/Admin/Workflows/Tasks"));
            if (!sees) Assert.True((await _portal.App.Get<DecideTask>().HandleAsync(new DecideTaskCommand(wait, "同意"), actor, default)).Has("workflow.task-gone"), who);
        }
        using var head = await Bureau.SignedInAsync("head");
        await head.GoAsync("/Admin/Workflows/Tasks");
        Assert.Contains("等人办理的稿件", head.Text, StringComparison.Ordinal);
        await head.GoAsync($"/Admin/Workflows/Task/{wait}");
        await head.SubmitAsync("main form[method=post]", buttonValue: "同意");
        var done = await _portal.InstanceAsync(instance.Id);
        Assert.True(done.Status == WorkflowStatus.Finished, head.Errors);
        Assert.Equal((WorkflowStatus.Finished, "同意"), (done.Status, (string)WorkflowPortal.Properties(done)["End"]!));
        var headId = (await Bureau.ActorAsync("head")).UserId;
        Assert.Equal(headId, (await _portal.TrailAsync(instance.Id)).Single(s => s.ActivityId == "task").DecidedBy);
        Assert.Equal(headId, await _portal.App.QueryAsync(db => db.Set<PortalEvent>().Where(e => e.Kind == WorkflowEvents.TaskDecided && e.SubjectId == instance.Id).Select(e => e.ActorId).SingleAsync()));
    }

    [Fact]
    public async Task A_draft_is_written_for_someone_with_the_right_and_refused_for_the_shipped_identity()
    {
        var content = Bureau.Article("流程起草的稿件").ToJsonString(CanonicalJson.Unescaped);
        var type = Type("Create", [Start(), Activity("create", "CreateContentTask", ("ContentType", "Article"), ("ContentProperties", Expression(content))), Activity("get", "RetrieveContentTask", ("Content", Expression("correlationId()")))],
            ["start:Done:create", "create:Done:get"]);
        Assert.True((await _portal.TryImportAsync(null, type)).Succeeded);
        var refused = await _portal.StartAgainAsync("Create");
        Assert.Contains(Failure.NotAllowed, refused.Fault!, StringComparison.Ordinal);
        var version = await _portal.App.QueryAsync(db => db.Set<WorkflowTypeRow>().Where(t => t.Id == "Create").Select(t => t.Version).SingleAsync());
        // Enabled again by a person, it acts on that person's behalf.
        Assert.True((await _portal.App.Get<EnableWorkflowType>().HandleAsync(new EnableWorkflowTypeCommand("Create", version, false), await _portal.AdminAsync(), default)).Succeeded);
        Assert.True((await _portal.App.Get<EnableWorkflowType>().HandleAsync(new EnableWorkflowTypeCommand("Create", version + 1, true), await _portal.AdminAsync(), default)).Succeeded);
        Assert.True((await _portal.App.Get<RetryInstance>().HandleAsync(refused.Id, await _portal.AdminAsync(), default)).Succeeded);
        var done = await _portal.InstanceAsync(refused.Id);
        Assert.Equal("start:Done create:access.not-allowed create:Done get:Retrieved", await _portal.PathAsync(refused.Id));
        Assert.Equal("流程起草的稿件", await _portal.App.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.ContentItemId == done.ContentItemId).Select(v => v.DisplayText).SingleAsync()));
    }

    [Fact]
    public async Task A_published_item_is_taken_off_and_a_second_time_is_nothing()
    {
        var item = await Bureau.PublishedAsync(Bureau.Article("要下线的信息"));
        await _portal.ImportAsync(Type("Off", [Start(), Activity("off", "UnpublishContentTask", ("Reason", "expired")), Activity("again", "UnpublishContentTask")], ["start:Done:off", "off:Unpublished:again"]));
        var done = await _portal.StartAgainAsync("Off", item.ContentItemId);
        Assert.Equal("start:Done off:Unpublished again:Noop", await _portal.PathAsync(done.Id));
    }

    [Fact]
    public async Task A_request_is_not_handed_what_is_not_public()
    {
        var draft = Bureau.Must(await Bureau.DraftAsync(Bureau.Article("不能外传的草稿")));
        await _portal.ImportAsync(Type("Leak", [Start(), Activity("http", "HttpRequestTask", ("Url", Expression("https://example.invalid/{{ Workflow.Input.ContentItem.DisplayText }}")))], ["start:Done:http"]));
        var faulted = await _portal.StartAgainAsync("Leak", draft.ContentItemId);
        Assert.Equal("start:Done http:template.faulty", await _portal.PathAsync(faulted.Id));
    }

    [Theory]
    [InlineData("manage", "admin", "editor editor2 head reviewer leader office publisher stranger")]
    [InlineData("read", "admin office", "editor editor2 head reviewer leader publisher stranger")]
    public async Task The_table_of_roles_and_actions(string action, string may, string mayNot)
    {
        await _portal.ImportAsync(Type("Roles" + action, [Start()], []));
        foreach (var who in (may + " " + mayNot).Split(' '))
        {
            var actor = who == "admin" ? await _portal.AdminAsync() : await Bureau.ActorAsync(who);
            Result[] results = action == "read" ? [await _portal.App.Get<ExportWorkflowTypes>().HandleAsync(null, actor, default)]
                :
                [
                    await _portal.TryImportAsync(actor, Type("RolesOther", [Start()], [])), await _portal.App.Get<StartWorkflow>().HandleAsync(new StartWorkflowCommand("Rolesmanage", null), actor, default),
                    await _portal.App.Get<EnableWorkflowType>().HandleAsync(new EnableWorkflowTypeCommand("Rolesmanage", 0, true), actor, default),
                    await _portal.App.Get<ChangeActivity>().HandleAsync(new ChangeActivityCommand("Rolesmanage", 0, "start", null, []), actor, default),
                    await _portal.App.Get<CancelInstance>().HandleAsync("none", actor, default), await _portal.App.Get<RetryInstance>().HandleAsync("none", actor, default),
                    await _portal.App.Get<SendSignal>().HandleAsync(new SendSignalCommand("nobody", null), actor, default),
                ];
            Assert.All(results, r => Assert.Equal(!may.Split(' ').Contains(who), r.Has(Failure.NotAllowed)));
            using var visitor = who == "admin" ? await _portal.App.Visitor().SignInAsync("admin", PortalApp.AdminPassword) : await Bureau.SignedInAsync(who);
            await visitor.GoAsync(action == "read" ? "/Admin/Workflows" : "/Admin/Workflows/Import");
            Assert.Equal(may.Split(' ').Contains(who), (int)visitor.Response.StatusCode == 200);
        }
    }

    private async Task DisableAsync(string typeId)
    {
        var version = await _portal.App.QueryAsync(db => db.Set<WorkflowTypeRow>().Where(t => t.Id == typeId).Select(t => t.Version).SingleAsync());
        Assert.True((await _portal.App.Get<EnableWorkflowType>().HandleAsync(new EnableWorkflowTypeCommand(typeId, version, false), await _portal.AdminAsync(), default)).Succeeded);
    }
}

public sealed class ContentFixture : IAsyncLifetime
{
    internal WorkflowPortal Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Portal = await WorkflowPortal.OpenAsync(withBureau: true);

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}

internal static class Transactions
{
    public static async Task DoAsync(this Kernel.Data.PortalTransactions transactions, Func<Kernel.Data.PortalTransaction, Task> work)
    {
        await using var tx = await transactions.BeginAsync(default);
        await work(tx);
        await tx.CommitAsync(default);
    }
}
