using GovPortal.AdminUi.PageModels;
using GovPortal.Clocks;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Areas.Admin.Pages.Duties;

public sealed class DutyInput
{
    public string? AgencyId { get; set; }
    public string? Title { get; set; }
    public string? Rule { get; set; }
    public string? Role { get; set; }
    public string? SectionId { get; set; }
    public string? Basis { get; set; }
    public bool IsActive { get; set; }
}

/// <summary>Duties that come back, with the periods that are open.</summary>
public sealed class IndexModel(ITexts texts, PortalDbContext db, CurrentActor current, ChangeDuty change, TimeProvider time) : AdminPageModel(texts)
{
    private const int MostPeriods = 100;

    [FromQuery(Name = "q")] public string? Words { get; set; }
    [FromQuery(Name = "edit")] public string? Edit { get; set; }
    [BindProperty] public DutyInput Input { get; set; } = new();

    public IReadOnlyList<PeriodicDuty> Duties { get; private set; } = [];
    public ILookup<string, Obligation> Open { get; private set; } = Enumerable.Empty<Obligation>().ToLookup(o => o.SubjectId);
    public IReadOnlyList<Role> Roles { get; private set; } = [];
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public Actor Actor { get; private set; } = Actor.System;
    public DateTime NowUtc => time.UtcNow();

    public IEnumerable<SelectListItem> AgencyItems => Organisation.Agencies.Where(a => Actor.Can(ChangeDuty.Manage, a.Id)).Select(a => new SelectListItem(a.Name, a.Id));
    public IEnumerable<SelectListItem> RoleItems => Roles.Select(r => new SelectListItem(r.ShortName, r.Name));
    public IEnumerable<SelectListItem> SectionItems => Organisation.Sections.Where(s => Actor.Can(ChangeDuty.Manage, s.AgencyId)).Select(s => new SelectListItem(s.Name, s.Id));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        var edited = Duties.FirstOrDefault(d => d.Id == Edit);
        Input = edited is null ? new DutyInput { IsActive = true, Rule = "dom29" } : new DutyInput
        {
            AgencyId = edited.AgencyId, Title = edited.Title, Rule = edited.Rule, Role = edited.Role, SectionId = edited.SectionId, Basis = edited.Basis, IsActive = edited.IsActive,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        var result = await change.HandleAsync(new ChangeDutyCommand(
            Edit == "new" ? null : Edit ?? "", Input.AgencyId ?? Organisation.Agencies[0].Id, Input.Title, Input.Rule, Input.Role, Input.SectionId, Input.Basis, Input.IsActive),
            Actor, cancellation);
        return Finish(result, T["定期工作已保存。"], "/Admin/Duties", "Input");
    }

    public string RuleTitle(string rule) => Deadlines.IndexModel.RuleText(T, rule);

    public string RoleTitle(string name) => Roles.FirstOrDefault(r => r.Name == name)?.ShortName ?? name;

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        Actor = await current.GetAsync();
        if (!Actor.CanSomewhere(ChangeDuty.Manage)) return false;
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Roles = await db.Set<Role>().AsNoTracking().OrderBy(r => r.Position).ToListAsync(cancellation);
        var words = string.IsNullOrWhiteSpace(Words) ? null : Words.Trim();
        Duties = [.. (await db.Set<PeriodicDuty>().AsNoTracking().Where(d => words == null || d.Title.Contains(words)).OrderBy(d => d.Id).ToListAsync(cancellation)).Where(d => Actor.Can(ChangeDuty.Manage, d.AgencyId))];
        var ids = Duties.Select(d => d.Id).ToList();
        Open = (await db.Set<Obligation>().AsNoTracking().Where(o => o.Kind == ClockKinds.Duty && ids.Contains(o.SubjectId) && o.MetUtc == null && o.CancelledUtc == null)
            .OrderBy(o => o.DueUtc).Take(MostPeriods).ToListAsync(cancellation)).ToLookup(o => o.SubjectId);
        return true;
    }
}
