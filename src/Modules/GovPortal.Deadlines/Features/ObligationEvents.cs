using System.Globalization;
using GovPortal.Deadlines.Model;
using GovPortal.Kernel.Events;

namespace GovPortal.Deadlines.Features;

/// <summary>What the log is told of a clock: ids, codes and instants only.</summary>
internal static class ObligationEvents
{
    public static EventDraft Of(string kind, Obligation clock, string actorId = "system", params (string Name, object? Value)[] more)
    {
        var payload = new Dictionary<string, object?>
        {
            ["obligation"] = clock.Id, ["kind"] = clock.Kind, ["rule"] = clock.Rule, ["due"] = Instant(clock.DueUtc),
            ["section"] = clock.SectionId, ["column"] = clock.ColumnId,
        };
        foreach (var (name, value) in more) payload[name] = value;
        return new EventDraft(kind, actorId, clock.SubjectId, clock.VersionId, clock.AgencyId, payload);
    }

    public static string Instant(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
