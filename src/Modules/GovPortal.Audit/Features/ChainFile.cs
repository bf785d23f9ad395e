using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GovPortal.Kernel.Events;

namespace GovPortal.Audit.Features;

/// <summary>The first line of an exported chain.</summary>
/// <param name="Count">How many events follow.</param>
/// <param name="Last">The hash of the last of them.</param>
public sealed record ChainFileHead(string Format, string Portal, long Count, string Last);

/// <summary>A line of an exported chain: every member that the hash covers, and the hash. See <c>docs/audit.md</c>.</summary>
public sealed record ChainFileLine(
    long Id, string Kind, string Occurred, string Actor, string? Subject, string? Version, string? Agency, string Payload, string Previous, string Hash)
{
    private const string InstantForm = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static ChainFileLine Of(PortalEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new(e.Id, e.Kind, e.OccurredUtc.ToString(InstantForm, CultureInfo.InvariantCulture), e.ActorId, e.SubjectId, e.VersionId, e.AgencyId, e.Payload, e.PreviousHash, e.Hash);
    }

    /// <summary>The event; one whose instant isn't in the documented form gets the first of all instants and does not hold.</summary>
    public PortalEvent ToEvent() => new()
    {
        Id = Id, Kind = Kind ?? "", ActorId = Actor ?? "", SubjectId = Subject, VersionId = Version, AgencyId = Agency, Payload = Payload ?? "",
        PreviousHash = Previous ?? "", Hash = Hash ?? "",
        OccurredUtc = DateTime.TryParseExact(Occurred, InstantForm, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : default,
    };
}

/// <summary>How the lines of an exported chain are written.</summary>
public static class ChainFile
{
    public const string Format = "govportal-audit/1";

    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true,
    };
}
