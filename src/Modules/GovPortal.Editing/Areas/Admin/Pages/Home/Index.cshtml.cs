using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Editing.Areas.Admin.Pages.Home;

/// <summary>The admin opens here: what is waiting for this person, over all modules.</summary>
public sealed class IndexModel(ITexts texts, IEnumerable<IWorkItems> work, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    public IReadOnlyList<WorkItemGroup> Groups { get; private set; } = [];
    public Actor Actor { get; private set; } = Actor.System;
    public bool NoColumns { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Actor = await current.GetAsync();
        var groups = new List<WorkItemGroup>();
        foreach (var module in work) groups.AddRange(await module.WaitingForAsync(db, Actor, cancellation));
        Groups = [.. groups.Where(g => g.Total > 0).OrderBy(g => g.Order)];
        NoColumns = !await db.Set<Column>().AnyAsync(cancellation);
    }
}
