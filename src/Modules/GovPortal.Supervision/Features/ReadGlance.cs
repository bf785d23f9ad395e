using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>A section at a glance.</summary>
/// <param name="SectionId">Null for what is the office's.</param>
/// <param name="Problems">Standing problems by group of <see cref="RuleGroups"/>.</param>
/// <param name="OldestDays">How many days the oldest problem has stood; null for none.</param>
public sealed record GlanceLine(string? SectionId, string Name, decimal? Score, bool IsVetoed, IReadOnlyDictionary<string, int> Problems, int? OldestDays, int OpenOrders, int LateOrders)
{
    /// <summary>红灯 for what fails the site or is late, 黄灯 for what has to be mended, 绿灯.</summary>
    public string Light => IsVetoed || LateOrders > 0 ? "danger" : Problems.Values.Sum() > 0 || OpenOrders > 0 ? "warning" : "success";
}

/// <summary>Traffic lights (红黄绿灯) by section: what is late and for how long. Four queries. Failure: <c>access.not-allowed</c>.</summary>
public sealed class ReadGlance(IDbContextFactory<PortalDbContext> contexts, Inspect inspect, TimeProvider time)
{
    public async Task<Result<IReadOnlyList<GlanceLine>>> HandleAsync(Actor actor, CancellationToken cancellation)
    {
        if (!SupervisionAccess.Anywhere(actor)) return Failure.Of(Failure.NotAllowed);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.UtcNow();
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        var problems = await SupervisionAccess.Of(db.Set<Problem>().AsNoTracking(), actor).Where(p => p.GoneUtc == null)
            .GroupBy(p => new { p.SectionId, p.Rule }).Select(g => new { g.Key.SectionId, g.Key.Rule, Count = g.Count(), Oldest = g.Min(p => p.FoundUtc) }).ToListAsync(cancellation);
        var orders = await SupervisionAccess.Of(db.Set<SupervisionOrder>().AsNoTracking(), actor).Where(o => o.State == OrderState.Issued || o.State == OrderState.Answered)
            .GroupBy(o => new { o.SectionId, IsLate = o.State == OrderState.Issued && o.DueUtc < now }).Select(g => new { g.Key.SectionId, g.Key.IsLate, Count = g.Count() }).ToListAsync(cancellation);
        var day = await db.Set<InspectionScore>().MaxAsync(s => (DateOnly?)s.Day, cancellation);
        var scores = (await db.Set<InspectionScore>().AsNoTracking().Where(s => s.Day == day && s.SectionId != "").ToListAsync(cancellation)).ToDictionary(s => s.SectionId, s => s.Score);
        var rules = (await InspectionRules.LoadAsync(db, cancellation)).Known(inspect.Rules);
        var groups = rules.ToDictionary(r => r.Code, r => r.Group, StringComparer.Ordinal);
        var vetoes = rules.Where(r => r.IsVeto).Select(r => r.Code).ToHashSet(StringComparer.Ordinal);

        var lines = organisation.Sections.Where(s => SupervisionAccess.MayRead(actor, s.AgencyId, s.Id)).Select(s => Line(s.Id, s.Name)).ToList();
        if (problems.Exists(p => p.SectionId is null)) lines.Add(Line(null, "办公室（未分科室）"));
        return lines.OrderBy(l => l.Light switch { "danger" => 0, "warning" => 1, _ => 2 }).ThenByDescending(l => l.OldestDays ?? -1).ToList();

        GlanceLine Line(string? id, string name)
        {
            var own = problems.Where(p => p.SectionId == id).ToList();
            return new GlanceLine(
                id, name, id is not null && scores.TryGetValue(id, out var score) ? score : null, own.Exists(p => vetoes.Contains(p.Rule)),
                own.GroupBy(p => groups.GetValueOrDefault(p.Rule, RuleGroups.Other)).ToDictionary(g => g.Key, g => g.Sum(p => p.Count)), own.Count == 0 ? null : now.ToCivilDate().DayNumber - own.Min(p => p.Oldest).ToCivilDate().DayNumber,
                orders.Where(o => o.SectionId == id).Sum(o => o.Count), orders.Where(o => o.SectionId == id && o.IsLate).Sum(o => o.Count));
        }
    }
}
