using GovPortal.Kernel;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Audit;

public sealed class AuditModule : IPortalModule
{
    public string Id => "Audit";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(AuditModule).Assembly));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
