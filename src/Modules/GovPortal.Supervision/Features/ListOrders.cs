using GovPortal.AdminUi.Lists;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

public sealed record OrderFilter(OrderState? State, string? SectionId, bool Overdue, bool OpenOnly);

public sealed record OrderList(IReadOnlyList<SupervisionOrder> Rows, int Total);

/// <summary>The orders a person may see; what is open first, the most pressing before the others.</summary>
public sealed class ListOrders(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    public async Task<OrderList> HandleAsync(ListQuery list, OrderFilter filter, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.UtcNow();
        var rows = SupervisionAccess.Of(db.Set<SupervisionOrder>().AsNoTracking(), actor);
        if (filter.State is { } state) rows = rows.Where(o => o.State == state);
        else if (filter.OpenOnly || filter.Overdue) rows = rows.Where(o => o.State == OrderState.Issued || o.State == OrderState.Answered);
        if (filter.SectionId is { Length: > 0 } section) rows = rows.Where(o => o.SectionId == section);
        if (filter.Overdue) rows = rows.Where(o => o.State == OrderState.Issued && o.DueUtc < now);
        if (list.Q is { } words) rows = rows.Where(o => o.Title.Contains(words));
        var total = await rows.CountAsync(cancellation);
        return new OrderList(await rows.OrderBy(o => o.EndedUtc != null).ThenBy(o => o.EndedUtc != null ? null : (DateTime?)o.DueUtc).ThenByDescending(o => o.EndedUtc).ThenBy(o => o.Id)
            .Skip(list.Skip).Take(list.PageSize).ToListAsync(cancellation), total);
    }
}

/// <summary>An order with its whole chain.</summary>
public sealed record OrderInFull(SupervisionOrder Order, IReadOnlyList<OrderStep> Steps, IReadOnlyList<Problem> Problems, IReadOnlyDictionary<string, string> Names, IReadOnlyList<ObligationView> Clocks);

/// <summary>Failures: <c>order.unknown</c>, <c>access.not-allowed</c>.</summary>
public sealed class ReadOrder(IDbContextFactory<PortalDbContext> contexts, IPeople people, IObligations obligations)
{
    public async Task<Result<OrderInFull>> HandleAsync(string orderId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Set<SupervisionOrder>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == orderId, cancellation) is not { } order) return Failure.Of("order.unknown");
        if (!SupervisionAccess.MayRead(actor, order.AgencyId, order.SectionId)) return Failure.Of(Failure.NotAllowed);
        var steps = await db.Set<OrderStep>().AsNoTracking().Where(s => s.OrderId == orderId).OrderBy(s => s.Number).ToListAsync(cancellation);
        var problems = await db.Set<Problem>().AsNoTracking().Where(p => p.OrderId == orderId).OrderBy(p => p.Rule).ThenBy(p => p.Id).ToListAsync(cancellation);
        return new OrderInFull(order, steps, problems, await people.NamesAsync(db, steps.Select(s => s.ActorId).Distinct(), cancellation), await obligations.OfAsync(db, orderId, cancellation));
    }
}

/// <summary>What waits: in a section orders to answer, at the office answers to look at, before the leader what is late.</summary>
internal sealed class WaitingOrders(ITexts texts, TimeProvider time) : IWorkItems
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<WorkItemGroup>> WaitingForAsync(PortalDbContext db, Actor actor, CancellationToken cancellation)
    {
        var groups = new List<WorkItemGroup>();
        var now = time.UtcNow();
        var sections = actor.Grants.Where(g => g.Permissions.Contains(SupervisionPermissions.Answer)).Select(g => g.SectionId).OfType<string>().ToList();
        if (sections.Count > 0) await AddAsync(texts["待整改的督办单"], "issued", db.Set<SupervisionOrder>().Where(o => o.State == OrderState.Issued && sections.Contains(o.SectionId)), 18);
        if (actor.CanSomewhere(SupervisionPermissions.Manage)) await AddAsync(texts["待核查的督办单"], "answered", SupervisionAccess.Of(db.Set<SupervisionOrder>(), actor).Where(o => o.State == OrderState.Answered), 19);
        else if (SupervisionAccess.Reach(actor) is { Agencies.Count: > 0 }) await AddAsync(texts["逾期没有反馈的督办单"], "issued", SupervisionAccess.Of(db.Set<SupervisionOrder>(), actor).Where(o => o.State == OrderState.Issued && o.EscalatedUtc != null), 6);
        return groups;

        async Task AddAsync(string title, string state, IQueryable<SupervisionOrder> rows, int order)
        {
            var first = await rows.AsNoTracking().OrderBy(o => o.DueUtc).ThenBy(o => o.Id).Take(Shown).ToListAsync(cancellation);
            if (first.Count == 0) return;
            var total = first.Count < Shown ? first.Count : await rows.CountAsync(cancellation);
            groups.Add(new WorkItemGroup(title, "clipboard-check", "/Admin/Supervision/Orders?state=" + state, total, [.. first.Select(o => new WorkItem(
                $"{o.NumberText} {o.Title}", "/Admin/Supervision/Orders/" + o.Id, texts["应于 {0} 前反馈", $"{o.DueUtc.ToCivilDate():yyyy-MM-dd}"], o.IssuedUtc, o.DueUtc < now && o.State == OrderState.Issued ? "danger" : "neutral", o.Id))], order));
        }
    }
}
