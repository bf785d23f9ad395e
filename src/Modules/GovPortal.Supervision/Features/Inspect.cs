using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Supervision.Items;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GovPortal.Supervision.Features;

/// <summary>
/// The self-inspection (自查): every rule of every module and those of the county's own, by night and on demand. What is new becomes a
/// problem, what is not found any more is gone, and each agency and section gets its score of the day. It runs as a due job, so that of
/// several nodes one does it. Side effect: <c>supervision.inspected</c>.
/// </summary>
public sealed partial class Inspect(IEnumerable<IInspection> inspections, IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, TimeProvider time, ILogger<Inspect> log)
{
    /// <summary>Those that modules brought; <see cref="InspectionRules.Known"/> has the county's own as well.</summary>
    public IReadOnlyList<InspectionRule> Rules { get; } = [.. inspections.SelectMany(i => i.Rules)];

    /// <summary>All rules that are switched on.</summary>
    public async Task<InspectionRun> RunAsync(string actorId, CancellationToken cancellation)
    {
        var (run, rules) = await BeginAsync(actorId, cancellation);
        var counts = await CheckAsync(rules, r => r.IsOn, null, cancellation);
        await using var tx = await transactions.BeginAsync(cancellation);
        var kept = await tx.Db.Set<InspectionRun>().SingleAsync(r => r.Id == run.Id, cancellation);
        await ScoreAsync(tx, rules, cancellation);
        (kept.EndedUtc, kept.Found, kept.Gone, kept.Failed) = (tx.NowUtc, counts.Found, counts.Gone, InspectionRun.Joined(counts.Failed));
        kept.Standing = await tx.Db.Set<Problem>().CountAsync(p => p.GoneUtc == null, cancellation);
        tx.Append(new EventDraft(SupervisionEvents.Inspected, actorId, run.Id, Payload: new Dictionary<string, object?> { ["found"] = kept.Found, ["gone"] = kept.Gone, ["standing"] = kept.Standing, ["failed"] = kept.Failed }));
        await tx.CommitAsync(cancellation);
        return kept;
    }

    /// <summary>
    /// Looks once more at a few problems, for an order that was answered: of rules that read items at these items alone. Scores stay as the
    /// last inspection left them.
    /// </summary>
    /// <param name="problems">Rule and subject of each.</param>
    public async Task RecheckAsync(IReadOnlyCollection<(string Rule, string SubjectId)> problems, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var codes = problems.Select(p => p.Rule).ToHashSet(StringComparer.Ordinal);
        var items = problems.Select(p => p.SubjectId.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        await CheckAsync((await InspectionRules.LoadAsync(db, cancellation)).Over(Rules), r => r.IsOn && codes.Contains(r.Rule.Code), items, cancellation);
    }

    private async Task<(InspectionRun Run, IReadOnlyDictionary<string, RuleInForce> Rules)> BeginAsync(string actorId, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var run = new InspectionRun { Id = ContentIds.New(), StartedUtc = tx.NowUtc, StartedBy = actorId };
        tx.Db.Add(run);
        await tx.CommitAsync(cancellation);
        return (run, (await InspectionRules.LoadAsync(tx.Db, cancellation)).Over(Rules));
    }

    private async Task<(int Found, int Gone, IReadOnlyList<string> Failed)> CheckAsync(
        IReadOnlyDictionary<string, RuleInForce> rules, Func<RuleInForce, bool> which, IReadOnlySet<string>? items, CancellationToken cancellation)
    {
        var (found, gone, failed) = (0, 0, new List<string>());
        foreach (var inspection in inspections)
        {
            List<string> codes = [.. inspection.Rules.Select(r => r.Code), .. inspection is InspectItems ? rules.Keys.Where(OwnRule.IsOwn) : []];
            var asked = codes.Select(c => rules[c]).Where(which).ToDictionary(r => r.Rule.Code, r => r.Threshold, StringComparer.Ordinal);
            // A rule that is switched off has no problems.
            var looked = codes.Where(c => asked.ContainsKey(c) || !rules[c].IsOn).ToList();
            var only = inspection is InspectItems ? items : null;
            var keeping = new KeepProblems(transactions, looked, only);
            if (looked.Count == 0) continue;
            try
            {
                await using var db = await contexts.CreateDbContextAsync(cancellation);
                if (asked.Count > 0) await foreach (var breach in Ask(inspection, db, asked, only, cancellation)) await keeping.AddAsync(breach, cancellation);
                await keeping.EndAsync(cancellation);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // What it found before stands; the others are asked all the same.
                NotAsked(log, inspection.GetType().Name, error);
                failed.AddRange(asked.Keys);
            }
            (found, gone) = (found + keeping.Found, gone + keeping.Gone);
        }
        // A rule of the county's own that was taken away leaves nothing behind.
        if (items is null) gone += await KeepProblems.EndTakenAwayAsync(transactions, rules.Keys, cancellation);
        return (found, gone, failed);
    }

    private IAsyncEnumerable<Breach> Ask(IInspection inspection, PortalDbContext db, Dictionary<string, int> asked, IReadOnlySet<string>? only, CancellationToken cancellation) =>
        inspection is InspectItems pass ? pass.FindAsync(db, asked, time.UtcNow(), only, cancellation) : inspection.FindAsync(db, asked, time.UtcNow(), cancellation);

    private static async Task ScoreAsync(PortalTransaction tx, IReadOnlyDictionary<string, RuleInForce> rules, CancellationToken cancellation)
    {
        var day = tx.NowUtc.ToCivilDate();
        var organisation = await OrganisationSnapshot.LoadAsync(tx.Db, cancellation);
        var broken = (await tx.Db.Set<Problem>().Where(p => p.GoneUtc == null).GroupBy(p => new { p.AgencyId, p.SectionId, p.Rule })
            .Select(g => new { g.Key.AgencyId, g.Key.SectionId, g.Key.Rule, Count = g.Count() }).ToListAsync(cancellation)).ToLookup(b => b.AgencyId);
        await tx.Db.Set<InspectionScore>().Where(s => s.Day == day).ExecuteDeleteAsync(cancellation);
        foreach (var agency in organisation.Agencies)
        {
            Add(agency.Id, "", broken[agency.Id].GroupBy(b => b.Rule).Select(g => (g.Key, g.Sum(b => b.Count))));
            foreach (var section in organisation.Sections.Where(s => s.AgencyId == agency.Id)) Add(agency.Id, section.Id, broken[agency.Id].Where(b => b.SectionId == section.Id).Select(b => (b.Rule, b.Count)));
        }

        void Add(string agencyId, string sectionId, IEnumerable<(string Rule, int Count)> counts)
        {
            var known = counts.ToList();
            tx.Db.Add(new InspectionScore
            {
                Day = day, AgencyId = agencyId, SectionId = sectionId, Problems = known.Sum(c => c.Count), IsVetoed = known.Exists(c => rules.GetValueOrDefault(c.Rule)?.Rule.IsVeto == true),
                Score = InspectionScoring.Of(known.Select(c => (rules.GetValueOrDefault(c.Rule)?.Points ?? 0, c.Count))),
            });
        }
    }

    [LoggerMessage(LogLevel.Error, "The rules of {Inspection} could not be asked")]
    private static partial void NotAsked(ILogger log, string inspection, Exception error);
}
