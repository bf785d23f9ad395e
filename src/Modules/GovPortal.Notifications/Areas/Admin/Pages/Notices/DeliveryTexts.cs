using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Notifications.Model;

namespace GovPortal.Notifications.Areas.Admin.Pages.Notices;

/// <summary>A delivery in words.</summary>
internal static class DeliveryTexts
{
    public static string KindTitle(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Notice => "通知",
        DeliveryKind.Digest => "每日汇总",
        DeliveryKind.Message => "流程邮件",
        DeliveryKind.Event => "事件",
        _ => "测试",
    };

    public static string ChannelTitle(DeliveryChannel channel) => channel == DeliveryChannel.Mail ? "邮件" : "数据推送";

    public static string StateTitle(DeliveryState state) => state switch
    {
        DeliveryState.Sent => "已发出",
        DeliveryState.Failed => "发送失败",
        _ => "待发送",
    };

    public static string Tone(Delivery delivery) => delivery.State switch
    {
        DeliveryState.Sent => "success",
        DeliveryState.Failed => "danger",
        _ => delivery.LastError is null ? "info" : "warning",
    };

    /// <summary>The text of a code with its values; null where all went well.</summary>
    public static string? Error(ITexts texts, Delivery delivery) =>
        delivery.LastError?.Split(' ') is [var code, .. var values] ? texts.Of(Failure.Of(code, [.. values, "", ""])) : null;
}
