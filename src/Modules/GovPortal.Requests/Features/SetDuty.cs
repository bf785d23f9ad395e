using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// The office writes down who is on duty (值班) on the days of a month; an empty name leaves a day free. Failures: <c>access.not-allowed</c>,
/// <c>duty.month</c>, <c>duty.person</c> (nobody of the office). Side effect: <c>request.duty-set</c> where anything changed.
/// </summary>
public sealed class SetDuty(PortalTransactions transactions, IPeople people)
{
    /// <summary>How far from the present month, in months.</summary>
    public const int MaxMonths = 24;

    /// <param name="month">Its first day.</param>
    /// <param name="onDuty">User ids by the day of the month; a day that is left out is free.</param>
    public Task<Result> HandleAsync(string agencyId, DateOnly month, IReadOnlyDictionary<int, string> onDuty, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async tx =>
    {
        if (!actor.Can(RequestPermissions.Dispatch, agencyId)) return Failure.Of(Failure.NotAllowed);
        var today = tx.NowUtc.ToCivilDate();
        if (month.Day != 1 || month < today.AddMonths(-MaxMonths) || month > today.AddMonths(MaxMonths)) return Failure.At("Month", "duty.month");
        var office = await OfficePeople.OfAsync(tx.Db, people, agencyId, RequestPermissions.Dispatch, cancellation);
        var rows = await tx.Db.Set<RequestDuty>().Where(d => d.AgencyId == agencyId && d.Day >= month && d.Day < month.AddMonths(1)).ToDictionaryAsync(d => d.Day, cancellation);
        for (var day = month; day < month.AddMonths(1); day = day.AddDays(1))
        {
            var who = onDuty.GetValueOrDefault(day.Day) is { Length: > 0 } given ? given : null;
            var row = rows.GetValueOrDefault(day);
            // Who was on duty stays so, though they left.
            if (who is not null && who != row?.UserId && !office.ContainsKey(who)) return Failure.At($"d{day.Day}", "duty.person");
            if (who is null && row is not null) tx.Db.Remove(row);
            else if (who is not null && row is null) tx.Db.Add(new RequestDuty { AgencyId = agencyId, Day = day, UserId = who });
            else if (who is not null && row!.UserId != who) row.UserId = who;
        }
        if (tx.Db.ChangeTracker.HasChanges()) tx.AppendChange(new EventDraft(RequestEvents.DutySet, actor.UserId, AgencyId: agencyId, Payload: new Dictionary<string, object?> { ["month"] = $"{month:yyyy-MM}" }), typeof(RequestDuty));
        return Result.Ok;
    }, cancellation);

    /// <summary>The agencies in which a person is on duty today.</summary>
    internal static Task<List<string>> TodayAsync(PortalDbContext db, string userId, DateOnly today, CancellationToken cancellation) =>
        db.Set<RequestDuty>().Where(d => d.UserId == userId && d.Day == today).Select(d => d.AgencyId).ToListAsync(cancellation);
}
