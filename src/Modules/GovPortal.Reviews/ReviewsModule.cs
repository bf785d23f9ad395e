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
using GovPortal.Reviews.Features;
using GovPortal.Reviews.Packages;
using GovPortal.Reviews.Screening;
using GovPortal.Screening;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Reviews;

/// <summary>The reviewers' and publishers' desks. The gates themselves stand in the kernel, where nothing can leave them out.</summary>
public sealed class ReviewsModule : IPortalModule
{
    public string Id => "Reviews";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(ReviewsModule).Assembly));
        services.AddSingleton(new Permission(ReviewPermissions.ManageRoutes, "管理审查流程"));
        services.AddSingleton(new EventKind(ReviewEvents.RoutesChanged, "审查流程变更"));
        services.AddSingleton(new EventKind(ReviewEvents.ScreeningChanged, "筛查设置变更")).AddSingleton(new EventKind(ReviewEvents.ScreeningOverridden, "筛查发现经审查予以公开"));
        services.AddSingleton<IEntityModel, ScreeningModel>().AddSingleton<ScreenVersion>().AddSingleton<DecideWithScreening>().AddScoped<MaskDraft>().AddScoped<SaveScreeningSettings>();
        services.AddSingleton<IContentReaction, KeepScreening>().AddSingleton<IPublishRule, ScreeningRule>();
        services.AddSingleton(new TextSource(typeof(Screener).Assembly));
        services.AddSingleton<IRecipeStep, ReviewRoutesStep>().AddSingleton<IRecipeExport, ReviewRoutesExport>().AddScoped<SaveRoute>().AddScoped<DeleteRoute>();
        services.AddSingleton<IContentReaction, ReviewClocks>();
        foreach (var kind in ReviewClocks.Kinds.Append(UrgentSteps.ClockKind)) services.AddSingleton(new ClockKind(kind));
        services.AddSingleton<ReadReviewForm>().AddSingleton<ReviewSummary>();
        services.AddSingleton(new EventKind(ReviewEvents.Confirmed, "补办确认")).AddSingleton(new EventKind(ReviewEvents.Objected, "补办确认有异议"));
        services.AddSingleton<ConfirmUrgent>().AddSingleton<IContentReaction, UrgentClock>().AddSingleton<IWorkItems, ListUrgent>();
        services.AddSingleton(new AdminMenuItem("审查发布", "紧急通道", "/Admin/Urgent", "lightning-charge", Permissions.ContentReadAll, 34));
        services.AddSingleton<IEntityModel, ReviewPackageModel>().AddSingleton<IReviewPackages, OpenPackages>().AddSingleton<ReadPackage>().AddSingleton<ListPackages>().AddSingleton<DecidePackage>();
        services.AddSingleton<StartPackageTask>().AddSingleton<SubmitPackage>().AddSingleton<PublishPackage>().AddSingleton<PackageProgress>().AddSingleton<IDueJobHandler, RunPackageTask>();
        services.AddSingleton(new EventKind(OpenPackages.Opened, "生成审查包")).AddSingleton<IWorkItems, WaitingPackages>();
        services.AddSingleton(new AdminMenuItem("审查发布", "整包审查", "/Admin/Reviews/Packages", "collection", Permissions.AdminAccess, 32));
        services.AddSingleton<ListWaiting>().AddSingleton<PublishTogether>();
        services.AddSingleton<IWorkItems, WaitingReviews>();
        services.AddSingleton(new AdminMenuItem("审查发布", "待审查", "/Admin/Reviews", "shield-check", Permissions.AdminAccess, 30));
        services.AddSingleton(new AdminMenuItem("审查发布", "待发布", "/Admin/Publishing", "send", Permissions.ContentPublish, 31));
        services.AddSingleton(new AdminMenuItem("审查发布", "审查汇总表", "/Admin/Reviews/Summary", "clipboard-check", Permissions.ContentReadAll, 35));
        services.AddSingleton(new AdminMenuItem("审查发布", "筛查设置", "/Admin/Screening", "fingerprint", ReviewPermissions.ManageRoutes, 40));
        services.AddSingleton(new AdminMenuItem("审查发布", "审查流程", "/Admin/Routes", "signpost-split", ReviewPermissions.ManageRoutes, 39));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
