using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Text;
using GovPortal.Search.Features;
using GovPortal.Search.Following;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Search;

public sealed class SearchModule : IPortalModule
{
    public string Id => "Search";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(SearchModule).Assembly));
        services.AddSingleton<SearchReader>().AddSingleton<INodeEventReader>(s => s.GetRequiredService<SearchReader>());
        services.AddSingleton<IPublicSearch, PublicSearch>();
        services.AddSingleton<RebuildSearch>().AddScoped<ShowSearchIndex>().AddScoped<FindItems>();
        services.AddSingleton(new EventKind(RebuildSearch.Requested, "重建搜索索引"));
        services.AddSingleton(new AdminMenuItem("系统", "搜索索引", "/Admin/SearchIndex", "search", Permissions.SettingsManage, 940));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
