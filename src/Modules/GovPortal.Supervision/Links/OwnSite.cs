using GovPortal.Kernel.Organisation;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Supervision.Links;

/// <summary>The portal's own public address, as its settings or the configuration have it.</summary>
public sealed class OwnSite(PortalStateReader state, IConfiguration configuration)
{
    /// <summary>Null where there is none.</summary>
    public Uri? Url => Uri.TryCreate(state.Current.Site.BaseUrl is { Length: > 0 } stored ? stored : configuration["Portal:Site:BaseUrl"]?.Trim(), UriKind.Absolute, out var url) ? url : null;
}
