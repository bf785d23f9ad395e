using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Supervision.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>
/// Keeps what the rules of one inspection found: what stands and was found again stays as it is; the rest is new, or gone at the end. In
/// portions with a transaction each, so that ten thousand findings hold nobody up.
/// </summary>
/// <param name="rules">Those looked at.</param>
/// <param name="items">Of rules that read items: these alone were looked at, by the first part of the problem's subject; null for all.</param>
internal sealed class KeepProblems(PortalTransactions transactions, IReadOnlyCollection<string> rules, IReadOnlySet<string>? items)
{
    private const int Portion = 200;

    private readonly Dictionary<(string Rule, string Subject), Breach> _portion = [];
    private readonly HashSet<string> _standing = new(StringComparer.Ordinal);

    public int Found { get; private set; }
    public int Gone { get; private set; }

    public async ValueTask AddAsync(Breach breach, CancellationToken cancellation)
    {
        _portion[(breach.Rule, breach.SubjectId)] = breach;
        if (_portion.Count >= Portion) await WriteAsync(cancellation);
    }

    /// <summary>All was asked: what was not found again is gone.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        await WriteAsync(cancellation);
        await using var tx = await transactions.BeginAsync(cancellation);
        var before = await tx.Db.Set<Problem>().Where(p => p.GoneUtc == null && rules.Contains(p.Rule)).Select(p => new { p.Id, p.SubjectId }).ToListAsync(cancellation);
        Gone = await EndAsync(tx, [.. before.Where(p => !_standing.Contains(p.Id) && items?.Contains(p.SubjectId.Split(':')[0]) != false).Select(p => p.Id)], cancellation);
        await tx.CommitAsync(cancellation);
    }

    /// <summary>Problems of rules that are not there any more.</summary>
    public static async Task<int> EndTakenAwayAsync(PortalTransactions transactions, IEnumerable<string> known, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var codes = known.ToList();
        var left = await tx.Db.Set<Problem>().Where(p => p.GoneUtc == null && p.Rule.StartsWith(OwnRule.Prefix) && !codes.Contains(p.Rule)).Select(p => p.Id).ToListAsync(cancellation);
        var gone = await EndAsync(tx, left, cancellation);
        await tx.CommitAsync(cancellation);
        return gone;
    }

    private static async Task<int> EndAsync(PortalTransaction tx, List<string> ids, CancellationToken cancellation)
    {
        foreach (var portion in ids.Chunk(Portion)) await tx.Db.Set<Problem>().Where(p => portion.Contains(p.Id)).ExecuteUpdateAsync(s => s.SetProperty(p => p.GoneUtc, tx.NowUtc), cancellation);
        return ids.Count;
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        if (_portion.Count == 0) return;
        await using var tx = await transactions.BeginAsync(cancellation);
        var (codes, subjects) = (_portion.Keys.Select(k => k.Rule).Distinct().ToList(), _portion.Keys.Select(k => k.Subject).Distinct().ToList());
        var standing = await tx.Db.Set<Problem>().Where(p => p.GoneUtc == null && codes.Contains(p.Rule) && subjects.Contains(p.SubjectId)).ToListAsync(cancellation);
        foreach (var problem in standing)
        {
            if (!_portion.Remove((problem.Rule, problem.SubjectId), out var again)) continue;
            _standing.Add(problem.Id);
            (problem.Title, problem.Evidence, problem.SectionId, problem.Url) = (Cut(again.Title), Cut(again.Evidence), again.SectionId, again.Url);
        }
        foreach (var breach in _portion.Values)
        {
            var problem = Of(breach, tx.NowUtc);
            tx.Db.Add(problem);
            _standing.Add(problem.Id);
        }
        await tx.CommitAsync(cancellation);
        Found += _portion.Count;
        _portion.Clear();
    }

    private static Problem Of(Breach b, DateTime nowUtc) => new()
    {
        Id = ContentIds.New(), Rule = b.Rule, SubjectId = b.SubjectId, AgencyId = b.AgencyId, SectionId = b.SectionId, ColumnId = b.ColumnId, Title = Cut(b.Title), Evidence = Cut(b.Evidence), Url = b.Url, FoundUtc = nowUtc,
    };

    private static string Cut(string text) => text.Length <= Problem.MaxWords ? text : text[..Problem.MaxWords];
}
