using GovPortal.AdminUi.PageModels;
using GovPortal.Clocks;
using GovPortal.Deadlines.Features;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Areas.Admin.Pages.Deadlines;

/// <summary>«算给你看»: one clock, day by day, what was done to it, and the reason for its breach.</summary>
public sealed class WorkingModel(
    ITexts texts, PortalDbContext db, CurrentActor current, Calendars calendars, TimeProvider time, ExplainBreach explain, ClosePeriod close, IPeople people) : AdminPageModel(texts)
{
    [BindProperty] public string? Why { get; set; }
    [BindProperty] public string? Note { get; set; }

    public Obligation Obligation { get; private set; } = null!;
    public DeadlineWorking Working { get; private set; } = null!;
    public ObligationStatus Status { get; private set; }
    public string? Subject { get; private set; }
    public DateTime? PublishedUtc { get; private set; }
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public IReadOnlyList<Obligation> Others { get; private set; } = [];
    public IReadOnlyList<ObligationChange> Changes { get; private set; } = [];
    public IReadOnlyDictionary<string, string> People { get; private set; } = new Dictionary<string, string>();
    public bool NeedsReason { get; private set; }
    public bool MayExplain { get; private set; }
    public bool MayClose { get; private set; }

    /// <summary>The calendar gives another date today than when the clock was last derived.</summary>
    public bool Differs => Obligation.PausedUtc is null && Working.DueUtc != Obligation.DueUtc;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => await LoadAsync(id, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostExplainAsync(string id, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation)) return NotFound();
        return Finish(await explain.HandleAsync(new ExplainBreachCommand(id, Why), await current.GetAsync(), cancellation), T["逾期原因已记录。"], "/Admin/Deadlines/" + id);
    }

    public async Task<IActionResult> OnPostCloseAsync(string id, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation)) return NotFound();
        return Finish(await close.HandleAsync(new ClosePeriodCommand(id, Note), await current.GetAsync(), cancellation), T["本期已办结。"], "/Admin/Deadlines/" + id);
    }

    public string Words(string rule) => IndexModel.RuleText(T, rule);

    public string ChangeTitle(ClockChangeKind kind) => T[kind switch
    {
        ClockChangeKind.Paused => "中止",
        ClockChangeKind.Resumed => "恢复",
        ClockChangeKind.Restarted => "重新起算",
        ClockChangeKind.Extended => "延长",
        ClockChangeKind.Reopened => "退回，继续计算",
        _ => "说明",
    }];

    private async Task<bool> LoadAsync(string id, CancellationToken cancellation)
    {
        var actor = await current.GetAsync();
        var visible = db.Set<Obligation>().AsNoTracking().VisibleTo(actor);
        if (await visible.FirstOrDefaultAsync(o => o.Id == id, cancellation) is not { } found) return false;
        Changes = await db.Set<ObligationChange>().AsNoTracking().Where(c => c.ObligationId == id).OrderBy(c => c.Number).ToListAsync(cancellation);
        var now = time.UtcNow();
        Working = ClockDerivation.Explain(found, Changes, calendars.Current, CivilTime.DateOf(now));
        Obligation = found;
        Status = found.StatusAt(now, calendars.Current);
        (NeedsReason, MayExplain) = (found.NeedsReasonAt(now), ExplainBreach.Allows(actor, found));
        MayClose = found is { IsOpen: true, Kind: ClockKinds.Periodic or ClockKinds.Duty } && ClosePeriod.Allows(actor, found);
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        People = await people.NamesAsync(db, Changes.Select(c => c.ActorId).Distinct(), cancellation);
        Others = await visible.Where(o => o.SubjectId == found.SubjectId && o.Id != id && o.CancelledUtc == null).OrderByDescending(o => o.DueUtc).Take(20).ToListAsync(cancellation);
        Subject = (await ListObligations.TitlesAsync(db, [found], publishedOnly: false, cancellation)).GetValueOrDefault(found.SubjectId);
        PublishedUtc = await db.Set<ContentIndexRow>().Where(r => r.ContentItemId == found.SubjectId && r.IsPublished).Select(r => r.FirstPublishedUtc).FirstOrDefaultAsync(cancellation);
        return true;
    }
}
