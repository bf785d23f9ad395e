using GovPortal.Clocks;
using GovPortal.Decisions.Model;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Features;

/// <summary>
/// What consultation, report, decision and measure have to meet, told to the author at submission and held at publication. Failures:
/// <c>consultation.*</c>, <c>adoption.*</c>, <c>decision.*</c>, <c>execution.*</c>.
/// </summary>
internal sealed class DecisionRules(TimeProvider time) : IPublishRule
{
    public bool AtSubmission => true;

    public async Task<IReadOnlyList<Failure>> CheckAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation) => version.Type.Name switch
    {
        DecisionData.Consultation => ConsultationPeriod.Check(
            DecisionData.Day(version.Data, "OpensOn"), DecisionData.Day(version.Data, "ClosesOn"), LeastDays(version)),
        DecisionData.Report => await ReportAsync(db, version, cancellation),
        DecisionData.Decision => Decision(version),
        DecisionData.Execution => ExecutionProgress.Check(
            DecisionData.Progress(version.Data), DecisionData.Day(version.Data, "CompletedOn", DecisionData.Execution), DecisionData.Steps(version.Data), time.UtcNow().ToCivilDate()),
        _ => [],
    };

    /// <summary>The task table says for how long at least (R28); it is the column's rule, so a county changes it there.</summary>
    private static int? LeastDays(VersionInHand v) =>
        v.Column?.DeadlineRule is { } text && DeadlineRule.Parse(text) is { Succeeded: true, Value.Kind: RuleKind.MinimumDays } rule ? rule.Value.Amount : null;

    private async Task<IReadOnlyList<Failure>> ReportAsync(PortalDbContext db, VersionInHand v, CancellationToken cancellation)
    {
        const string field = "AdoptionReport.Consultation.ContentItemIds";
        // Required fields are refused as such; nothing can be said here without them.
        if (DecisionData.PickedConsultation(v.Data, DecisionData.Report) is not { } id) return [];
        if (await db.Set<Consultation>().AsNoTracking().FirstOrDefaultAsync(c => c.ContentItemId == id, cancellation) is not { } consultation)
        {
            // What comes in together is submitted together: one that is on its way to the public is held to it at publication.
            return v.Version.State == VersionState.Draft && await IsOnItsWayAsync(db, id, cancellation) ? [] : [Failure.At(field, "adoption.consultation-not-published")];
        }
        var failures = new List<Failure>();
        if (consultation.StateOn(time.UtcNow().ToCivilDate()) != PeriodState.Closed)
        {
            failures.Add(Failure.At(field, "adoption.consultation-not-closed", consultation.ClosesOn.ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
        }
        int? Count(string name) => DecisionData.Count(v.Data, name);
        if (Count("Received") is { } received)
        {
            var taken = await db.Set<ConsultationComment>().CountAsync(c => c.ConsultationId == id && c.HiddenUtc == null, cancellation);
            failures.AddRange(new AdoptionCounts(received, Count("Adopted") ?? 0, Count("PartlyAdopted") ?? 0, Count("NotAdopted") ?? 0, Count("Unrelated") ?? 0).Check(taken));
        }
        return failures;
    }

    private static Task<bool> IsOnItsWayAsync(PortalDbContext db, string contentItemId, CancellationToken cancellation) => db.Set<ContentVersion>().AnyAsync(
        v => v.ContentItemId == contentItemId && (v.State == VersionState.InReview || v.State == VersionState.Approved || v.State == VersionState.Scheduled), cancellation);

    /// <summary>A decision was consulted on, or says why it was not (因涉密等原因不公开征求意见); never both.</summary>
    private static IReadOnlyList<Failure> Decision(VersionInHand v)
    {
        var consulted = DecisionData.PickedConsultation(v.Data, DecisionData.Decision) is not null;
        var exempt = DecisionData.Text(v.Data, DecisionData.Decision, "ExemptionReason") is not null;
        if (consulted && exempt) return [Failure.At("Decision.ExemptionReason.Text", "decision.consulted-and-exempt")];
        return consulted || exempt ? [] : [Failure.At("Decision.Consultation.ContentItemIds", "decision.consultation-or-exemption")];
    }
}
