using GovPortal.Kernel;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Requests;

/// <summary>依申请公开 (R31, R32, R59–R66): the rules of disclosure on application.</summary>
public sealed class RequestsModule : IPortalModule
{
    public string Id => "Requests";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton(new TextSource(typeof(RequestsModule).Assembly));

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
