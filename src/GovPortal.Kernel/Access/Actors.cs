using System.Security.Claims;
using GovPortal.Kernel.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Access;

/// <summary>The names of people, kept by the module that keeps users.</summary>
public interface IPeople
{
    /// <summary>Display names by user id, applications among them; an id that is unknown is absent. A person who left keeps the name.</summary>
    Task<IReadOnlyDictionary<string, string>> NamesAsync(PortalDbContext db, IEnumerable<string> userIds, CancellationToken cancellation);

    /// <summary>The display name of a person who may sign in now, or of an application that may act now; null where there is none or it is closed.</summary>
    Task<string?> ActiveNameAsync(PortalDbContext db, string userId, CancellationToken cancellation);

    /// <summary>
    /// The e-mail addresses of those among them who may sign in now; an empty text where a person gave none. Whose account
    /// is closed is absent.
    /// </summary>
    Task<IReadOnlyDictionary<string, string>> ActiveEmailsAsync(PortalDbContext db, IEnumerable<string> userIds, CancellationToken cancellation);

    Task<string?> IdOfAsync(PortalDbContext db, string userName, CancellationToken cancellation);
}

/// <summary>Programs that act in a name and with roles of their own (接入应用), kept by the module that lets them in.</summary>
public interface IApplications
{
    /// <summary>What the id of every application begins with.</summary>
    const string IdPrefix = "app-";

    /// <summary>Display names by id, of those that may act now or of all; an id that is unknown is absent.</summary>
    Task<IReadOnlyDictionary<string, string>> NamesAsync(PortalDbContext db, IReadOnlyCollection<string> ids, bool mayActNow, CancellationToken cancellation);
}

/// <summary>Loads a person, or an application, with today's grants. Nothing is cached: a right taken away is gone with the next request.</summary>
public sealed class Actors(IDbContextFactory<PortalDbContext> contexts, IPeople people, TimeProvider time)
{
    /// <summary>The person or application, or null where there is none who may act now.</summary>
    public async Task<Actor?> LoadAsync(string userId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await people.ActiveNameAsync(db, userId, cancellation) is not { } name) return null;
        var today = DateOnly.FromDateTime(time.UtcNow().ToCivil());
        var delegators = await db.Set<Delegation>()
            .Where(d => d.ToUserId == userId && d.RevokedUtc == null && d.FromDate <= today && d.UntilDate >= today).Select(d => d.FromUserId).Distinct().ToListAsync(cancellation);
        // Who has left delegates nothing any more.
        if (delegators.Count > 0) delegators = [.. (await people.ActiveEmailsAsync(db, delegators, cancellation)).Keys];
        var rows = await (
            from m in db.Set<Membership>()
            join p in db.Set<RolePermission>() on m.Role equals p.Role into permissions
            from p in permissions.DefaultIfEmpty()
            where m.UserId == userId || delegators.Contains(m.UserId)
            select new { m.Id, m.UserId, m.Role, m.AgencyId, m.SectionId, Permission = p == null ? null : p.Permission })
            .ToListAsync(cancellation);
        var grants = rows.GroupBy(r => r.Id).Select(g => new Grant(
            g.First().Role,
            g.Where(r => r.Permission is not null && (r.UserId == userId || Permissions.Reviews.Contains(r.Permission))).Select(r => r.Permission!).ToHashSet(StringComparer.Ordinal),
            g.First().AgencyId, g.First().SectionId, g.First().UserId == userId ? null : g.First().UserId));
        return new Actor(userId, name, [.. grants]);
    }

    /// <summary>By the name people sign in with; null where there is none who may act now.</summary>
    public async Task<Actor?> NamedAsync(string userName, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await people.IdOfAsync(db, userName, cancellation) is { } id ? await LoadAsync(id, cancellation) : null;
    }
}

/// <summary>The person of this request, loaded once.</summary>
public sealed class CurrentActor(IHttpContextAccessor http, Actors actors)
{
    private Task<Actor?>? _loading;

    /// <summary>Null where nobody is signed in or the account is closed.</summary>
    public Task<Actor?> FindAsync() => _loading ??= LoadAsync();

    /// <summary>For pages that only signed-in people reach.</summary>
    public async Task<Actor> GetAsync() =>
        await FindAsync() ?? throw new InvalidOperationException("Nobody is signed in on this request.");

    private async Task<Actor?> LoadAsync() =>
        http.HttpContext is { } context && context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            ? await actors.LoadAsync(id, context.RequestAborted)
            : null;
}
