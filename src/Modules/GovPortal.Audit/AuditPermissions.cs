using GovPortal.Kernel.Access;

namespace GovPortal.Audit;

internal static class AuditPermissions
{
    /// <summary>For an agency: that agency's events; for all agencies: also those that belong to none.</summary>
    public const string Read = "audit.read";

    public static Permission ReadPermission { get; } = new(Read, "查看审计记录");
}
