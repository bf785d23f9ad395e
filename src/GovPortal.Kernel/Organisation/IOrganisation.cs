using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Kernel.Organisation;

/// <summary>
/// What this node knows without asking the database: the organisation, the definitions and the site's settings, of one
/// and the same event. Follows the event log.
/// </summary>
public sealed record PortalState(OrganisationSnapshot Organisation, ContentDefinitions Definitions, SiteSettings Site);

/// <summary>The site's own public address: what a request calls its host is not trusted.</summary>
public sealed class SiteAddress(PortalStateReader state, IConfiguration configuration)
{
    /// <summary>By the site's settings, else <c>Portal:Site:BaseUrl</c>; without a slash at its end, empty where there is none.</summary>
    public string Url => (state.Current.Site.BaseUrl is { Length: > 0 } stored ? stored : configuration["Portal:Site:BaseUrl"] ?? "").Trim().TrimEnd('/');
}

/// <summary>This node's <see cref="PortalState"/>. Handlers that decide load afresh inside their transaction.</summary>
public sealed class PortalStateReader(IDbContextFactory<PortalDbContext> contexts, DefinitionStore definitions) : INodeEventReader, IDisposable
{
    /// <summary>Kinds after which the state is loaded anew.</summary>
    private static readonly string[] Kinds =
        [OrganisationEvents.Changed, OrganisationEvents.ColumnsChanged, DefinitionStore.Changed, SiteSettings.Changed];

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile PortalState _current = new(OrganisationSnapshot.Empty, ContentDefinitions.Empty, new SiteSettings());
    private long? _reached;

    public PortalState Current => _current;

    public string Name => "state";

    public async Task<long> StartAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var head = await EventLog.HeadAsync(db, cancellation);
        await AtLeastAsync(head, cancellation);
        return head;
    }

    public Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation) => AtLeastAsync(events[^1].Id, cancellation);

    /// <summary>
    /// The state with everything up to this event, loaded now where this reader has not come so far; for readers whose own
    /// answers rest on it.
    /// </summary>
    public async Task<PortalState> AtLeastAsync(long eventId, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_reached >= eventId) return _current;
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            if (_reached is not { } reached
                || await db.Set<PortalEvent>().AnyAsync(e => e.Id > reached && e.Id <= eventId && Kinds.Contains(e.Kind), cancellation))
            {
                _current = await LoadAsync(db, cancellation);
            }
            _reached = eventId;
            return _current;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<PortalState> LoadAsync(PortalDbContext db, CancellationToken cancellation) => new(
        await OrganisationSnapshot.LoadAsync(db, cancellation),
        await definitions.LoadAsync(db, cancellation),
        await SiteSettings.LoadAsync(db, cancellation));
}

public static class OrganisationEvents
{
    /// <summary>Agencies or sections changed.</summary>
    public const string Changed = "organisation.changed";
    public const string ColumnsChanged = "columns.changed";
}
