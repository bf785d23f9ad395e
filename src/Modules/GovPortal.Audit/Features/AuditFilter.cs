using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Audit.Features;

/// <summary>Which events are asked for; absent members ask for all.</summary>
/// <param name="Actor">A user name or a user's id.</param>
/// <param name="Subject">The id of an item, a version or whatever else it happened to.</param>
/// <param name="From">First day, civil (Asia/Shanghai).</param>
/// <param name="To">Last day, civil.</param>
public sealed record AuditFilter(string? Kind = null, string? Actor = null, string? Subject = null, DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>The events of the filter that the actor may see, newest first.</summary>
    internal async Task<IQueryable<PortalEvent>> ApplyAsync(PortalDbContext db, IPeople people, Actor actor, CancellationToken cancellation)
    {
        var events = db.Set<PortalEvent>().AsNoTracking();
        if (actor.AgenciesOf(AuditPermissions.Read) is { } agencies) events = events.Where(e => agencies.Contains(e.AgencyId!));
        if (Kind is { } kind) events = events.Where(e => e.Kind == kind);
        if (Actor is { } name)
        {
            var id = await people.IdOfAsync(db, name, cancellation) ?? name;
            events = events.Where(e => e.ActorId == id);
        }
        if (Subject is { } subject) events = events.Where(e => e.SubjectId == subject || e.VersionId == subject);
        if (From is { } from)
        {
            var start = Instants.FromCivil(from.ToDateTime(TimeOnly.MinValue));
            events = events.Where(e => e.OccurredUtc >= start);
        }
        if (To is { } to && to < DateOnly.MaxValue)
        {
            var end = Instants.FromCivil(to.AddDays(1).ToDateTime(TimeOnly.MinValue));
            events = events.Where(e => e.OccurredUtc < end);
        }
        return events.OrderByDescending(e => e.Id);
    }
}
