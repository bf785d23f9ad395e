using GovPortal.Kernel.Access;

namespace GovPortal.Channels;

internal static class ChannelPermissions
{
    /// <summary>For an agency: that agency's channels; for all agencies: also those that serve all. Exports of public items.</summary>
    public const string Manage = "channels.manage";
    /// <summary>Sends one public item by hand, and keeps the record of what got where.</summary>
    public const string Send = "channels.send";

    public static IEnumerable<Permission> All => [new(Manage, "管理发布渠道"), new(Send, "向渠道报送和登记媒体刊发")];

    /// <summary>Whether the actor holds the permission for what belongs to this agency; null belongs to all.</summary>
    public static bool MayManage(this Actor actor, string? agencyId) =>
        actor.AgenciesOf(Manage) is not { } agencies || (agencyId is not null && agencies.Contains(agencyId));

    /// <summary>Agencies whose postings the actor sees; null sees all.</summary>
    public static IReadOnlySet<string>? SeenBy(Actor actor)
    {
        if (actor.AgenciesOf(Manage) is not { } managed || actor.AgenciesOf(Send) is not { } sent) return null;
        return managed.Union(sent).ToHashSet(StringComparer.Ordinal);
    }

    public static bool Sees(Actor actor, string agencyId) => SeenBy(actor) is not { } agencies || agencies.Contains(agencyId);
}
