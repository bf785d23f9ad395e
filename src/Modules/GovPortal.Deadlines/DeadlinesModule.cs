using GovPortal.Kernel;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Deadlines;

public sealed class DeadlinesModule : IPortalModule
{
    public string Id => "Deadlines";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(DeadlinesModule).Assembly));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
