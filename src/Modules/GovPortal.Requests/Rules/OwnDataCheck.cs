using GovPortal.Kernel.Results;

namespace GovPortal.Requests.Rules;

/// <summary>How a wish for the correction of a record of oneself ends (art. 41).</summary>
public static class OwnDataOutcomes
{
    public const string Corrected = "corrected", Refused = "refused", Forwarded = "forwarded";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        [Corrected] = "已更正", [Refused] = "不予更正", [Forwarded] = "转送有权机关",
    };
}

/// <summary>What is registered; every text without anything around it.</summary>
/// <param name="Proof">A code of <see cref="ApplicantClasses.Proofs"/>; <paramref name="ProofNumber"/> normalised.</param>
/// <param name="Record">Which record is wrong, and how it should read.</param>
public sealed record OwnDataApplication(string Name, string Proof, string ProofNumber, string Phone, string Email, string Address, string Record, string Evidence);

public static class OwnDataCheck
{
    public const int MaxText = 2000;

    /// <summary>
    /// Every reason at once: <c>request.name-required</c>, <c>request.name-too-long</c>, <c>request.proof-required</c>, <c>request.proof-kind</c>,
    /// <c>request.id-invalid</c>, <c>request.credit-code-invalid</c>, <c>request.contact-required</c>, <c>own-data.record-required</c>,
    /// <c>own-data.evidence-required</c>, <c>request.too-long</c>, <c>own-data.day</c>.
    /// </summary>
    public static IReadOnlyList<Failure> Check(OwnDataApplication a, DateOnly? receivedOn, DateOnly today)
    {
        var failures = new List<Failure>();
        if (a.Name.Length == 0) failures.Add(Failure.At("Name", "request.name-required"));
        else if (a.Name.Length > ApplicationCheck.MaxName) failures.Add(Failure.At("Name", "request.name-too-long", ApplicationCheck.MaxName));
        if (!ApplicantClasses.Proofs.ContainsKey(a.Proof)) failures.Add(Failure.At("Proof", "request.proof-kind"));
        // Nobody but the person may have it changed, so a proof is needed here in any case.
        if (a.ProofNumber.Length == 0) failures.Add(Failure.At("Number", "request.proof-required"));
        else if (a.Proof == ApplicantClasses.IdCard && !IdentityNumber.IsValid(a.ProofNumber, today)) failures.Add(Failure.At("Number", "request.id-invalid"));
        else if (a.Proof == ApplicantClasses.CreditCodeProof && !CreditCode.IsValid(a.ProofNumber)) failures.Add(Failure.At("Number", "request.credit-code-invalid"));
        if (a.Phone.Length + a.Email.Length + a.Address.Length == 0) failures.Add(Failure.At("Phone", "request.contact-required"));
        if (a.Record.Length == 0) failures.Add(Failure.At("Record", "own-data.record-required"));
        if (a.Evidence.Length == 0) failures.Add(Failure.At("Evidence", "own-data.evidence-required"));
        foreach (var (field, text, most) in new[]
        {
            ("Number", a.ProofNumber, ApplicationCheck.MaxProof), ("Phone", a.Phone, ApplicationCheck.MaxPhone), ("Email", a.Email, ApplicationCheck.MaxEmail), ("Address", a.Address, ApplicationCheck.MaxAddress),
            ("Record", a.Record, MaxText), ("Evidence", a.Evidence, MaxText),
        })
        {
            if (text.Length > most) failures.Add(Failure.At(field, "request.too-long", most));
        }
        if (receivedOn is not { } day || day > today) failures.Add(Failure.At("ReceivedOn", "own-data.day"));
        return failures;
    }

    /// <summary><c>own-data.outcome-required</c>, <c>request.reason-required</c>, <c>own-data.answer-required</c>, <c>request.too-long</c>.</summary>
    public static IReadOnlyList<Failure> CheckEnd(string? outcome, string reason, string answer)
    {
        var failures = new List<Failure>(AnswerCheck.CheckReason(reason));
        if (outcome is null || !OwnDataOutcomes.All.ContainsKey(outcome)) failures.Add(Failure.At("Outcome", "own-data.outcome-required"));
        if (answer.Length == 0) failures.Add(Failure.At("Answer", "own-data.answer-required"));
        else if (answer.Length > MaxText) failures.Add(Failure.At("Answer", "request.too-long", MaxText));
        return failures;
    }
}
