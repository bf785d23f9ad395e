using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Items;

/// <summary>Links to pages of this portal that are gone. A portion's addresses are asked for in two queries.</summary>
internal sealed partial class LinkInspection : IItemInspection
{
    public const string DeadLink = "dead-link";
    private const int MaxFromOneItem = 20, MaxWhat = 80;

    public IReadOnlyList<InspectionRule> Rules { get; } = [new(DeadLink, RuleGroups.Texts, "站内链接不可用", "国办秘函〔2019〕19号", 0, "", 1)];

    public IItemLook? Begin(ItemPass pass) => pass.Asks(DeadLink) ? new Look(pass) : null;

    private sealed class Look(ItemPass pass) : IItemLook
    {
        public async IAsyncEnumerable<Breach> AtAsync(PortalDbContext db, IReadOnlyList<InspectedItem> portion, [EnumeratorCancellation] CancellationToken cancellation)
        {
            var links = portion.Select(item => (Item: item, Paths: Links().Matches(item.Json).Select(m => m.Groups["path"].Value).Distinct(StringComparer.Ordinal).ToList())).Where(i => i.Paths.Count > 0).ToList();
            if (links.Count == 0) yield break;
            var known = await KnownAsync(db, [.. links.SelectMany(l => l.Paths).Where(IsItem).Distinct(StringComparer.Ordinal)], cancellation);
            foreach (var (item, paths) in links)
            {
                foreach (var link in paths.Where(p => IsDead(p, known)).Take(MaxFromOneItem)) yield return item.Breaks(DeadLink, link.Length > MaxWhat ? link[..MaxWhat] : link, $"链接“{link}”没有对应的页面");
            }
        }

        /// <summary>Addresses that live items have, or had: those lead on to them.</summary>
        private static async Task<HashSet<string>> KnownAsync(PortalDbContext db, List<string> paths, CancellationToken cancellation)
        {
            if (paths.Count == 0) return [];
            var live = db.Set<ContentIndexRow>().AsNoTracking().Where(r => r.IsPublished && !r.IsInternal);
            var known = (await live.Where(r => r.Path != null && paths.Contains(r.Path)).Select(r => r.Path!).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
            var left = paths.Where(p => !known.Contains(p)).ToList();
            if (left.Count > 0) known.UnionWith(await db.Set<ContentRoute>().AsNoTracking().Where(o => left.Contains(o.Path) && live.Any(r => r.ContentItemId == o.ContentItemId)).Select(o => o.Path).ToListAsync(cancellation));
            return known;
        }

        /// <summary>A column's page, or an item's below a column, that is not there. Other addresses are none of this rule's.</summary>
        private bool IsDead(string path, HashSet<string> known) =>
            path.StartsWith("columns/", StringComparison.Ordinal) ? pass.Organisation.ColumnByPath(path["columns/".Length..]) is null : IsItem(path) && !known.Contains(path);

        private bool IsItem(string path) => path.LastIndexOf('/') is > 0 and var slash && pass.Organisation.ColumnByPath(path[..slash]) is not null;
    }

    [GeneratedRegex("href=\\\\?\"/(?<path>[^\"\\\\?#\\s]{1,300})", RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Links();
}
