using GovPortal.Audit.Features;
using GovPortal.Kernel;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Audit;

/// <summary>The event log before people's eyes: who did what when, and whether the log still holds.</summary>
public sealed class AuditModule : IPortalModule
{
    public string Id => "Audit";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(AuditModule).Assembly));
        services.AddSingleton(AuditPermissions.ReadPermission);
        services.AddScoped<EventWords>().AddScoped<ListEvents>().AddScoped<ExportEvents>().AddScoped<VerifyAudit>()
            .AddScoped<ExportChain>().AddScoped<DailyRoots>().AddScoped<CheckRoot>().AddScoped<ListBackups>().AddScoped<RecordDestroyedBackup>();
        services.AddSingleton(new AdminMenuItem("系统", "审计记录", "/Admin/Audit", "clock-history", AuditPermissions.Read, 940));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
