using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Features;

/// <summary>
/// To the section concerned (涉事科室, R56), or to another one. Failures: those of <see cref="ConcernDesk"/>, <c>concern.section-required</c>,
/// <c>concern.too-long</c>. Side effects: the clock runs in the section's name, <c>concern.dispatched</c>, a notice to its people.
/// </summary>
public sealed class DispatchConcern(ConcernDesk desk, ConcernClock clock, INotify notify)
{
    public Task<Result> HandleAsync(ConcernRef which, string? sectionId, string words, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, ConcernVerb.Dispatch, actor, async hand =>
    {
        var failures = new List<Failure>(ConcernDesk.CheckWords(words, "Words", required: false));
        if (sectionId is null || !await hand.Tx.Db.Set<Section>().AnyAsync(s => s.Id == sectionId && s.AgencyId == hand.Concern.AgencyId, cancellation)) failures.Add(Failure.At("SectionId", "concern.section-required"));
        if (failures.Count > 0) return Result.Refused(failures);
        await ApplyAsync(hand, sectionId!, words, cancellation);
        return Result.Ok;
    }, cancellation);

    internal async Task ApplyAsync(ConcernInHand hand, string sectionId, string words, CancellationToken cancellation)
    {
        var (tx, concern) = (hand.Tx, hand.Concern);
        concern.SectionId = sectionId;
        await clock.MoveAsync(tx, concern, cancellation);
        hand.Step(ConcernEvents.Dispatched, words, new() { ["section"] = sectionId });
        await SectionAsync(tx, concern, "收到交办", cancellation);
    }

    /// <summary>Tells the section's people; the title names no one.</summary>
    private async Task SectionAsync(PortalTransaction tx, Concern concern, string what, CancellationToken cancellation) =>
        await notify.SendAsync(tx, new Notice($"concern-{concern.Id}-{concern.StepCount}", $"{what}：{concern.NumberText}（{ConcernGrades.Title(concern.Grade)}）", $"应于{concern.DueUtc!.Value.ToCivil():M月d日HH时mm分}前回应。", "/Admin/Concerns/" + concern.Id, "warning", concern.Id, concern.AgencyId),
            [new Recipients(Role: "SectionHead", AgencyId: concern.AgencyId, SectionId: concern.SectionId), new Recipients(Role: "SectionEditor", AgencyId: concern.AgencyId, SectionId: concern.SectionId)], cancellation);

    /// <summary>The office is not content with what the section did or drafted. Failure beside: <c>concern.words-required</c>. Side effect: <c>concern.sent-back</c>.</summary>
    public Task<Result> SendBackAsync(ConcernRef which, string words, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, ConcernVerb.SendBack, actor, async hand =>
    {
        if (ConcernDesk.CheckWords(words, "Words") is { Count: > 0 } refused) return Result.Refused(refused);
        if (hand.Concern.State == ConcernState.Answered)
        {
            // What is said once more is owed once more, from the same instant.
            hand.Concern.AnsweredUtc = null;
            await clock.StartAsync(hand.Tx, hand.Concern, cancellation);
        }
        hand.Step(ConcernEvents.SentBack, words, new() { ["section"] = hand.Concern.SectionId });
        await SectionAsync(hand.Tx, hand.Concern, "退回处置", cancellation);
        return Result.Ok;
    }, cancellation);

    /// <summary>The section says that it is not its own. Failure beside: <c>concern.words-required</c>. Side effect: <c>concern.given-back</c>; the clock goes on in the office's name.</summary>
    public Task<Result> GiveBackAsync(ConcernRef which, string words, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, ConcernVerb.GiveBack, actor, async hand =>
    {
        if (ConcernDesk.CheckWords(words, "Words") is { Count: > 0 } refused) return Result.Refused(refused);
        var section = hand.Concern.SectionId;
        hand.Concern.SectionId = null;
        await clock.MoveAsync(hand.Tx, hand.Concern, cancellation);
        hand.Step(ConcernEvents.GivenBack, words, new() { ["section"] = section });
        return Result.Ok;
    }, cancellation);
}
