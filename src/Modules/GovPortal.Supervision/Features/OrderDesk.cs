using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>Who may see and do what with orders and problems: the office and the deputy leader the whole agency, a section its own.</summary>
internal static class SupervisionAccess
{
    public static bool MayRead(Actor actor, string agencyId, string? sectionId) => actor.Can(SupervisionPermissions.Manage, agencyId) || ContentAccess.Holds(actor, SupervisionPermissions.Read, agencyId, sectionId);

    public static bool May(Actor actor, OrderVerb verb, SupervisionOrder order) => verb == OrderVerb.Answer
        ? ContentAccess.Holds(actor, SupervisionPermissions.Answer, order.AgencyId, order.SectionId)
        : actor.Can(SupervisionPermissions.Manage, order.AgencyId);

    public static bool Anywhere(Actor actor) => actor.CanSomewhere(SupervisionPermissions.Read) || actor.CanSomewhere(SupervisionPermissions.Manage);

    /// <summary>Whoever supervises sees it, and publishers their part.</summary>
    public static bool SeesDashboard(Actor actor) => Anywhere(actor) || actor.CanSomewhere(Permissions.ContentPublish);

    /// <summary>Whole agencies, and single sections.</summary>
    public static (bool Everywhere, List<string> Agencies, List<string> Sections) Reach(Actor actor)
    {
        var whole = actor.Grants.Where(g => g.Permissions.Contains(SupervisionPermissions.Manage) || (g.SectionId is null && g.Permissions.Contains(SupervisionPermissions.Read))).ToList();
        return (whole.Exists(g => g.AgencyId is null), [.. whole.Select(g => g.AgencyId).OfType<string>()],
            [.. actor.Grants.Where(g => g.Permissions.Contains(SupervisionPermissions.Read)).Select(g => g.SectionId).OfType<string>()]);
    }

    public static IQueryable<SupervisionOrder> Of(IQueryable<SupervisionOrder> orders, Actor actor)
    {
        var (everywhere, agencies, sections) = Reach(actor);
        return everywhere ? orders : orders.Where(o => agencies.Contains(o.AgencyId) || sections.Contains(o.SectionId));
    }

    public static IQueryable<Problem> Of(IQueryable<Problem> problems, Actor actor)
    {
        var (everywhere, agencies, sections) = Reach(actor);
        return everywhere ? problems : problems.Where(p => agencies.Contains(p.AgencyId) || (p.SectionId != null && sections.Contains(p.SectionId)));
    }
}

/// <summary>
/// The frame of every verb: the order, whether the person may, whether it is possible now, one transaction. Failures: <c>order.unknown</c>,
/// <c>access.not-allowed</c>, <c>order.wrong-state</c>, <c>order.changed-by-other</c>.
/// </summary>
public sealed class OrderDesk(PortalTransactions transactions)
{
    /// <param name="seen">How many steps the order had on the page the person looked at; null asks for no such check.</param>
    internal async Task<Result> DoAsync(string orderId, int? seen, OrderVerb verb, Actor actor, Func<PortalTransaction, SupervisionOrder, Task<Result>> act, CancellationToken cancellation)
    {
        var result = await transactions.WriteAsync(async Task<Result> (tx) =>
        {
            if (await tx.Db.Set<SupervisionOrder>().FirstOrDefaultAsync(o => o.Id == orderId, cancellation) is not { } order) return Failure.Of("order.unknown");
            if (!SupervisionAccess.May(actor, verb, order)) return Failure.Of(Failure.NotAllowed);
            if (OrderStates.Next(order.State, verb) is not { } to) return Failure.Of("order.wrong-state", OrderStates.Title(order.State));
            if (seen is { } count && count != order.StepCount) return Failure.Of("order.changed-by-other");
            var done = await act(tx, order);
            if (done.Succeeded) order.State = to;
            return done;
        }, cancellation);
        return result.Has("draft.changed-by-other") ? Failure.Of("order.changed-by-other") : result;
    }

    internal static void Add(PortalTransaction tx, SupervisionOrder order, string kind, string actorId, string note, Dictionary<string, object?>? payload = null)
    {
        tx.Db.Add(new OrderStep { OrderId = order.Id, Number = ++order.StepCount, Kind = kind, ActorId = actorId, AtUtc = tx.NowUtc, Note = note });
        tx.Append(new EventDraft(kind, actorId, order.Id, AgencyId: order.AgencyId, Payload: payload));
    }

    /// <summary>What was written: something, and not too much.</summary>
    internal static IReadOnlyList<Failure> CheckWords(string words, string field) =>
        words.Length == 0 ? [Failure.At(field, "order.words-required")] : words.Length > SupervisionOrder.MaxWords ? [Failure.At(field, "order.too-long", SupervisionOrder.MaxWords)] : [];
}

/// <summary>The clock of an order, in the name of the section that has to answer.</summary>
internal static class OrderClock
{
    public const string Kind = "supervision-order";

    public static async Task StartAsync(IObligations obligations, PortalTransaction tx, SupervisionOrder order, int days, DateOnly from, CancellationToken cancellation)
    {
        var opened = await obligations.OpenAnewAsync(tx, new ObligationDraft(order.Id, null, order.AgencyId, null, order.SectionId, Kind, $"{days}wd", from, $"{order.NumberText}：{days}个工作日内反馈整改情况"), cancellation);
        if (!opened.Succeeded) throw new InvalidOperationException($"The clock of {order.Id} was refused: {string.Join(", ", opened.Failures)}");
        await tx.Db.SaveChangesAsync(cancellation);
        order.DueUtc = (await obligations.OfAsync(tx.Db, order.Id, cancellation)).First(o => o.Kind == Kind && o.MetUtc is null).DueUtc;
    }
}
