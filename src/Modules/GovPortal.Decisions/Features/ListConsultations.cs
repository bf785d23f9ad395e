using GovPortal.Decisions.Model;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Features;

/// <param name="Comments">Those that count; <paramref name="Hidden"/> are beside them.</param>
public sealed record ConsultationRow(Consultation Consultation, int Comments, int Uncoded, int Hidden);

public sealed record ConsultationPage(IReadOnlyList<ConsultationRow> Rows, int Total);

/// <summary>The consultations a person may handle, the last to close first, with what came in; two queries and a count.</summary>
public sealed class ListConsultations(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    public async Task<ConsultationPage> HandleAsync(string? words, PeriodState? state, int skip, int take, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var today = time.UtcNow().ToCivilDate();
        var rows = ConsultationAccess.Of(db.Set<Consultation>().AsNoTracking(), actor);
        if (words is not null) rows = rows.Where(c => c.Title.Contains(words));
        rows = state switch
        {
            PeriodState.Waiting => rows.Where(c => c.OpensOn > today),
            PeriodState.Open => rows.Where(c => c.OpensOn <= today && c.ClosesOn >= today),
            PeriodState.Closed => rows.Where(c => c.ClosesOn < today),
            _ => rows,
        };
        var total = await rows.CountAsync(cancellation);
        var page = await rows.OrderByDescending(c => c.ClosesOn).ThenBy(c => c.ContentItemId).Skip(skip).Take(take).ToListAsync(cancellation);
        var ids = page.ConvertAll(c => c.ContentItemId);
        var counts = await db.Set<ConsultationComment>().Where(m => ids.Contains(m.ConsultationId)).GroupBy(m => m.ConsultationId)
            .Select(g => new { Id = g.Key, Kept = g.Count(m => m.HiddenUtc == null), Uncoded = g.Count(m => m.HiddenUtc == null && m.Adoption == null), Hidden = g.Count(m => m.HiddenUtc != null) })
            .ToDictionaryAsync(g => g.Id, cancellation);
        return new ConsultationPage([.. page.Select(c => counts.TryGetValue(c.ContentItemId, out var n) ? new ConsultationRow(c, n.Kept, n.Uncoded, n.Hidden) : new ConsultationRow(c, 0, 0, 0))], total);
    }
}
