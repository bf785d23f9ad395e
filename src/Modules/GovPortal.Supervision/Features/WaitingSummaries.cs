using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Text;
using GovPortal.Supervision.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>What waits of the months: at the office summaries to freeze, before the leader those to sign, in a section an empty month to report.</summary>
internal sealed class WaitingSummaries(ITexts texts, TimeProvider time) : IWorkItems
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        var groups = new List<WorkItemGroup>();
        var rows = db.Set<MonthlySummary>().AsNoTracking();
        if (actor.CanSomewhere(SupervisionPermissions.Manage)) Add(texts["待报送的月度汇总"], 20, Of(await rows.Where(s => s.FrozenUtc == null).OrderBy(s => s.Month).ToListAsync(cancellation), SupervisionPermissions.Manage));
        if (actor.CanSomewhere(SupervisionPermissions.Sign)) Add(texts["待审签的月度汇总"], 7, Of(await rows.Where(s => s.FrozenUtc != null && s.SignedUtc == null && s.FrozenBy != actor.UserId).OrderBy(s => s.Month).ToListAsync(cancellation), SupervisionPermissions.Sign));
        if (actor.SectionsOf(SupervisionPermissions.Answer) is { Count: > 0 } sections) await AddEmptyAsync(db, sections, groups, cancellation);
        return groups;

        List<MonthlySummary> Of(List<MonthlySummary> all, string permission) => [.. all.Where(s => actor.Can(permission, s.AgencyId))];

        void Add(string title, int order, List<MonthlySummary> found)
        {
            var today = time.UtcNow().ToCivilDate();
            if (found.Count > 0) groups.Add(new WorkItemGroup(title, "calendar-week", "/Admin/Supervision/Summary", found.Count, [.. found.Take(Shown).Select(s => new WorkItem(
                ReadSummary.MonthText(s.Month), ReadSummary.Url(s.AgencyId, s.Month), texts["{0} 前报送", $"{ReadSummary.DueOn(s.Month):yyyy-MM-dd}"], s.FrozenUtc ?? s.DraftedUtc, s.FrozenUtc is null && ReadSummary.DueOn(s.Month) < today ? "danger" : "neutral", s.Id))], order));
        }
    }

    /// <summary>Sections of the person that published nothing in a month that was drafted, and did not say so.</summary>
    private async Task AddEmptyAsync(PortalDbContext db, IReadOnlySet<string> sections, List<WorkItemGroup> groups, CancellationToken cancellation)
    {
        var today = time.UtcNow().ToCivilDate();
        var (present, before) = (ReadSummary.MonthOf(today), ReadSummary.Previous(ReadSummary.MonthOf(today)));
        var owed = await (
            from s in db.Set<Section>().AsNoTracking()
            where sections.Contains(s.Id)
            join m in db.Set<MonthlySummary>() on s.AgencyId equals m.AgencyId
            where m.FrozenUtc == null && (m.Month == present || m.Month == before)
                && !db.Set<NilReturn>().Any(n => n.AgencyId == m.AgencyId && n.Month == m.Month && n.SectionId == s.Id)
                && !db.Set<MonthFigures>().Any(f => f.Month == m.Month && !f.IsInternal && f.PublishedCount > 0 && db.Set<Column>().Any(c => c.Id == f.ColumnId && c.SectionId == s.Id))
            orderby m.Month, s.Position, s.Id
            select new { s.Name, m.AgencyId, m.Month, m.DraftedUtc }).Take(Shown).ToListAsync(cancellation);
        if (owed.Count > 0) groups.Add(new WorkItemGroup(texts["没有发布信息的月份"], "calendar-x", "/Admin/Supervision/Summary", owed.Count, [.. owed.Select(o => new WorkItem(
            $"{o.Name}：{ReadSummary.MonthText(o.Month)}", ReadSummary.Url(o.AgencyId, o.Month), texts["请发布，或者零报告"], o.DraftedUtc, "warning"))], 21));
    }
}
