using GovPortal.Kernel;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using GovPortal.ServiceGuides.Features;
using GovPortal.ServiceGuides.Model;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.ServiceGuides;

/// <summary>The catalogue of public services (政务服务事项目录) and their guides (办事指南).</summary>
public sealed class ServiceGuidesModule : IPortalModule
{
    public string Id => "ServiceGuides";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(ServiceGuidesModule).Assembly));
        services.AddSingleton<IEntityModel, GuideCodeModel>().AddSingleton<IContentIndex, GuideCodes>();
        services.AddSingleton<IPublishRule, GuideRule>().AddSingleton<IInspection, GuideInspection>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
