using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>
/// What the office says of a month before it freezes it, and whether the sections see how they rank. Words that are emptied are written
/// from the figures again. Failures: <c>access.not-allowed</c>, <c>summary.month</c>, <c>summary.frozen-already</c>, <c>summary.not-frozen</c>, <c>order.too-long</c>. Side effect:
/// <c>summary.ranking</c>.
/// </summary>
public sealed class WriteSummary(PortalTransactions transactions, TimeProvider time)
{
    public Task<Result> WordsAsync(string agencyId, int month, string words, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!actor.Can(SupervisionPermissions.Manage, agencyId)) return Failure.Of(Failure.NotAllowed);
        if (ReadSummary.CheckMonth(month, time.UtcNow()) is { } outside) return outside;
        if (words.Length > MonthlySummary.MaxWords) return Failure.At("Words", "order.too-long", MonthlySummary.MaxWords);
        var summary = await FindAsync(tx, agencyId, month, cancellation);
        if (summary?.FrozenUtc is not null) return Failure.Of("summary.frozen-already");
        if (summary is null) tx.Db.Add(summary = new MonthlySummary { Id = ContentIds.New(), AgencyId = agencyId, Month = month, DraftedUtc = tx.NowUtc });
        summary.Words = words;
        return Result.Ok;
    }, cancellation);

    /// <summary>Of a frozen month only: figures that still change are no ranking.</summary>
    public Task<Result> RankingAsync(string agencyId, int month, bool isShown, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!actor.Can(SupervisionPermissions.Manage, agencyId)) return Failure.Of(Failure.NotAllowed);
        if (await FindAsync(tx, agencyId, month, cancellation) is not { FrozenUtc: not null } summary) return Failure.Of("summary.not-frozen");
        if (summary.IsRankingShown == isShown) return Result.Ok;
        summary.IsRankingShown = isShown;
        tx.Append(new EventDraft(SupervisionEvents.RankingShown, actor.UserId, summary.Id, AgencyId: agencyId, Payload: new Dictionary<string, object?> { ["month"] = month, ["shown"] = isShown }));
        return Result.Ok;
    }, cancellation);

    private static Task<MonthlySummary?> FindAsync(PortalTransaction tx, string agencyId, int month, CancellationToken cancellation) =>
        tx.Db.Set<MonthlySummary>().FirstOrDefaultAsync(s => s.AgencyId == agencyId && s.Month == month, cancellation);
}
