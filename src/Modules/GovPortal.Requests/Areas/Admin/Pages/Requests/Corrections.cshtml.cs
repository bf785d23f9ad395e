using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.PublicForms;
using GovPortal.Requests.Features;
using GovPortal.Requests.Rules;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Areas.Admin.Pages.Requests;

public sealed class OwnDataInput
{
    public string? AgencyId { get; set; }
    public DateOnly? ReceivedOn { get; set; }
    public string? Name { get; set; }
    public string Proof { get; set; } = ApplicantClasses.IdCard;
    public string? Number { get; set; }
    public string? Phone { get; set; }
    public string? Email { get; set; }
    public string? Address { get; set; }
    public string? Record { get; set; }
    public string? Evidence { get; set; }

    internal OwnDataApplication Application => new(
        PlainText.Line(Name), Proof, IdentityNumber.Normalise(PlainText.Line(Number)), PlainText.Line(Phone), PlainText.Line(Email), PlainText.Line(Address), PlainText.Of(Record).Trim(), PlainText.Of(Evidence).Trim());
}

/// <summary>The register of wishes for the correction of records of oneself (art. 41).</summary>
[ResponseCache(NoStore = true)]
public sealed class CorrectionsModel(ITexts texts, ListOwnData list, RegisterOwnData register, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "state")] public string? State { get; set; }
    [BindProperty] public OwnDataInput Input { get; set; } = new();

    public OwnDataList Result { get; private set; } = new([], 0);
    public IReadOnlyList<SelectListItem> Agencies { get; private set; } = [];
    public DateTime Now { get; private set; }
    public bool MayRegister => Agencies.Count > 0;

    public IEnumerable<SelectListItem> States => [new(T["办理中"], "open"), new(T["已办结"], "ended")];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        Input.ReceivedOn = time.UtcNow().ToCivilDate();
        return await LoadAsync(cancellation) ? Page() : Forbid();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var result = await register.HandleAsync(Input.Application, Input.ReceivedOn, Input.AgencyId, await current.GetAsync(), cancellation);
        if (!await LoadAsync(cancellation)) return Forbid();
        return Finish(result, T["已登记。"], result.Succeeded ? "/Admin/Requests/Corrections/" + result.Value : "/Admin/Requests/Corrections", "Input");
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!OwnDataAccess.Anywhere(actor)) return false;
        Now = time.UtcNow();
        Agencies = [.. (await db.Set<Agency>().AsNoTracking().OrderBy(a => a.Position).ThenBy(a => a.Id).ToListAsync(cancellation))
            .Where(a => actor.Can(RequestPermissions.Dispatch, a.Id)).Select(a => new SelectListItem(a.Name, a.Id))];
        Result = await list.HandleAsync(Query, State switch { "open" => true, "ended" => false, _ => null }, actor, cancellation);
        return true;
    }
}
