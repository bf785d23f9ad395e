using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GovPortal.Kernel.Jobs;
using GovPortal.Requests.Rules;
using Microsoft.AspNetCore.DataProtection;

namespace GovPortal.Requests.Model;

/// <summary>Who applied, as far as they said.</summary>
public sealed record ApplicantDetails(string Name, string Proof, string ProofNumber, string Agent, string Phone, string Email, string Address);

/// <summary>
/// Encrypts and reads what a case holds, with the portal's keys, which are part of every backup. Applicants and files have purposes
/// of their own: what may read a text cannot read them by mistake.
/// </summary>
public sealed class RequestSeals(IDataProtectionProvider protection)
{
    private readonly IDataProtector _texts = protection.CreateProtector("GovPortal.Requests.Text");
    private readonly IDataProtector _applicants = protection.CreateProtector("GovPortal.Requests.Applicant");
    private readonly IDataProtector _files = protection.CreateProtector("GovPortal.Requests.File");

    public string Seal(string text) => text.Length == 0 ? "" : _texts.Protect(text);

    /// <summary>Empty for none; null where the keys that sealed it are gone.</summary>
    public string? Open(string? kept) => kept is null or "" ? "" : Opened(() => _texts.Unprotect(kept));

    public string SealAnswer(AnswerDraft answer) => _texts.Protect(JsonSerializer.Serialize(answer));

    public AnswerDraft? OpenAnswer(string? kept) => Open(kept) is { Length: > 0 } json ? JsonSerializer.Deserialize<AnswerDraft>(json) : null;

    public string SealApplicant(ApplicantDetails applicant) => _applicants.Protect(JsonSerializer.Serialize(applicant));

    public ApplicantDetails? OpenApplicant(string kept) => Opened(() => _applicants.Unprotect(kept)) is { } json ? JsonSerializer.Deserialize<ApplicantDetails>(json) : null;

    public byte[] SealFile(byte[] bytes) => _files.Protect(bytes);

    public byte[]? OpenFile(byte[] kept) => Opened(() => _files.Unprotect(kept));

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

/// <summary>
/// Tells whether two cases come from the same applicant, without telling who: HMAC-SHA256 of the proof of identity under a key of its
/// own. The key lies with the portal's other keys and goes into backups with them; without it nobody can try numbers.
/// </summary>
public sealed class ApplicantIndex(Node node)
{
    private const int KeyBytes = 32;
    private readonly Lazy<byte[]> _key = new(() => ReadOrMake(Path.Combine(node.DataPath, "keys")));

    /// <summary>Null where no proof was given.</summary>
    public string? Of(string proof, string proofNumber) =>
        proofNumber.Length == 0 ? null : Convert.ToHexStringLower(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes($"{proof}\n{IdentityNumber.Normalise(proofNumber)}")));

    /// <summary>Two processes that start at once end with one key: the file is moved into place whole, and whoever comes second reads it.</summary>
    private static byte[] ReadOrMake(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "request-index.key");
        if (!File.Exists(path))
        {
            var own = $"{path}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(own, options)) file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))));
            try
            {
                File.Move(own, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(own);
            }
        }
        return Convert.FromBase64String(File.ReadAllText(path));
    }
}
