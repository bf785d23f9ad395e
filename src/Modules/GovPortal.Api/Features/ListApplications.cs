using GovPortal.Api.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.Features;

/// <summary>An application with the roles it holds.</summary>
public sealed record ApplicationRow(ApiApplication Application, IReadOnlyList<ApplicationRole> Roles);

/// <summary>The applications that the actor manages: a portal has a handful, so all at once.</summary>
public static class ListApplications
{
    public static async Task<IReadOnlyList<ApplicationRow>> HandleAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        var applications = await db.Set<ApiApplication>().AsNoTracking().OrderBy(a => a.IsClosed).ThenBy(a => a.ClientId).ToListAsync(cancellation);
        var ids = applications.ConvertAll(a => a.Id);
        var held = (await db.Set<Membership>().AsNoTracking().Where(m => ids.Contains(m.UserId)).ToListAsync(cancellation)).ToLookup(m => m.UserId, SaveApplication.Role);
        return [.. applications.Select(a => new ApplicationRow(a, [.. held[a.Id]])).Where(a => SaveApplication.MayManage(actor, a.Roles))];
    }
}
