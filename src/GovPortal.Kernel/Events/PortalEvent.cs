using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Events;

/// <summary>
/// One row of the event log, the audit trail and the outbox in one. Payloads hold ids, codes and hashes,
/// never personal data or the text of a draft.
/// </summary>
public sealed class PortalEvent
{
    /// <summary>1, 2, 3 … without gaps, in commit order.</summary>
    public long Id { get; init; }
    /// <summary>A stable kind such as <c>content.published</c>; see <see cref="EventKind"/>.</summary>
    public required string Kind { get; init; }
    public DateTime OccurredUtc { get; init; }
    /// <summary>Who did it: a user's id, or <c>system</c>.</summary>
    public required string ActorId { get; init; }
    /// <summary>What it happened to: a content item's, user's, column's id.</summary>
    public string? SubjectId { get; init; }
    public string? VersionId { get; init; }
    public string? AgencyId { get; init; }
    /// <summary>Canonical JSON object.</summary>
    public required string Payload { get; init; }
    public required string PreviousHash { get; init; }
    public required string Hash { get; init; }
}

/// <summary>An event before it has its number.</summary>
public sealed record EventDraft(
    string Kind, string ActorId, string? SubjectId = null, string? VersionId = null, string? AgencyId = null,
    IReadOnlyDictionary<string, object?>? Payload = null);

/// <summary>
/// Declares a kind of event: its Chinese title for the audit pages, and whether it can change a public page
/// (then the portal's page generation moves on).
/// </summary>
public sealed record EventKind(string Name, string Title, bool ChangesPublicPages = false);

/// <summary>All declared kinds. Writing an undeclared kind is a bug and throws where it is read.</summary>
public sealed class EventKinds
{
    private readonly Dictionary<string, EventKind> _kinds;

    public EventKinds(IEnumerable<EventKind> kinds)
    {
        _kinds = kinds.ToDictionary(k => k.Name, StringComparer.Ordinal);
        Public = [.. _kinds.Values.Where(k => k.ChangesPublicPages).Select(k => k.Name)];
    }

    public IReadOnlyCollection<EventKind> All => _kinds.Values;

    /// <summary>Names of the kinds that can change a public page.</summary>
    public IReadOnlyList<string> Public { get; }

    public bool ChangesPublicPages(string kind) => _kinds.TryGetValue(kind, out var k) && k.ChangesPublicPages;

    public string Title(string kind) => _kinds.TryGetValue(kind, out var k) ? k.Title : kind;
}

/// <summary>The one row that hands out numbers and remembers the end of the chain.</summary>
internal sealed class EventCounter
{
    public int Id { get; init; } = 1;
    public long LastEventId { get; set; }
    public required string LastHash { get; set; }
}

internal sealed class EventModel : IEntityModel
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<PortalEvent>(e =>
        {
            e.ToTable("PortalEvents").HasKey(x => x.Id);
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Kind).HasMaxLength(60);
            e.Property(x => x.ActorId).HasMaxLength(64);
            e.Property(x => x.SubjectId).HasMaxLength(64);
            e.Property(x => x.VersionId).HasMaxLength(26);
            e.Property(x => x.AgencyId).HasMaxLength(64);
            e.Property(x => x.PreviousHash).HasMaxLength(64);
            e.Property(x => x.Hash).HasMaxLength(64);
            e.HasIndex(x => new { x.SubjectId, x.Id });
            e.HasIndex(x => new { x.Kind, x.Id });
        });
        model.Entity<EventCounter>(c =>
        {
            c.ToTable("EventCounter").HasKey(x => x.Id);
            c.Property(x => x.Id).ValueGeneratedNever();
            c.Property(x => x.LastHash).HasMaxLength(64);
            c.HasData(new EventCounter { Id = 1, LastEventId = 0, LastHash = EventChain.Genesis });
        });
        model.Entity<ReaderMark>(m =>
        {
            m.ToTable("ReaderMarks").HasKey(x => x.Reader);
            m.Property(x => x.Reader).HasMaxLength(60);
        });
    }
}
