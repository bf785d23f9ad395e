using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <param name="Problems">Ids of problems that the order is about; may be none.</param>
/// <param name="Days">Working days to answer; null for the usual.</param>
public sealed record IssueOrderCommand(string AgencyId, string? SectionId, string Title, string What, string Basis, int? Days, IReadOnlyCollection<string> Problems);

/// <summary>
/// The office issues an order (下发督办单). Failures: <c>access.not-allowed</c>, <c>order.section-required</c> (none, or one that is not
/// the agency's), <c>order.words-required</c>, <c>order.too-long</c>, <c>order.days</c>, <c>order.problem-taken</c> (not this section's, gone, or in another
/// order). Side effects: <c>order.issued</c>, the clock, a notice to the section's people.
/// </summary>
public sealed class IssueOrder(PortalTransactions transactions, IObligations obligations, INotify notify)
{
    public Task<Result<string>> HandleAsync(IssueOrderCommand command, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    private async Task<Result<string>> ApplyAsync(PortalTransaction tx, IssueOrderCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!actor.Can(SupervisionPermissions.Manage, command.AgencyId)) return Failure.Of(Failure.NotAllowed);
        var failures = new List<Failure>();
        var section = command.SectionId is { Length: > 0 } id ? await tx.Db.Set<Section>().FirstOrDefaultAsync(s => s.Id == id && s.AgencyId == command.AgencyId, cancellation) : null;
        if (section is null) failures.Add(Failure.At("SectionId", "order.section-required"));
        failures.AddRange(OrderDesk.CheckWords(command.What, "What"));
        foreach (var (field, text) in new[] { ("Title", command.Title), ("Basis", command.Basis) })
        {
            if (text.Length == 0) failures.Add(Failure.At(field, "order.words-required"));
            else if (text.Length > SupervisionOrder.MaxTitle) failures.Add(Failure.At(field, "order.too-long", SupervisionOrder.MaxTitle));
        }
        var days = command.Days ?? (await InspectionRules.LoadAsync(tx.Db, cancellation)).OrderDays;
        if (days is < 1 or > InspectionRules.MaxOrderDays) failures.Add(Failure.At("Days", "order.days", InspectionRules.MaxOrderDays));
        var problems = await tx.Db.Set<Problem>().Where(p => command.Problems.Contains(p.Id) && p.AgencyId == command.AgencyId && p.GoneUtc == null && p.OrderId == null).ToListAsync(cancellation);
        if (problems.Count != command.Problems.Count || problems.Exists(p => p.SectionId is { } own && own != command.SectionId)) failures.Add(Failure.Of("order.problem-taken"));
        if (failures.Count > 0) return failures;

        var year = tx.NowUtc.ToCivilDate().Year;
        await tx.InTurnAsync(command.AgencyId, cancellation);
        var order = new SupervisionOrder
        {
            Id = ContentIds.New(), AgencyId = command.AgencyId, Year = year, Number = 1 + await tx.Db.Set<SupervisionOrder>().Where(o => o.AgencyId == command.AgencyId && o.Year == year).MaxAsync(o => (int?)o.Number, cancellation) ?? 1,
            SectionId = section!.Id, Title = command.Title, What = command.What, Basis = command.Basis, IssuedBy = actor.UserId, IssuedUtc = tx.NowUtc, State = OrderState.Issued,
        };
        tx.Db.Add(order);
        foreach (var problem in problems) problem.OrderId = order.Id;
        await OrderClock.StartAsync(obligations, tx, order, days, tx.NowUtc.ToCivilDate(), cancellation);
        OrderDesk.Add(tx, order, SupervisionEvents.OrderIssued, actor.UserId, command.What, new() { ["section"] = order.SectionId, ["due"] = order.DueUtc, ["problems"] = problems.Count });
        tx.Db.Add(DueJob.At(EscalateOrder.JobKind, order.Id, order.DueUtc.AddSeconds(1), Actor.System.UserId));
        await notify.SendAsync(tx, new Notice($"order-issued-{order.Id}", $"收到{order.NumberText}：{order.Title}", $"请在{order.DueUtc.ToCivilDate():yyyy-MM-dd}前反馈整改情况。", "/Admin/Supervision/Orders/" + order.Id, "warning", order.Id, order.AgencyId),
            [new Recipients(Role: "SectionHead", AgencyId: order.AgencyId, SectionId: order.SectionId), new Recipients(Role: "SectionEditor", AgencyId: order.AgencyId, SectionId: order.SectionId)], cancellation);
        return order.Id;
    }
}
