using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Media.Antivirus;
using GovPortal.Media.Model;
using GovPortal.Media.Rules;

namespace GovPortal.Media.Features;

/// <summary>
/// Looks at a file that another module keeps itself, as at every upload. Failures: <c>media.name-invalid</c>, <c>media.kind-not-allowed</c>,
/// <c>media.macro</c>, <c>media.too-large</c>, <c>media.empty</c>, <c>media.content-mismatch</c>, <c>media.archive-unsafe</c>,
/// <c>media.infected</c>, <c>media.scan-unavailable</c>.
/// </summary>
internal sealed class InspectUpload(MediaOptions options, VirusScanner scanner)
{
    /// <param name="content">Seekable.</param>
    public async Task<Result<InspectedFile>> HandleAsync(Stream content, string fileName, CancellationToken cancellation)
    {
        var named = NameOf(fileName);
        if (!named.Succeeded) return named.As<InspectedFile>();
        if (content.Length > options.MaxUploadBytes) return Failure.Of("media.too-large", options.MaxUploadBytes / 1024 / 1024);
        if (content.Length == 0) return Failure.Of("media.empty");
        var contentType = FileInspection.Check(named.Value.Kind, content);
        if (!contentType.Succeeded) return contentType.As<InspectedFile>();
        content.Position = 0;
        if (scanner.IsSet && await scanner.ScanAsync(content, content.Length, cancellation) is { Succeeded: false } refused) return refused.As<InspectedFile>();
        content.Position = 0;
        return new InspectedFile(named.Value.Name, contentType.Value);
    }

    /// <summary>The name to keep and the kind its extension says.</summary>
    internal static Result<(string Name, MediaKind Kind)> NameOf(string fileName)
    {
        if (MediaName.Clean(fileName) is not { } name) return Failure.Of("media.name-invalid");
        var extension = MediaName.Extension(name);
        if (MediaKind.HoldsMacros(extension)) return Failure.Of("media.macro");
        return MediaKind.Of(extension) is { } kind ? (name, kind) : Failure.Of("media.kind-not-allowed", extension);
    }
}
