using GovPortal.AdminUi.Shell;
using GovPortal.Channels.Endpoints;
using GovPortal.Channels.Features;
using GovPortal.Channels.Model;
using GovPortal.Channels.Recipes;
using GovPortal.Channels.Sending;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Text;
using GovPortal.Outbound;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Channels;

/// <summary>Ways out for what is public (发布渠道): the county portal, WeChat, Weibo; what got where and when; exports.</summary>
public sealed class ChannelsModule : IPortalModule
{
    public string Id => "Channels";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(ChannelsModule).Assembly));
        services.AddSingleton<IEntityModel, ChannelModel>();
        foreach (var permission in ChannelPermissions.All) services.AddSingleton(permission);
        foreach (var kind in ChannelEvents.Kinds) services.AddSingleton(kind);

        services.AddScoped<ListChannels>().AddSingleton<SaveChannel>();
        services.AddSingleton(s => new ChangeChannel(
            s.GetRequiredService<PortalTransactions>(), s.GetRequiredService<IDbContextFactory<PortalDbContext>>(), s.GetRequiredService<IDataProtectionProvider>(), s.GetServices<IChannelSender>()));
        services.AddScoped<ListPostings>().AddSingleton<ReadMediaRecord>().AddSingleton<IMonthlyFigures, MediaFigures>().AddSingleton<IAnnualSentences, MediaFigures>().AddSingleton<SendByHand>().AddSingleton<RecordMedia>().AddSingleton<TakeReceipt>();
        services.AddSingleton(s => new ExportSite(
            s.GetRequiredService<PackItem>(), s.GetRequiredService<IPublishedContent>(), s.GetRequiredService<IPublishedPages>(), s.GetRequiredService<PortalStateReader>(), s.GetRequiredService<IMediaStore>(),
            s.GetRequiredService<IDbContextFactory<PortalDbContext>>(), s.GetRequiredService<PortalTransactions>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IItemPanel, PostingsPanel>().AddSingleton<IWorkItems, WaitingPostings>();

        services.AddOutboundHttp();
        services.AddSingleton<IChannelSender, CountyPortalSender>().AddSingleton<IChannelSender, WeChatSender>().AddSingleton<IChannelSender, WeiboSender>();
        services.AddSingleton<PackItem>().AddSingleton<Dispatcher>().AddHostedService<ChannelSweeper>();
        services.AddSingleton<IOnceEventReader, ChannelReader>();
        services.AddSingleton<IRecipeStep, ChannelsStep>().AddSingleton<IRecipeExport, ChannelsExport>().AddSingleton<IRecipeStep, DemoMediaStep>();

        services.AddSingleton(new AdminMenuItem("审查发布", "渠道发布情况", "/Admin/Channels/Postings", "send-check", ChannelPermissions.Send, 36));
        services.AddSingleton(new AdminMenuItem("审查发布", "媒体刊发", "/Admin/Channels/Media", "newspaper", ChannelPermissions.Send, 37));
        services.AddSingleton(new AdminMenuItem("信息公开", "导出公开信息", "/Admin/Channels/Export", "file-earmark-zip", Permissions.ContentReadAll, 29));
        services.AddSingleton(new AdminMenuItem("系统", "发布渠道", "/Admin/Channels", "broadcast-pin", ChannelPermissions.Manage, 915));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => ReceiptEndpoint.Map(endpoints);
}
