using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using GovPortal.Kernel.Workflows;
using GovPortal.Outbound;
using GovPortal.Workflows.Activities;
using GovPortal.Workflows.Engine;
using GovPortal.Workflows.Features;
using GovPortal.Workflows.Model;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Workflows;

/// <summary>Workflows (流程) in Orchard's JSON: what is to be done when something happens.</summary>
public sealed class WorkflowsModule : IPortalModule
{
    public string Id => "Workflows";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(WorkflowsModule).Assembly)).AddOutboundHttp();
        services.AddSingleton<IEntityModel, WorkflowModel>();
        AddActivities(services);

        services.AddSingleton(s => new WorkflowSettings(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<ActivityCatalogue>().AddSingleton<Definitions>().AddSingleton<Scripts>().AddSingleton<StepContexts>().AddSingleton<EndStep>().AddSingleton<RunInstance>()
            .AddSingleton<CheckWorkflow>();
        services.AddSingleton<IOnceEventReader, WorkflowReader>();
        services.AddSingleton<IDueJobHandler, TimerDue>().AddSingleton<IDueJobHandler, WakeDue>().AddSingleton<IDueJobHandler, PurgeInstances>();
        services.AddSingleton<ResumeInstances>().AddHostedService(s => s.GetRequiredService<ResumeInstances>());

        services.AddSingleton<ImportWorkflowTypes>().AddSingleton<IRecipeStep, WorkflowTypeStep>().AddSingleton<IRecipeExport, WorkflowsExport>().AddSingleton<ExportWorkflowTypes>()
            .AddSingleton<ChangeActivity>().AddSingleton<EnableWorkflowType>();
        services.AddSingleton<StartWorkflow>().AddSingleton<CancelInstance>().AddSingleton<RetryInstance>().AddSingleton<SendSignal>();
        services.AddSingleton<ListTasks>().AddSingleton<ShowTask>().AddSingleton<DecideTask>().AddSingleton<IWorkItems, WaitingTasks>();
        services.AddSingleton<ListWorkflowTypes>().AddSingleton<ListInstances>().AddSingleton<ShowInstance>();

        services.AddSingleton(new Permission(WorkflowPermissions.Read, "查看流程")).AddSingleton(new Permission(WorkflowPermissions.Manage, "管理流程"));
        services.AddSingleton(new AdminMenuItem("系统", "流程", "/Admin/Workflows", "diagram-3", WorkflowPermissions.Read, 75));
        foreach (var kind in Kinds) services.AddSingleton(kind);
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }

    private static IEnumerable<EventKind> Kinds =>
    [
        new(WorkflowEvents.TypeChanged, "流程定义变更"), new(WorkflowEvents.Started, "手动启动流程"), new(WorkflowEvents.Cancelled, "终止流程"),
        new(WorkflowEvents.Retried, "重试流程"), new(WorkflowEvents.Faulted, "流程出错"), new(WorkflowEvents.TaskDecided, "办理流程任务"), new(WorkflowEvents.Signal, "发出流程信号"),
    ];

    private static void AddActivities(IServiceCollection services)
    {
        services.AddSingleton<IActivity, ContentCreatedEvent>().AddSingleton<IActivity, ReviewDecidedEvent>()
            .AddSingleton<IActivity>(new ContentEventActivity("ContentDraftSavedEvent", "保存内容草稿", ContentEvents.DraftSaved))
            .AddSingleton<IActivity>(new ContentEventActivity("ContentSubmittedEvent", "内容提交审查", ContentEvents.Submitted))
            .AddSingleton<IActivity>(new ContentEventActivity("ContentPublishedEvent", "内容发布", ContentEvents.Published))
            .AddSingleton<IActivity>(new ContentEventActivity("ContentUnpublishedEvent", "内容下线", ContentEvents.Withdrawn));
        services.AddSingleton<IActivity, TimerEvent>().AddSingleton<IActivity, WaitEvent>().AddSingleton<IActivity, SignalEvent>().AddSingleton<IActivity, UserTaskEvent>();
        services.AddSingleton<IActivity, IfElseTask>().AddSingleton<IActivity, ForkTask>().AddSingleton<IActivity, JoinTask>()
            .AddSingleton<IActivity, ForEachTask>().AddSingleton<IActivity, ForLoopTask>().AddSingleton<IActivity, WhileLoopTask>();
        services.AddSingleton<IActivity, ScriptTask>().AddSingleton<IActivity, SetPropertyTask>().AddSingleton<IActivity, SetOutputTask>()
            .AddSingleton<IActivity, CorrelateTask>().AddSingleton<IActivity, LogTask>().AddSingleton<IActivity, TriggerSignalTask>();
        services.AddSingleton<IActivity, PublishContentTask>().AddSingleton<IActivity, UnpublishContentTask>().AddSingleton<IActivity, CreateContentTask>()
            .AddSingleton<IActivity, RetrieveContentTask>().AddSingleton<IActivity, HttpRequestTask>();
    }
}
