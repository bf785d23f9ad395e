using GovPortal.Kernel.Results;

namespace GovPortal.Api.Rules;

/// <summary>The status of a refusal, from its reasons.</summary>
internal static class RefusalStatus
{
    /// <param name="reasons">One at least.</param>
    /// <param name="conditional">The request named the revision it wants to change.</param>
    public static int Of(IReadOnlyList<Failure> reasons, bool conditional)
    {
        if (Has("api.body-too-large")) return 413;
        if (Has("api.json-only")) return 415;
        if (Has("draft.item-unknown")) return 404;
        if (Has("draft.changed-by-other")) return conditional ? 412 : 409;
        if (Has(Failure.NotAllowed)) return 403;
        // What is wrong with the content comes first: only then is there anything to be reviewed.
        if (reasons.Any(IsOfContent)) return 400;
        return reasons.Any(IsOfState) ? 409 : Has("api.publish-not-allowed") ? 403 : 400;

        bool Has(string code) => reasons.Any(f => f.Code == code);
    }

    private static bool IsOfState(Failure reason) =>
        reason.Code.StartsWith("publish.", StringComparison.Ordinal) || reason.Code.StartsWith("version.", StringComparison.Ordinal)
        || reason.Code is "draft.under-review" or "withdraw.not-live" or "screening.blocked";

    private static bool IsOfContent(Failure reason) => reason.Field is not null && !IsOfState(reason);
}
