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

/// <summary>What is wrong with the first row that does not hold.</summary>
public enum ChainFaultKind
{
    /// <summary>Its content is not what its hash was taken over.</summary>
    Altered,
    /// <summary>It holds the content of another number.</summary>
    Moved,
    /// <summary>It is not there.</summary>
    Missing,
    /// <summary>It stands at another place; only in a file.</summary>
    Reordered,
    /// <summary>It holds for itself, yet its neighbours don't link to it.</summary>
    Replaced,
    /// <summary>It was put in, and the following were renumbered.</summary>
    Inserted,
    /// <summary>It is missing at the end: the counter has handed out its number.</summary>
    MissingAtEnd,
    /// <summary>It stands after the end: the counter has not handed out its number.</summary>
    BeyondEnd,
    /// <summary>The counter's hash is not that of its last row.</summary>
    EndDiffers,
}

/// <param name="Number">The first row that does not hold.</param>
/// <param name="Until">Of missing rows the last; of a moved row the number its content belongs to; else the number itself.</param>
public sealed record ChainFault(ChainFaultKind Kind, long Number, long Until);

/// <param name="Checked">How many events hold.</param>
/// <param name="Fault">The first that does not; null where all hold.</param>
/// <param name="LastHash">The hash of the last that holds.</param>
public sealed record ChainCheck(long Checked, ChainFault? Fault, string LastHash)
{
    public long? BrokenAt => Fault?.Number;
}

/// <summary>
/// Walks a chain row by row, in the order of the rows, and remembers three of them at most. Where two rows that hold for
/// themselves don't link, the row after them tells which of the two was replaced.
/// </summary>
/// <param name="end">The number of the last event as the counter tells it: how far a moved row is looked for.</param>
public sealed class ChainWalk(long end)
{
    private string _beforeLast = EventChain.Genesis;
    private string _last = EventChain.Genesis;
    private PortalEvent? _unlinked;

    /// <summary>How many events have held so far.</summary>
    public long Checked { get; private set; }

    /// <summary>Takes the next row; answers the fault that it proves, or null to go on.</summary>
    public ChainFault? Take(PortalEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (_unlinked is { } unlinked)
        {
            return Replaced(e.PreviousHash == unlinked.Hash ? unlinked.Id - 1 : unlinked.Id);
        }
        var expected = Checked + 1;
        if (e.Id > expected) return new ChainFault(ChainFaultKind.Missing, expected, e.Id - 1);
        if (e.Id < expected) return new ChainFault(ChainFaultKind.Reordered, e.Id, e.Id);
        if (!EventChain.Holds(e))
        {
            if (Origin(e) is not { } origin) return new ChainFault(ChainFaultKind.Altered, e.Id, e.Id);
            return origin == e.Id - 1 && e.PreviousHash == _beforeLast
                ? Back(new ChainFault(ChainFaultKind.Inserted, origin, origin))
                : new ChainFault(ChainFaultKind.Moved, e.Id, origin);
        }
        if (e.PreviousHash != _last)
        {
            _unlinked = e;
            return e.Id == 1 ? Replaced(1) : null;
        }
        (_beforeLast, _last, Checked) = (_last, e.Hash, e.Id);
        return null;
    }

    /// <summary>After the last row: whether the chain ends where it should.</summary>
    /// <param name="lastId">The number of the last event.</param>
    /// <param name="lastHash">Its hash; null where it is not to be compared.</param>
    public ChainCheck End(long lastId, string? lastHash)
    {
        if (_unlinked is { } unlinked) return Of(Replaced(unlinked.Hash == lastHash ? unlinked.Id - 1 : unlinked.Id));
        if (Checked < lastId) return Of(new ChainFault(ChainFaultKind.MissingAtEnd, Checked + 1, lastId));
        if (Checked > lastId) return Of(Back(new ChainFault(ChainFaultKind.BeyondEnd, lastId + 1, Checked)));
        return Of(lastHash is null || lastHash == _last ? null : Back(new ChainFault(ChainFaultKind.EndDiffers, Math.Max(lastId, 1), Math.Max(lastId, 1))));
    }

    public ChainCheck Of(ChainFault? fault) => new(Checked, fault, _last);

    private ChainFault Replaced(long number) => Back(new ChainFault(ChainFaultKind.Replaced, number, number));

    private ChainFault Back(ChainFault fault)
    {
        Checked = Math.Min(Checked, fault.Number - 1);
        return fault;
    }

    /// <summary>The number under which the row's content would hold.</summary>
    private long? Origin(PortalEvent e)
    {
        for (var id = 1L; id <= Math.Max(end, e.Id) + 1; id++)
        {
            if (id != e.Id && e.Hash == EventChain.Hash(id, e.Kind, e.OccurredUtc, e.ActorId, e.SubjectId, e.VersionId, e.AgencyId, e.Payload, e.PreviousHash)) return id;
        }
        return null;
    }
}
