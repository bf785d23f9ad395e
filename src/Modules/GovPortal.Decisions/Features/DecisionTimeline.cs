using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Decisions.Model;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Features;

/// <summary>
/// One line for each decision, draft → consultation → report → decision, shown on every page of it: the fact
/// <c>timeline</c>. When one of them is published or withdrawn, the others' facts change in the same transaction.
/// </summary>
internal sealed class DecisionTimeline : IContentIndex, IPublicFacts
{
    public const string Report = "report";
    private static readonly string[] Order = ["consultation", Report, "decision"];

    public string Name => "timeline";

    public async Task ReplaceAsync(PortalDbContext db, string contentItemId, VersionInHand? version, bool published, CancellationToken cancellation)
    {
        if (!published) return;
        var steps = db.Set<DecisionStep>();
        var before = await steps.AsNoTracking().FirstOrDefaultAsync(s => s.ContentItemId == contentItemId, cancellation);
        var now = version is null || version.Item.Path is null ? null : StepOf(version);
        if (before is null && now is null) return;
        await steps.Where(s => s.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellation);
        if (now is not null)
        {
            steps.Add(now);
            await db.SaveChangesAsync(cancellation);
            // Another change of the same transaction may write it again, under the same key.
            db.Entry(now).State = EntityState.Detached;
        }
        foreach (var line in new[] { before?.ConsultationId, now?.ConsultationId }.OfType<string>().Distinct())
        {
            var all = await LineAsync(db, line, cancellation);
            foreach (var other in all.Where(s => s.ContentItemId != contentItemId))
            {
                await LiveFacts.ChangeAsync(db, other.ContentItemId, facts =>
                {
                    facts[Name] = Fact(all);
                    return Task.CompletedTask;
                }, cancellation);
            }
        }
    }

    public async Task<JsonNode?> ForAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation)
    {
        if (StepOf(version) is not { } own) return null;
        var others = await LineAsync(db, own.ConsultationId, cancellation);
        return Fact([.. others.Where(s => s.ContentItemId != own.ContentItemId), own]);
    }

    /// <summary>Null where it belongs to no line or to an internal column.</summary>
    private static DecisionStep? StepOf(VersionInHand v)
    {
        var kind = v.Type.Name switch { DecisionData.Consultation => Order[0], DecisionData.Report => Order[1], DecisionData.Decision => Order[2], _ => null };
        var line = kind == Order[0] ? v.Item.Id : kind is null ? null : DecisionData.PickedConsultation(v.Data, v.Type.Name);
        if (kind is null || line is null || (v.Column is { } column && v.Organisation.IsInternal(column))) return null;
        return new DecisionStep
        {
            ContentItemId = v.Item.Id, ConsultationId = line, Kind = kind, Title = v.Version.DisplayText, Path = v.Item.Path ?? "content/" + v.Item.Id,
            On = (v.Item.FirstPublishedUtc ?? v.Version.ModifiedUtc).ToCivilDate(),
            OpensOn = kind == Order[0] ? DecisionData.Day(v.Data, "OpensOn") : null, ClosesOn = kind == Order[0] ? DecisionData.Day(v.Data, "ClosesOn") : null,
        };
    }

    private static Task<List<DecisionStep>> LineAsync(PortalDbContext db, string consultationId, CancellationToken cancellation) =>
        db.Set<DecisionStep>().AsNoTracking().Where(s => s.ConsultationId == consultationId).ToListAsync(cancellation);

    private static JsonArray Fact(IEnumerable<DecisionStep> steps) =>
    [
        .. steps.OrderBy(s => Array.IndexOf(Order, s.Kind)).ThenBy(s => s.On).ThenBy(s => s.ContentItemId, StringComparer.Ordinal).Select(s => new JsonObject
        {
            ["kind"] = s.Kind, ["title"] = s.Title, ["path"] = s.Path, ["on"] = Day(s.On), ["opens"] = Day(s.OpensOn), ["closes"] = Day(s.ClosesOn),
        }),
    ];

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
