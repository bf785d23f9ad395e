using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Text;
using GovPortal.Reviews.Features;
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
        services.AddSingleton<ListWaiting>();
        services.AddSingleton<IWorkItems, WaitingReviews>();
        services.AddSingleton(new AdminMenuItem("审查发布", "待审查", "/Admin/Reviews", "shield-check", Permissions.AdminAccess, 30));
        services.AddSingleton(new AdminMenuItem("审查发布", "待发布", "/Admin/Publishing", "send", Permissions.ContentPublish, 31));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
