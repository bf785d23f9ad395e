using GovPortal.Decisions.Endpoints;
using GovPortal.Decisions.Features;
using GovPortal.Decisions.Model;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Decisions;

/// <summary>决策预公开 (R18, R38, R51–R53): consultations that open and close by themselves, comments from the public, the report on them, the decision; the ledger of what is carried out (R19).</summary>
public sealed class DecisionsModule : IPortalModule
{
    public string Id => "Decisions";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(DecisionsModule).Assembly));
        services.AddSingleton<IEntityModel, DecisionModel>().AddSingleton<IEntityModel, ExecutionModel>();

        services.AddSingleton<DecisionTimeline>().AddSingleton<IContentIndex>(s => s.GetRequiredService<DecisionTimeline>())
            .AddSingleton<IPublicFacts>(s => s.GetRequiredService<DecisionTimeline>());
        services.AddSingleton<IPublishRule, DecisionRules>();
        services.AddSingleton<ConsultationClock>().AddSingleton<IContentReaction, FollowPublication>();
        services.AddSingleton<IDueJobHandler, OpenDue>().AddSingleton<IDueJobHandler, CloseDue>().AddSingleton(new ClockKind(ConsultationClock.ClockKind, LateRules.Adoption));

        services.AddSingleton<CommentContacts>().AddSingleton<CommentLimits>().AddSingleton<SubmitComment>().AddSingleton<RegisterComment>();
        services.AddSingleton<ListConsultations>().AddSingleton<ReadComments>().AddSingleton<CodeComments>().AddSingleton<HideComments>()
            .AddSingleton<SeeContact>().AddSingleton<ExportComments>().AddSingleton<DraftReport>();

        services.AddSingleton<IContentIndex, ExecutionIndex>().AddSingleton<ListExecution>().AddSingleton<ReadExecution>().AddSingleton<IInspection, ExecutionInspection>();
        services.AddSingleton<ExecutionFigures>().AddSingleton<IMonthlyFigures>(s => s.GetRequiredService<ExecutionFigures>()).AddSingleton<IAnnualSentences>(s => s.GetRequiredService<ExecutionFigures>());

        services.AddSingleton<IRecipeStep, DemoCommentsStep>();
        services.AddSingleton(new Permission(DecisionPermissions.Handle, "办理征集意见")).AddSingleton(new Permission(DecisionPermissions.SeeContact, "查看意见人联系方式"));
        services.AddSingleton(new AdminMenuItem("信息公开", "意见征集", "/Admin/Consultations", "chat-left-text", DecisionPermissions.Handle, 16));
        services.AddSingleton(new AdminMenuItem("督办", "政策执行台账", "/Admin/Execution", "kanban", Permissions.AdminAccess, 43));
        foreach (var kind in Kinds) services.AddSingleton(kind);
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapComments();

    private static IEnumerable<EventKind> Kinds =>
    [
        new(DecisionEvents.Opened, "征求意见开始", ChangesPublicPages: true),
        new(DecisionEvents.Closed, "征求意见结束", ChangesPublicPages: true),
        new(DecisionEvents.Received, "收到征集意见"),
        new(DecisionEvents.Coded, "办理征集意见"),
        new(DecisionEvents.Hidden, "征集意见不计入"),
        new(DecisionEvents.Shown, "征集意见恢复计入"),
        new(DecisionEvents.ContactSeen, "查看意见人联系方式"),
        new(DecisionEvents.Exported, "导出征集意见"),
        new(DecisionEvents.ReportDrafted, "生成采纳情况反馈草稿"),
    ];
}
