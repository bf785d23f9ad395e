using System.Text.RegularExpressions;
using GovPortal.Kernel.Results;

namespace GovPortal.Decisions.Rules;

/// <summary>What a comment and its coding may hold. Lengths are in characters.</summary>
public static partial class CommentRules
{
    public const int MaxText = 2000, MaxName = 50, MaxPhone = 30, MaxEmail = 100, MaxReason = 500, MaxPoint = 200;

    /// <summary>
    /// Every reason why it can't be taken: <c>comment.text-required</c>, <c>comment.text-too-long</c>, <c>comment.name-invalid</c>,
    /// <c>comment.phone-invalid</c>, <c>comment.email-invalid</c>. All but the text may be empty.
    /// </summary>
    public static IReadOnlyList<Failure> Check(string text, string name, string phone, string email)
    {
        var failures = new List<Failure>();
        if (text.Trim().Length == 0) failures.Add(Failure.At("Text", "comment.text-required"));
        else if (text.Length > MaxText) failures.Add(Failure.At("Text", "comment.text-too-long", MaxText, text.Length));
        if (name.Length > MaxName || name.Any(char.IsControl)) failures.Add(Failure.At("Name", "comment.name-invalid", MaxName));
        if (phone.Length > 0 && !Phone().IsMatch(phone)) failures.Add(Failure.At("Phone", "comment.phone-invalid"));
        if (email.Length > 0 && (email.Length > MaxEmail || !Email().IsMatch(email))) failures.Add(Failure.At("Email", "comment.email-invalid"));
        return failures;
    }

    /// <summary>
    /// A comment that isn't taken over, or only in part, or has nothing to do with the matter, says why:
    /// <c>comment.reason-required</c>, <c>comment.reason-too-long</c>, <c>comment.point-too-long</c>.
    /// </summary>
    public static IReadOnlyList<Failure> CheckCoding(bool needsReason, string reason, string point)
    {
        var failures = new List<Failure>();
        if (needsReason && reason.Length == 0) failures.Add(Failure.At("Reason", "comment.reason-required"));
        if (reason.Length > MaxReason) failures.Add(Failure.At("Reason", "comment.reason-too-long", MaxReason));
        if (point.Length > MaxPoint) failures.Add(Failure.At("Point", "comment.point-too-long", MaxPoint));
        return failures;
    }

    [GeneratedRegex(@"^[+(（]?[0-9][0-9\-+() （）转]{5,29}\z")]
    private static partial Regex Phone();

    [GeneratedRegex(@"^[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}\z")]
    private static partial Regex Email();
}
