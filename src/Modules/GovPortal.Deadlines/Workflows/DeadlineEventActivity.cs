using System.Text.Json.Nodes;
using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Workflows;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Workflows;

/// <summary>
/// Waits for what the log tells of clocks. The correlation id is the clock's own id, since a subject has several; the input
/// holds <c>subject</c>, <c>kind</c>, <c>rule</c>, <c>due</c>, <c>section</c>, <c>column</c>, <c>agency</c>, and
/// <c>dueText</c> (the civil day in words); <c>ContentItem</c> and <c>contentItemId</c> where the clock runs for an item,
/// <c>title</c> where it runs for a column or a duty.
/// </summary>
internal abstract class DeadlineEventActivity(string name, string title, string eventKind, IEnumerable<ClockKind> kinds) : IEventActivity
{
    public string Name => name;
    public string Title => title;
    public IReadOnlyList<string> EventKinds { get; } = [eventKind];
    public IReadOnlyList<ActivityProperty> Properties { get; } = [new("KindFilter", "时限种类", ActivityPropertyKind.TextList, Choices: [.. kinds.Select(k => k.Name)])];

    public async Task<ActivityTrigger?> MatchAsync(PortalDbContext db, PortalEvent occurred, JsonObject properties, CancellationToken cancellation)
    {
        var payload = JsonNode.Parse(occurred.Payload)!.AsObject();
        var wanted = properties["KindFilter"] is JsonArray list ? list.Select(k => (string?)k).Where(k => !string.IsNullOrEmpty(k)).ToList() : [];
        if (wanted.Count > 0 && !wanted.Contains((string?)payload["kind"])) return null;
        var input = new JsonObject { ["subject"] = occurred.SubjectId, ["agency"] = occurred.AgencyId };
        foreach (var member in (string[])["kind", "rule", "due", "section", "column", "late"])
        {
            if (payload[member] is { } value) input[member] = value.DeepClone();
        }
        if (payload["due"] is JsonValue due && due.TryGetValue<DateTime>(out var dueUtc)) input["dueText"] = $"{CivilTime.DateOf(dueUtc):yyyy年M月d日}";
        switch ((string?)payload["kind"])
        {
            case ClockKinds.Freshness or ClockKinds.Periodic:
                input["title"] = await db.Set<Column>().Where(c => c.Id == occurred.SubjectId).Select(c => c.Title).FirstOrDefaultAsync(cancellation) ?? "";
                break;
            case ClockKinds.Duty:
                input["title"] = await db.Set<PeriodicDuty>().Where(d => d.Id == occurred.SubjectId).Select(d => d.Title).FirstOrDefaultAsync(cancellation) ?? "";
                break;
            case var _ when await db.Set<ContentItemRow>().AnyAsync(i => i.Id == occurred.SubjectId, cancellation):
                // Orchard's reference; the title is loaded where an expression asks for it and never kept.
                input["ContentItem"] = new JsonObject { ["Type"] = "Content", ["ContentId"] = occurred.SubjectId };
                input["contentItemId"] = occurred.SubjectId;
                break;
        }
        return new ActivityTrigger((string)payload["obligation"]!, input);
    }
}

/// <summary>时限开始.</summary>
internal sealed class DeadlineStartedEvent(IEnumerable<ClockKind> kinds) : DeadlineEventActivity("DeadlineStartedEvent", "时限开始", DeadlineEvents.Started, kinds);

/// <summary>时限临近.</summary>
internal sealed class DeadlineApproachingEvent(IEnumerable<ClockKind> kinds) : DeadlineEventActivity("DeadlineApproachingEvent", "时限临近", DeadlineEvents.Approaching, kinds);

/// <summary>时限逾期.</summary>
internal sealed class DeadlineBreachedEvent(IEnumerable<ClockKind> kinds) : DeadlineEventActivity("DeadlineBreachedEvent", "时限逾期", DeadlineEvents.Breached, kinds);

/// <summary>时限完成.</summary>
internal sealed class DeadlineMetEvent(IEnumerable<ClockKind> kinds) : DeadlineEventActivity("DeadlineMetEvent", "时限完成", DeadlineEvents.Met, kinds);
