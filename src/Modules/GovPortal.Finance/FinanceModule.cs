using GovPortal.Finance.Features;
using GovPortal.Kernel;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Finance;

/// <summary>Budgets (部门预算) and final accounts (部门决算): their tables, what adds up in them, and their clock.</summary>
public sealed class FinanceModule : IPortalModule
{
    public string Id => "Finance";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(FinanceModule).Assembly));

        services.AddSingleton<IPublishRule, FinanceRule>().AddSingleton<IContentReaction, FinanceClock>().AddSingleton<IPublicFacts, FinanceFigures>();
        services.AddSingleton(new ClockKind(FinanceClock.Kind));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
