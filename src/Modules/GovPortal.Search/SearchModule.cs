using GovPortal.Kernel;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Search;

public sealed class SearchModule : IPortalModule
{
    public string Id => "Search";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(SearchModule).Assembly));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
