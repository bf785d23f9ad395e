using GovPortal.Decisions.Model;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Features;

/// <summary>
/// Opens and closes consultations by the calendar alone, and runs the clock of the report: one calendar month from the closing
/// day (征求活动结束后1个月内反馈采纳情况, R38), clamped to a short month's end and not moved by rest days.
/// </summary>
internal sealed class ConsultationClock(IObligations obligations)
{
    public const string ClockKind = "adoption-report";
    public const string ReportRule = "1mo";
    private const string Basis = "征求意见结束后1个月内公开采纳情况";

    /// <summary>Brings a live consultation to where the day says it is.</summary>
    public async Task AdvanceAsync(PortalTransaction tx, Consultation c, CancellationToken cancellation)
    {
        var today = tx.NowUtc.ToCivilDate();
        var state = c.StateOn(today);
        if (!c.IsLive || state == PeriodState.Waiting) return;
        if (c.OpenedUtc is null)
        {
            c.OpenedUtc = tx.NowUtc;
            tx.Append(new EventDraft(DecisionEvents.Opened, "system", c.ContentItemId, AgencyId: c.AgencyId));
        }
        if (state != PeriodState.Closed || c.ClosedUtc is not null) return;
        c.ClosedUtc = tx.NowUtc;
        tx.Append(new EventDraft(DecisionEvents.Closed, "system", c.ContentItemId, AgencyId: c.AgencyId));
        var opened = await obligations.OpenAsync(tx, Clock(c), cancellation);
        if (!opened.Succeeded) throw new InvalidOperationException($"The clock of a consultation's report was refused: {opened.Failures[0]}");
    }

    /// <summary>New days, by a new version: what was closed may be open again, and the report is due later.</summary>
    public async Task MoveAsync(PortalTransaction tx, Consultation c, DateOnly opensOn, DateOnly closesOn, CancellationToken cancellation)
    {
        var today = tx.NowUtc.ToCivilDate();
        var moved = c.ClosesOn != closesOn;
        (c.OpensOn, c.ClosesOn) = (opensOn, closesOn);
        if (today < opensOn) c.OpenedUtc = null;
        if (!moved || c.ClosedUtc is null) return;
        // The running clock counts from the new day; where none runs, the report is out already.
        await obligations.RestartAsync(tx, c.ContentItemId, ClockKind, closesOn, "征求意见截止日期变更", "system", cancellation);
        if (today > closesOn) return;
        (c.OpenedUtc, c.ClosedUtc) = (null, null);
    }

    public Task<int> MeetAsync(PortalTransaction tx, Consultation c, CancellationToken cancellation) =>
        obligations.MeetAsync(tx, c.ContentItemId, ClockKind, cancellation);

    /// <summary>The report was taken off again: it is owed as before.</summary>
    public async Task OweAgainAsync(PortalTransaction tx, Consultation c, CancellationToken cancellation)
    {
        var opened = await obligations.OpenAnewAsync(tx, Clock(c), cancellation);
        if (!opened.Succeeded) throw new InvalidOperationException($"The clock of a consultation's report was refused: {opened.Failures[0]}");
    }

    // Without a version: withdrawing the consultation does not end what is owed to those who wrote.
    private static ObligationDraft Clock(Consultation c) =>
        new(c.ContentItemId, null, c.AgencyId, c.ColumnId, c.SectionId, ClockKind, ReportRule, c.ClosesOn, Basis);

    /// <summary>The instants at which the calendar changes the consultation, as far as they are still to come.</summary>
    public static IEnumerable<DueJob> JobsOf(Consultation c, DateTime nowUtc)
    {
        DueJob At(string kind, DateOnly day) => DueJob.At(kind, c.ContentItemId, Instants.FromCivil(day.ToDateTime(TimeOnly.MinValue)), "system");
        return new[] { At(OpenDue.JobKind, c.OpensOn), At(CloseDue.JobKind, c.ClosesOn.AddDays(1)) }.Where(j => j.DueUtc > nowUtc);
    }
}

/// <summary>The first day has come.</summary>
internal sealed class OpenDue(PortalTransactions transactions, ConsultationClock clock) : IDueJobHandler
{
    public const string JobKind = "consultation-open";

    public string Kind => JobKind;

    public Task<Result> RunAsync(DueJob job, CancellationToken cancellation) => AdvanceConsultation.RunAsync(transactions, clock, job, cancellation);
}

/// <summary>The last day is over.</summary>
internal sealed class CloseDue(PortalTransactions transactions, ConsultationClock clock) : IDueJobHandler
{
    public const string JobKind = "consultation-close";

    public string Kind => JobKind;

    public Task<Result> RunAsync(DueJob job, CancellationToken cancellation) => AdvanceConsultation.RunAsync(transactions, clock, job, cancellation);
}

internal static class AdvanceConsultation
{
    public static async Task<Result> RunAsync(PortalTransactions transactions, ConsultationClock clock, DueJob job, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<Consultation>().FirstOrDefaultAsync(c => c.ContentItemId == job.SubjectId, cancellation) is { } consultation)
        {
            await clock.AdvanceAsync(tx, consultation, cancellation);
            await tx.CommitAsync(cancellation);
        }
        return Result.Ok;
    }
}
