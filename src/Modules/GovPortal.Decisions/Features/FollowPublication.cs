using GovPortal.Decisions.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Features;

/// <summary>
/// What publishing and withdrawing mean here: a consultation gets its row and its appointments, a report meets the clock of
/// the consultation it answers.
/// </summary>
internal sealed class FollowPublication(ConsultationClock clock) : IContentReaction
{
    public async Task OnAsync(PortalTransaction tx, ContentChangeKind change, VersionInHand version, Actor actor, CancellationToken cancellation)
    {
        if (change is not (ContentChangeKind.Published or ContentChangeKind.Withdrawn)) return;
        var published = change == ContentChangeKind.Published;
        if (version.Type.Name == DecisionData.Consultation) await ConsultationAsync(tx, version, published, cancellation);
        if (version.Type.Name == DecisionData.Report) await ReportAsync(tx, version, published, cancellation);
    }

    private async Task ConsultationAsync(PortalTransaction tx, VersionInHand v, bool published, CancellationToken cancellation)
    {
        var id = v.Item.Id;
        await tx.Db.Set<DueJob>().Where(j => (j.Kind == OpenDue.JobKind || j.Kind == CloseDue.JobKind) && j.SubjectId == id && j.DoneUtc == null).ExecuteDeleteAsync(cancellation);
        var row = await tx.Db.Set<Consultation>().FirstOrDefaultAsync(c => c.ContentItemId == id, cancellation);
        if (!published)
        {
            if (row is not null) row.IsLive = false;
            return;
        }
        if (DecisionData.Day(v.Data, "OpensOn") is not { } opensOn || DecisionData.Day(v.Data, "ClosesOn") is not { } closesOn) return;
        if (row is null)
        {
            tx.Db.Add(row = new Consultation { ContentItemId = id, AgencyId = v.Version.AgencyId, Title = v.Version.DisplayText, OpensOn = opensOn, ClosesOn = closesOn });
        }
        else
        {
            await clock.MoveAsync(tx, row, opensOn, closesOn, cancellation);
        }
        (row.AgencyId, row.ColumnId, row.SectionId, row.Title, row.IsLive) = (v.Version.AgencyId, v.Version.ColumnId, v.Version.SectionId, v.Version.DisplayText, true);
        await clock.AdvanceAsync(tx, row, cancellation);
        tx.Db.AddRange(ConsultationClock.JobsOf(row, tx.NowUtc));
    }

    private async Task ReportAsync(PortalTransaction tx, VersionInHand v, bool published, CancellationToken cancellation)
    {
        if (DecisionData.PickedConsultation(v.Data, DecisionData.Report) is not { } id) return;
        if (await tx.Db.Set<Consultation>().FirstOrDefaultAsync(c => c.ContentItemId == id, cancellation) is not { } row) return;
        // Its last day is over; the job that says so may not have run yet.
        await clock.AdvanceAsync(tx, row, cancellation);
        if (published)
        {
            await tx.Db.SaveChangesAsync(cancellation);
            await clock.MeetAsync(tx, row, cancellation);
        }
        else if (row.ClosedUtc is not null && !await tx.Db.Set<DecisionStep>().AnyAsync(s => s.ConsultationId == id && s.Kind == DecisionTimeline.Report && s.ContentItemId != v.Item.Id, cancellation))
        {
            await clock.OweAgainAsync(tx, row, cancellation);
        }
    }
}
