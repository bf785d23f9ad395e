using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Text;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>What waits: at the office what is to be given out or sent, in a section what is to be drafted, before the leader, or who stands in, what is to be approved. Titles are numbers, as mails carry them.</summary>
internal sealed class WaitingRequests(ITexts texts, StandIns standIns, TimeProvider time) : IWorkItems
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        var groups = new List<WorkItemGroup>();
        var now = time.UtcNow();
        var all = db.Set<DisclosureRequest>().AsNoTracking();
        // New ones come before whoever is on duty first; the others of the office see them where they always do.
        var duty = actor.CanSomewhere(RequestPermissions.Dispatch) ? await SetDuty.TodayAsync(db, actor.UserId, now.ToCivilDate(), cancellation) : [];
        if (duty.Count > 0) await AddAsync(texts["今日值班：新收到的公开申请"], RequestState.Registered, Within(all.Where(r => duty.Contains(r.AgencyId)), actor, RequestPermissions.Dispatch), 1);
        await OfAgencyAsync(actor, RequestPermissions.Dispatch, texts["待办公室办理的公开申请"], RequestState.Registered, 15, duty);
        await OfAgencyAsync(actor, RequestPermissions.Approve, texts["待审批的公开申请答复"], RequestState.AnswerDrafted, 5, []);
        if (await standIns.WithAsync(db, actor, cancellation) is var lent && lent != actor) await LentAsync(lent);
        await OfAgencyAsync(actor, RequestPermissions.Answer, texts["待统一答复的公开申请"], RequestState.AnswerApproved, 16, []);
        // What a section has to draft waits for its own people, not for the office.
        var sections = actor.Grants.Where(g => g.Permissions.Contains(RequestPermissions.Handle)).Select(g => g.SectionId).OfType<string>().ToList();
        if (sections.Count > 0) await AddAsync(texts["待起草答复的公开申请"], RequestState.InProgress, all.Where(r => r.SectionId != null && sections.Contains(r.SectionId)), 17);
        if (actor.CanSomewhere(RequestPermissions.Dispatch)) await WithheldAsync();
        return groups;

        // What was withheld and is to be looked at again (art. 18).
        async Task WithheldAsync()
        {
            var today = now.ToCivilDate();
            var due = from f in db.Set<RequestFollowUp>().AsNoTracking() join r in Within(all, actor, RequestPermissions.Dispatch) on f.RequestId equals r.Id where f.ReviewOn <= today orderby f.ReviewOn, r.Id select r;
            var first = await due.Take(Shown).ToListAsync(cancellation);
            if (first.Count == 0) return;
            var items = first.Select(r => new WorkItem(texts["公开申请{0}", r.NumberText], $"/Admin/Requests/{r.Id}/After", texts["定期审查"], r.EndedUtc ?? r.EnteredUtc));
            groups.Add(new WorkItemGroup(texts["到期的不予公开定期审查"], "arrow-repeat", "/Admin/Requests/Withheld?kind=due", first.Count < Shown ? first.Count : await due.CountAsync(cancellation), [.. items], 18));
        }

        async Task OfAgencyAsync(Actor who, string permission, string title, RequestState state, int order, List<string> but)
        {
            if (who.CanSomewhere(permission)) await AddAsync(title, state, Within(all.Where(r => !but.Contains(r.AgencyId)), who, permission), order);
        }

        // What waits for a leader, before who stands in; not what the person may approve anyway, nor what they drafted.
        async Task LentAsync(Actor who)
        {
            var own = actor.AgenciesOf(RequestPermissions.Approve)?.ToList();
            if (own is null) return;
            var rows = Within(all.Where(r => !own.Contains(r.AgencyId)), who, RequestPermissions.Approve);
            await AddAsync(texts["受委托审批的公开申请答复"], RequestState.AnswerDrafted, rows.Where(r => !db.Set<RequestStep>().Any(s => s.RequestId == r.Id && s.Kind == RequestEvents.Drafted && s.ActorId == actor.UserId)), 6);
        }

        async Task AddAsync(string title, RequestState state, IQueryable<DisclosureRequest> some, int order)
        {
            var rows = some.Where(r => r.State == state);
            var first = await rows.OrderBy(r => r.DueUtc).ThenBy(r => r.Id).Take(Shown).ToListAsync(cancellation);
            if (first.Count == 0) return;
            var total = first.Count < Shown ? first.Count : await rows.CountAsync(cancellation);
            groups.Add(new WorkItemGroup(title, "folder2-open", "/Admin/Requests?state=" + state.ToString().ToLowerInvariant(), total, [.. first.Select(r => Item(r, now))], order));
        }
    }

    private static IQueryable<DisclosureRequest> Within(IQueryable<DisclosureRequest> rows, Actor actor, string permission) =>
        actor.AgenciesOf(permission)?.ToList() is { } agencies ? rows.Where(r => agencies.Contains(r.AgencyId)) : rows;

    private WorkItem Item(DisclosureRequest request, DateTime now)
    {
        var due = request.DueUtc is { } at ? texts["应于 {0} 前答复", $"{at.ToCivilDate():yyyy-MM-dd}"] : "";
        var late = request.IsOverdueAt(now);
        return new WorkItem(texts["公开申请{0}", request.NumberText], "/Admin/Requests/" + request.Id, late ? texts["已逾期，{0}", due] : due, request.EnteredUtc, late ? "danger" : "neutral", request.DueUtc is null ? null : request.Id);
    }
}
