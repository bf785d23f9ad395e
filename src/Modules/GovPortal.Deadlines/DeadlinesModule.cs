using GovPortal.Clocks;
using GovPortal.Deadlines.Endpoints;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Deadlines.Workflows;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using GovPortal.Kernel.Workflows;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Deadlines;

/// <summary>Clocks (时限): what is due when, with its working (R34–R42, R70, R77), and the working calendar they count by.</summary>
public sealed class DeadlinesModule : IPortalModule
{
    public string Id => "Deadlines";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(DeadlinesModule).Assembly));
        services.AddSingleton(new TextSource(typeof(Deadline).Assembly));

        services.AddSingleton<IEntityModel, ObligationModel>().AddSingleton<IEntityModel, CalendarModel>()
            .AddSingleton<IEntityModel, PeriodicDutyModel>().AddSingleton<IEntityModel, DeadlineFeedModel>();
        services.AddSingleton<Calendars>().AddSingleton<CalendarFollower>().AddSingleton<INodeEventReader>(s => s.GetRequiredService<CalendarFollower>());
        services.AddSingleton<PreviewCalendar>().AddSingleton<ImportCalendar>().AddSingleton<ChangeCountyDay>().AddSingleton<RederiveClocks>();

        services.AddSingleton<ClockDerivation>().AddSingleton<Obligations>().AddSingleton<IObligations>(s => s.GetRequiredService<Obligations>());
        services.AddSingleton<IContentReaction, DisclosureClocks>().AddSingleton<IContentReaction, ColumnClocks>().AddSingleton<IPublicFacts, DeadlineFact>();
        services.AddSingleton<PeriodClocks>().AddSingleton<ReconcileColumnClocks>().AddSingleton<IOnceEventReader, ColumnsFollower>();
        services.AddSingleton<SweepDeadlines>().AddHostedService(s => s.GetRequiredService<SweepDeadlines>());

        services.AddSingleton<ExplainDeadline>().AddSingleton<ListObligations>().AddSingleton<ExportObligations>().AddSingleton<IWorkItems, DueClocks>().AddSingleton<IInspection, ClockInspection>();
        services.AddSingleton<ExplainBreach>().AddSingleton<ClosePeriod>().AddSingleton<ChangeDuty>();
        services.AddSingleton<ChangeFeed>().AddSingleton<DeadlineCalendar>();
        services.AddSingleton<IRecipeStep, DeadlineSignalsStep>().AddSingleton<IRecipeStep, PeriodicDutiesStep>().AddSingleton<IRecipeExport, DeadlinesExport>();

        services.AddSingleton<IActivity, DeadlineStartedEvent>().AddSingleton<IActivity, DeadlineApproachingEvent>().AddSingleton<IActivity, DeadlineBreachedEvent>()
            .AddSingleton<IActivity, DeadlineMetEvent>().AddSingleton<IActivity, StartDeadlineTask>().AddSingleton<IActivity, PauseDeadlineTask>()
            .AddSingleton<IActivity, ResumeDeadlineTask>().AddSingleton<IActivity, ExtendDeadlineTask>().AddSingleton<IActivity, DeadlineStateTask>();

        services.AddSingleton(new Permission(VisibleObligations.Read, "查看公开时限"));
        services.AddSingleton(new Permission(ExplainBreach.Permission, "说明逾期原因"));
        services.AddSingleton(new Permission(PreviewCalendar.Manage, "管理工作日历"));
        services.AddSingleton(new Permission(ChangeDuty.Manage, "管理定期工作和时限"));
        services.AddSingleton(new AdminMenuItem("督办", "公开时限", "/Admin/Deadlines", "calendar-check", VisibleObligations.Read, 40));
        services.AddSingleton(new AdminMenuItem("督办", "定期工作", "/Admin/Duties", "arrow-repeat", ChangeDuty.Manage, 42));
        services.AddSingleton(new AdminMenuItem("督办", "工作日历", "/Admin/Calendar", "calendar3", PreviewCalendar.Manage, 44));
        foreach (var kind in ClockKinds.Own) services.AddSingleton(kind);
        foreach (var kind in Kinds) services.AddSingleton(kind);
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapFeed();

    private static IEnumerable<EventKind> Kinds =>
    [
        new(DeadlineEvents.Started, "时限开始"),
        new(DeadlineEvents.Approaching, "时限临近"),
        new(DeadlineEvents.Breached, "时限逾期"),
        new(DeadlineEvents.Met, "时限完成"),
        new(DeadlineEvents.Changed, "时限变动"),
        new(DeadlineEvents.Cancelled, "时限取消"),
        new(DeadlineEvents.Rederived, "时限重新计算"),
        new(DeadlineEvents.Explained, "说明逾期原因"),
        new(CalendarFollower.Changed, "工作日历变更"),
        new(ChangeDuty.Changed, "定期工作变更"),
        new(SignalLeads.Changed, "临期提醒设置变更"),
        new(ChangeFeed.Changed, "日历订阅变更"),
    ];
}
