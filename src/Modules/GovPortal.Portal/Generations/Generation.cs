using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GovPortal.Kernel.Organisation;
using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Generations;

/// <summary>
/// What all public pages rest on until the next event that can change one: the portal's state, the day, the site's texts,
/// the theme, and the parts of a page that are the same on many. Immutable but for its lazily rendered parts.
/// </summary>
internal sealed class Generation
{
    private static readonly string Build = typeof(Generation).Module.ModuleVersionId.ToString("N")[..8];
    private readonly ConcurrentDictionary<(string Culture, string Part), Lazy<string>> _parts = new();

    public Generation(long eventId, DateOnly today, PortalState state, int stateNumber, SiteModel site, ThemeSnapshot theme, IReadOnlyList<string> askedFor)
    {
        (EventId, Today, State, StateNumber, Site, ThemeStamp, AskedFor) = (eventId, today, state, stateNumber, site, theme.Stamp, askedFor);
        Theme = new ThemeModel(theme.BaseUrl, theme.Version);
        FirstStyle = theme.FirstStyle;
        Stamp = $"{eventId}-{today:yyyyMMdd}-{Hash($"{Build} {theme.Stamp} {JsonSerializer.Serialize(site)}")}";
    }

    /// <summary>The last event of a kind that can change a public page.</summary>
    public long EventId { get; }
    /// <summary>Civil day. What changes by time alone (freshness, the end of a 公示) changes at midnight, and so does the generation.</summary>
    public DateOnly Today { get; }
    public PortalState State { get; }
    /// <summary>Counts this node's states; rendered summaries hold column and section names and live as long as theirs.</summary>
    public int StateNumber { get; }
    public SiteModel Site { get; }
    public ThemeModel Theme { get; }
    public string ThemeStamp { get; }
    public FirstStyle FirstStyle { get; }
    /// <summary>Guides that readers turned to most before this day, live or not, the first most; follows from the day.</summary>
    public IReadOnlyList<string> AskedFor { get; }
    /// <summary>The same on every node and after a restart for the same answers; part of cache keys and ETags.</summary>
    public string Stamp { get; }
    /// <summary>Names this generation's entries in the output cache.</summary>
    public string Tag => "generation-" + Stamp;

    public OrganisationSnapshot Organisation => State.Organisation;

    /// <summary>Where an item stands among what is asked for; behind all of it where it is not.</summary>
    public int PlaceOf(string contentItemId)
    {
        for (var at = 0; at < AskedFor.Count; at++)
        {
            if (AskedFor[at] == contentItemId) return at;
        }
        return AskedFor.Count;
    }

    /// <summary>A part of the page, rendered at its first use.</summary>
    public string Part(string culture, string part, Func<string> render) =>
        _parts.GetOrAdd((culture, part), _ => new Lazy<string>(render)).Value;

    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
