using GovPortal.Finance.Features;
using GovPortal.Finance.Model;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Navigation;
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

        services.AddSingleton<PreviewFinanceBook>().AddSingleton<ApplyFinanceBook>().AddSingleton<ExportFinanceBook>().AddSingleton<FinanceUploads>();
        services.AddSingleton<IEntityModel, FinanceUploadModel>();
        services.AddSingleton(new EventKind(ApplyFinanceBook.Imported, "导入预决算报表"));
        services.AddSingleton(new AdminMenuItem("信息公开", "导入预决算报表", "/Admin/Finance/Import", "file-earmark-spreadsheet", Permissions.ContentEdit, 16));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
