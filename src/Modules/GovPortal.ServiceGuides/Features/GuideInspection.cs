using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.ServiceGuides.Model;
using GovPortal.ServiceGuides.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.ServiceGuides.Features;

/// <summary>
/// Live guides that lack an element of their layout: those from before the gate, or from before the layout asked for it. One problem a guide,
/// which fails the whole site (国办秘函〔2019〕19号, 单项否决: 办事指南要素缺失).
/// </summary>
internal sealed class GuideInspection(DefinitionStore definitions) : IInspection
{
    public const string Incomplete = "guide-incomplete";
    private const int Portion = 200;

    public IReadOnlyList<InspectionRule> Rules { get; } = [new(Incomplete, RuleGroups.Disclosure, "办事指南要素缺失", "国办秘函〔2019〕19号", 0, "", 5, IsVeto: true)];

    public async IAsyncEnumerable<Breach> FindAsync(PortalDbContext db, IReadOnlyDictionary<string, int> thresholds, DateTime nowUtc, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!thresholds.ContainsKey(Incomplete) || (await definitions.LoadAsync(db, cancellation)).Type(GuideData.Type) is not { } type) yield break;
        for (var after = ""; ;)
        {
            var last = after;
            var guides = await (
                from row in db.Set<ContentIndexRow>().AsNoTracking()
                where row.IsPublished && !row.IsInternal && row.ContentType == GuideData.Type && row.ContentItemId.CompareTo(last) > 0
                join version in db.Set<ContentVersion>().AsNoTracking() on row.VersionId equals version.Id
                orderby row.ContentItemId
                select new { Row = row, version.Data }).Take(Portion).ToListAsync(cancellation);
            foreach (var guide in guides)
            {
                var data = (JsonObject)JsonNode.Parse(guide.Data)!;
                var missing = GuideLayout.Of(GuideData.Settings(type), GuideData.Text(data, "Layout"))?.Missing(data, p => IsKnown(type, p)).Select(m => m.Title).Distinct().ToList() ?? [];
                if (missing.Count > 0) yield return new Breach(Incomplete, guide.Row.ContentItemId, guide.Row.AgencyId, guide.Row.SectionId, guide.Row.ColumnId, guide.Row.Title, $"缺少{string.Join("、", missing)}", "/" + guide.Row.Path);
            }
            if (guides.Count < Portion) yield break;
            after = guides[^1].Row.ContentItemId;
        }
    }

    /// <summary>The type has the place; unlike the gate, what the type itself requires is asked for as well: it may be older than that.</summary>
    private static bool IsKnown(ContentTypeDefinition type, string path)
    {
        var names = path.Split('.');
        return type.Part(names[0]) is { } part && (names.Length < 3 || part.Definition.Fields.Any(f => f.Name == names[1]));
    }
}
