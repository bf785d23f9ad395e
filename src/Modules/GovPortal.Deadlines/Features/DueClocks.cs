using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>What waits for a writing section: clocks that ran out, clocks about to, and those met late without a reason.</summary>
internal sealed class DueClocks(ITexts texts, Calendars calendars, TimeProvider time) : IWorkItems
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        var groups = new List<WorkItemGroup>();
        var (now, calendar) = (time.UtcNow(), calendars.Current);
        var soon = StatusOf.SoonUntilUtc(now, calendar);
        if (actor.CanSomewhere(Permissions.ContentEdit))
        {
            // A reviewer's clocks are the reviewers' to meet; their queue shows them what waits.
            var due = db.Set<Obligation>().AsNoTracking().VisibleTo(actor, Permissions.ContentEdit).Where(o => o.Kind != DisclosureClock.Statutory && !o.Kind.StartsWith("review-"));
            await AddAsync("公开时限已逾期", "status=overdue", "danger", due.In(ObligationStatus.Overdue, now, soon), 5);
            await AddAsync("公开时限临近", "status=duesoon", "warning", due.In(ObligationStatus.DueSoon, now, soon), 20);
        }
        if (actor.CanSomewhere(ExplainBreach.Permission))
        {
            var unexplained = db.Set<Obligation>().AsNoTracking().VisibleTo(actor, ExplainBreach.Permission).Where(o => o.MetUtc != null).NeedingReason(now);
            await AddAsync("逾期待说明", "needs=reason", "warning", unexplained, 25);
        }
        return groups;

        async Task AddAsync(string title, string query, string tone, IQueryable<Obligation> rows, int order)
        {
            var first = await rows.OrderBy(o => o.DueUtc).ThenBy(o => o.Id).Take(Shown).ToListAsync(cancellation);
            if (first.Count == 0) return;
            var titles = await ListObligations.TitlesAsync(db, first, publishedOnly: false, cancellation);
            var total = first.Count < Shown ? first.Count : await rows.CountAsync(cancellation);
            groups.Add(new WorkItemGroup(texts[title], "alarm", $"/Admin/Deadlines?{query}", total,
                [.. first.Select(o => new WorkItem(titles.GetValueOrDefault(o.SubjectId) ?? texts[ClockKinds.Title(o.Kind)], UrlOf(o),
                    texts["{0}，应于 {1} 前完成", Words(o.Rule), $"{CivilTime.DateOf(o.DueUtc):yyyy-MM-dd}"], o.OpenedUtc, tone, o.SubjectId))], order));
        }
    }

    private static string UrlOf(Obligation clock) =>
        clock.IsOpen && clock.Kind == DisclosureClock.Internal ? $"/Admin/Content/Item/{clock.SubjectId}" : $"/Admin/Deadlines/{clock.Id}";

    private string Words(string rule)
    {
        if (DeadlineRule.Parse(rule) is not { Succeeded: true } read) return rule;
        var (key, args) = RuleWords.Of(read.Value);
        return texts[key, args];
    }
}
