using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Kernel;

/// <summary>
/// A part of the portal. The composition root lists its modules one by one; there is no scanning.
/// Everything a module brings is a plain registration made in <see cref="AddServices"/>.
/// </summary>
public interface IPortalModule
{
    /// <summary>The module's name as in its project, <c>Columns</c>.</summary>
    string Id { get; }

    void AddServices(IServiceCollection services, IConfiguration configuration);

    void MapEndpoints(IEndpointRouteBuilder endpoints);
}

/// <summary>A module that needs a place in the request pipeline, after authentication and before the endpoints.</summary>
public interface IPipelineModule : IPortalModule
{
    void UsePipeline(IApplicationBuilder app);
}
