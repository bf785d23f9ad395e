using GovPortal.Imports.Features;
using GovPortal.Imports.Model;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Text;
using GovPortal.Tables;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Imports;

/// <summary>Lists of offices (导入清单): sheets and Word tables in as drafts, and out again.</summary>
public sealed class ImportsModule : IPortalModule
{
    public string Id => "Imports";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(ImportsModule).Assembly));
        services.AddSingleton(new TextSource(typeof(TableReader).Assembly));

        services.AddSingleton<PreviewImport>().AddSingleton<ApplyImport>().AddSingleton<ExportList>();
        services.AddSingleton<ImportUploads>().AddSingleton<SaveMapping>().AddSingleton<ImportProgress>();
        services.AddSingleton<IDueJobHandler, RunImport>();
        services.AddSingleton<IEntityModel, ImportModel>();
        services.AddSingleton(new EventKind(ApplyImport.Imported, "导入清单"));
        services.AddSingleton(new AdminMenuItem("信息公开", "导入清单", "/Admin/Imports", "table", Permissions.ContentEdit, 15));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
