using Microsoft.Extensions.Configuration;

namespace GovPortal.Media.Model;

/// <param name="MaxUploadBytes">Longest attachment, in bytes; <c>Portal:MaxUploadBytes</c>, 50 MB (52 428 800) unless set.</param>
internal sealed record MediaOptions(long MaxUploadBytes)
{
    public const long DefaultMaxUploadBytes = 50L * 1024 * 1024;

    public static MediaOptions Of(IConfiguration configuration) =>
        new(configuration.GetValue<long?>("Portal:MaxUploadBytes") is { } bytes and > 0 ? bytes : DefaultMaxUploadBytes);
}
