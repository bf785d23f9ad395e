using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GovPortal.Kernel.Events;

/// <summary>
/// The canonical text of an event and its place in the hash chain. Version 1 is the lines
/// <c>govportal-event/1</c>, id, kind, instant (UTC, microseconds), actor, subject, version, agency, payload,
/// previous hash, joined by line feeds, an absent value being an empty line; the hash is SHA-256 in lower-case
/// hexadecimal. No value may hold a line feed (payloads are JSON on one line).
/// </summary>
public static class EventChain
{
    /// <summary>The previous hash of the first event.</summary>
    public const string Genesis = "0000000000000000000000000000000000000000000000000000000000000000";

    public static string Hash(
        long id, string kind, DateTime occurredUtc, string actorId, string? subjectId, string? versionId,
        string? agencyId, string payload, string previousHash)
    {
        var text = string.Join('\n',
            "govportal-event/1",
            id.ToString(CultureInfo.InvariantCulture),
            kind,
            occurredUtc.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            actorId, subjectId, versionId, agencyId, payload, previousHash);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>True where the row's hash is the hash of what it says.</summary>
    public static bool Holds(PortalEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Hash == Hash(e.Id, e.Kind, e.OccurredUtc, e.ActorId, e.SubjectId, e.VersionId, e.AgencyId, e.Payload, e.PreviousHash);
    }
}
