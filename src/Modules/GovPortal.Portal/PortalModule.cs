using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Features;
using GovPortal.Portal.Generations;
using GovPortal.Portal.Items;
using GovPortal.Portal.Pages;
using GovPortal.Portal.Publication;
using GovPortal.Portal.Rendering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GovPortal.Portal;

/// <summary>The public pages.</summary>
public sealed class PortalModule : IPipelineModule
{
    public string Id => "Portal";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(PortalModule).Assembly));
        services.AddTemplateRendering(configuration);

        services.AddOptions<PageCacheOptions>().Bind(configuration.GetSection("Portal:PageCache"));
        services.AddOutputCache();
        services.AddOptions<OutputCacheOptions>().Configure<IOptions<PageCacheOptions>>((cache, size) =>
        {
            cache.SizeLimit = Math.Max(0, size.Value.SizeMegabytes) * 1024L * 1024;
            cache.UseCaseSensitivePaths = true;
        });

        services.AddSingleton<ThemeFiles>().AddSingleton<SiteTexts>().AddSingleton<PageGeneration>()
            .AddSingleton<INodeEventReader>(s => s.GetRequiredService<PageGeneration>());
        services.AddSingleton<SiteMenu>().AddSingleton<PageWriter>().AddSingleton<ItemPages>().AddSingleton<Summaries>();
        services.AddSingleton<HomePage>().AddSingleton<ColumnPage>().AddSingleton<SearchPage>().AddSingleton<SuggestPage>().AddSingleton<SuggestFile>().AddSingleton<SitemapPage>().AddSingleton<SitemapFile>().AddSingleton<FeedPage>().AddSingleton<StagePage>()
            .AddSingleton<DisclosurePage>().AddSingleton<ItemTable>().AddSingleton<ItemQrCode>().AddSingleton<ConsultationsPage>().AddSingleton<InquiriesPage>()
            .AddSingleton<ItemAddress>().AddSingleton<ItemPage>();
        services.AddSingleton<IItemRenderer, PreviewItem>().AddSingleton<IPublishedPages, PublishedPages>().AddSingleton<IPublicAnswer, PublicAnswerPage>()
            .AddSingleton<IInspection, PageTagInspection>();
        services.AddExceptionHandler<PublicErrorPage>();
        services.AddSingleton<SaveSiteSettings>();
        services.AddSingleton(new AdminMenuItem("系统", "站点信息", "/Admin/Site", "globe2", Permissions.SettingsManage, 902));

        services.AddSingleton<IEntityModel, ContentReferenceModel>();
        services.AddSingleton<RelatedItems>().AddSingleton<IPublicFacts>(s => s.GetRequiredService<RelatedItems>())
            .AddSingleton<IContentIndex>(s => s.GetRequiredService<RelatedItems>()).AddSingleton<IPublicFacts, ItemLabel>();
        services.AddSingleton<ListedItems>().AddSingleton<IPublicFacts>(s => s.GetRequiredService<ListedItems>())
            .AddSingleton<IContentIndex>(s => s.GetRequiredService<ListedItems>()).AddSingleton<IPublicFacts, TermNames>();
    }

    public void UsePipeline(IApplicationBuilder app) => app.UseOutputCache();

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        SiteFiles.Map(endpoints);
        DisplayChoice.Map(endpoints);
        endpoints.MapPage<HomePage>("/");
        endpoints.MapPage<ColumnPage>("/columns/{**path}");
        endpoints.MapPage<SearchPage>("/search");
        endpoints.MapPage<SuggestPage>(SuggestPage.Path);
        endpoints.MapPage<SuggestFile>(SuggestFile.Path);
        endpoints.MapPage<DisclosurePage>(DisclosurePage.Address);
        endpoints.MapPage<ConsultationsPage>(ConsultationsPage.Address);
        endpoints.MapPage<SitemapPage>("/sitemap");
        endpoints.MapPage<SitemapFile>(SitemapFile.Path);
        endpoints.MapPage<SitemapFile>(SitemapFile.NumberedRoute);
        endpoints.MapPage<FeedPage>(FeedPage.Name);
        endpoints.MapPage<StagePage>("/stages/{stage?}");
        endpoints.MapPage<InquiriesPage>(InquiriesPage.Address);
        endpoints.MapPage<ItemAddress>("/content/{contentItemId}");
        endpoints.MapPage<ItemQrCode>(ItemQrCode.Route);
        endpoints.MapPage<ItemTable>(ItemTable.Route);
        endpoints.MapPage<ItemPage>("/{**path}");
    }
}
