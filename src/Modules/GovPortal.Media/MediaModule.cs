using GovPortal.Kernel;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Media;

public sealed class MediaModule : IPortalModule
{
    public string Id => "Media";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(MediaModule).Assembly));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
