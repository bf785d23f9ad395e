using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// The office files a case under what it is about (事项): a column of the portal; none takes it out again. Failures: <c>request.unknown</c>,
/// <c>access.not-allowed</c>, <c>subject.unknown</c>, <c>request.changed-by-other</c>. Side effect: <c>request.filed</c>.
/// </summary>
public sealed class FileSubject(PortalTransactions transactions)
{
    public async Task<Result> HandleAsync(string requestId, string? columnId, Actor actor, CancellationToken cancellation) => RequestDesk.Plain(await transactions.WriteAsync(async tx =>
    {
        if (await tx.Db.Set<DisclosureRequest>().FirstOrDefaultAsync(r => r.Id == requestId, cancellation) is not { } request) return Failure.Of("request.unknown");
        if (!RequestAccess.May(actor, RequestPermissions.Dispatch, request)) return Failure.Of(Failure.NotAllowed);
        var subject = columnId is { Length: > 0 } given ? given : null;
        if (subject is not null && !await tx.Db.Set<Column>().AnyAsync(c => c.Id == subject && c.AgencyId == request.AgencyId, cancellation)) return Failure.At("Subject", "subject.unknown");
        var after = await ReviewWithheld.OfAsync(tx, requestId, cancellation);
        if (after.SubjectColumnId == subject) return Result.Ok;
        after.SubjectColumnId = subject;
        RequestDesk.Add(tx, request, RequestEvents.Filed, actor.UserId, null, new() { ["column"] = subject });
        return Result.Ok;
    }, cancellation));
}

/// <summary>What was asked for and granted so often within a year that it may as well be disclosed without being asked.</summary>
public sealed record SubjectSuggestion(string ColumnId, string Title, int Count);

internal static class SuggestSubjects
{
    private const int Shown = 5, Months = 12;

    public static async Task<IReadOnlyList<SubjectSuggestion>> ReadAsync(
        PortalDbContext db, IQueryable<DisclosureRequest> mine, DateTime nowUtc, OrganisationSnapshot organisation, CancellationToken cancellation)
    {
        var (least, since) = ((await RequestRules.LoadAsync(db, cancellation)).SuggestAfter, nowUtc.AddMonths(-Months));
        var found = await (
            from f in db.Set<RequestFollowUp>().AsNoTracking()
            join r in mine on f.RequestId equals r.Id
            where f.SubjectColumnId != null && r.EndedUtc >= since && r.State == RequestState.Answered && (r.Outcome == Outcomes.Granted || r.Outcome == Outcomes.Partly)
            group f by f.SubjectColumnId into g
            where g.Count() >= least
            orderby g.Count() descending, g.Key
            select new { Column = g.Key!, Count = g.Count() }).Take(Shown).ToListAsync(cancellation);
        return [.. found.Where(s => organisation.Column(s.Column) is not null).Select(s => new SubjectSuggestion(s.Column, organisation.FullTitle(organisation.Column(s.Column)!), s.Count))];
    }
}
