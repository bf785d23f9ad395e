using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Supervision.Links;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Items;

/// <summary>
/// Links that lead outside to a page that is not there any more. The pass only writes down which addresses there are and reads what
/// <see cref="CheckAddresses"/> found; it calls none.
/// </summary>
internal sealed partial class OutsideLinkInspection(OutsideLinkOptions options, SiteAddress site, PortalTransactions transactions) : IItemInspection
{
    public const string DeadOutside = "external-link-dead";
    private const int MaxFromOneItem = 50, Portion = 500;

    public IReadOnlyList<InspectionRule> Rules { get; } = [new(DeadOutside, RuleGroups.Texts, "站外链接不可用", "国办秘函〔2019〕19号", 0, "", 1)];

    public IItemLook? Begin(ItemPass pass) => options.IsOn && pass.Asks(DeadOutside) ? new Look(Uri.TryCreate(site.Url, UriKind.Absolute, out var own) ? own.Host : null, transactions) : null;

    /// <summary>Addresses of the web in an item, those of this portal left out, without what stands behind the <c>#</c>.</summary>
    internal static IEnumerable<Uri> Outside(string json, string? ownHost) => Links().Matches(json).Select(m => WebUtility.HtmlDecode(m.Groups["url"].Value)).Select(Read).OfType<Uri>()
        .Where(u => !string.Equals(u.Host, ownHost, StringComparison.OrdinalIgnoreCase)).DistinctBy(u => u.AbsoluteUri).Take(MaxFromOneItem);

    private static Uri? Read(string text) =>
        Uri.TryCreate(text.Split('#')[0], UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { UserInfo: "", Host.Length: > 0 and <= OutsideAddress.MaxHost } && url.AbsoluteUri.Length <= OutsideAddress.MaxUrl ? url : null;

    private sealed class Look(string? ownHost, PortalTransactions transactions) : IItemLook
    {
        /// <summary>Hashes of all addresses of the pass: sixteen bytes each.</summary>
        private readonly HashSet<UInt128> _seen = [];

        public async IAsyncEnumerable<Breach> AtAsync(PortalDbContext db, IReadOnlyList<InspectedItem> portion, [EnumeratorCancellation] CancellationToken cancellation)
        {
            var links = portion.SelectMany(i => Outside(i.Json, ownHost).Select(url => (Item: i, Url: url, Hash: OutsideAddress.Hash(url.AbsoluteUri)))).ToList();
            var known = new Dictionary<string, OutsideAddress>(StringComparer.Ordinal);
            foreach (var ids in links.Select(l => OutsideAddress.IdOf(l.Hash)).Distinct().Chunk(Portion))
            {
                foreach (var address in await db.Set<OutsideAddress>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(cancellation)) known[address.Id] = address;
            }
            _seen.UnionWith(links.Select(l => l.Hash));
            await WriteAsync([.. links.Where(l => !known.ContainsKey(OutsideAddress.IdOf(l.Hash))).DistinctBy(l => l.Hash).Select(l => l.Url)], cancellation);
            foreach (var (item, url, hash) in links)
            {
                if (known.GetValueOrDefault(OutsideAddress.IdOf(hash)) is not { IsDead: true } dead) continue;
                var answer = dead.Status is { } status ? $"返回{status}" : "没有应答";
                yield return item.Breaks(DeadOutside, OutsideAddress.IdOf(hash), $"链接“{url.AbsoluteUri}”{answer}，{dead.FirstFailureUtc?.ToCivilDate():yyyy-MM-dd}起连续{dead.Failures}次打不开");
            }
        }

        private async Task WriteAsync(List<Uri> fresh, CancellationToken cancellation)
        {
            if (fresh.Count == 0) return;
            await using var tx = await transactions.BeginAsync(cancellation);
            foreach (var url in fresh)
            {
                tx.Db.Add(new OutsideAddress { Id = OutsideAddress.IdOf(OutsideAddress.Hash(url.AbsoluteUri)), Url = url.AbsoluteUri, Host = url.IdnHost.ToLowerInvariant(), FoundUtc = tx.NowUtc, NextUtc = tx.NowUtc });
            }
            await tx.CommitAsync(cancellation);
        }

        /// <summary>Addresses that nothing leads to any more are forgotten.</summary>
        public async Task EndAsync(CancellationToken cancellation)
        {
            await using var tx = await transactions.BeginAsync(cancellation);
            var left = (await tx.Db.Set<OutsideAddress>().Select(a => a.Id).ToListAsync(cancellation)).Where(id => !_seen.Contains(OutsideAddress.HashOf(id))).ToList();
            foreach (var ids in left.Chunk(Portion)) await tx.Db.Set<OutsideAddress>().Where(a => ids.Contains(a.Id)).ExecuteDeleteAsync(cancellation);
            await tx.CommitAsync(cancellation);
        }
    }

    /// <summary>In markup, and the addresses of link fields. JSON keeps a quotation mark inside a text as <c>\"</c>.</summary>
    [GeneratedRegex("(href=\\\\?\"|\"Url\":\\s?\")(?<url>https?://[^\"\\\\<>\\s]{1,500})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Links();
}
