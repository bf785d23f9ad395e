using GovPortal.AdminUi.PageModels;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Areas.Admin.Pages.Deadlines;

/// <summary>A section's clocks in people's own calendars: make, replace and end the secret address.</summary>
public sealed class FeedsModel(ITexts texts, PortalDbContext db, CurrentActor current, ChangeFeed change, IPeople people) : AdminPageModel(texts)
{
    [BindProperty] public string? Target { get; set; }

    /// <summary>The address, shown once.</summary>
    public string? Address { get; private set; }
    public IReadOnlyList<DeadlineFeed> Feeds { get; private set; } = [];
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public IReadOnlyDictionary<string, string> People { get; private set; } = new Dictionary<string, string>();
    public Actor Actor { get; private set; } = Actor.System;

    public IEnumerable<SelectListItem> Sections =>
        Organisation.Sections.Where(s => ChangeFeed.Allows(Actor, s.AgencyId, s.Id)).Select(s => new SelectListItem(s.Name, s.Id));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ? Page() : Forbid();

    public Task<IActionResult> OnPostAsync(CancellationToken cancellation) => DoAsync(FeedVerb.Create, cancellation);

    public Task<IActionResult> OnPostRotateAsync(CancellationToken cancellation) => DoAsync(FeedVerb.Rotate, cancellation);

    public Task<IActionResult> OnPostRevokeAsync(CancellationToken cancellation) => DoAsync(FeedVerb.Revoke, cancellation);

    private async Task<IActionResult> DoAsync(FeedVerb verb, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation)) return Forbid();
        var result = await change.HandleAsync(new ChangeFeedCommand(verb, Target ?? ""), Actor, cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (!result.Succeeded)
        {
            AddFailures(result);
            return Page();
        }
        if (verb == FeedVerb.Revoke)
        {
            Flash(T["订阅已停用，原地址不再有效。"]);
            return LocalRedirect("/Admin/Deadlines/Feeds");
        }
        // Not redirected: the secret is known here and nowhere else.
        await LoadAsync(cancellation);
        Address = $"{Request.Scheme}://{Request.Host}/feeds/deadlines/{result.Value}.ics";
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        Actor = await current.GetAsync();
        if (!Actor.CanSomewhere(VisibleObligations.Read)) return false;
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var live = await db.Set<DeadlineFeed>().AsNoTracking().Where(f => f.RevokedUtc == null).OrderBy(f => f.CreatedUtc).ThenBy(f => f.Id).ToListAsync(cancellation);
        Feeds = [.. live.Where(f => ChangeFeed.Allows(Actor, f.AgencyId, f.SectionId))];
        People = await people.NamesAsync(db, Feeds.Select(f => f.CreatedBy).Distinct(), cancellation);
        return true;
    }
}
