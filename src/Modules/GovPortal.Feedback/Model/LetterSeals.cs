using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace GovPortal.Feedback.Model;

/// <summary>Who wrote, as far as they said.</summary>
public sealed record LetterWriter(string Name, string Phone, string Email)
{
    public static LetterWriter Nobody { get; } = new("", "", "");

    public bool IsEmpty => Name.Length + Phone.Length + Email.Length == 0;
}

/// <summary>
/// Encrypts and reads what people wrote and who they are, with the portal's keys, which are part of every backup. Contacts have a
/// purpose of their own: what may read a text cannot read them by mistake.
/// </summary>
public sealed class LetterSeals(IDataProtectionProvider protection)
{
    private readonly IDataProtector _texts = protection.CreateProtector("GovPortal.Feedback.LetterText");
    private readonly IDataProtector _writers = protection.CreateProtector("GovPortal.Feedback.LetterContact");

    public string Seal(string text) => text.Length == 0 ? "" : _texts.Protect(text);

    /// <summary>Empty for none; null where the keys that sealed it are gone.</summary>
    public string? Open(string? kept) => kept is null or "" ? "" : Opened(_texts, kept);

    public string? SealWriter(LetterWriter writer) => writer.IsEmpty ? null : _writers.Protect(JsonSerializer.Serialize(writer));

    /// <summary>Null where the keys that sealed it are gone.</summary>
    public LetterWriter? OpenWriter(string kept) => Opened(_writers, kept) is { } json ? JsonSerializer.Deserialize<LetterWriter>(json) : null;

    private static string? Opened(IDataProtector protector, string kept)
    {
        try
        {
            return protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
