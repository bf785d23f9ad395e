using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Organisation;

/// <summary>
/// What this node knows without asking the database: the organisation, the definitions and the site's settings, of one
/// and the same event. Follows the event log.
/// </summary>
public sealed record PortalState(OrganisationSnapshot Organisation, ContentDefinitions Definitions, SiteSettings Site);

/// <summary>This node's <see cref="PortalState"/>. Handlers that decide load afresh inside their transaction.</summary>
public sealed class PortalStateReader(IDbContextFactory<PortalDbContext> contexts, DefinitionStore definitions) : INodeEventReader
{
    /// <summary>Kinds after which the state is loaded anew.</summary>
    private static readonly string[] Kinds =
        [OrganisationEvents.Changed, OrganisationEvents.ColumnsChanged, DefinitionStore.Changed, SiteSettings.Changed];

    private volatile PortalState _current = new(OrganisationSnapshot.Empty, ContentDefinitions.Empty, new SiteSettings());

    public PortalState Current => _current;

    public string Name => "state";

    public async Task<long> StartAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var head = await EventLog.HeadAsync(db, cancellation);
        _current = await LoadAsync(db, cancellation);
        return head;
    }

    public async Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation)
    {
        if (!events.Any(e => Kinds.Contains(e.Kind))) return;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        _current = await LoadAsync(db, cancellation);
    }

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
