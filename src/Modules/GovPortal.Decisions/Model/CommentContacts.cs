using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace GovPortal.Decisions.Model;

/// <summary>Who wrote a comment, as far as they said.</summary>
public sealed record CommentContact(string Name, string Phone, string Email)
{
    public bool IsEmpty => Name.Length + Phone.Length + Email.Length == 0;
}

/// <summary>Encrypts and reads writers' contacts with the portal's keys, which are part of every backup.</summary>
public sealed class CommentContacts(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("GovPortal.Decisions.CommentContact");

    public string? Protect(CommentContact contact) => contact.IsEmpty ? null : _protector.Protect(JsonSerializer.Serialize(contact));

    /// <summary>Null where the keys that protected it are gone.</summary>
    public CommentContact? Read(string kept)
    {
        try
        {
            return JsonSerializer.Deserialize<CommentContact>(_protector.Unprotect(kept));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
