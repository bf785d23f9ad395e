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

/// <summary>«算给你看»: one clock, day by day.</summary>
public sealed class WorkingModel(ITexts texts, PortalDbContext db, CurrentActor current, Calendars calendars, TimeProvider time) : AdminPageModel(texts)
{
    public Obligation Obligation { get; private set; } = null!;
    public DeadlineWorking Working { get; private set; } = null!;
    public ObligationStatus Status { get; private set; }
    public string? Subject { get; private set; }
    public DateTime? PublishedUtc { get; private set; }
    public OrganisationSnapshot Organisation { get; private set; } = OrganisationSnapshot.Empty;
    public IReadOnlyList<Obligation> Others { get; private set; } = [];

    /// <summary>The calendar gives another date today than when the clock was last derived.</summary>
    public bool Differs => Working.DueUtc != Obligation.DueUtc;

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        var visible = db.Set<Obligation>().VisibleTo(await current.GetAsync());
        if (await visible.FirstOrDefaultAsync(o => o.Id == id, cancellation) is not { } found) return NotFound();
        ClockStart start = found.FromUtc is { } utc ? ClockStart.AtUtc(utc) : found.FromDate;
        var rule = DeadlineRule.Parse(found.Rule);
        if (!rule.Succeeded || Deadline.Explain(start, rule.Value, calendars.Current) is not { Succeeded: true, Value: { } working }) return NotFound();
        (Obligation, Working) = (found, working);
        Status = StatusOf.Of(found.DueUtc, found.MetUtc, found.CancelledUtc, time.UtcNow(), calendars.Current);
        Organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        Others = await visible.Where(o => o.SubjectId == found.SubjectId && o.Id != id && o.CancelledUtc == null).OrderBy(o => o.DueUtc).ToListAsync(cancellation);
        var rows = await db.Set<ContentIndexRow>().Where(r => r.ContentItemId == found.SubjectId)
            .Select(r => new { r.IsPublished, r.Title, r.FirstPublishedUtc }).ToListAsync(cancellation);
        Subject = rows.Find(r => !r.IsPublished)?.Title;
        PublishedUtc = rows.Find(r => r.IsPublished)?.FirstPublishedUtc;
        return Page();
    }

    public string Words(string rule)
    {
        if (DeadlineRule.Parse(rule) is not { Succeeded: true } read) return rule;
        var (key, args) = RuleWords.Of(read.Value);
        return T[key, args];
    }
}
