using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Text;
using GovPortal.Packages.Features;
using GovPortal.Packages.Model;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Packages;

/// <summary>Recipe packages (迁移包): a portal's settings, items and attachments out as one file, and in again on another portal.</summary>
public sealed class PackagesModule : IPortalModule
{
    public string Id => "Packages";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(PackagesModule).Assembly));
        services.AddSingleton<IEntityModel, PackageUploadModel>().AddSingleton(PackageLimits.Of(configuration));
        services.AddSingleton<ExportPortal>().AddSingleton<PackageFolder>().AddSingleton<PreviewPackage>().AddSingleton<PackageUploads>();
        services.AddSingleton<IDueJobHandler, ImportPackage>().AddSingleton<ImportProgress>();
        services.AddSingleton(new EventKind(ImportPackage.Imported, "导入迁移包")).AddSingleton(new EventKind(ExportPortal.ExportedEvent, "导出迁移包"));
        services.AddSingleton(new AdminMenuItem("系统", "迁移包", "/Admin/Packages", "file-earmark-zip", Permissions.RecipesRun, 915));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
