using GovPortal.Kernel.Access;
using GovPortal.Kernel.Events;

namespace GovPortal.Media.Model;

internal static class MediaEvents
{
    /// <summary>Payload: the file's id, hash and length, never its name.</summary>
    public const string Added = "media.added";
    /// <summary>Payload: the file's id and hash; its bytes are deleted after commit.</summary>
    public const string Purged = "media.purged";

    public static IEnumerable<EventKind> Kinds => [new(Added, "上传附件"), new(Purged, "清除附件")];
}

internal static class MediaPermissions
{
    public const string Upload = "media.upload";

    public static Permission UploadPermission { get; } = new(Upload, "上传附件");
}
