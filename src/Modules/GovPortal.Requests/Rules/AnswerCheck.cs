using GovPortal.Kernel.Results;

namespace GovPortal.Requests.Rules;

/// <summary>An answer (答复) before it is approved.</summary>
/// <param name="Outcome">A code of <see cref="Outcomes"/>.</param>
/// <param name="Information">What is provided, or where, how and when it is to be had.</param>
/// <param name="Reason">Why it is so, with the rule it rests on.</param>
/// <param name="Organ">Which organ answers for it; empty where none can be told.</param>
/// <param name="OrganContact">How that organ is reached.</param>
public sealed record AnswerDraft(string Outcome, string Information, string Reason, string Organ, string OrganContact);

/// <summary>A drafted answer against what its outcome has to say (art. 36–40): all that is missing at once.</summary>
public static class AnswerCheck
{
    public const int MaxText = 8000, MaxOrgan = 200, MaxReason = 500;

    /// <summary>
    /// <c>request.outcome-required</c>, <c>request.outcome-by-itself</c>, <c>request.information-required</c>, <c>request.answer-reason-required</c>,
    /// <c>request.reason-blank</c> (a place of the template is not filled in), <c>request.organ-required</c> (one of name and contact without the other), <c>request.opinion-required</c>, <c>request.not-corrected</c>
    /// (补正后仍不明确 of a case that was never asked to be corrected), <c>request.too-long</c>.
    /// </summary>
    /// <param name="hasOpinion">The working group found that it is no disclosure request (R65).</param>
    /// <param name="wasCorrected">The applicant was asked for a correction.</param>
    /// <param name="hasFiles">Files go with the answer; they may be the information.</param>
    public static IReadOnlyList<Failure> Check(AnswerDraft draft, bool hasOpinion, bool wasCorrected, bool hasFiles)
    {
        var failures = new List<Failure>();
        var outcome = Outcomes.Of(draft.Outcome);
        if (outcome is null) failures.Add(Failure.At("Outcome", "request.outcome-required"));
        else
        {
            if (!outcome.CanBeDrafted) failures.Add(Failure.At("Outcome", "request.outcome-by-itself"));
            if (outcome.Needs.HasFlag(AnswerElements.Information) && draft.Information.Length == 0 && !hasFiles) failures.Add(Failure.At("Information", "request.information-required", outcome.Title));
            if (outcome.Needs.HasFlag(AnswerElements.Reason) && draft.Reason.Length == 0) failures.Add(Failure.At("AnswerReason", "request.answer-reason-required", outcome.Title));
            if (draft.Reason.Contains(ReasonTexts.ToFill, StringComparison.Ordinal)) failures.Add(Failure.At("AnswerReason", "request.reason-blank"));
            if (outcome.Needs.HasFlag(AnswerElements.Opinion) && !hasOpinion) failures.Add(Failure.At("Outcome", "request.opinion-required"));
            if (outcome.Code == Outcomes.Unclear && !wasCorrected) failures.Add(Failure.At("Outcome", "request.not-corrected"));
        }
        // Art. 36 (五): where the organ can be told, its name and its contact; one without the other helps nobody.
        if (draft.Organ.Length > 0 != draft.OrganContact.Length > 0) failures.Add(Failure.At(draft.Organ.Length > 0 ? "OrganContact" : "Organ", "request.organ-required"));
        if (draft.Information.Length > MaxText) failures.Add(Failure.At("Information", "request.too-long", MaxText));
        if (draft.Reason.Length > MaxText) failures.Add(Failure.At("AnswerReason", "request.too-long", MaxText));
        if (draft.Organ.Length > MaxOrgan) failures.Add(Failure.At("Organ", "request.too-long", MaxOrgan));
        if (draft.OrganContact.Length > MaxOrgan) failures.Add(Failure.At("OrganContact", "request.too-long", MaxOrgan));
        return failures;
    }

    /// <summary><c>request.reason-required</c>, <c>request.too-long</c>, at the given field.</summary>
    public static IReadOnlyList<Failure> CheckReason(string reason, string field = "Reason") =>
        reason.Length == 0 ? [Failure.At(field, "request.reason-required")] : reason.Length > MaxReason ? [Failure.At(field, "request.too-long", MaxReason)] : [];
}
