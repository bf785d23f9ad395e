using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>What waits for a writing section: clocks that ran out and clocks about to.</summary>
internal sealed class DueClocks(ITexts texts, Calendars calendars, TimeProvider time) : IWorkItems
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(Permissions.ContentEdit)) return [];
        var now = time.UtcNow();
        var soon = StatusOf.SoonUntilUtc(now, calendars.Current);
        var due = db.Set<Obligation>().AsNoTracking().VisibleTo(actor, Permissions.ContentEdit)
            .Where(o => o.Kind == DisclosureClock.Internal && o.MetUtc == null && o.CancelledUtc == null && o.DueUtc <= soon);
        var groups = new List<WorkItemGroup>();
        await AddAsync("公开时限已逾期", "overdue", "danger", due.Where(o => o.DueUtc < now), 5);
        await AddAsync("公开时限临近", "duesoon", "warning", due.Where(o => o.DueUtc >= now), 20);
        return groups;

        async Task AddAsync(string title, string status, string tone, IQueryable<Obligation> rows, int order)
        {
            var first = await (
                from o in rows
                join r in db.Set<ContentIndexRow>().Where(r => !r.IsPublished) on o.SubjectId equals r.ContentItemId
                orderby o.DueUtc, o.Id
                select new { o.SubjectId, o.DueUtc, o.OpenedUtc, o.Rule, r.Title }).Take(Shown).ToListAsync(cancellation);
            if (first.Count == 0) return;
            var total = first.Count < Shown ? first.Count : await rows.CountAsync(cancellation);
            groups.Add(new WorkItemGroup(texts[title], "alarm", $"/Admin/Deadlines?status={status}", total,
                [.. first.Select(o => new WorkItem(o.Title, $"/Admin/Content/Item/{o.SubjectId}",
                    texts["{0}，应于 {1} 前完成", Words(o.Rule), $"{CivilTime.DateOf(o.DueUtc):yyyy-MM-dd}"], o.OpenedUtc, tone))], order));
        }
    }

    private string Words(string rule)
    {
        if (DeadlineRule.Parse(rule) is not { Succeeded: true } read) return rule;
        var (key, args) = RuleWords.Of(read.Value);
        return texts[key, args];
    }
}
