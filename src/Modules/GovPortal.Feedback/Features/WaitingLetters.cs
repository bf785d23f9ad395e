using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Features;

/// <summary>What waits: at the office what is to be given out or sent, in a section what is to be answered. Titles say nothing of what people wrote, as mails carry them.</summary>
internal sealed class WaitingLetters(ITexts texts, TimeProvider time) : IWorkItems
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        var groups = new List<WorkItemGroup>();
        var now = time.UtcNow();
        if (actor.CanSomewhere(FeedbackPermissions.Dispatch))
        {
            var all = db.Set<Letter>().AsNoTracking();
            if (actor.AgenciesOf(FeedbackPermissions.Dispatch)?.ToList() is { } agencies) all = all.Where(l => agencies.Contains(l.AgencyId));
            await AddAsync(texts["待分办的咨询和纠错"], "received", all.Where(l => l.State == LetterState.Received), 12);
            await AddAsync(texts["待发送的答复"], "drafted", all.Where(l => l.State == LetterState.Drafted), 13);
        }
        // What a section has to answer waits for its own people, not for the office.
        var (_, _, sections) = LetterAccess.Reach(actor);
        if (sections.Count > 0)
        {
            await AddAsync(texts["待答复的咨询和纠错"], "assigned", db.Set<Letter>().AsNoTracking().Where(l => l.State == LetterState.Assigned && l.SectionId != null && sections.Contains(l.SectionId)), 14);
        }
        return groups;

        async Task AddAsync(string title, string state, IQueryable<Letter> rows, int order)
        {
            var first = await rows.OrderBy(l => l.DueUtc).ThenBy(l => l.Id).Take(Shown).ToListAsync(cancellation);
            if (first.Count == 0) return;
            var total = first.Count < Shown ? first.Count : await rows.CountAsync(cancellation);
            groups.Add(new WorkItemGroup(title, "envelope", "/Admin/Letters?state=" + state, total, [.. first.Select(l => Item(l, now))], order));
        }
    }

    private WorkItem Item(Letter letter, DateTime now)
    {
        var title = letter.Kind == LetterKind.Inquiry ? texts["{0} 收到的咨询", $"{letter.ReceivedUtc.ToCivilDate():yyyy-MM-dd}"] : texts["纠错：{0}", letter.PageTitle ?? texts["整个网站"]];
        var due = letter.DueUtc is { } at ? texts["应于 {0} 前答复", $"{at.ToCivilDate():yyyy-MM-dd}"] : "";
        return new WorkItem(title, "/Admin/Letters/" + letter.Id, letter.IsOverdueAt(now) ? texts["已逾期，{0}", due] : due, letter.ReceivedUtc, letter.IsOverdueAt(now) ? "danger" : "neutral", letter.DueUtc is null ? null : letter.Id);
    }
}
