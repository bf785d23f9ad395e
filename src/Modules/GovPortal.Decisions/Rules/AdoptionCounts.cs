using GovPortal.Kernel.Results;

namespace GovPortal.Decisions.Rules;

/// <summary>How many comments came and what became of them (采纳情况).</summary>
public sealed record AdoptionCounts(int Received, int Adopted, int Partly, int NotAdopted, int Unrelated)
{
    public const string ReceivedField = "AdoptionReport.Received.Value";

    /// <summary>
    /// <c>adoption.counts-do-not-add-up</c>; <c>adoption.fewer-than-received</c> where the portal alone took more comments than
    /// the report tells of. More may have come by letter, telephone or mail.
    /// </summary>
    public IReadOnlyList<Failure> Check(int takenOnline)
    {
        var failures = new List<Failure>();
        var sum = Adopted + Partly + NotAdopted + Unrelated;
        if (sum != Received) failures.Add(Failure.At(ReceivedField, "adoption.counts-do-not-add-up", Received, sum));
        if (Received < takenOnline) failures.Add(Failure.At(ReceivedField, "adoption.fewer-than-received", Received, takenOnline));
        return failures;
    }
}

/// <summary>A comment as the report counts it.</summary>
/// <param name="Adoption">Its place in the report's order: 0 采纳, 1 部分采纳, 2 不采纳, 3 与本次征求意见无关.</param>
public sealed record CodedComment(int Adoption, string Point, string Reason);

/// <summary>A row of the report's table: comments with the same point, decision and reason.</summary>
public sealed record AdoptionRow(string Point, int Adoption, int Count, string Reason);

public static class AdoptionTable
{
    /// <summary>What was taken over first, then the reasons given most often.</summary>
    public static IReadOnlyList<AdoptionRow> Of(IEnumerable<CodedComment> comments) =>
    [
        .. comments.GroupBy(c => c).Select(g => new AdoptionRow(g.Key.Point, g.Key.Adoption, g.Count(), g.Key.Reason))
            .OrderBy(r => r.Adoption).ThenByDescending(r => r.Count).ThenBy(r => r.Point, StringComparer.Ordinal).ThenBy(r => r.Reason, StringComparer.Ordinal),
    ];
}
