using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Text;
using GovPortal.Users.Features;
using GovPortal.Users.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Users.Areas.Admin.Pages.Users;

/// <summary>What a person delegated and what was delegated to them; who manages users sees all.</summary>
public sealed class DelegationsModel(
    ITexts texts, DelegateReviews delegateReviews, RevokeDelegation revoke, IPeople people, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private const int Shown = 200;

    [BindProperty] public string? To { get; set; }
    [BindProperty] public DateOnly? From { get; set; }
    [BindProperty] public DateOnly? Until { get; set; }
    [BindProperty] public string? Reason { get; set; }

    public bool CanDelegate { get; private set; }
    public IReadOnlyList<SelectListItem> Colleagues { get; private set; } = [];
    public IReadOnlyList<Delegation> Rows { get; private set; } = [];
    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();
    private Actor _actor = Actor.System;
    private DateOnly _today;

    public string Name(string id) => _names.GetValueOrDefault(id, "—");

    public bool IsRunning(Delegation row) => row.RevokedUtc is null && row.FromDate <= _today && row.UntilDate >= _today;

    public string Status(Delegation row) =>
        row.RevokedUtc is not null ? T["已撤销"] : row.UntilDate < _today ? T["已结束"] : row.FromDate > _today ? T["未开始"] : T["委托中"];

    public bool CanRevoke(Delegation row) => row.RevokedUtc is null && row.UntilDate >= _today && (row.FromUserId == _actor.UserId || _actor.CanSomewhere(UsersModule.Manage));

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        From = _today;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        return Finish(await delegateReviews.HandleAsync(new DelegateReviewsCommand(To, From, Until, Reason), _actor, cancellation), T["已委托。"], "/Admin/Delegations");
    }

    public async Task<IActionResult> OnPostRevokeAsync(string id, CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        return Finish(await revoke.HandleAsync(id, _actor, cancellation), T["委托已撤销。"], "/Admin/Delegations");
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        (_actor, _today) = (await current.GetAsync(), DateOnly.FromDateTime(time.UtcNow().ToCivil()));
        CanDelegate = _actor.Grants.Any(g => g.OnBehalfOf is null && g.Permissions.Overlaps(Permissions.Reviews));
        var rows = db.Set<Delegation>().AsNoTracking();
        var me = _actor.UserId;
        if (!_actor.CanSomewhere(UsersModule.Manage)) rows = rows.Where(d => d.FromUserId == me || d.ToUserId == me);
        Rows = await rows.OrderByDescending(d => d.CreatedUtc).Take(Shown).ToListAsync(cancellation);
        _names = await people.NamesAsync(db, Rows.SelectMany(d => new[] { d.FromUserId, d.ToUserId }).Distinct(), cancellation);
        if (!CanDelegate) return;
        var own = _actor.Grants.Where(g => g.OnBehalfOf is null && g.Permissions.Overlaps(Permissions.Reviews)).ToList();
        var agencies = own.Select(g => g.AgencyId).ToList();
        var all = agencies.Contains(null);
        Colleagues = await db.Set<PortalUser>().AsNoTracking()
            .Where(u => !u.IsClosed && u.Id != me && (all || db.Set<Membership>().Any(m => m.UserId == u.Id && (m.AgencyId == null || agencies.Contains(m.AgencyId)))))
            .OrderBy(u => u.DisplayName).Select(u => new SelectListItem(u.DisplayName + "（" + u.UserName + "）", u.UserName)).ToListAsync(cancellation);
    }
}
