using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>Keeps this node's calendar the one in force.</summary>
public sealed class CalendarFollower(IDbContextFactory<PortalDbContext> contexts, Calendars calendars) : INodeEventReader
{
    public const string Changed = "calendar.changed";

    public string Name => "calendar";

    public async Task<long> StartAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var head = await EventLog.HeadAsync(db, cancellation);
        calendars.Swap((await CalendarInForce.LoadAsync(db, cancellation)).Calendar);
        return head;
    }

    public Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation) =>
        events.Any(e => e.Kind == Changed) ? StartAsync(cancellation) : Task.CompletedTask;
}
