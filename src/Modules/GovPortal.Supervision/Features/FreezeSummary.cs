using System.Globalization;
using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>
/// The office freezes a month (定稿): its figures stay as they are, with its words and who did it. Opened again it is counted live, with a
/// reason in the log, and what the leader signed counts no more. Failures: <c>access.not-allowed</c>, <c>summary.month</c>, <c>summary.frozen-already</c>,
/// <c>summary.not-frozen</c>, <c>order.words-required</c>, <c>order.too-long</c>. Side effects: <c>summary.frozen</c>, <c>summary.reopened</c>, the clock, a notice to the
/// deputy leader.
/// </summary>
public sealed class FreezeSummary(PortalTransactions transactions, ReadSummary read, SummaryClock clock, INotify notify, TimeProvider time)
{
    public Task<Result> HandleAsync(string agencyId, int month, string words, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!actor.Can(SupervisionPermissions.Manage, agencyId)) return Failure.Of(Failure.NotAllowed);
        if (ReadSummary.CheckMonth(month, time.UtcNow()) is { } outside) return outside;
        if (words.Length > MonthlySummary.MaxWords) return Failure.At("Words", "order.too-long", MonthlySummary.MaxWords);
        var summary = await tx.Db.Set<MonthlySummary>().FirstOrDefaultAsync(s => s.AgencyId == agencyId && s.Month == month, cancellation);
        if (summary?.FrozenUtc is not null) return Failure.Of("summary.frozen-already");
        if (summary is null) tx.Db.Add(summary = new MonthlySummary { Id = ContentIds.New(), AgencyId = agencyId, Month = month, DraftedUtc = tx.NowUtc });
        var figures = await read.CountAsync(tx.Db, agencyId, month, cancellation);
        (summary.Figures, summary.Words, summary.FrozenBy, summary.FrozenUtc) = (JsonSerializer.Serialize(figures, ReadSummary.Json), words, actor.UserId, tx.NowUtc);
        await clock.MeetAsync(tx, summary, cancellation);
        tx.Append(new EventDraft(SupervisionEvents.SummaryFrozen, actor.UserId, summary.Id, AgencyId: agencyId, Payload: new Dictionary<string, object?> { ["month"] = month }));
        await notify.SendAsync(tx, new Notice($"summary-frozen-{summary.Id}-{tx.NowUtc:yyyyMMddHHmmss}", $"{ReadSummary.MonthText(month)}政务公开情况汇总已定稿，请审签", "", ReadSummary.Url(agencyId, month), "info", summary.Id, agencyId),
            [new Recipients(Role: "DeputyLeader", AgencyId: agencyId)], cancellation);
        return Result.Ok;
    }, cancellation);

    public Task<Result> ReopenAsync(string agencyId, int month, string reason, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!actor.Can(SupervisionPermissions.Manage, agencyId)) return Failure.Of(Failure.NotAllowed);
        if (OrderDesk.CheckWords(reason, "Reason") is { Count: > 0 } refused) return Result.Refused(refused);
        if (await tx.Db.Set<MonthlySummary>().FirstOrDefaultAsync(s => s.AgencyId == agencyId && s.Month == month && s.FrozenUtc != null, cancellation) is not { } summary) return Failure.Of("summary.not-frozen");
        var wasSigned = summary.SignedUtc is not null;
        (summary.Figures, summary.FrozenBy, summary.FrozenUtc, summary.SignedBy, summary.SignedUtc, summary.IsRankingShown) = ("", null, null, null, null, false);
        await clock.StartAsync(tx, summary, cancellation);
        tx.Append(new EventDraft(SupervisionEvents.SummaryReopened, actor.UserId, summary.Id, AgencyId: agencyId, Payload: new Dictionary<string, object?> { ["month"] = month, ["reason"] = reason, ["signed"] = wasSigned }));
        return Result.Ok;
    }, cancellation);
}

/// <summary>The clock of a month's summary: by the 29th, pulled back to a working day (R40).</summary>
public sealed class SummaryClock(IObligations obligations)
{
    public const string Kind = "monthly-summary";

    internal async Task StartAsync(PortalTransaction tx, MonthlySummary summary, CancellationToken cancellation)
    {
        var opened = await obligations.OpenAnewAsync(tx, new ObligationDraft(
            summary.Id, null, summary.AgencyId, null, null, Kind, ReadSummary.DueRule, new DateOnly(summary.Month / 100, summary.Month % 100, 1), $"{ReadSummary.MonthText(summary.Month)}政务公开情况汇总，每月29日前报送"), cancellation);
        if (!opened.Succeeded) throw new InvalidOperationException($"The clock of {summary.Id} was refused: {string.Join(", ", opened.Failures)}");
    }

    internal Task<bool> RunsAsync(PortalTransaction tx, MonthlySummary summary, CancellationToken cancellation) => obligations.Running(tx.Db, [Kind]).AnyAsync(c => c.SubjectId == summary.Id, cancellation);

    internal Task MeetAsync(PortalTransaction tx, MonthlySummary summary, CancellationToken cancellation) => obligations.MeetAsync(tx, summary.Id, Kind, cancellation);
}
