using GovPortal.Demo.Features;
using GovPortal.Demo.Recipes;
using GovPortal.Kernel;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Demo;

/// <summary>
/// Demonstration and measuring: content that is nobody's. It acts as distinct people through the real handlers, only where
/// the clock is a <see cref="Kernel.Data.SyntheticClock"/>, which Production never registers.
/// </summary>
public sealed class DemoModule : IPortalModule
{
    public string Id => "Demo";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(DemoModule).Assembly));
        services.AddSingleton<IRecipeStep, DemoContentStep>().AddSingleton<PlayJourney>().AddSingleton<Seed>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
