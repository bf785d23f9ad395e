using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Requests.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>Which of what was withheld.</summary>
public enum WithheldKind
{
    /// <summary>待审查: has a day.</summary>
    Appointed,
    /// <summary>已到期: the day is today or past.</summary>
    Due,
    /// <summary>可以公开: found so, and no item was drafted.</summary>
    Disclosable,
}

/// <param name="Item">The draft that was made of it.</param>
public sealed record WithheldRow(DisclosureRequest Request, DateOnly? ReviewOn, int Reviews, bool IsDisclosable, string? Item);

public sealed record WithheldList(IReadOnlyList<WithheldRow> Rows, int Total, int Due, int Disclosable);

/// <summary>What was withheld and is looked at again (art. 18), of the cases a person may see; the earliest day first. A page and counts.</summary>
public sealed class ListWithheld(IDbContextFactory<PortalDbContext> contexts, StandIns standIns, TimeProvider time)
{
    public async Task<WithheldList> HandleAsync(ListQuery list, WithheldKind kind, Actor person, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var actor = await standIns.WithAsync(db, person, cancellation);
        var today = time.UtcNow().ToCivilDate();
        var all = from f in db.Set<RequestFollowUp>().AsNoTracking()
            join r in RequestAccess.Of(db.Set<DisclosureRequest>().AsNoTracking(), actor) on f.RequestId equals r.Id
            select new { f, r };
        var (due, disclosable) = (all.Where(x => x.f.ReviewOn <= today), all.Where(x => x.f.IsDisclosable && x.f.DisclosedItemId == null));
        var chosen = kind switch { WithheldKind.Due => due, WithheldKind.Disclosable => disclosable, _ => all.Where(x => x.f.ReviewOn != null) };
        var rows = await chosen.OrderBy(x => x.f.ReviewOn).ThenBy(x => x.f.RequestId).Skip(list.Skip).Take(list.PageSize)
            .Select(x => new WithheldRow(x.r, x.f.ReviewOn, x.f.Reviews, x.f.IsDisclosable, x.f.DisclosedItemId)).ToListAsync(cancellation);
        return new WithheldList(rows, await chosen.CountAsync(cancellation), await due.CountAsync(cancellation), await disclosable.CountAsync(cancellation));
    }
}
