using Microsoft.Extensions.Configuration;

namespace GovPortal.Api.Model;

/// <summary>The settings of the interface, each described in docs/operations.md.</summary>
/// <param name="AllowedOrigins">Sites whose scripts may use the interface from a browser; empty: none.</param>
/// <param name="AllowHttp">Tokens are handed out over plain HTTP to other machines, too.</param>
public sealed record ApiSettings(
    int RequestsPerMinute, int AnonymousRequestsPerMinute, int TokensPerMinute, int MaxBodyBytes, IReadOnlyList<string> AllowedOrigins, bool AllowHttp)
{
    internal static ApiSettings Read(IConfiguration configuration) => new(
        AtLeastOne(configuration.GetValue("Portal:Api:RequestsPerMinute", 1200)), AtLeastOne(configuration.GetValue("Portal:Api:AnonymousRequestsPerMinute", 120)),
        AtLeastOne(configuration.GetValue("Portal:Api:TokensPerMinute", 30)), AtLeastOne(configuration.GetValue("Portal:Api:MaxBodyBytes", 4 * 1024 * 1024)),
        configuration.GetSection("Portal:Api:AllowedOrigins").Get<string[]>() ?? [], configuration.GetValue("Portal:Api:AllowHttp", false));

    private static int AtLeastOne(int value) => Math.Max(1, value);
}
