using GovPortal.Clocks;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Deadlines;

/// <summary>Clocks (时限): what is due when, with its working (R34, R35).</summary>
public sealed class DeadlinesModule : IPortalModule
{
    public string Id => "Deadlines";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(DeadlinesModule).Assembly));
        services.AddSingleton(new TextSource(typeof(Deadline).Assembly));

        services.AddSingleton<Calendars>().AddSingleton<IObligations, Obligations>().AddSingleton<IEntityModel, ObligationModel>();
        services.AddSingleton<IContentReaction, DisclosureClocks>().AddSingleton<IPublicFacts, DeadlineFact>();
        services.AddSingleton<ExplainDeadline>().AddSingleton<ListObligations>().AddSingleton<IWorkItems, DueClocks>();
        services.AddSingleton(new Permission(VisibleObligations.Read, "查看公开时限"));
        services.AddSingleton(new AdminMenuItem("督办", "公开时限", "/Admin/Deadlines", "calendar-check", VisibleObligations.Read, 40));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
