using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>
/// The section says what was mended, with its evidence; the problems of the order are looked at once more at once, and what came of it stands
/// with the answer. Failures: those of <see cref="OrderDesk"/>, <c>order.words-required</c>, <c>order.too-long</c>. Side effects: the clock is met;
/// <c>order.answered</c>, <c>order.checked</c>.
/// </summary>
public sealed class AnswerOrder(OrderDesk desk, Inspect inspect, IObligations obligations, IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions)
{
    public async Task<Result> HandleAsync(string orderId, int? seen, string words, Actor actor, CancellationToken cancellation)
    {
        var answered = await desk.DoAsync(orderId, seen, OrderVerb.Answer, actor, async (tx, order) =>
        {
            if (OrderDesk.CheckWords(words, "Words") is { Count: > 0 } refused) return Result.Refused(refused);
            OrderDesk.Add(tx, order, SupervisionEvents.OrderAnswered, actor.UserId, words, new() { ["late"] = order.DueUtc < tx.NowUtc });
            await obligations.MeetAsync(tx, order.Id, OrderClock.Kind, cancellation);
            return Result.Ok;
        }, cancellation);
        if (answered.Succeeded) await RecheckAsync(orderId, cancellation);
        return answered;
    }

    /// <summary>The answer is kept before it is checked: a check that fails takes nothing back.</summary>
    private async Task RecheckAsync(string orderId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var about = await db.Set<Problem>().Where(p => p.OrderId == orderId).Select(p => new { p.Rule, p.SubjectId }).ToListAsync(cancellation);
        if (about.Count == 0) return;
        await inspect.RecheckAsync([.. about.Select(p => (p.Rule, p.SubjectId))], cancellation);
        await using var tx = await transactions.BeginAsync(cancellation);
        var order = await tx.Db.Set<SupervisionOrder>().SingleAsync(o => o.Id == orderId, cancellation);
        var problems = await tx.Db.Set<Problem>().Where(p => p.OrderId == orderId).ToListAsync(cancellation);
        var left = problems.Count(p => p.GoneUtc is null);
        OrderDesk.Add(tx, order, SupervisionEvents.OrderChecked, Actor.System.UserId, left == 0 ? $"自动复查：{problems.Count}个问题均已消除" : $"自动复查：{problems.Count}个问题中还有{left}个没有消除", new() { ["left"] = left, ["problems"] = problems.Count });
        await tx.CommitAsync(cancellation);
    }
}

/// <summary>
/// The office looks at what the section answered: signs off (销号), or returns with a reason and a new limit. Nobody signs off what they
/// answered themselves: <c>order.own-answer</c>. Other failures: those of <see cref="OrderDesk"/>, <c>order.words-required</c>, <c>order.too-long</c>, <c>order.days</c>.
/// </summary>
public sealed class DecideOrder(OrderDesk desk, IObligations obligations)
{
    public Task<Result> SignOffAsync(string orderId, int? seen, string words, Actor actor, CancellationToken cancellation) => desk.DoAsync(orderId, seen, OrderVerb.SignOff, actor, async (tx, order) =>
    {
        if (await tx.Db.Set<OrderStep>().AnyAsync(s => s.OrderId == order.Id && s.Kind == SupervisionEvents.OrderAnswered && s.ActorId == actor.UserId, cancellation)) return Failure.Of("order.own-answer");
        if (words.Length > SupervisionOrder.MaxWords) return Failure.At("Words", "order.too-long", SupervisionOrder.MaxWords);
        order.EndedUtc = tx.NowUtc;
        OrderDesk.Add(tx, order, SupervisionEvents.OrderSignedOff, actor.UserId, words);
        await FreeAsync(tx, order.Id, cancellation);
        return Result.Ok;
    }, cancellation);

    public Task<Result> ReturnAsync(string orderId, int? seen, string words, int? days, Actor actor, CancellationToken cancellation) => desk.DoAsync(orderId, seen, OrderVerb.Return, actor, async (tx, order) =>
    {
        var failures = new List<Failure>(OrderDesk.CheckWords(words, "Words"));
        var given = days ?? (await InspectionRules.LoadAsync(tx.Db, cancellation)).OrderDays;
        if (given is < 1 or > InspectionRules.MaxOrderDays) failures.Add(Failure.At("Days", "order.days", InspectionRules.MaxOrderDays));
        if (failures.Count > 0) return failures;
        await OrderClock.StartAsync(obligations, tx, order, given, tx.NowUtc.ToCivilDate(), cancellation);
        OrderDesk.Add(tx, order, SupervisionEvents.OrderReturned, actor.UserId, words, new() { ["due"] = order.DueUtc });
        tx.Db.Add(DueJob.At(EscalateOrder.JobKind, order.Id, order.DueUtc.AddSeconds(1), Actor.System.UserId));
        return Result.Ok;
    }, cancellation);

    public Task<Result> TakeBackAsync(string orderId, int? seen, string words, Actor actor, CancellationToken cancellation) => desk.DoAsync(orderId, seen, OrderVerb.TakeBack, actor, async (tx, order) =>
    {
        if (OrderDesk.CheckWords(words, "Words") is { Count: > 0 } refused) return Result.Refused(refused);
        order.EndedUtc = tx.NowUtc;
        await obligations.CancelAsync(tx, order.Id, null, cancellation);
        OrderDesk.Add(tx, order, SupervisionEvents.OrderTakenBack, actor.UserId, words);
        await FreeAsync(tx, order.Id, cancellation);
        return Result.Ok;
    }, cancellation);

    /// <summary>What still stands may go into another order.</summary>
    private static async Task FreeAsync(PortalTransaction tx, string orderId, CancellationToken cancellation)
    {
        foreach (var problem in await tx.Db.Set<Problem>().Where(p => p.OrderId == orderId && p.GoneUtc == null).ToListAsync(cancellation)) problem.OrderId = null;
    }
}

/// <summary>An order that is not answered by its day goes before the deputy leader, once for each limit. Side effects: <c>order.escalated</c>, a notice.</summary>
public sealed class EscalateOrder(PortalTransactions transactions, INotify notify) : IDueJobHandler
{
    public const string JobKind = "order-escalate";

    public string Kind => JobKind;

    public async Task<Result> RunAsync(DueJob job, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<SupervisionOrder>().FirstOrDefaultAsync(o => o.Id == job.SubjectId, cancellation) is not { State: OrderState.Issued } order || order.DueUtc > tx.NowUtc) return Result.Ok;
        order.EscalatedUtc = tx.NowUtc;
        OrderDesk.Add(tx, order, SupervisionEvents.OrderEscalated, Actor.System.UserId, $"到{order.DueUtc.ToCivilDate():yyyy-MM-dd}没有反馈，提请分管领导督办");
        await notify.SendAsync(tx, new Notice($"order-late-{order.Id}-{order.StepCount}", $"{order.NumberText}逾期没有反馈：{order.Title}", "", "/Admin/Supervision/Orders/" + order.Id, "danger", order.Id, order.AgencyId),
            [new Recipients(Role: "DeputyLeader", AgencyId: order.AgencyId), new Recipients(Role: "Office", AgencyId: order.AgencyId), new Recipients(Role: "SectionHead", AgencyId: order.AgencyId, SectionId: order.SectionId)], cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}
