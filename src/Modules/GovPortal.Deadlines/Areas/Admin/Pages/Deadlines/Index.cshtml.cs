using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Clocks;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Deadlines.Areas.Admin.Pages.Deadlines;

/// <summary>The board of clocks; <c>?item=</c> shows one item's.</summary>
public sealed class IndexModel(ITexts texts, ListObligations list, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "status")] public string? Status { get; set; }
    [FromQuery(Name = "kind")] public string? Kind { get; set; }
    [FromQuery(Name = "section")] public string? Section { get; set; }
    [FromQuery(Name = "column")] public string? Column { get; set; }
    [FromQuery(Name = "item")] public string? Item { get; set; }

    public ObligationPage Result { get; private set; } = new([], 0, new Dictionary<ObligationStatus, int>());
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public Actor Actor { get; private set; } = Actor.System;

    public bool IsFiltered => Query.Q is not null || Status is { Length: > 0 } || Kind is { Length: > 0 } || Section is { Length: > 0 } || Column is { Length: > 0 };

    public IEnumerable<SelectListItem> Statuses =>
        Enum.GetValues<ObligationStatus>().Select(s => new SelectListItem(T[StatusOf.Title(s)], s.ToString().ToLowerInvariant()));

    public IEnumerable<SelectListItem> Kinds =>
        new[] { DisclosureClock.Internal, DisclosureClock.Statutory }.Select(k => new SelectListItem(T[KindTitle(k)], k));

    public IEnumerable<SelectListItem> Sections =>
        Organisation.Sections.Where(s => Actor.Can(VisibleObligations.Read, s.AgencyId, s.Id)).Select(s => new SelectListItem(s.Name, s.Id));

    public IEnumerable<SelectListItem> Columns =>
        Organisation.Columns.Where(c => !c.IsGroup && Actor.Can(VisibleObligations.Read, c.AgencyId)).Select(c => new SelectListItem(Organisation.FullTitle(c), c.Id));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        Actor = await current.GetAsync();
        if (!Actor.CanSomewhere(VisibleObligations.Read)) return Forbid();
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var status = Enum.TryParse<ObligationStatus>(Status, ignoreCase: true, out var named) ? named : (ObligationStatus?)null;
        Result = await list.HandleAsync(db, Query, new ObligationFilter(status, Kind, Section, Column, Item), Actor, cancellation);
        return Page();
    }

    public static string KindTitle(string kind) => kind switch
    {
        DisclosureClock.Internal => "报送公开",
        DisclosureClock.Statutory => "法定公开",
        _ => kind,
    };

    public string Words(string rule)
    {
        if (DeadlineRule.Parse(rule) is not { Succeeded: true } read) return rule;
        var (key, args) = RuleWords.Of(read.Value);
        return T[key, args];
    }

    /// <summary>The status in words, with what is left of it.</summary>
    public string StatusText(ObligationRow row) => row.Status switch
    {
        ObligationStatus.Pending => T["剩 {0} 个工作日", row.WorkingDaysLeft],
        ObligationStatus.DueSoon when row.WorkingDaysLeft == 0 => T["今日到期"],
        ObligationStatus.DueSoon => T["剩 {0} 个工作日", row.WorkingDaysLeft],
        var status => T[StatusOf.Title(status)],
    };
}
