using GovPortal.AdminUi.PageModels;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Reviews.Features;
using GovPortal.Reviews.Screening;
using GovPortal.Screening;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Areas.Admin.Pages.Reviews;

/// <summary>The reviewer reads the version as the public would see it and decides on exactly that.</summary>
public sealed class DecideModel(
    ITexts texts, VersionLoader loader, DecideWithScreening decide, IPeople people, ContentElements elements, PortalDbContext db, CurrentActor current) : AdminPageModel(texts)
{
    [BindProperty] public string ManifestHash { get; set; } = "";
    [BindProperty] public string Step { get; set; } = "";
    [BindProperty] public string? Comment { get; set; }
    /// <summary>Name of the earlier step a return goes to; empty is the author.</summary>
    [BindProperty] public string? ReturnTo { get; set; }
    /// <summary>Why what the screening blocks may be published; asked of the confidentiality step.</summary>
    [BindProperty] public string? OverrideReason { get; set; }

    /// <summary>Open the next of the queue after the decision; where there is none the queue is shown.</summary>
    [BindProperty] public bool Next { get; set; }

    public VersionInHand InHand { get; private set; } = null!;
    public ReviewRoute Route { get; private set; } = null!;
    public RouteStep? Due { get; private set; }
    public int DueIndex { get; private set; }
    public IReadOnlyList<Review> Reviews { get; private set; } = [];
    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();
    public ContentVersion? Live { get; private set; }
    public bool IsMine { get; private set; }
    public bool CanDecide { get; private set; }
    /// <summary>Who delegated the decision to this person; null where it is their own.</summary>
    public string? OnBehalfOf { get; private set; }
    private IReadOnlyList<Review> _holding = [];
    /// <summary>Null where the version was submitted before there was a screening.</summary>
    public VersionScreening? Screening { get; private set; }
    public IReadOnlyList<VersionFinding> Findings { get; private set; } = [];
    public bool IsBlocked => Findings.Any(f => f.Severity == Severity.Blocking);
    public Actor Actor { get; private set; } = null!;
    /// <summary>What is written and reviewed with the item and never public.</summary>
    public IReadOnlyList<(string Label, string Text)> Internal { get; private set; } = [];
    /// <summary>How many other versions wait for this person.</summary>
    public int Others { get; private set; }

    public string Name(string id) => Names.GetValueOrDefault(id, "—");

    public async Task<IActionResult> OnGetAsync(string versionId, CancellationToken cancellation)
    {
        Next = true;
        return await LoadAsync(versionId, cancellation) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string versionId, [FromForm(Name = "do")] string what, CancellationToken cancellation)
    {
        if (!await LoadAsync(versionId, cancellation)) return NotFound();
        var decision = what == "approve" ? ReviewDecision.Approved : ReviewDecision.Returned;
        var result = await decide.HandleAsync(
            new DecideWithScreeningCommand(new DecideReviewCommand(versionId, ManifestHash, Step, decision, Comment, ReturnTo), OverrideReason), Actor, cancellation);
        if (result.Has(Failure.NotAllowed)) return Forbid();
        if (!result.Succeeded)
        {
            AddFailures(result);
            return Page();
        }
        Flash(decision == ReviewDecision.Returned
            ? result.Value == VersionState.InReview ? T["已退回前面的环节重新审查。"] : T["已退回，退回理由已告知起草人。"]
            : result.Value == VersionState.Approved ? T["审查全部通过，已进入待发布。"] : T["已通过，转入下一环节。"]);
        return LocalRedirect(Next && await ForMe(versionId).OrderBy(r => r.SubmittedUtc).ThenBy(r => r.ContentItemId).Select(r => r.VersionId).FirstOrDefaultAsync(cancellation) is { } next
            ? $"/Admin/Reviews/{next}" : "/Admin/Reviews");
    }

    /// <summary>What else waits for this person; their own work is not theirs to decide on.</summary>
    private IQueryable<ContentIndexRow> ForMe(string versionId) =>
        ListWaiting.ForReview(db, Actor).Where(r => r.VersionId != versionId && r.AuthorId != Actor.UserId);

    private async Task<bool> LoadAsync(string versionId, CancellationToken cancellation)
    {
        Actor = await current.GetAsync();
        if (await loader.FindAsync(db, versionId, cancellation) is not { } v || !ContentAccess.CanRead(Actor, v.Version) || v.Version.Route is null) return false;
        InHand = v;
        Route = ReviewRoute.Parse(v.Version.Route);
        Reviews = await db.Set<Review>().AsNoTracking().Where(r => r.VersionId == versionId).OrderBy(r => r.DecidedUtc).ToListAsync(cancellation);
        Internal = [.. elements.Walk(v.Type, v.Data).Where(e => e.Context.Field is { IsInternal: true }).Select(e => (e.Context.DisplayName, e.Element.Text(e.Context, e.Value))).Where(f => f.Item2.Length > 0)];
        Screening = await db.Set<VersionScreening>().AsNoTracking().FirstOrDefaultAsync(s => s.VersionId == versionId && s.ManifestHash == v.Version.ManifestHash, cancellation);
        Findings = Screening is null ? [] : ScreenVersion.Read(Screening.Findings);
        _holding = Route.Holding(v.Version.ManifestHash, Reviews);
        var ids = v.Version.ContributorIds.Concat(Reviews.SelectMany(r => new[] { r.DeciderId, r.InNameOf })).Concat(Route.Steps.SelectMany(s => s.People ?? [])).Append(Screening?.OverriddenBy ?? "")
            .Concat(Actor.Grants.Select(g => g.OnBehalfOf ?? ""));
        Names = await people.NamesAsync(db, ids.Distinct(), cancellation);
        if (v.Item.PublishedVersionId is { } live && live != versionId) Live = await db.Set<ContentVersion>().AsNoTracking().FirstAsync(o => o.Id == live, cancellation);
        if (v.Version.State == VersionState.InReview && Route.NextStep(v.Version.ManifestHash, Reviews) is { } next)
        {
            (Due, DueIndex) = (Route.Steps[next], next);
            IsMine = v.Version.ContributorIds.Contains(Actor.UserId);
            var capacity = Due.CapacityOf(Actor, v.Version);
            OnBehalfOf = capacity == Actor.UserId ? null : capacity;
            CanDecide = capacity is not null && !IsMine && !_holding.Any(r => r.StepIndex == next && r.InNameOf == capacity);
            if (CanDecide) Others = await ForMe(versionId).CountAsync(cancellation);
        }
        return true;
    }

    /// <summary>Steps before the one that is due, to which it can be sent back.</summary>
    public IEnumerable<RouteStep> Earlier => Route.Steps.Take(DueIndex).Where(s => !s.IsSkipped);

    /// <summary>Where a step stands, with the decisions that say so.</summary>
    public (string State, IReadOnlyList<Review> Reviews) StateOf(int index)
    {
        var last = Reviews.LastOrDefault(r => r.StepIndex == index && r.ManifestHash == InHand.Version.ManifestHash);
        if (last is { Decision: ReviewDecision.Returned } && (InHand.Version.State != VersionState.InReview || index != DueIndex)) return ("refused", [last]);
        var approvals = _holding.Where(r => r.StepIndex == index).ToList();
        if (Due is not null && index == DueIndex) return ("current", approvals);
        return (approvals.Count > 0 ? "done" : Route.Steps[index].IsSkipped ? "skipped" : "todo", approvals);
    }

    /// <summary>Who decided, and for whom.</summary>
    public string Decider(Review review) => review.OnBehalfOf is null ? Name(review.DeciderId) : T["{0}（代 {1}）", Name(review.DeciderId), Name(review.OnBehalfOf)];
}
