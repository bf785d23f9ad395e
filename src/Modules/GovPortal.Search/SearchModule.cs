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
using GovPortal.Search.Named;
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
        services.AddSingleton<NamedIndexReader>().AddSingleton<INodeEventReader>(s => s.GetRequiredService<NamedIndexReader>()).AddSingleton<ILuceneQueries, LuceneQueries>();
        services.AddSingleton<IRecipeStep, LuceneIndexStep>().AddSingleton<IRecipeStep, QueriesStep>().AddSingleton<IRecipeExport, QueriesExport>();
        foreach (var name in (string[])["lucene-index-rebuild", "lucene-index-reset"]) services.AddSingleton<IRecipeStep>(s => new LuceneRebuildStep(name, s.GetRequiredService<PortalTransactions>()));
        services.AddSingleton(new EventKind(QuerySettings.Changed, "调整索引和查询"));
        services.AddSingleton<QueryBook>().AddSingleton<WriteQueryBook>().AddHostedService(s => s.GetRequiredService<WriteQueryBook>());
        services.AddSingleton<IEntityModel, SearchModel>();
        services.AddSingleton<SaveSearchWords>().AddSingleton<PinItem>().AddScoped<ShowSearchSettings>().AddScoped<ShowSearchReport>();
        services.AddSingleton<IRecipeStep, SearchSettingsStep>().AddSingleton<IRecipeExport, SearchSettingsExport>();
        services.AddSingleton(new EventKind(SaveSearchWords.Changed, "调整搜索词语")).AddSingleton(new EventKind(PinItem.Changed, "调整搜索置顶"));
        services.AddSingleton<RebuildSearch>().AddScoped<ShowSearchIndex>().AddScoped<FindItems>();
        services.AddSingleton(new EventKind(RebuildSearch.Requested, "重建搜索索引"));
        services.AddSingleton(new AdminMenuItem("系统", "搜索索引", "/Admin/SearchIndex", "search", Permissions.SettingsManage, 940));
        services.AddSingleton(new AdminMenuItem("系统", "搜索设置", "/Admin/SearchSettings", "sliders", Permissions.SettingsManage, 942));
        services.AddScoped<ShowQueries>().AddSingleton<RemoveQuery>();
        services.AddSingleton(new AdminMenuItem("系统", "索引查询", "/Admin/Queries", "database", Permissions.SettingsManage, 943));
        services.AddSingleton(new AdminMenuItem("系统", "搜索统计", "/Admin/SearchReport", "bar-chart", Permissions.SettingsManage, 944));
    }

    /// <summary>Before the page cache, which comes with the Portal module.</summary>
    public void UsePipeline(IApplicationBuilder app) => app.UseMiddleware<CountAsked>();

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
