using GovPortal.Api.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.Features;

/// <summary>Looks applications up. Nothing is cached: what is closed is closed with the next request.</summary>
public sealed class FindApplication(IDbContextFactory<PortalDbContext> contexts) : IApplications
{
    public async Task<ApiApplication?> ByClientIdAsync(string? clientId, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(clientId) || clientId.Length > ApiApplication.MaxClientId) return null;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Set<ApiApplication>().AsNoTracking().FirstOrDefaultAsync(a => a.ClientId == clientId, cancellation);
    }

    /// <summary>Whether a token of the application still holds: it is not closed, the stamp is its own, and a person's consent was not taken back.</summary>
    public async Task<bool> HoldsAsync(string applicationId, string? stamp, string? consentId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Set<ApiApplication>().AnyAsync(a => a.Id == applicationId && !a.IsClosed && a.Stamp == stamp
            && (consentId == null || db.Set<ApplicationConsent>().Any(c => c.Id == consentId && c.ApplicationId == applicationId && c.RevokedUtc == null)), cancellation);
    }

    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(PortalDbContext db, IReadOnlyCollection<string> ids, bool mayActNow, CancellationToken cancellation) =>
        await db.Set<ApiApplication>().AsNoTracking().Where(a => ids.Contains(a.Id) && !(mayActNow && a.IsClosed))
            .ToDictionaryAsync(a => a.Id, a => a.DisplayName, cancellation);
}
