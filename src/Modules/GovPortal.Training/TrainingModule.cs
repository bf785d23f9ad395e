using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using GovPortal.Training.Features;
using GovPortal.Training.Model;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Training;

/// <summary>队伍建设 (R26): the ledger of trainings held and attended, the hours of each person, and what the reports tell of both.</summary>
public sealed class TrainingModule : IPortalModule
{
    public string Id => "Training";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(TrainingModule).Assembly));
        services.AddSingleton<IEntityModel, TrainingModel>().AddSingleton<IContentIndex, TrainingIndex>();
        services.AddSingleton<ListTraining>().AddSingleton<ReadHours>();
        services.AddSingleton<TrainingFigures>().AddSingleton<IMonthlyFigures>(s => s.GetRequiredService<TrainingFigures>()).AddSingleton<IAnnualSentences>(s => s.GetRequiredService<TrainingFigures>());
        services.AddSingleton(new Permission(TrainingPermissions.Names, "查看参训人员和学时")).AddSingleton(new EventKind(TrainingEvents.HoursExported, "导出参训人员学时"));
        services.AddSingleton(new AdminMenuItem("督办", "培训台账", "/Admin/Training", "mortarboard", Permissions.AdminAccess, 49));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
