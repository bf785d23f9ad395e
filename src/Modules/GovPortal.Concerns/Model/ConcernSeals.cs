using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace GovPortal.Concerns.Model;

/// <summary>
/// Encrypts and reads what a concern holds of people, and the secrets of monitors, with the portal's keys, which are part of every
/// backup. Texts, files and secrets have purposes of their own: what may read one cannot read another by mistake.
/// </summary>
public sealed class ConcernSeals(IDataProtectionProvider protection)
{
    private readonly IDataProtector _texts = protection.CreateProtector("GovPortal.Concerns.Text");
    private readonly IDataProtector _files = protection.CreateProtector("GovPortal.Concerns.File");
    private readonly IDataProtector _secrets = protection.CreateProtector("GovPortal.Concerns.Monitor");

    public string Seal(string text) => text.Length == 0 ? "" : _texts.Protect(text);

    /// <summary>Empty for none; null where the keys that sealed it are gone.</summary>
    public string? Open(string? kept) => kept is null or "" ? "" : Opened(() => _texts.Unprotect(kept));

    public byte[] SealFile(byte[] bytes) => _files.Protect(bytes);

    public byte[]? OpenFile(byte[] kept) => Opened(() => _files.Unprotect(kept));

    /// <summary>A new signing secret, 256 bits in words of the base-64 of addresses, and how it is kept.</summary>
    internal (string Shown, string Kept) NewSecret()
    {
        var secret = "cms_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return (secret, _secrets.Protect(secret));
    }

    internal string? OpenSecret(string kept) => Opened(() => _secrets.Unprotect(kept));

    private static T? Opened<T>(Func<T> open) where T : class
    {
        try
        {
            return open();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
