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
using GovPortal.Outbound;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Items;
using GovPortal.Supervision.Links;
using GovPortal.Supervision.Model;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GovPortal.Supervision;

/// <summary>督查考核 (R67–R73): the self-inspection, orders until they are signed off, the monthly summary.</summary>
public sealed class SupervisionModule : IPortalModule
{
    public string Id => "Supervision";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(SupervisionModule).Assembly));
        services.AddSingleton<IEntityModel, InspectionModel>().AddSingleton<IEntityModel, OrderModel>().AddSingleton<IEntityModel, SummaryModel>()
            .AddSingleton<IEntityModel, FileReadingModel>().AddSingleton<IEntityModel, OutsideAddressModel>();

        services.AddSingleton<IInspection, ColumnInspection>().AddSingleton<IInspection, FrontColumnInspection>().AddSingleton<IInspection, InspectItems>();
        services.AddSingleton<IItemInspection, TextInspection>().AddSingleton<IItemInspection, LinkInspection>().AddSingleton<IItemInspection, OutsideLinkInspection>().AddSingleton<IItemInspection, ContactInspection>()
            .AddSingleton<IItemInspection, AttachmentInspection>().AddSingleton<IItemInspection, OwnInspection>();
        services.AddOutboundHttp().AddSingleton(s => OutsideLinkOptions.Of(s.GetRequiredService<IConfiguration>(), s.GetRequiredService<IHostEnvironment>())).AddSingleton<CheckAddresses>().AddHostedService<AddressSweeper>();
        services.AddSingleton<Inspect>().AddSingleton<InspectNightly>().AddSingleton<IDueJobHandler>(s => s.GetRequiredService<InspectNightly>()).AddHostedService<Rounds>();
        services.AddSingleton<ReadBoard>().AddSingleton<ReadGlance>().AddSingleton<ReadDashboard>().AddSingleton<LiveChanges>().AddSingleton<INodeEventReader>(s => s.GetRequiredService<LiveChanges>()).AddSingleton<ListProblems>().AddSingleton<ChangeInspectionRules>().AddSingleton<ChangeOwnRule>().AddSingleton<IRecipeStep, InspectionRulesStep>().AddSingleton<IRecipeExport, InspectionRulesExport>();

        services.AddSingleton<OrderDesk>().AddSingleton<IssueOrder>().AddSingleton<AnswerOrder>().AddSingleton<DecideOrder>().AddSingleton<IDueJobHandler, EscalateOrder>().AddSingleton<IRecipeStep, DemoSupervisionStep>();
        services.AddSingleton<ListOrders>().AddSingleton<ReadOrder>().AddSingleton<IWorkItems, WaitingOrders>().AddSingleton(new ClockKind(OrderClock.Kind, LateRule: null));

        services.AddSingleton<ReadSummary>().AddSingleton<ReadPeriod>().AddSingleton<WriteSummary>().AddSingleton<FreezeSummary>().AddSingleton<SignSummary>().AddSingleton<ReturnNil>().AddSingleton<DraftRanking>();
        services.AddSingleton<SummaryClock>().AddSingleton<DraftSummary>().AddSingleton<IDueJobHandler>(s => s.GetRequiredService<DraftSummary>()).AddSingleton<IWorkItems, WaitingSummaries>().AddSingleton(new ClockKind(SummaryClock.Kind));

        foreach (var (kind, title) in SupervisionEvents.Titles) services.AddSingleton(new EventKind(kind, title));
        services.AddSingleton(new Permission(SupervisionPermissions.Read, "查看督查情况")).AddSingleton(new Permission(SupervisionPermissions.Answer, "反馈督办单、零报告"))
            .AddSingleton(new Permission(SupervisionPermissions.Manage, "自查、督办、月度汇总")).AddSingleton(new Permission(SupervisionPermissions.Sign, "审签月度汇总")).AddSingleton(new Permission(SupervisionPermissions.Rules, "设置自查指标"));
        services.AddSingleton(new AdminMenuItem("督办", "自查问题", "/Admin/Supervision", "clipboard-data", SupervisionPermissions.Read, 45));
        services.AddSingleton(new AdminMenuItem("督办", "督办看板", "/Admin/Supervision/Dashboard", "graph-up", SupervisionPermissions.Read, 43));
        services.AddSingleton(new AdminMenuItem("审查发布", "发布看板", "/Admin/Supervision/Dashboard", "graph-up", Permissions.ContentPublish, 33));
        services.AddSingleton(new AdminMenuItem("督办", "红绿灯", "/Admin/Supervision/Glance", "speedometer2", SupervisionPermissions.Read, 44));
        services.AddSingleton(new AdminMenuItem("督办", "督办单", "/Admin/Supervision/Orders", "clipboard-check", SupervisionPermissions.Read, 46));
        services.AddSingleton(new AdminMenuItem("督办", "月度汇总", "/Admin/Supervision/Summary", "calendar-week", SupervisionPermissions.Read, 47));
        services.AddSingleton(new AdminMenuItem("督办", "季度和年度汇总", "/Admin/Supervision/Period", "bar-chart", SupervisionPermissions.Read, 47));
        services.AddSingleton(new AdminMenuItem("督办", "自查指标", "/Admin/Supervision/Rules", "sliders", SupervisionPermissions.Rules, 48));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapLive();
}
