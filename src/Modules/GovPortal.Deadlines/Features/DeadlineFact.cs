using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Clocks;
using GovPortal.Deadlines.Model;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Deadlines.Features;

/// <summary>
/// What a public page says of an item's clock, kept at publication:
/// <c>{"text":"5个工作日","due":"2026-02-27","status":"on-time|late|pending","provisional":false,"metOn":"2026-02-25"}</c>.
/// </summary>
internal sealed class DeadlineFact : IPublicFacts
{
    public string Name => "deadline";

    public async Task<JsonNode?> ForAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation)
    {
        if (version.Disclosure.ClockDay is not { } day) return null;
        var started = version.Disclosure.StartedOn ?? day;
        var rows = await db.Set<Obligation>().AsNoTracking()
            .Where(o => o.SubjectId == version.Item.Id && o.Kind == DisclosureClock.Internal && (o.FromDate == day || o.FromDate == started) && (o.CancelledUtc == null || o.MetUtc != null))
            .ToListAsync(cancellation);
        if (rows.OrderByDescending(o => o.MetUtc.HasValue).ThenBy(o => o.DueUtc).FirstOrDefault() is not { } clock) return null;
        return new JsonObject
        {
            ["text"] = Obligations.RuleText(clock.Rule),
            ["due"] = Day(clock.DueUtc),
            ["status"] = clock.MetUtc is not { } met ? "pending" : met <= clock.DueUtc ? "on-time" : "late",
            ["provisional"] = clock.Provisional,
            ["metOn"] = clock.MetUtc is { } metUtc ? Day(metUtc) : null,
        };
    }

    private static string Day(DateTime utc) => CivilTime.DateOf(utc).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
