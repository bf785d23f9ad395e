using GovPortal.Kernel.Access;

namespace GovPortal.Notifications;

internal static class NoticePermissions
{
    /// <summary>For an agency: that agency's deliveries and webhooks; for all agencies: also those that belong to none. One's own inbox asks for nothing.</summary>
    public const string Manage = "notices.manage";

    public static Permission ManagePermission { get; } = new(Manage, "管理消息发送和数据推送");

    /// <summary>Whether the actor manages what belongs to this agency; null belongs to none.</summary>
    public static bool MayManage(this Actor actor, string? agencyId) =>
        actor.AgenciesOf(Manage) is not { } agencies || (agencyId is not null && agencies.Contains(agencyId));
}
