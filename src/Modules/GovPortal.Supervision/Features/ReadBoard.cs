using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>A section's, or the agency's, score today and how it was before.</summary>
/// <param name="Trend">Scores of the last days that were inspected, the oldest first.</param>
public sealed record ScoreLine(string AgencyId, string? SectionId, string Name, decimal Score, int Problems, bool IsVetoed, IReadOnlyList<InspectionScore> Trend);

/// <param name="Last">The last inspection that ended; null before the first.</param>
/// <param name="IsRunning">One waits or runs.</param>
public sealed record InspectionBoard(InspectionRun? Last, bool IsRunning, IReadOnlyList<ScoreLine> Lines);

/// <summary>The scores that a person may see. Failure: <c>access.not-allowed</c>.</summary>
public sealed class ReadBoard(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    private const int TrendDays = 30;

    public async Task<Result<InspectionBoard>> HandleAsync(Actor actor, CancellationToken cancellation)
    {
        if (!SupervisionAccess.Anywhere(actor)) return Failure.Of(Failure.NotAllowed);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var from = time.UtcNow().ToCivilDate().AddDays(-TrendDays);
        var scores = (await db.Set<InspectionScore>().AsNoTracking().Where(s => s.Day > from).OrderBy(s => s.Day).ToListAsync(cancellation)).ToLookup(s => (s.AgencyId, s.SectionId));
        var last = await db.Set<InspectionRun>().AsNoTracking().Where(r => r.EndedUtc != null).OrderByDescending(r => r.StartedUtc).FirstOrDefaultAsync(cancellation);
        var now = time.UtcNow();
        var waits = await db.Set<DueJob>().AnyAsync(j => j.Kind == InspectNightly.JobKind && j.DoneUtc == null && j.DueUtc <= now, cancellation);
        var lines = new List<ScoreLine>();
        foreach (var agency in organisation.Agencies)
        {
            if (SupervisionAccess.MayRead(actor, agency.Id, null)) Add(agency.Id, null, agency.Name);
            foreach (var section in organisation.Sections.Where(s => s.AgencyId == agency.Id && SupervisionAccess.MayRead(actor, agency.Id, s.Id))) Add(agency.Id, section.Id, section.Name);
        }
        return new InspectionBoard(last, waits, lines);

        void Add(string agencyId, string? sectionId, string name)
        {
            var trend = scores[(agencyId, sectionId ?? "")].ToList();
            var latest = trend.Count > 0 ? trend[^1] : null;
            lines.Add(new ScoreLine(agencyId, sectionId, name, latest?.Score ?? 100, latest?.Problems ?? 0, latest?.IsVetoed ?? false, trend));
        }
    }
}

/// <param name="Standing">False for what is gone.</param>
public sealed record ProblemFilter(string? Rule, string? SectionId, bool Standing = true);

public sealed record ProblemList(IReadOnlyList<Problem> Rows, int Total);

/// <summary>The problems a person may see, the oldest first.</summary>
public sealed class ListProblems(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>A value of the section filter: what is the office's.</summary>
    public const string Office = "office";

    public async Task<ProblemList> HandleAsync(ListQuery list, ProblemFilter filter, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = SupervisionAccess.Of(db.Set<Problem>().AsNoTracking(), actor);
        rows = filter.Standing ? rows.Where(p => p.GoneUtc == null) : rows.Where(p => p.GoneUtc != null);
        if (filter.Rule is { Length: > 0 } rule) rows = rows.Where(p => p.Rule == rule);
        if (filter.SectionId == Office) rows = rows.Where(p => p.SectionId == null);
        else if (filter.SectionId is { Length: > 0 } section) rows = rows.Where(p => p.SectionId == section);
        if (list.Q is { } words) rows = rows.Where(p => p.Title.Contains(words) || p.Evidence.Contains(words));
        var total = await rows.CountAsync(cancellation);
        rows = filter.Standing ? rows.OrderBy(p => p.FoundUtc).ThenBy(p => p.Id) : rows.OrderByDescending(p => p.GoneUtc).ThenBy(p => p.Id);
        return new ProblemList(await rows.Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation), total);
    }

    /// <summary>Those that an order may be issued about, of these ids.</summary>
    public async Task<IReadOnlyList<Problem>> ForOrderAsync(IReadOnlyCollection<string> ids, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await SupervisionAccess.Of(db.Set<Problem>().AsNoTracking(), actor).Where(p => ids.Contains(p.Id) && p.GoneUtc == null && p.OrderId == null).OrderBy(p => p.Id).ToListAsync(cancellation);
    }
}
