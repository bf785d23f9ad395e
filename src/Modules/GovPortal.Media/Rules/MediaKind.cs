using System.Collections.Frozen;

namespace GovPortal.Media.Rules;

/// <summary>What a file's bytes must show.</summary>
internal enum Signature
{
    Pdf, Png, Jpeg, Gif, Webp, Mp4, Mp3, Text, Zip, Ofd, WordOpen, ExcelOpen, PowerPointOpen, WordBinary, ExcelBinary, PowerPointBinary,
}

/// <summary>A kind of file that may be attached. SVG and HTML are not among them: they can carry scripts.</summary>
/// <param name="Inline">True where a browser may show it in its window; anything else is offered for saving.</param>
internal sealed record MediaKind(string Extension, string ContentType, Signature Signature, bool Inline = false)
{
    private static readonly FrozenDictionary<string, MediaKind> ByExtension = new MediaKind[]
    {
        new(".pdf", "application/pdf", Signature.Pdf, Inline: true),
        new(".doc", "application/msword", Signature.WordBinary),
        new(".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Signature.WordOpen),
        new(".xls", "application/vnd.ms-excel", Signature.ExcelBinary),
        new(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Signature.ExcelOpen),
        new(".ppt", "application/vnd.ms-powerpoint", Signature.PowerPointBinary),
        new(".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", Signature.PowerPointOpen),
        new(".wps", "application/wps-office.wps", Signature.WordBinary),
        new(".et", "application/wps-office.et", Signature.ExcelBinary),
        new(".ofd", "application/ofd", Signature.Ofd),
        new(".csv", "text/csv", Signature.Text),
        new(".txt", "text/plain", Signature.Text),
        new(".zip", "application/zip", Signature.Zip),
        new(".png", "image/png", Signature.Png, Inline: true),
        new(".jpg", "image/jpeg", Signature.Jpeg, Inline: true),
        new(".jpeg", "image/jpeg", Signature.Jpeg, Inline: true),
        new(".gif", "image/gif", Signature.Gif, Inline: true),
        new(".webp", "image/webp", Signature.Webp, Inline: true),
        new(".mp4", "video/mp4", Signature.Mp4, Inline: true),
        new(".mp3", "audio/mpeg", Signature.Mp3, Inline: true),
    }.ToFrozenDictionary(k => k.Extension, StringComparer.Ordinal);

    /// <summary>Office files whose kind says that they hold macros.</summary>
    private static readonly FrozenSet<string> MacroExtensions = FrozenSet.Create(StringComparer.Ordinal,
        ".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".xlsb", ".xla", ".xlm", ".pptm", ".potm", ".ppsm", ".ppam", ".sldm");

    /// <summary>The allowed extensions, for the hint beside an upload and its <c>accept</c> attribute.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. ByExtension.Keys.Order(StringComparer.Ordinal)];

    public static MediaKind? Of(string extension) => ByExtension.GetValueOrDefault(extension);

    public static bool HoldsMacros(string extension) => MacroExtensions.Contains(extension);
}
