using GovPortal.Concerns.Endpoints;
using GovPortal.Concerns.Features;
using GovPortal.Concerns.Model;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Concerns;

/// <summary>回应关切 (R22, R39, R41, R54–R58): public concerns from the first word to the public response, the daily monitoring log, monitors.</summary>
public sealed class ConcernsModule : IPortalModule
{
    public string Id => "Concerns";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(ConcernsModule).Assembly));
        services.AddSingleton<IEntityModel, ConcernsModel>().AddSingleton<IEntityModel, MonitoringModel>();

        services.AddSingleton<ConcernSeals>().AddSingleton<ConcernFiles>().AddSingleton<ConcernDesk>().AddSingleton<ConcernClock>().AddSingleton(new ClockKind(ConcernClock.Kind));
        services.AddSingleton<RegisterConcern>().AddSingleton<GradeConcern>().AddSingleton<DispatchConcern>().AddSingleton<HandleConcern>().AddSingleton<DraftResponse>().AddSingleton<CloseConcern>()
            .AddSingleton<Areas.Admin.Pages.Concerns.ConcernVerbs>().AddSingleton<IContentReaction, FollowResponse>();
        services.AddSingleton<ListConcerns>().AddSingleton<ReadConcern>().AddSingleton<OpenConcernFile>().AddSingleton<IWorkItems, WaitingConcerns>().AddSingleton<IMonthlyFigures, ConcernMonth>().AddSingleton<IAnnualSentences, ConcernMonth>();
        services.AddSingleton<ChangeConcernRules>().AddSingleton<IRecipeStep, ConcernRulesStep>().AddSingleton<IRecipeExport, ConcernRulesExport>().AddSingleton<IRecipeStep, DemoConcernsStep>();

        services.AddSingleton<KeepMonitoringLog>().AddSingleton<ReadMonitoringLog>().AddSingleton<IInspection, MonitoringInspection>();
        services.AddSingleton<SaveMonitor>().AddSingleton<ListMonitors>().AddSingleton<TakeMonitorMessage>();

        foreach (var (kind, title) in ConcernEvents.Titles) services.AddSingleton(new EventKind(kind, title));
        services.AddSingleton(new Permission(ConcernPermissions.Read, "查看舆情")).AddSingleton(new Permission(ConcernPermissions.Handle, "核查处置舆情"))
            .AddSingleton(new Permission(ConcernPermissions.Manage, "登记、研判、交办舆情")).AddSingleton(new Permission(ConcernPermissions.Rules, "设置舆情规则、监测接入"));
        services.AddSingleton(new AdminMenuItem("互动", "舆情", "/Admin/Concerns", "megaphone", ConcernPermissions.Read, 31));
        services.AddSingleton(new AdminMenuItem("互动", "舆情监测日志", "/Admin/Concerns/Log", "journal-check", ConcernPermissions.Manage, 32));
        services.AddSingleton(new AdminMenuItem("互动", "监测接入", "/Admin/Concerns/Monitors", "rss", ConcernPermissions.Rules, 33));
        services.AddSingleton(new AdminMenuItem("互动", "舆情规则", "/Admin/Concerns/Rules", "sliders", ConcernPermissions.Rules, 34));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => MonitorEndpoint.Map(endpoints);
}
