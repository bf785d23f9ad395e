using System.Security.Cryptography;
using GovPortal.Kernel.Events;
using Microsoft.AspNetCore.DataProtection;

namespace GovPortal.Notifications.Model;

/// <summary>An address that is told what happens here, without titles, texts and people.</summary>
public sealed class Webhook
{
    public const int MaxUrlLength = 500;

    public required string Id { get; init; }
    public required string Url { get; set; }
    /// <summary>Protected by the portal's keys (the <c>keys</c> folder).</summary>
    public required string Secret { get; set; }
    /// <summary>Tones of notices, separated by spaces.</summary>
    public required string Tones { get; set; }
    /// <summary>Kinds of events, separated by spaces.</summary>
    public required string EventKinds { get; set; }
    /// <summary>Only what belongs to this agency; null: everything.</summary>
    public string? AgencyId { get; set; }
    public bool IsEnabled { get; set; }
    public DateTime CreatedUtc { get; init; }

    public IReadOnlyList<string> ToneList => Tones.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<string> KindList => EventKinds.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal bool Concerns(string? agencyId) => AgencyId is null || AgencyId == agencyId;

    /// <summary>Events about accounts have a person as their subject and stay here.</summary>
    internal static bool MayTell(EventKind kind) => !kind.Name.StartsWith("user.", StringComparison.Ordinal);
}

/// <summary>Makes, keeps and reads the secrets of webhooks.</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("GovPortal.Notifications.Webhook");

    /// <summary>A new secret: 256 bits, in words of the base-64 of addresses.</summary>
    public static string New() => "whs_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public string Protect(string secret) => _protector.Protect(secret);

    /// <summary>Null where the keys that protected it are gone.</summary>
    public string? Read(string kept)
    {
        try
        {
            return _protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
