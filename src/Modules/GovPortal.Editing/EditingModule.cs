using GovPortal.Editing.Features;
using GovPortal.Editing.Recipes;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Editing;

/// <summary>The admin's desk for content: what waits, the list, the editor, an item with its history.</summary>
public sealed class EditingModule : IPortalModule
{
    public string Id => "Editing";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(EditingModule).Assembly));
        services.AddSingleton<ListContent>().AddSingleton<ReadItem>().AddSingleton<RestoreVersion>().AddSingleton<DraftFromWord>().AddSingleton<CompareVersions>()
            .AddSingleton<ReadForm>().AddSingleton<Picks>().AddSingleton<ListContained>();
        services.AddSingleton<IDraftRule, ListIsThere>().AddSingleton<IDraftRule, Taxonomies>();
        services.AddSingleton<IWorkItems, MyDrafts>();
        services.AddSingleton<IRecipeStep, ContentStep>();
        services.AddSingleton<IContentReaction, ArchiveLater>().AddSingleton<IDueJobHandler, ArchiveDue>();
        services.AddSingleton(new AdminMenuItem("", "待我办理", "/Admin", "inbox", Permissions.AdminAccess, 0));
        services.AddSingleton(new AdminMenuItem("信息公开", "信息列表", "/Admin/Content", "file-earmark-text", Permissions.AdminAccess, 10));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => PreviewVersion.Map(endpoints);
}
