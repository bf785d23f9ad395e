using System.Net.Mail;
using GovPortal.Kernel.Results;

namespace GovPortal.Users.Model;

/// <summary>An address is optional; reminders go there.</summary>
internal static class Emails
{
    private const int MaxLength = 200;

    public static string? Clean(string? email) => string.IsNullOrWhiteSpace(email) ? null : email.Trim();

    public static IEnumerable<Failure> Check(string? email) =>
        Clean(email) is { } text && (text.Length > MaxLength || !MailAddress.TryCreate(text, out var read) || read.Address != text)
            ? [Failure.At("Email", "user.email-invalid")]
            : [];
}
