using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Text;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>What waits: at the office what is to be given out or sent, in a section what is to be drafted, before the leader what is to be approved. Titles are numbers, as mails carry them.</summary>
internal sealed class WaitingRequests(ITexts texts, TimeProvider time) : IWorkItems
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        var groups = new List<WorkItemGroup>();
        var now = time.UtcNow();
        await OfAgencyAsync(RequestPermissions.Dispatch, texts["待办公室办理的公开申请"], RequestState.Registered, 15);
        await OfAgencyAsync(RequestPermissions.Approve, texts["待审批的公开申请答复"], RequestState.AnswerDrafted, 5);
        await OfAgencyAsync(RequestPermissions.Answer, texts["待统一答复的公开申请"], RequestState.AnswerApproved, 16);
        // What a section has to draft waits for its own people, not for the office.
        var sections = actor.Grants.Where(g => g.Permissions.Contains(RequestPermissions.Handle)).Select(g => g.SectionId).OfType<string>().ToList();
        if (sections.Count > 0) await AddAsync(texts["待起草答复的公开申请"], RequestState.InProgress, db.Set<DisclosureRequest>().AsNoTracking().Where(r => r.SectionId != null && sections.Contains(r.SectionId)), 17);
        return groups;

        async Task OfAgencyAsync(string permission, string title, RequestState state, int order)
        {
            if (!actor.CanSomewhere(permission)) return;
            var all = db.Set<DisclosureRequest>().AsNoTracking();
            if (actor.AgenciesOf(permission)?.ToList() is { } agencies) all = all.Where(r => agencies.Contains(r.AgencyId));
            await AddAsync(title, state, all, order);
        }

        async Task AddAsync(string title, RequestState state, IQueryable<DisclosureRequest> all, int order)
        {
            var rows = all.Where(r => r.State == state);
            var first = await rows.OrderBy(r => r.DueUtc).ThenBy(r => r.Id).Take(Shown).ToListAsync(cancellation);
            if (first.Count == 0) return;
            var total = first.Count < Shown ? first.Count : await rows.CountAsync(cancellation);
            groups.Add(new WorkItemGroup(title, "folder2-open", "/Admin/Requests?state=" + state.ToString().ToLowerInvariant(), total, [.. first.Select(r => Item(r, now))], order));
        }
    }

    private WorkItem Item(DisclosureRequest request, DateTime now)
    {
        var due = request.DueUtc is { } at ? texts["应于 {0} 前答复", $"{at.ToCivilDate():yyyy-MM-dd}"] : "";
        var late = request.IsOverdueAt(now);
        return new WorkItem(texts["公开申请{0}", request.NumberText], "/Admin/Requests/" + request.Id, late ? texts["已逾期，{0}", due] : due, request.EnteredUtc, late ? "danger" : "neutral");
    }
}
