using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GovPortal.Supervision.Features;

/// <summary>
/// The self-inspection (自查): every rule of every module, by night and on demand. What is new becomes a problem, what is not found any
/// more is gone, and each agency and section gets its score of the day. It runs as a due job, so that of several nodes one does it.
/// Side effect: <c>supervision.inspected</c>.
/// </summary>
public sealed partial class Inspect(IEnumerable<IInspection> inspections, IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, TimeProvider time, ILogger<Inspect> log)
{
    public IReadOnlyList<InspectionRule> Rules { get; } = [.. inspections.SelectMany(i => i.Rules)];

    /// <summary>All rules that are switched on.</summary>
    public async Task<InspectionRun> RunAsync(string actorId, CancellationToken cancellation)
    {
        var (run, rules) = await BeginAsync(actorId, cancellation);
        var counts = await CheckAsync(rules, r => r.IsOn, cancellation);
        await using var tx = await transactions.BeginAsync(cancellation);
        var kept = await tx.Db.Set<InspectionRun>().SingleAsync(r => r.Id == run.Id, cancellation);
        await ScoreAsync(tx, rules, cancellation);
        (kept.EndedUtc, kept.Found, kept.Gone, kept.Failed) = (tx.NowUtc, counts.Found, counts.Gone, string.Join(',', counts.Failed));
        kept.Standing = await tx.Db.Set<Problem>().CountAsync(p => p.GoneUtc == null, cancellation);
        tx.Append(new EventDraft(SupervisionEvents.Inspected, actorId, run.Id, Payload: new Dictionary<string, object?> { ["found"] = kept.Found, ["gone"] = kept.Gone, ["standing"] = kept.Standing, ["failed"] = kept.Failed }));
        await tx.CommitAsync(cancellation);
        return kept;
    }

    /// <summary>Looks once more at a few rules, for an order that was answered. Scores stay as the last inspection left them.</summary>
    public async Task RecheckAsync(IReadOnlyCollection<string> codes, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await CheckAsync((await InspectionRules.LoadAsync(db, cancellation)).Over(Rules), r => r.IsOn && codes.Contains(r.Rule.Code), cancellation);
    }

    private async Task<(InspectionRun Run, IReadOnlyDictionary<string, RuleInForce> Rules)> BeginAsync(string actorId, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var run = new InspectionRun { Id = ContentIds.New(), StartedUtc = tx.NowUtc, StartedBy = actorId };
        tx.Db.Add(run);
        await tx.CommitAsync(cancellation);
        return (run, (await InspectionRules.LoadAsync(tx.Db, cancellation)).Over(Rules));
    }

    private async Task<(int Found, int Gone, IReadOnlyList<string> Failed)> CheckAsync(IReadOnlyDictionary<string, RuleInForce> rules, Func<RuleInForce, bool> which, CancellationToken cancellation)
    {
        var (found, gone, failed) = (0, 0, new List<string>());
        foreach (var inspection in inspections)
        {
            var asked = inspection.Rules.Select(r => rules[r.Code]).Where(which).ToDictionary(r => r.Rule.Code, r => r.Threshold, StringComparer.Ordinal);
            // A rule that is switched off has no problems.
            var looked = inspection.Rules.Select(r => r.Code).Where(c => asked.ContainsKey(c) || !rules[c].IsOn).ToList();
            if (looked.Count == 0) continue;
            var breaches = new Dictionary<(string Rule, string Subject), Breach>();
            try
            {
                await using var db = await contexts.CreateDbContextAsync(cancellation);
                if (asked.Count > 0) await foreach (var breach in inspection.FindAsync(db, asked, time.UtcNow(), cancellation)) breaches[(breach.Rule, breach.SubjectId)] = breach;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // What it found before stands; the others are asked all the same.
                NotAsked(log, inspection.GetType().Name, error);
                failed.AddRange(asked.Keys);
                continue;
            }
            var (f, g) = await KeepAsync(looked, breaches, cancellation);
            (found, gone) = (found + f, gone + g);
        }
        return (found, gone, failed);
    }

    /// <summary>What stands and was found again stays as it is; the rest is gone or new.</summary>
    private async Task<(int Found, int Gone)> KeepAsync(List<string> rules, Dictionary<(string Rule, string Subject), Breach> breaches, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var standing = await tx.Db.Set<Problem>().Where(p => p.GoneUtc == null && rules.Contains(p.Rule)).ToListAsync(cancellation);
        var gone = 0;
        foreach (var problem in standing)
        {
            if (breaches.Remove((problem.Rule, problem.SubjectId), out var again)) (problem.Title, problem.Evidence, problem.SectionId, problem.Url) = (Cut(again.Title), Cut(again.Evidence), again.SectionId, again.Url);
            else (problem.GoneUtc, gone) = (tx.NowUtc, gone + 1);
        }
        foreach (var b in breaches.Values)
        {
            tx.Db.Add(new Problem
            {
                Id = ContentIds.New(), Rule = b.Rule, SubjectId = b.SubjectId, AgencyId = b.AgencyId, SectionId = b.SectionId, ColumnId = b.ColumnId, Title = Cut(b.Title), Evidence = Cut(b.Evidence), Url = b.Url, FoundUtc = tx.NowUtc,
            });
        }
        await tx.CommitAsync(cancellation);
        return (breaches.Count, gone);
    }

    private static async Task ScoreAsync(PortalTransaction tx, IReadOnlyDictionary<string, RuleInForce> rules, CancellationToken cancellation)
    {
        var day = tx.NowUtc.ToCivilDate();
        var organisation = await OrganisationSnapshot.LoadAsync(tx.Db, cancellation);
        var broken = await tx.Db.Set<Problem>().AsNoTracking().Where(p => p.GoneUtc == null).Select(p => new { p.AgencyId, p.SectionId, p.Rule }).ToListAsync(cancellation);
        await tx.Db.Set<InspectionScore>().Where(s => s.Day == day).ExecuteDeleteAsync(cancellation);
        foreach (var agency in organisation.Agencies)
        {
            var ofAgency = broken.Where(b => b.AgencyId == agency.Id).ToList();
            Add(agency.Id, "", [.. ofAgency.Select(b => b.Rule)]);
            foreach (var section in organisation.Sections.Where(s => s.AgencyId == agency.Id)) Add(agency.Id, section.Id, [.. ofAgency.Where(b => b.SectionId == section.Id).Select(b => b.Rule)]);
        }

        void Add(string agencyId, string sectionId, List<string> codes) => tx.Db.Add(new InspectionScore
        {
            Day = day, AgencyId = agencyId, SectionId = sectionId, Score = InspectionScoring.Of(codes.Select(c => (c, rules.GetValueOrDefault(c)?.Points ?? 0))), Problems = codes.Count,
            IsVetoed = codes.Exists(c => rules.GetValueOrDefault(c)?.Rule.IsVeto == true),
        });
    }

    [LoggerMessage(LogLevel.Error, "The rules of {Inspection} could not be asked")]
    private static partial void NotAsked(ILogger log, string inspection, Exception error);

    private static string Cut(string text) => text.Length <= Problem.MaxWords ? text : text[..Problem.MaxWords];
}

/// <summary>Every night at two, and when somebody asks: a job, done once over all nodes. Each night appoints the next.</summary>
public sealed class InspectNightly(Inspect inspect, PortalTransactions transactions) : IDueJobHandler
{
    public const string JobKind = "inspection";
    private const string Nightly = "nightly", Asked = "asked";
    private const int Hour = 2;

    public string Kind => JobKind;

    public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
    {
        if (job.SubjectId == Nightly) await AppointAsync(cancellation);
        await inspect.RunAsync(job.ActorId, cancellation);
        return Result.Ok;
    }

    /// <summary>The next night's, where none is appointed. Its id is the night's, so that of nodes that start at once one appoints it.</summary>
    public async Task AppointAsync(CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var today = tx.NowUtc.ToCivilDate();
        var next = At(today) > tx.NowUtc ? today : today.AddDays(1);
        var id = $"inspection-{next:yyyyMMdd}";
        if (await tx.Db.Set<DueJob>().AnyAsync(j => j.Id == id, cancellation)) return;
        tx.Db.Add(new DueJob { Id = id, Kind = JobKind, SubjectId = Nightly, ActorId = Actor.System.UserId, DueUtc = At(next) });
        try
        {
            await tx.CommitAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Another node was first.
        }
    }

    private static DateTime At(DateOnly night) => Instants.FromCivil(night.ToDateTime(new TimeOnly(Hour, 0)));

    /// <summary>Begins one now. Failures: <c>access.not-allowed</c>, <c>inspection.running</c> (one waits or runs already).</summary>
    public Task<Result> AskAsync(Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result> (tx) =>
    {
        if (!actor.CanSomewhere(SupervisionPermissions.Manage)) return Failure.Of(Failure.NotAllowed);
        if (await tx.Db.Set<DueJob>().AnyAsync(j => j.Kind == JobKind && j.SubjectId == Asked && j.DoneUtc == null, cancellation)) return Failure.Of("inspection.running");
        tx.Db.Add(DueJob.At(JobKind, Asked, tx.NowUtc, actor.UserId));
        return Result.Ok;
    }, cancellation);
}
