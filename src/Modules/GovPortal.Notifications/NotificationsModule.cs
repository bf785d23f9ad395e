using GovPortal.AdminUi.Shell;
using GovPortal.Kernel;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Text;
using GovPortal.Kernel.Workflows;
using GovPortal.Notifications.Activities;
using GovPortal.Notifications.Features;
using GovPortal.Notifications.Model;
using GovPortal.Notifications.Sending;
using GovPortal.Outbound;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovPortal.Notifications;

/// <summary>Tells people (通知): inbox, mail with a daily digest, webhooks.</summary>
public sealed class NotificationsModule : IPortalModule
{
    public string Id => "Notifications";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextSource(typeof(NotificationsModule).Assembly));
        services.AddSingleton(MailSettings.Read(configuration)).AddSingleton(NoticeSettings.Read(configuration));
        services.AddSingleton<IEntityModel, NotificationModel>().AddSingleton(NoticePermissions.ManagePermission);
        foreach (var kind in NoticeEvents.Kinds) services.AddSingleton(kind);

        services.AddSingleton<INotify, Notify>().AddSingleton<ITopBarCount, UnreadNotices>();
        services.AddScoped<ListNotices>().AddSingleton<MarkNotices>().AddScoped<OpenNotice>().AddSingleton<ChooseMail>();
        services.AddScoped<ListDeliveries>().AddSingleton<RetryDelivery>().AddSingleton<SendTestMail>();
        services.AddScoped<ListWebhooks>().AddSingleton<SaveWebhook>().AddSingleton<ChangeWebhook>();

        services.AddOutboundHttp();
        services.AddSingleton<ComposeMail>().AddSingleton<IDeliveryChannel, MailChannel>().AddSingleton<IDeliveryChannel, WebhookChannel>();
        services.AddSingleton<QueueDigests>().AddSingleton<DropOldNotices>();
        services.AddSingleton<DeliverySweeper>().AddHostedService(s => s.GetRequiredService<DeliverySweeper>());
        services.AddSingleton<IOnceEventReader, WebhookReader>();
        services.AddSingleton<IActivity, NotifyTask>().AddSingleton<IActivity, EmailTask>().AddSingleton<IActivity, EscalateTask>();

        services.AddSingleton(new AdminMenuItem("", "我的通知", "/Admin/Notices", "bell", Permissions.AdminAccess, 1));
        services.AddSingleton(new AdminMenuItem("系统", "消息发送", "/Admin/Notices/Deliveries", "envelope", NoticePermissions.Manage, 910));
        services.AddSingleton(new AdminMenuItem("系统", "数据推送", "/Admin/Webhooks", "broadcast", NoticePermissions.Manage, 911));
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
