using Microsoft.AspNetCore.Builder;

namespace GovPortal.Kernel;

/// <summary>A module that needs a place in the request pipeline, after authentication and before the endpoints.</summary>
public interface IPipelineModule : IPortalModule
{
    void UsePipeline(IApplicationBuilder app);
}
