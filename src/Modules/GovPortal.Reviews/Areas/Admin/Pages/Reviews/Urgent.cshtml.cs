using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Reviews.Features;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Reviews.Areas.Admin.Pages.Reviews;

/// <summary>What went online on the urgent path, and the confirmations still owed.</summary>
public sealed class UrgentModel(ITexts texts, ConfirmUrgent confirm, IPeople people, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();

    public IReadOnlyList<UrgentRow> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();
    private Actor _actor = Actor.System;

    public string Name(string id) => _names.GetValueOrDefault(id, "—");

    public IEnumerable<RouteStep> Mine(UrgentRow row) =>
        row.Version.ContributorIds.Contains(_actor.UserId) ? [] : row.Pending.Where(s => s.CapacityOf(_actor, row.Version) is not null);

    public string Tone(UrgentRow row) => row.Reviews.Any(r => r.Decision == ReviewDecision.Objected) ? "danger" : row.Pending.Any() ? "warning" : "success";

    public string Status(UrgentRow row) =>
        row.Reviews.Any(r => r.Decision == ReviewDecision.Objected) ? T["有异议"] : row.Pending.Any() ? T["待补办确认"] : T["已补办"];

    public string Word(Review review) => review.Decision switch
    {
        ReviewDecision.Confirmed => T["补办同意"], ReviewDecision.Objected => T["有异议"], _ => T["通过"],
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ? Page() : Forbid();

    public async Task<IActionResult> OnPostAsync(string versionId, string step, string? comment, [FromForm(Name = "do")] string what, CancellationToken cancellation)
    {
        var result = await confirm.HandleAsync(new ConfirmUrgentCommand(versionId, step, what == "agree", comment), await current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (!await LoadAsync(cancellation)) return Forbid();
        return Finish(result, what == "agree" ? T["已补办确认。"] : T["异议已提交办公室。"], "/Admin/Urgent");
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        _actor = await current.GetAsync();
        if (!_actor.Grants.Any(g => g.Permissions.Contains(Permissions.ContentReadAll) || g.Permissions.Overlaps(Permissions.Reviews))) return false;
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        (Rows, Total) = await ListUrgent.HandleAsync(db, _actor, Query.Skip, Query.PageSize, cancellation);
        _names = await people.NamesAsync(db, Rows.SelectMany(r => r.Reviews.Select(v => v.DeciderId)).Distinct(), cancellation);
        return true;
    }
}
