using System.Text.RegularExpressions;
using GovPortal.Kernel.Results;

namespace GovPortal.Requests.Rules;

/// <summary>An application as it was filled in (art. 29); every text without anything around it.</summary>
/// <param name="ApplicantClass">A code of <see cref="ApplicantClasses.All"/>.</param>
/// <param name="Proof">A code of <see cref="ApplicantClasses.Proofs"/>; <paramref name="ProofNumber"/> normalised.</param>
/// <param name="Agent">Who acts for an organisation (联系人); empty for a natural person.</param>
public sealed record Application(
    string ApplicantClass, string Name, string Proof, string ProofNumber, string Agent, string Phone, string Email, string Address,
    string Description, string Form, string Delivery, bool Consents);

/// <summary>
/// What 第二十九条 asks of an application: name, proof of identity, contact; what is sought, named or described so that it can be found; form
/// and way of receipt. An application should be about one matter: two to four numbered matters are taken with a hint, five or more
/// are refused with the advice to send them one by one, as one case could not be answered, counted or charged as one (国办函〔2020〕109号第四条,
/// «一事一申请»). The office may still register such an application and split it.
/// </summary>
public static partial class ApplicationCheck
{
    public const int MaxName = 100, MaxProof = 40, MaxPhone = 30, MaxEmail = 100, MaxAddress = 200, MinDescription = 8, MaxDescription = 4000, RefusedMatters = 5;

    /// <summary>
    /// Every reason at once: <c>request.class-required</c>, <c>request.name-required</c>, <c>request.name-too-long</c>, <c>request.proof-required</c>,
    /// <c>request.id-invalid</c>, <c>request.credit-code-invalid</c>, <c>request.proof-kind</c>, <c>request.agent-required</c>, <c>request.contact-required</c>,
    /// <c>request.phone-invalid</c>, <c>request.email-invalid</c>, <c>request.email-required</c>, <c>request.address-required</c>, <c>request.too-long</c>,
    /// <c>request.description-required</c>, <c>request.description-short</c>, <c>request.description-too-long</c>, <c>request.too-many-matters</c>,
    /// <c>request.form-required</c>, <c>request.delivery-required</c>, <c>request.consent-required</c>.
    /// </summary>
    /// <param name="byOffice">Registered by the office from paper: no consent to the site's terms, any number of matters, and what is unclear or missing is asked for by a correction.</param>
    public static IReadOnlyList<Failure> Check(Application a, DateOnly today, bool byOffice = false)
    {
        var failures = new List<Failure>();
        var natural = a.ApplicantClass == ApplicantClasses.NaturalPerson;
        if (!ApplicantClasses.All.ContainsKey(a.ApplicantClass)) failures.Add(Failure.At("Class", "request.class-required"));
        if (a.Name.Length == 0) failures.Add(Failure.At("Name", "request.name-required"));
        else if (a.Name.Length > MaxName) failures.Add(Failure.At("Name", "request.name-too-long", MaxName));
        AddProof(failures, a, natural, today, byOffice);
        if (!natural && a.Agent.Length == 0 && ApplicantClasses.All.ContainsKey(a.ApplicantClass)) failures.Add(Failure.At("Agent", "request.agent-required"));
        if (a.Agent.Length > MaxName) failures.Add(Failure.At("Agent", "request.name-too-long", MaxName));
        AddContact(failures, a);
        AddDescription(failures, a.Description, byOffice);
        if (!ApplicantClasses.Forms.ContainsKey(a.Form)) failures.Add(Failure.At("Form", "request.form-required"));
        if (!ApplicantClasses.Deliveries.ContainsKey(a.Delivery)) failures.Add(Failure.At("Delivery", "request.delivery-required"));
        if (!a.Consents && !byOffice) failures.Add(Failure.At("Consent", "request.consent-required"));
        return failures;
    }

    /// <summary>How many matters are clearly numbered in it; at least 1.</summary>
    public static int MattersIn(string description) => Math.Max(1, Numbered().Count(description));

    /// <summary>A correction: the description anew.</summary>
    public static IReadOnlyList<Failure> CheckDescription(string description)
    {
        var failures = new List<Failure>();
        AddDescription(failures, description, byOffice: false);
        return failures;
    }

    private static void AddProof(List<Failure> failures, Application a, bool natural, DateOnly today, bool byOffice)
    {
        if (a.ProofNumber.Length == 0)
        {
            // On paper it may be missing; then it is asked for by a correction.
            if (!byOffice) failures.Add(Failure.At("Proof", "request.proof-required"));
            return;
        }
        if (!ApplicantClasses.Proofs.ContainsKey(a.Proof) || (natural && a.Proof == ApplicantClasses.CreditCodeProof) || (!natural && a.Proof == ApplicantClasses.IdCard))
        {
            failures.Add(Failure.At("Proof", "request.proof-kind"));
        }
        else if (a.Proof == ApplicantClasses.IdCard && !IdentityNumber.IsValid(a.ProofNumber, today)) failures.Add(Failure.At("Proof", "request.id-invalid"));
        else if (a.Proof == ApplicantClasses.CreditCodeProof && !CreditCode.IsValid(a.ProofNumber)) failures.Add(Failure.At("Proof", "request.credit-code-invalid"));
        else if (a.ProofNumber.Length > MaxProof) failures.Add(Failure.At("Proof", "request.too-long", MaxProof));
    }

    private static void AddContact(List<Failure> failures, Application a)
    {
        if (a.Phone.Length + a.Email.Length + a.Address.Length == 0) failures.Add(Failure.At("Phone", "request.contact-required"));
        if (a.Phone.Length > 0 && !Phone().IsMatch(a.Phone)) failures.Add(Failure.At("Phone", "request.phone-invalid"));
        if (a.Email.Length > 0 && (a.Email.Length > MaxEmail || !Email().IsMatch(a.Email))) failures.Add(Failure.At("Email", "request.email-invalid"));
        if (a.Email.Length == 0 && a.Delivery == ApplicantClasses.ByEmail) failures.Add(Failure.At("Email", "request.email-required"));
        if (a.Address.Length == 0 && a.Delivery == ApplicantClasses.ByPost) failures.Add(Failure.At("Address", "request.address-required"));
        if (a.Address.Length > MaxAddress) failures.Add(Failure.At("Address", "request.too-long", MaxAddress));
    }

    private static void AddDescription(List<Failure> failures, string description, bool byOffice)
    {
        if (description.Length == 0) failures.Add(Failure.At("Description", "request.description-required"));
        else if (description.Length > MaxDescription) failures.Add(Failure.At("Description", "request.description-too-long", MaxDescription, description.Length));
        else if (byOffice) return;
        else if (description.Length < MinDescription) failures.Add(Failure.At("Description", "request.description-short"));
        else if (MattersIn(description) is >= RefusedMatters and var matters) failures.Add(Failure.At("Description", "request.too-many-matters", matters));
    }

    // 1. 1、 （一） (1) 一、 ① 第一， at the start of a line.
    [GeneratedRegex(@"^[ \t　]*(?:[0-9０-９]{1,2}[.．、)）](?![0-9])|[(（](?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳]|第[一二三四五六七八九十][，、项：])", RegexOptions.Multiline)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^[+(（]?[0-9][0-9\-+() （）转]{5,28}\z")]
    private static partial Regex Phone();

    [GeneratedRegex(@"^[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}\z")]
    private static partial Regex Email();
}
