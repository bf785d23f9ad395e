using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <param name="Where">Null where the keys are gone.</param>
public sealed record ContestEntry(RequestContest Contest, string? Where, string? Note);

/// <summary>
/// 行政复议 and 行政诉讼 about a case, as the office hears of them; table 四 of the annual report counts them. A case may be contested
/// in any state: not answering is a reason, too. Failures: <c>request.unknown</c>, <c>access.not-allowed</c>, and those named below.
/// </summary>
public sealed class ContestRequest(PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, RequestSeals seals)
{
    /// <summary>Failures: <c>contest.kind-required</c>, <c>contest.where-required</c>, <c>request.too-long</c>, <c>request.day-invalid</c>, <c>contest.no-review</c> (a suit after a review that is not entered or not decided). Side effect: <c>request.contested</c>.</summary>
    /// <param name="where">复议机关 or 法院, and the number of the case there.</param>
    public Task<Result> FileAsync(string requestId, string? kind, string where, DateOnly? filedOn, Actor actor, CancellationToken cancellation) => ActAsync(requestId, actor, async (tx, request) =>
    {
        var failures = new List<Failure>();
        if (kind is null || !Contests.Kinds.ContainsKey(kind)) failures.Add(Failure.At("Kind", "contest.kind-required"));
        if (where.Length == 0) failures.Add(Failure.At("Where", "contest.where-required"));
        else if (where.Length > RequestContest.MaxWords) failures.Add(Failure.At("Where", "request.too-long", RequestContest.MaxWords));
        if (filedOn is not { } day || day < request.ReceivedOn || day > tx.NowUtc.ToCivilDate()) failures.Add(Failure.At("FiledOn", "request.day-invalid"));
        if (kind == Contests.SuitAfterReview && !await tx.Db.Set<RequestContest>().AnyAsync(
            c => c.RequestId == request.Id && c.Kind == Contests.Review && c.TakenBackUtc == null && c.DecidedOn <= filedOn, cancellation)) failures.Add(Failure.At("Kind", "contest.no-review"));
        if (failures.Count > 0) return failures;
        tx.Db.Add(new RequestContest { Id = ContentIds.New(), RequestId = request.Id, AgencyId = request.AgencyId, Kind = kind!, FiledOn = filedOn!.Value, Where = seals.Seal(where), EnteredBy = actor.UserId });
        RequestDesk.Add(tx, request, RequestEvents.Contested, actor.UserId, seals.Seal($"{Contests.Kinds[kind!]}：{where}"), new() { ["contest"] = kind, ["filed"] = $"{filedOn:yyyy-MM-dd}" });
        return Result.Ok;
    }, cancellation);

    /// <summary>Failures: <c>contest.unknown</c>, <c>contest.decided</c>, <c>contest.result-required</c>, <c>request.too-long</c>, <c>request.day-invalid</c>. Side effect: <c>request.contest-decided</c>.</summary>
    /// <param name="result">A code of <see cref="Contests.Results"/>.</param>
    public Task<Result> DecideAsync(string requestId, string? contestId, string? result, DateOnly? decidedOn, string note, Actor actor, CancellationToken cancellation) => ActAsync(requestId, actor, async (tx, request) =>
    {
        if (await FindAsync(tx.Db, requestId, contestId, cancellation) is not { } contest) return Failure.Of("contest.unknown");
        if (contest.Result is not null) return Failure.Of("contest.decided");
        var failures = new List<Failure>();
        if (result is null || !Contests.Results.ContainsKey(result)) failures.Add(Failure.At("Result", "contest.result-required"));
        if (decidedOn is not { } day || day < contest.FiledOn || day > tx.NowUtc.ToCivilDate()) failures.Add(Failure.At("DecidedOn", "request.day-invalid"));
        if (note.Length > RequestContest.MaxWords) failures.Add(Failure.At("Note", "request.too-long", RequestContest.MaxWords));
        if (failures.Count > 0) return failures;
        (contest.Result, contest.DecidedOn, contest.Note) = (result, decidedOn, seals.Seal(note));
        RequestDesk.Add(tx, request, RequestEvents.ContestDecided, actor.UserId, seals.Seal($"{Contests.Kinds[contest.Kind]}：{Contests.Results[result!]}{(note.Length > 0 ? "。" + note : "")}"),
            new() { ["contest"] = contest.Kind, ["result"] = result, ["decided"] = $"{decidedOn:yyyy-MM-dd}" });
        return Result.Ok;
    }, cancellation);

    /// <summary>Entered by mistake. Failures: <c>contest.unknown</c>, <c>request.reason-required</c>. Side effect: <c>request.contest-taken-back</c>.</summary>
    public Task<Result> TakeBackAsync(string requestId, string? contestId, string reason, Actor actor, CancellationToken cancellation) => ActAsync(requestId, actor, async (tx, request) =>
    {
        if (await FindAsync(tx.Db, requestId, contestId, cancellation) is not { } contest) return Failure.Of("contest.unknown");
        if (AnswerCheck.CheckReason(reason) is { Count: > 0 } refused) return Result.Refused(refused);
        contest.TakenBackUtc = tx.NowUtc;
        RequestDesk.Add(tx, request, RequestEvents.ContestTakenBack, actor.UserId, seals.Seal(reason), new() { ["contest"] = contest.Kind });
        return Result.Ok;
    }, cancellation);

    /// <summary>Those of a case that its reader sees, the first filed first.</summary>
    public async Task<IReadOnlyList<ContestEntry>> OfAsync(string requestId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Set<RequestContest>().AsNoTracking().Where(c => c.RequestId == requestId && c.TakenBackUtc == null).OrderBy(c => c.FiledOn).ThenBy(c => c.Id).ToListAsync(cancellation);
        return [.. rows.Select(c => new ContestEntry(c, seals.Open(c.Where), seals.Open(c.Note)))];
    }

    private async Task<Result> ActAsync(string requestId, Actor actor, Func<PortalTransaction, DisclosureRequest, Task<Result>> act, CancellationToken cancellation) => RequestDesk.Plain(await transactions.WriteAsync(async tx =>
    {
        if (await tx.Db.Set<DisclosureRequest>().FirstOrDefaultAsync(r => r.Id == requestId, cancellation) is not { } request) return Failure.Of("request.unknown");
        return RequestAccess.May(actor, RequestPermissions.Dispatch, request) ? await act(tx, request) : Failure.Of(Failure.NotAllowed);
    }, cancellation));

    private static Task<RequestContest?> FindAsync(PortalDbContext db, string requestId, string? contestId, CancellationToken cancellation) =>
        db.Set<RequestContest>().FirstOrDefaultAsync(c => c.Id == contestId && c.RequestId == requestId && c.TakenBackUtc == null, cancellation);
}
