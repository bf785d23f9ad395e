using GovPortal.Api.Model;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.Features;

/// <summary>
/// Marks an authorization code as used. A code that comes a second time was seen by somebody else: it gives no token, and the
/// consent behind it is taken back, which ends the token that the first use gave (RFC 6749, 4.1.2).
/// </summary>
public sealed class UseCode(PortalTransactions transactions)
{
    /// <summary>Longer than any code lives.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>True for the first use of a code whose consent stands.</summary>
    public async Task<bool> HandleAsync(string codeId, string? consentId, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var consent = await tx.Db.Set<ApplicationConsent>().FirstOrDefaultAsync(c => c.Id == consentId && c.RevokedUtc == null, cancellation);
        if (consent is null) return false;
        var first = await tx.Db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "UsedCodes" ("Id", "UsedUtc") VALUES ({codeId}, {tx.NowUtc}) ON CONFLICT DO NOTHING""", cancellation) > 0;
        if (!first)
        {
            consent.RevokedUtc = tx.NowUtc;
            tx.Append(ConsentToApplication.Revoked(consent, Kernel.Access.Actor.System.UserId));
        }
        var old = tx.NowUtc - Kept;
        await tx.Db.Set<UsedCode>().Where(c => c.UsedUtc < old).ExecuteDeleteAsync(cancellation);
        await tx.CommitAsync(cancellation);
        return first;
    }
}
