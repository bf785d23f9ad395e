using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Policies.Model;
using GovPortal.Policies.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Policies.Features;

/// <summary>
/// How many of an agency's documents of the last year that are to be interpreted are (解读比例). Documents of the last days are left out: their
/// interpretation may still be on its way.
/// </summary>
internal sealed class InterpretationInspection : IInspection
{
    public const string Ratio = "interpretation-ratio";
    private const int OfMonths = 12, GraceDays = 15;

    public IReadOnlyList<InspectionRule> Rules { get; } = [new(Ratio, RuleGroups.Disclosure, "政策文件解读比例低", "国办秘函〔2019〕19号", 50, "%", 3)];

    public async IAsyncEnumerable<Breach> FindAsync(PortalDbContext db, IReadOnlyDictionary<string, int> thresholds, DateTime nowUtc, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!thresholds.TryGetValue(Ratio, out var least)) yield break;
        var (since, until) = (nowUtc.ToCivilDate().AddMonths(-OfMonths), nowUtc.AddDays(-GraceDays));
        var links = db.Set<InterpretationLink>().Where(l => l.IsPublished);
        var documents = await (
            from row in db.Set<ContentIndexRow>().AsNoTracking()
            where row.IsPublished && !row.IsInternal && PolicyTypes.DocumentTypes.Contains(row.ContentType) && row.FormedOn >= since && row.FirstPublishedUtc < until
            join version in db.Set<ContentVersion>() on row.VersionId equals version.Id
            select new { row.AgencyId, version.Data, IsInterpreted = links.Any(l => l.DocumentId == row.ContentItemId) }).ToListAsync(cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        foreach (var agency in documents.Where(d => d.IsInterpreted || IsToBe(d.Data)).GroupBy(d => d.AgencyId))
        {
            var (all, interpreted) = (agency.Count(), agency.Count(d => d.IsInterpreted));
            if (interpreted * 100 >= all * least) continue;
            yield return new Breach(Ratio, agency.Key, agency.Key, null, null, organisation.Agency(agency.Key)?.Name ?? agency.Key, $"近{OfMonths}个月应解读的政策文件{all}件，已解读{interpreted}件，不到{least}%", null);
        }
    }

    private static bool IsToBe(string json) =>
        InterpretationMode.Of(PolicyTypes.Text((JsonObject)JsonNode.Parse(json)!, PolicyTypes.Document, "InterpretationMode")) != InterpretationMode.None;
}
