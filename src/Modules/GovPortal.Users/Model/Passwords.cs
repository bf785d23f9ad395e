using GovPortal.Users.Rules;
using Microsoft.AspNetCore.Identity;

namespace GovPortal.Users.Model;

/// <summary>Hashes and verifies passwords with Identity's hasher (PBKDF2). Slow by design: never called inside a transaction that others wait for.</summary>
public sealed class Passwords(IPasswordHasher<PortalUser> hasher)
{
    /// <summary>Rounds of PBKDF2 with HMAC-SHA512, as OWASP's Password Storage Cheat Sheet asks for.</summary>
    public const int Iterations = 210_000;

    private static readonly PortalUser Nobody = new();
    private readonly string _nobodys = hasher.HashPassword(Nobody, Guid.NewGuid().ToString());

    public string Hash(string password) => hasher.HashPassword(Nobody, password);

    /// <summary>Takes as long for no hash as for a real one, so that time does not tell which user names exist.</summary>
    public PasswordVerificationResult Verify(string? hash, string password)
    {
        var text = password.Length > PasswordPolicy.MaxLength ? "" : password;
        var verdict = hasher.VerifyHashedPassword(Nobody, hash ?? _nobodys, text);
        return hash is null ? PasswordVerificationResult.Failed : verdict;
    }
}
