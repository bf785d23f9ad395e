using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

/// <summary>Whom a deputy leader lets approve in their stead, and for whom the person stands in.</summary>
[ResponseCache(NoStore = true)]
public sealed class StandInsModel(ITexts texts, LendApproval lend, EndStandIn end, IPeople people, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private const int Shown = 100;

    [BindProperty] public string? Agency { get; set; }
    [BindProperty] public string? To { get; set; }
    [BindProperty] public DateOnly? From { get; set; }
    [BindProperty] public DateOnly? Until { get; set; }
    [BindProperty] public string? Reason { get; set; }

    public IReadOnlyList<SelectListItem> Agencies { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Colleagues { get; private set; } = [];
    public IReadOnlyList<RequestStandIn> Rows { get; private set; } = [];
    public DateOnly Today { get; private set; }
    public bool MayLend => Agencies.Count > 0;
    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();
    private Actor _actor = Actor.System;

    public string Name(string id) => _names.GetValueOrDefault(id, "—");

    public bool MayEnd(RequestStandIn row) => row.RevokedUtc is null && row.UntilDate >= Today && row.FromUserId == _actor.UserId;

    public string Status(RequestStandIn row) =>
        row.RevokedUtc is not null ? T["已撤销"] : row.UntilDate < Today ? T["已结束"] : row.FromDate > Today ? T["未开始"] : T["委托中"];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        From = Today;
        return MayLend || Rows.Count > 0 || RequestAccess.Anywhere(_actor) ? Page() : Forbid();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        return Finish(await lend.HandleAsync(new LendApprovalCommand(Agency, To, From, Until, PlainText.Line(Reason)), _actor, cancellation), T["已委托。"], "/Admin/Requests/StandIns");
    }

    public async Task<IActionResult> OnPostEndAsync(string id, CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        return Finish(await end.HandleAsync(id ?? "", _actor, cancellation), T["委托已结束。"], "/Admin/Requests/StandIns");
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        (_actor, Today) = (await current.GetAsync(), time.UtcNow().ToCivilDate());
        var me = _actor.UserId;
        Rows = await db.Set<RequestStandIn>().AsNoTracking().Where(s => s.FromUserId == me || s.ToUserId == me).OrderByDescending(s => s.CreatedUtc).Take(Shown).ToListAsync(cancellation);
        _names = await people.NamesAsync(db, Rows.SelectMany(s => new[] { s.FromUserId, s.ToUserId }).Distinct(), cancellation);
        Agencies = [.. (await db.Set<Agency>().AsNoTracking().OrderBy(a => a.Position).ThenBy(a => a.Id).ToListAsync(cancellation)).Where(a => StandIns.MayLend(_actor, a.Id)).Select(a => new SelectListItem(a.Name, a.Id))];
        var colleagues = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var agency in Agencies)
        {
            foreach (var (id, name) in await OfficePeople.OfAsync(db, people, agency.Value, null, cancellation)) colleagues[id] = name;
        }
        Colleagues = [.. colleagues.Where(c => c.Key != me).OrderBy(c => c.Value, StringComparer.Ordinal).Select(c => new SelectListItem(c.Value, c.Key))];
    }
}
