using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Model;

internal sealed class People : IPeople
{
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(PortalDbContext db, IEnumerable<string> userIds, CancellationToken cancellation)
    {
        var ids = userIds.Distinct(StringComparer.Ordinal).ToList();
        return ids.Count == 0
            ? new Dictionary<string, string>()
            : await db.Set<PortalUser>().AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellation);
    }

    public Task<string?> ActiveNameAsync(PortalDbContext db, string userId, CancellationToken cancellation) =>
        db.Set<PortalUser>().Where(u => u.Id == userId && !u.IsClosed).Select(u => u.DisplayName).FirstOrDefaultAsync(cancellation);

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
}
