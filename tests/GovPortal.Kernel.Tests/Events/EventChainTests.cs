using GovPortal.Kernel.Events;

namespace GovPortal.Kernel.Tests.Events;

/// <summary>The chain of the audit trail. The vector never changes: logs already written are checked by it.</summary>
public sealed class EventChainTests
{
    private static readonly DateTime When = new DateTime(2026, 2, 13, 1, 2, 3, DateTimeKind.Utc).AddTicks(4567890);

    private static PortalEvent Event(
        long id = 7, string kind = "content.published", DateTime? at = null, string actor = "u1", string? subject = "4item", string? version = "4version",
        string? agency = "rsj", string payload = """{"number":2,"说明":"稳岗"}""", string previous = EventChain.Genesis) => new()
    {
        Id = id, Kind = kind, OccurredUtc = at ?? When, ActorId = actor, SubjectId = subject, VersionId = version, AgencyId = agency, Payload = payload,
        PreviousHash = previous, Hash = EventChain.Hash(id, kind, at ?? When, actor, subject, version, agency, payload, previous),
    };

    [Fact]
    public void The_canonical_form_is_the_documented_one()
    {
        var text = string.Join('\n', "govportal-event/1", "7", "content.published", "2026-02-13T01:02:03.456789Z", "u1", "4item", "4version", "rsj",
            """{"number":2,"说明":"稳岗"}""", EventChain.Genesis);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))), Event().Hash);
        Assert.Equal("41e1d520e0db2a0583a7be8a142afbc792f34f56146f155e302b81b8e898af08", Event().Hash);
    }

    [Fact]
    public void An_event_holds_as_long_as_nothing_of_it_changes()
    {
        var e = Event();
        Assert.True(EventChain.Holds(e));
        PortalEvent[] changed =
        [
            Event(id: 8), Event(kind: "content.withdrawn"), Event(at: When.AddMicroseconds(1)), Event(actor: "u2"), Event(subject: null), Event(version: null),
            Event(agency: null), Event(payload: "{}"), Event(previous: e.Hash),
        ];
        Assert.Equal(changed.Length, changed.Select(c => c.Hash).Append(e.Hash).Distinct().Count() - 1);
        Assert.False(EventChain.Holds(new PortalEvent
        {
            Id = e.Id, Kind = e.Kind, OccurredUtc = e.OccurredUtc, ActorId = "u2", SubjectId = e.SubjectId, VersionId = e.VersionId, AgencyId = e.AgencyId,
            Payload = e.Payload, PreviousHash = e.PreviousHash, Hash = e.Hash,
        }));
    }

    [Fact]
    public void An_absent_value_keeps_its_line() => Assert.NotEqual(Event(subject: "x", version: null).Hash, Event(subject: null, version: "x").Hash);

    [Fact]
    public void Of_kinds_those_that_change_public_pages_are_known_by_name()
    {
        var kinds = new EventKinds([new EventKind("a", "甲"), new EventKind("b", "乙", ChangesPublicPages: true)]);
        Assert.Equal(["b"], kinds.Public);
        Assert.True(kinds.ChangesPublicPages("b"));
        Assert.False(kinds.ChangesPublicPages("a"));
        Assert.Equal(("乙", "c"), (kinds.Title("b"), kinds.Title("c")));
    }
}
