using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using GovPortal.Search.Asked;
using GovPortal.Search.Features;
using GovPortal.Search.Following;
using GovPortal.Search.Model;
using GovPortal.Search.Recipes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Search;

public sealed class SearchModule : IPipelineModule
{
    public string Id => "Search";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(SearchModule).Assembly));
        services.AddSingleton<SearchReader>().AddSingleton<INodeEventReader>(s => s.GetRequiredService<SearchReader>());
        services.AddSingleton<IPublicSearch, PublicSearch>();
        services.AddSingleton<QueryBook>().AddSingleton<WriteQueryBook>().AddHostedService(s => s.GetRequiredService<WriteQueryBook>());
        services.AddSingleton<IEntityModel, SearchModel>();
        services.AddSingleton<SaveSearchWords>().AddSingleton<PinItem>().AddScoped<ShowSearchSettings>().AddScoped<ShowSearchReport>();
        services.AddSingleton<IRecipeStep, SearchSettingsStep>().AddSingleton<IRecipeExport, SearchSettingsExport>();
        services.AddSingleton(new EventKind(SaveSearchWords.Changed, "调整搜索词语")).AddSingleton(new EventKind(PinItem.Changed, "调整搜索置顶"));
        services.AddSingleton<RebuildSearch>().AddScoped<ShowSearchIndex>().AddScoped<FindItems>();
        services.AddSingleton(new EventKind(RebuildSearch.Requested, "重建搜索索引"));
        services.AddSingleton(new AdminMenuItem("系统", "搜索索引", "/Admin/SearchIndex", "search", Permissions.SettingsManage, 940));
        services.AddSingleton(new AdminMenuItem("系统", "搜索设置", "/Admin/SearchSettings", "sliders", Permissions.SettingsManage, 942));
        services.AddSingleton(new AdminMenuItem("系统", "搜索统计", "/Admin/SearchReport", "bar-chart", Permissions.SettingsManage, 944));
    }

    /// <summary>Before the page cache, which comes with the Portal module.</summary>
    public void UsePipeline(IApplicationBuilder app) => app.UseMiddleware<CountAsked>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
