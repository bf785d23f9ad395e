using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>
/// On the 20th of each month, at half past eight, every agency's summary is drafted: it waits for the office with its clock, and sections
/// that published nothing so far are asked to, or to report that there was nothing. A due job, done once over all nodes; each month appoints the next. Side effects:
/// <c>summary.drafted</c>, the clock, notices.
/// </summary>
public sealed class DraftSummary(IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, ReadSummary read, SummaryClock clock, INotify notify, TimeProvider time) : IDueJobHandler
{
    public const string JobKind = "summary-draft";
    private const int DraftDay = 20;
    private static readonly TimeOnly At = new(8, 30);

    public string Kind => JobKind;

    public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
    {
        await AppointAsync(cancellation);
        var month = ReadSummary.MonthOf(job.DueUtc.ToCivilDate());
        foreach (var agency in await AgenciesAsync(cancellation)) await DraftAsync(agency, month, cancellation);
        return Result.Ok;
    }

    /// <summary>The next month's, where none is appointed.</summary>
    public Task AppointAsync(CancellationToken cancellation)
    {
        var now = time.UtcNow();
        var day = new DateOnly(now.ToCivilDate().Year, now.ToCivilDate().Month, DraftDay);
        var next = Instant(day) > now ? day : day.AddMonths(1);
        var id = $"summary-draft-{next:yyyyMM}";
        return transactions.AppointAsync(new DueJob { Id = id, Kind = JobKind, SubjectId = id, ActorId = Actor.System.UserId, DueUtc = Instant(next) }, cancellation);
    }

    private async Task<List<string>> AgenciesAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Set<Agency>().Where(a => db.Set<Section>().Any(s => s.AgencyId == a.Id)).OrderBy(a => a.Position).Select(a => a.Id).ToListAsync(cancellation);
    }

    private static DateTime Instant(DateOnly day) => Instants.FromCivil(day.ToDateTime(At));

    private async Task DraftAsync(string agencyId, int month, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var summary = await tx.Db.Set<MonthlySummary>().FirstOrDefaultAsync(s => s.AgencyId == agencyId && s.Month == month, cancellation);
        // Frozen before its time, or drafted by a run that was broken off.
        if (summary is not null && (summary.FrozenUtc is not null || await clock.RunsAsync(tx, summary, cancellation))) return;
        if (summary is null) tx.Db.Add(summary = new MonthlySummary { Id = ContentIds.New(), AgencyId = agencyId, Month = month, DraftedUtc = tx.NowUtc });
        await clock.StartAsync(tx, summary, cancellation);
        tx.Append(new EventDraft(SupervisionEvents.SummaryDrafted, Actor.System.UserId, summary.Id, AgencyId: agencyId, Payload: new Dictionary<string, object?> { ["month"] = month }));
        var (what, url) = ($"{ReadSummary.MonthText(month)}政务公开情况汇总", ReadSummary.Url(agencyId, month));
        await notify.SendAsync(tx, new Notice($"summary-draft-{summary.Id}", what + "已起草", $"请补充情况说明，于{ReadSummary.DueOn(month):M月d日}前定稿报送。", url, "info", summary.Id, agencyId), [new Recipients(Role: "Office", AgencyId: agencyId)], cancellation);
        foreach (var section in (await read.CountAsync(tx.Db, agencyId, month, cancellation)).Silent)
        {
            await notify.SendAsync(tx, new Notice($"summary-nil-{summary.Id}-{section.SectionId}", $"{month % 100}月还没有发布信息", "请在月底前发布；没有应当公开的信息的，请零报告。", url, "warning", summary.Id, agencyId),
                [new Recipients(Role: "SectionHead", AgencyId: agencyId, SectionId: section.SectionId), new Recipients(Role: "SectionEditor", AgencyId: agencyId, SectionId: section.SectionId)], cancellation);
        }
        await tx.CommitAsync(cancellation);
    }
}
