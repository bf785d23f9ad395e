using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace GovPortal.Supervision.Links;

/// <summary>
/// <c>Portal:Supervision:ExternalLinks</c> false calls no address outside (default true in Production, else false); <c>Portal:Supervision:ExternalLinksPerMinute</c>
/// is how many at most in a minute (default 20, 1 to 600).
/// </summary>
public sealed record OutsideLinkOptions(bool IsOn, int PerMinute)
{
    public static OutsideLinkOptions Of(IConfiguration configuration, IHostEnvironment environment) => new(
        configuration.GetValue("Portal:Supervision:ExternalLinks", environment.IsProduction()), Math.Clamp(configuration.GetValue("Portal:Supervision:ExternalLinksPerMinute", 20), 1, 600));
}
