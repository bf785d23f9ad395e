using System.Text.RegularExpressions;
using GovPortal.Kernel.Results;

namespace GovPortal.Feedback.Rules;

/// <summary>What a letter and its answer may hold. Lengths are in characters.</summary>
public static partial class LetterRules
{
    public const int MaxSubject = 100, MaxText = 2000, MaxLine = 200, MaxName = 50, MaxPhone = 30, MaxEmail = 100, MaxAnswer = 4000, MaxReason = 500;

    /// <summary>
    /// Every reason why an inquiry can't be taken, at the form's fields: <c>letter.subject-required</c>, <c>letter.subject-too-long</c>,
    /// <c>letter.text-required</c>, <c>letter.text-too-long</c>, <c>letter.name-required</c>, <c>letter.name-invalid</c>,
    /// <c>letter.contact-required</c>, <c>letter.phone-invalid</c>, <c>letter.email-invalid</c>.
    /// </summary>
    public static IReadOnlyList<Failure> CheckInquiry(string subject, string text, string name, string phone, string email)
    {
        var failures = new List<Failure>();
        if (subject.Length == 0) failures.Add(Failure.At("Subject", "letter.subject-required"));
        else if (subject.Length > MaxSubject) failures.Add(Failure.At("Subject", "letter.subject-too-long", MaxSubject, subject.Length));
        AddText(failures, text);
        if (name.Length == 0) failures.Add(Failure.At("Name", "letter.name-required"));
        if (phone.Length + email.Length == 0) failures.Add(Failure.At("Phone", "letter.contact-required"));
        AddWriter(failures, name, phone, email);
        return failures;
    }

    /// <summary>The same for a correction: <c>letter.kind-required</c>; who wrote it need not be said.</summary>
    public static IReadOnlyList<Failure> CheckCorrection(bool hasKind, string text, string name, string phone, string email)
    {
        var failures = new List<Failure>();
        if (!hasKind) failures.Add(Failure.At("Kind", "letter.kind-required"));
        AddText(failures, text);
        AddWriter(failures, name, phone, email);
        return failures;
    }

    /// <summary><c>letter.line-required</c>, <c>letter.line-too-long</c>.</summary>
    public static IReadOnlyList<Failure> CheckLine(string text) =>
        text.Length == 0 ? [Failure.At("Text", "letter.line-required")] : text.Length > MaxLine ? [Failure.At("Text", "letter.line-too-long", MaxLine, text.Length)] : [];

    /// <summary><c>letter.answer-required</c>, <c>letter.answer-too-long</c>.</summary>
    public static IReadOnlyList<Failure> CheckAnswer(string answer) =>
        answer.Length == 0 ? [Failure.At("Answer", "letter.answer-required")]
        : answer.Length > MaxAnswer ? [Failure.At("Answer", "letter.answer-too-long", MaxAnswer, answer.Length)] : [];

    /// <summary><c>letter.reason-required</c>, <c>letter.reason-too-long</c>.</summary>
    public static IReadOnlyList<Failure> CheckReason(string reason) =>
        reason.Length == 0 ? [Failure.At("Reason", "letter.reason-required")] : reason.Length > MaxReason ? [Failure.At("Reason", "letter.reason-too-long", MaxReason)] : [];

    private static void AddText(List<Failure> failures, string text)
    {
        if (text.Length == 0) failures.Add(Failure.At("Text", "letter.text-required"));
        else if (text.Length > MaxText) failures.Add(Failure.At("Text", "letter.text-too-long", MaxText, text.Length));
    }

    private static void AddWriter(List<Failure> failures, string name, string phone, string email)
    {
        if (name.Length > MaxName) failures.Add(Failure.At("Name", "letter.name-invalid", MaxName));
        if (phone.Length > 0 && !Phone().IsMatch(phone)) failures.Add(Failure.At("Phone", "letter.phone-invalid"));
        if (email.Length > 0 && (email.Length > MaxEmail || !Email().IsMatch(email))) failures.Add(Failure.At("Email", "letter.email-invalid"));
    }

    [GeneratedRegex(@"^[+(（]?[0-9][0-9\-+() （）转]{5,28}\z")]
    private static partial Regex Phone();

    [GeneratedRegex(@"^[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}\z")]
    private static partial Regex Email();
}
