using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Users.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Features;

/// <param name="ToUserName">Who reviews in the actor's name.</param>
public sealed record DelegateReviewsCommand(string? ToUserName, DateOnly? From, DateOnly? Until, string? Reason);

/// <summary>
/// A reviewer lets a colleague review in their name for some days. Failures: <c>access.not-allowed</c> (nothing of one's own to
/// delegate), <c>delegation.unknown-person</c>, <c>delegation.self</c>, <c>delegation.other-agency</c>, <c>delegation.dates</c>,
/// <c>delegation.too-long</c>, <c>delegation.reason-required</c>. Side effect: <c>user.delegated</c>.
/// </summary>
public sealed class DelegateReviews(PortalTransactions transactions)
{
    /// <summary>Longest delegation, in days: an absence, not a change of office.</summary>
    public const int MaxDays = 90;
    public const int MaxReason = 200;

    public async Task<Result> HandleAsync(DelegateReviewsCommand command, Actor actor, CancellationToken cancellation)
    {
        var own = actor.Grants.Where(g => g.OnBehalfOf is null && g.Permissions.Overlaps(Permissions.Reviews)).ToList();
        if (own.Count == 0) return Failure.Of(Failure.NotAllowed);
        await using var tx = await transactions.BeginAsync(cancellation);
        var name = command.ToUserName?.Trim() ?? "";
        var person = await tx.Db.Set<PortalUser>().AsNoTracking().FirstOrDefaultAsync(u => u.UserName == name && !u.IsClosed, cancellation);
        var today = DateOnly.FromDateTime(tx.NowUtc.ToCivil());
        var failures = new List<Failure>();
        if (person is null) failures.Add(Failure.At("To", "delegation.unknown-person", name));
        else if (person.Id == actor.UserId) failures.Add(Failure.At("To", "delegation.self"));
        else if (!await IsColleagueAsync(tx.Db, person.Id, own, cancellation)) failures.Add(Failure.At("To", "delegation.other-agency"));
        if (command.From is not { } from || command.Until is not { } until || until < from || until < today) failures.Add(Failure.At("Until", "delegation.dates"));
        else if (until.DayNumber - from.DayNumber >= MaxDays) failures.Add(Failure.At("Until", "delegation.too-long", MaxDays));
        var reason = command.Reason?.Trim() ?? "";
        if (reason.Length is 0 or > MaxReason) failures.Add(Failure.At("Reason", "delegation.reason-required", MaxReason));
        if (failures.Count > 0) return failures;

        var row = new Delegation
        {
            Id = ContentIds.New(), FromUserId = actor.UserId, ToUserId = person!.Id, FromDate = command.From!.Value, UntilDate = command.Until!.Value, Reason = reason, CreatedUtc = tx.NowUtc,
        };
        tx.Db.Add(row);
        tx.Append(new EventDraft(UserEvents.Delegated, actor.UserId, actor.UserId, Payload: new Dictionary<string, object?>
        {
            ["delegate"] = row.ToUserId, ["from"] = row.FromDate.ToString("yyyy-MM-dd", null), ["until"] = row.UntilDate.ToString("yyyy-MM-dd", null),
        }));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    /// <summary>Somebody of an agency the reviewer reviews for.</summary>
    private static async Task<bool> IsColleagueAsync(PortalDbContext db, string userId, List<Grant> own, CancellationToken cancellation)
    {
        if (own.Exists(g => g.AgencyId is null)) return true;
        var agencies = own.ConvertAll(g => g.AgencyId!);
        return await db.Set<Membership>().AnyAsync(m => m.UserId == userId && (m.AgencyId == null || agencies.Contains(m.AgencyId)), cancellation);
    }
}

/// <summary>
/// Ends a delegation at once; what was decided under it stands. By the reviewer, or by who manages users. Failures:
/// <c>access.not-allowed</c>, <c>delegation.unknown</c>. Side effect: <c>user.delegation-revoked</c>.
/// </summary>
public sealed class RevokeDelegation(PortalTransactions transactions)
{
    public async Task<Result> HandleAsync(string id, Actor actor, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<Delegation>().FirstOrDefaultAsync(d => d.Id == id && d.RevokedUtc == null, cancellation) is not { } row) return Failure.Of("delegation.unknown");
        if (row.FromUserId != actor.UserId && !actor.CanSomewhere(UsersModule.Manage)) return Failure.Of(Failure.NotAllowed);
        row.RevokedUtc = tx.NowUtc;
        tx.Append(new EventDraft(UserEvents.DelegationRevoked, actor.UserId, row.FromUserId, Payload: new Dictionary<string, object?> { ["delegate"] = row.ToUserId }));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}
