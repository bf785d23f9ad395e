using GovPortal.Kernel;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Portal;

public sealed class PortalModule : IPortalModule
{
    public string Id => "Portal";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(PortalModule).Assembly));
        services.AddSingleton<GovPortal.Kernel.Publishing.IItemRenderer, TmpRenderer>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
