using GovPortal.Clocks;
using GovPortal.Columns.Features;
using GovPortal.Columns.Model;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using GovPortal.Tables;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Columns;

/// <summary>Columns (栏目) and sections (科室): the 栏目任务分解表 in, out, and kept (R28).</summary>
public sealed class ColumnsModule : IPortalModule
{
    public string Id => "Columns";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(ColumnsModule).Assembly));
        services.AddSingleton(new TextSource(typeof(TableReader).Assembly));
        services.AddSingleton(new TextSource(typeof(Deadline).Assembly));

        services.AddSingleton<PreviewTaskTable>().AddSingleton<ApplyTaskTable>().AddSingleton<ExportTaskTable>().AddSingleton<TaskTableUploads>();
        services.AddSingleton<ChangeColumn>().AddSingleton<ChangeSection>();
        services.AddSingleton<WriteTaskTableRecipe>();
        services.AddSingleton<IRecipeStep, TaskTableStep>().AddSingleton<IRecipeExport, ColumnsExport>();
        services.AddSingleton<IEntityModel, TaskTableUploadModel>();
        services.AddSingleton(new AdminMenuItem("信息公开", "栏目与任务分解表", "/Admin/Columns", "list-nested", Permissions.ColumnsManage, 20));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
