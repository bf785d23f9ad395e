using GovPortal.AdminUi.Lists;
using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Reviews.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace GovPortal.Reviews.Areas.Admin.Pages.Reviews;

/// <summary>A queue page: the reviewers' and the publishers' differ in what waits and where a row leads.</summary>
public abstract class QueueModel(ITexts texts, ListWaiting waiting, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty(SupportsGet = true, Name = "")] public ListQuery Query { get; set; } = new();
    [FromQuery(Name = "column")] public string? Column { get; set; }
    [FromQuery(Name = "section")] public string? Section { get; set; }

    public WaitingPage Result { get; private set; } = new([], 0, new Dictionary<string, string>());
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    protected CurrentActor Current => current;
    public Actor Actor { get; private set; } = Actor.System;

    /// <summary>Whether this queue is of reviews the person may delegate.</summary>
    public virtual bool CanDelegate => false;
    /// <summary>Whether several can be chosen and published together.</summary>
    public virtual bool CanChoose => false;
    /// <summary>What was chosen when it was refused.</summary>
    public IReadOnlyCollection<string> Chosen { get; protected set; } = [];
    public abstract string Title { get; }
    public abstract string Lead { get; }
    public abstract string EmptyLead { get; }
    public abstract string Verb { get; }
    public abstract string Target(ContentIndexRow row);
    protected abstract IQueryable<ContentIndexRow> Waiting(PortalDbContext db, Actor actor);

    public IEnumerable<SelectListItem> Columns =>
        Organisation.Columns.Where(c => !c.IsGroup).Select(c => new SelectListItem(Organisation.FullTitle(c), c.Id));

    public IEnumerable<SelectListItem> Sections => Organisation.Sections.Select(s => new SelectListItem(s.Name, s.Id));

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Actor = await current.GetAsync();
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Result = await waiting.HandleAsync(db, Waiting(db, Actor), Query, Column, Section, cancellation);
    }
}

public sealed class IndexModel(ITexts texts, ListWaiting waiting, PortalDbContext db, CurrentActor current) : QueueModel(texts, waiting, db, current)
{
    public override bool CanDelegate => Actor.Grants.Any(g => g.Permissions.Overlaps(Permissions.Reviews));
    public override string Title => T["待审查"];
    public override string Lead => T["各栏目等待您审查的信息，先提交的在前。逐件审阅后作出决定。"];
    public override string EmptyLead => T["科室提交的信息轮到您审查时，会出现在这里。"];
    public override string Verb => T["审查"];
    public override string Target(ContentIndexRow row) => $"/Admin/Reviews/{row.VersionId}";
    protected override IQueryable<ContentIndexRow> Waiting(PortalDbContext db, Actor actor) => ListWaiting.ForReview(db, actor);
}

public sealed class PublishingModel(ITexts texts, ListWaiting waiting, PublishTogether together, PortalDbContext db, CurrentActor current) : QueueModel(texts, waiting, db, current)
{
    public override bool CanChoose => true;

    public async Task<IActionResult> OnPostTogetherAsync([FromForm] string[] version, CancellationToken cancellation)
    {
        var result = await together.HandleAsync(new PublishTogetherCommand(version), await Current.GetAsync(), cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (result.Succeeded)
        {
            Flash(T["已一并发布 {0} 条信息。", result.Value.Count]);
            return LocalRedirect("/Admin/Publishing");
        }
        // Each reason names its item.
        foreach (var failure in result.Failures) ModelState.AddModelError("", failure.Field is { } title ? T["《{0}》：{1}", title, T.Of(failure)] : T.Of(failure));
        Chosen = version;
        await OnGetAsync(cancellation);
        return Page();
    }

    public override string Title => T["待发布"];
    public override string Lead => T["审查全部通过、等待发布的信息，以及已设定时间的信息。"];
    public override string EmptyLead => T["信息通过全部审查后，会出现在这里。"];
    public override string Verb => T["办理发布"];
    public override string Target(ContentIndexRow row) => $"/Admin/Content/Item/{row.ContentItemId}";
    protected override IQueryable<ContentIndexRow> Waiting(PortalDbContext db, Actor actor) => ListWaiting.ForPublication(db, actor);
}
