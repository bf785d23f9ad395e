using GovPortal.Kernel;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Editing;

public sealed class EditingModule : IPortalModule
{
    public string Id => "Editing";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(EditingModule).Assembly));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
