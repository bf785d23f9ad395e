using System.Globalization;
using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Papers;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using GovPortal.Tables;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>
/// The office freezes a month (定稿): its figures stay as they are, with its words and who signed. Opened again it is counted live, with a
/// reason in the log. Failures: <c>access.not-allowed</c>, <c>summary.month</c>, <c>summary.frozen-already</c>, <c>summary.not-frozen</c>,
/// <c>order.words-required</c>, <c>order.too-long</c>. Side effects: <c>summary.frozen</c>, <c>summary.reopened</c>.
/// </summary>
public sealed class FreezeSummary(PortalTransactions transactions, ReadSummary read, TimeProvider time)
{
    public Task<Result> HandleAsync(string agencyId, int month, string words, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!actor.Can(SupervisionPermissions.Manage, agencyId)) return Failure.Of(Failure.NotAllowed);
        var present = ReadSummary.MonthOf(time.UtcNow().ToCivilDate());
        if (month < ReadSummary.FirstMonth || month > present || month % 100 is < 1 or > 12) return Failure.At("month", "summary.month", ReadSummary.FirstMonth, present);
        if (words.Length > MonthlySummary.MaxWords) return Failure.At("Words", "order.too-long", MonthlySummary.MaxWords);
        if (await tx.Db.Set<MonthlySummary>().AnyAsync(s => s.AgencyId == agencyId && s.Month == month, cancellation)) return Failure.Of("summary.frozen-already");
        var figures = await read.CountAsync(tx.Db, agencyId, month, cancellation);
        tx.Db.Add(new MonthlySummary { AgencyId = agencyId, Month = month, Figures = JsonSerializer.Serialize(figures, ReadSummary.Json), Words = words, FrozenBy = actor.UserId, FrozenUtc = tx.NowUtc });
        tx.Append(new EventDraft(SupervisionEvents.SummaryFrozen, actor.UserId, month.ToString(CultureInfo.InvariantCulture), AgencyId: agencyId, Payload: new Dictionary<string, object?> { ["month"] = month }));
        return Result.Ok;
    }, cancellation);

    public Task<Result> ReopenAsync(string agencyId, int month, string reason, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!actor.Can(SupervisionPermissions.Manage, agencyId)) return Failure.Of(Failure.NotAllowed);
        if (OrderDesk.CheckWords(reason, "Reason") is { Count: > 0 } refused) return Result.Refused(refused);
        if (await tx.Db.Set<MonthlySummary>().FirstOrDefaultAsync(s => s.AgencyId == agencyId && s.Month == month, cancellation) is not { } summary) return Failure.Of("summary.not-frozen");
        tx.Db.Remove(summary);
        tx.Append(new EventDraft(SupervisionEvents.SummaryReopened, actor.UserId, month.ToString(CultureInfo.InvariantCulture), AgencyId: agencyId, Payload: new Dictionary<string, object?> { ["month"] = month, ["reason"] = reason }));
        return Result.Ok;
    }, cancellation);
}

/// <summary>
/// 零报告 with one click, and back. Failures: <c>access.not-allowed</c>, <c>summary.month</c>, <c>summary.frozen-already</c>, <c>summary.has-published</c> (there was something).
/// Side effects: <c>summary.nil-returned</c>, <c>summary.nil-taken-back</c>.
/// </summary>
public sealed class ReturnNil(PortalTransactions transactions, ReadSummary read, TimeProvider time)
{
    public Task<Result> HandleAsync(string agencyId, string sectionId, int month, bool isNil, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!ContentAccess.Holds(actor, SupervisionPermissions.Answer, agencyId, sectionId)
            || !await tx.Db.Set<Section>().AnyAsync(s => s.Id == sectionId && s.AgencyId == agencyId, cancellation)) return Failure.Of(Failure.NotAllowed);
        var present = ReadSummary.MonthOf(time.UtcNow().ToCivilDate());
        if (month != present && month != ReadSummary.Previous(present)) return Failure.At("month", "summary.month", ReadSummary.Previous(present), present);
        if (await tx.Db.Set<MonthlySummary>().AnyAsync(s => s.AgencyId == agencyId && s.Month == month, cancellation)) return Failure.Of("summary.frozen-already");
        var known = await tx.Db.Set<NilReturn>().FirstOrDefaultAsync(n => n.AgencyId == agencyId && n.Month == month && n.SectionId == sectionId, cancellation);
        if (known is not null == isNil) return Result.Ok;
        if (isNil && (await read.CountAsync(tx.Db, agencyId, month, cancellation)).Sections.Any(s => s.SectionId == sectionId && s.Published > 0)) return Failure.Of("summary.has-published");
        if (isNil) tx.Db.Add(new NilReturn { AgencyId = agencyId, Month = month, SectionId = sectionId, ActorId = actor.UserId, AtUtc = tx.NowUtc });
        else tx.Db.Remove(known!);
        tx.Append(new EventDraft(isNil ? SupervisionEvents.NilReturned : SupervisionEvents.NilTakenBack, actor.UserId, sectionId, AgencyId: agencyId, Payload: new Dictionary<string, object?> { ["month"] = month }));
        return Result.Ok;
    }, cancellation);
}

/// <summary>The summary on paper and as a workbook; the office archives paper (R78).</summary>
public static class SummaryPaper
{
    public static IReadOnlyList<string> Heads { get; } = ["科室", "发布条数", "按时", "超时", "新发现问题", "已消除", "未消除", "督办单", "销号", "逾期", "得分", "备注"];

    public static IReadOnlyList<IReadOnlyList<string>> Rows(SummaryFigures figures) => [.. figures.Sections.Append(figures.Total).Select(s => (IReadOnlyList<string>)
    [
        s.Name, .. new[] { s.Published, s.OnTime, s.Late, s.Found, s.Gone, s.Standing, s.Orders, s.SignedOff, s.LateOrders }.Select(n => n.ToString(CultureInfo.InvariantCulture)),
        s.Score?.ToString("0.##", CultureInfo.InvariantCulture) ?? "—", s.IsNil ? "零报告" : "",
    ])];

    public static string Title(SummaryView view) => $"{view.AgencyName}{view.Month / 100}年{view.Month % 100}月政务公开情况汇总";

    public static byte[] Docx(SummaryView view)
    {
        var paper = new Paper(landscape: true).Title(Title(view));
        if (view.Frozen is { Words.Length: > 0 } frozen) foreach (var line in frozen.Words.Split('\n')) paper.Text(line);
        paper.Table([4, .. Enumerable.Repeat(2, Heads.Count - 1)], [[.. Heads.Select(h => new PaperCell(h, IsHead: true))], .. Rows(view.Figures).Select(r => (IReadOnlyList<PaperCell>)[.. r.Select((c, i) => new PaperCell(c, IsHead: i > 0))])], head: 1);
        if (view.Figures.Lines.Count > 0) paper.Table([3, 4, 2], [[new("类别", IsHead: true), new("项目", IsHead: true), new("数量", IsHead: true)],
            .. view.Figures.Lines.Select(l => (IReadOnlyList<PaperCell>)[new(l.Group), new(l.Title), new(l.Count.ToString(CultureInfo.InvariantCulture), IsHead: true)])], head: 1);
        return paper.Text("填报人（签字）：　　　　　　　　　　　　分管领导（签字）：　　　　　　　　　　　　　　　　年　　月　　日").ToDocx();
    }

    public static byte[] Xlsx(SummaryView view) => SheetWriter.Write(
    [
        new SheetPage("各科室", Title(view), [.. Heads.Select((h, i) => (h, i == 0 ? 28d : 12d))], Rows(view.Figures)),
        new SheetPage("其他", Title(view), [("类别", 20), ("项目", 40), ("数量", 12)], [.. view.Figures.Lines.Select(l => (IReadOnlyList<string>)[l.Group, l.Title, l.Count.ToString(CultureInfo.InvariantCulture)])]),
    ]);
}
