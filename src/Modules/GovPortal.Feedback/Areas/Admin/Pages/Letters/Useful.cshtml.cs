using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Feedback.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Feedback.Areas.Admin.Pages.Letters;

/// <summary>What readers said of items (是否有用), those with the most «no» first.</summary>
public sealed class UsefulModel(ITexts texts, UsefulFigures figures, PortalDbContext db, CurrentActor current, TimeProvider time) : AdminPageModel(texts)
{
    private static readonly int[] Lengths = [30, 90, 365];

    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "days")] public int Days { get; set; } = Lengths[1];
    [FromQuery(Name = "section")] public string? SectionId { get; set; }

    public UsefulPage Result { get; private set; } = new([], 0, []);
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;

    public IEnumerable<SelectListItem> Spans => Lengths.Select(d => new SelectListItem(T["近 {0} 天", d], $"{d}"));

    public IEnumerable<SelectListItem> Sections => Result.Sections.Select(s => Organisation.Section(s.SectionId)).OfType<Section>().Select(s => new SelectListItem(s.Name, s.Id));

    public static string Share(int yes, int no) => yes + no == 0 ? "—" : $"{100m * yes / (yes + no):0}%";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(FeedbackPermissions.Handle)) return Forbid();
        if (!Lengths.Contains(Days)) Days = Lengths[1];
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Result = await figures.HandleAsync(time.UtcNow().ToCivilDate().AddDays(1 - Days), SectionId, Query.Sort, Query.Skip, Query.PageSize, actor, cancellation);
        return Page();
    }
}
