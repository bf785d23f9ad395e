using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Model;

internal sealed class People(IEnumerable<IApplications> applications) : IPeople
{
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(PortalDbContext db, IEnumerable<string> userIds, CancellationToken cancellation)
    {
        var ids = userIds.Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count == 0) return new Dictionary<string, string>();
        var names = await db.Set<PortalUser>().AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellation);
        foreach (var (id, name) in await ApplicationsAsync(db, [.. ids.Where(i => !names.ContainsKey(i))], mayActNow: false, cancellation)) names[id] = name;
        return names;
    }

    public async Task<string?> ActiveNameAsync(PortalDbContext db, string userId, CancellationToken cancellation) =>
        await db.Set<PortalUser>().Where(u => u.Id == userId && !u.IsClosed).Select(u => u.DisplayName).FirstOrDefaultAsync(cancellation)
        ?? (await ApplicationsAsync(db, [userId], mayActNow: true, cancellation)).Select(a => a.Value).FirstOrDefault();

    public async Task<IReadOnlyDictionary<string, string>> ActiveEmailsAsync(PortalDbContext db, IEnumerable<string> userIds, CancellationToken cancellation)
    {
        var ids = userIds.Distinct(StringComparer.Ordinal).ToList();
        return ids.Count == 0
            ? new Dictionary<string, string>()
            : await db.Set<PortalUser>().AsNoTracking().Where(u => ids.Contains(u.Id) && !u.IsClosed).ToDictionaryAsync(u => u.Id, u => u.Email ?? "", cancellation);
    }

    public Task<string?> IdOfAsync(PortalDbContext db, string userName, CancellationToken cancellation)
    {
        var normalized = PortalUser.Normalize(userName);
        return db.Set<PortalUser>().Where(u => u.NormalizedUserName == normalized).Select(u => u.Id).FirstOrDefaultAsync(cancellation);
    }

    private async Task<List<KeyValuePair<string, string>>> ApplicationsAsync(PortalDbContext db, IReadOnlyCollection<string> ids, bool mayActNow, CancellationToken cancellation)
    {
        var found = new List<KeyValuePair<string, string>>();
        var asked = ids.Where(i => i.StartsWith(IApplications.IdPrefix, StringComparison.Ordinal)).ToList();
        if (asked.Count == 0) return found;
        foreach (var kept in applications) found.AddRange(await kept.NamesAsync(db, asked, mayActNow, cancellation));
        return found;
    }
}
