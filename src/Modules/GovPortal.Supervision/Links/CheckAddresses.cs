using System.Globalization;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Outbound;
using GovPortal.Supervision.Items;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Links;

/// <summary>
/// Looks at addresses outside, politely: a few a minute, of each host one, the head of a page where that is enough, and not again for a week
/// where it was fine. It says who asks. One node does it, under a lease; addresses inside private networks are never called.
/// </summary>
public sealed class CheckAddresses(
    OutsideLinkOptions options, OutboundHttp http, SiteAddress site, IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, Leases leases, Node node, TimeProvider time)
{
    private const string Lease = "outside-links";
    private const int AtOnce = 4;
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(30);

    private sealed record Looked(string Id, AddressAnswer Answer, int? Status, TimeSpan? RetryAfter);

    /// <summary>One portion of what is due; answers how many were looked at. Called once a minute.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var due = options.IsOn ? await DueAsync(cancellation) : [];
        if (due.Count == 0 || !await leases.TryTakeAsync(Lease, node.Id, LeaseLength, cancellation)) return 0;
        // Another node may have done them before this one had the lease.
        due = await DueAsync(cancellation);
        var looked = new List<Looked>();
        foreach (var few in due.Chunk(AtOnce)) looked.AddRange(await Task.WhenAll(few.Select(a => LookAsync(a, cancellation))));
        await KeepAsync(looked, cancellation);
        await leases.ReleaseAsync(Lease, node.Id, cancellation);
        return looked.Count;
    }

    /// <summary>Of each host the one that waits longest.</summary>
    private async Task<IReadOnlyList<OutsideAddress>> DueAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if ((await InspectionRules.LoadAsync(db, cancellation)).Choices.Any(c => c is { Code: OutsideLinkInspection.DeadOutside, IsOn: false })) return [];
        var now = time.UtcNow();
        var waiting = db.Set<OutsideAddress>().AsNoTracking().Where(a => a.NextUtc <= now);
        return await waiting.Where(a => !waiting.Any(b => b.Host == a.Host && (b.NextUtc < a.NextUtc || (b.NextUtc == a.NextUtc && b.Id.CompareTo(a.Id) < 0))))
            .OrderBy(a => a.NextUtc).ThenBy(a => a.Host).Take(options.PerMinute).ToListAsync(cancellation);
    }

    private async Task<Looked> LookAsync(OutsideAddress address, CancellationToken cancellation)
    {
        var request = new OutboundRequest(address.AsksWhole ? HttpMethod.Get : HttpMethod.Head, new Uri(address.Url), [new("User-Agent", UserAgent()), new("Accept", "text/html,*/*;q=0.5")]) { OnlyLooks = true };
        var answer = await http.SendAsync(request, cancellation);
        // A page that only works inside the government's network can't be judged from here.
        if (answer.Has("outbound.address-refused")) return new Looked(address.Id, AddressAnswer.Fine, null, null);
        var status = answer.Succeeded ? answer.Value.Status : (int?)null;
        return new Looked(address.Id, AddressHealth.Read(status, address.AsksWhole), status, answer.Succeeded ? RetryAfter(answer.Value) : null);
    }

    private async Task KeepAsync(List<Looked> looked, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var ids = looked.Select(l => l.Id).ToList();
        var rows = await tx.Db.Set<OutsideAddress>().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellation);
        foreach (var look in looked.Where(l => rows.ContainsKey(l.Id)))
        {
            var row = rows[look.Id];
            row.Health = row.Health.After(look.Answer, tx.NowUtc, look.RetryAfter);
            (row.CheckedUtc, row.Status) = (tx.NowUtc, look.Status);
        }
        await tx.CommitAsync(cancellation);
    }

    /// <summary>Says who asks.</summary>
    private string UserAgent() => Uri.TryCreate(site.Url, UriKind.Absolute, out var own) ? $"GovPortal-LinkCheck/1.0 (+{own.Scheme}://{own.IdnHost})" : "GovPortal-LinkCheck/1.0";

    private TimeSpan? RetryAfter(OutboundResponse response)
    {
        if (!response.Headers.TryGetValue("Retry-After", out var text)) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) ? until - time.GetUtcNow() : null;
    }
}
