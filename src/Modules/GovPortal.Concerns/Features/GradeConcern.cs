using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Results;

namespace GovPortal.Concerns.Features;

/// <param name="Title">The office's own summary; null keeps what stands.</param>
public sealed record GradeConcernCommand(ConcernRef Which, string? Grade, string? Title, string Words);

/// <summary>
/// 研判定级 (R55), once or again: the clock starts anew from the time it was found. Failures: those of <see cref="ConcernDesk"/>,
/// <c>concern.grade</c>, <c>concern.words-required</c>, <c>concern.too-long</c>. Side effects: the clock, <c>concern.graded</c>; the deputy leader is told of what is more than ordinary.
/// </summary>
public sealed class GradeConcern(ConcernDesk desk, ConcernClock clock, INotify notify)
{
    public Task<Result> HandleAsync(GradeConcernCommand command, Actor actor, CancellationToken cancellation) => desk.DoAsync(command.Which, ConcernVerb.Grade, actor, async hand =>
    {
        var failures = new List<Failure>(ConcernDesk.CheckWords(command.Words, "Words", required: false));
        if (command.Grade is null || !ConcernGrades.All.ContainsKey(command.Grade)) failures.Add(Failure.At("Grade", "concern.grade"));
        if (command.Title is { Length: 0 }) failures.Add(Failure.At("Title", "concern.words-required"));
        if (command.Title is { Length: > ConcernIntake.MaxTitle }) failures.Add(Failure.At("Title", "concern.too-long", ConcernIntake.MaxTitle));
        if (failures.Count > 0) return Result.Refused(failures);
        hand.Concern.Title = command.Title ?? hand.Concern.Title;
        await ApplyAsync(hand, command.Grade!, command.Words, cancellation);
        return Result.Ok;
    }, cancellation);

    internal async Task ApplyAsync(ConcernInHand hand, string grade, string words, CancellationToken cancellation)
    {
        var (tx, concern) = (hand.Tx, hand.Concern);
        concern.Grade = grade;
        await clock.StartAsync(tx, concern, cancellation);
        hand.Step(ConcernEvents.Graded, words.Length == 0 ? ConcernGrades.Title(grade) : $"{ConcernGrades.Title(grade)}。{words}", new() { ["grade"] = grade, ["due"] = concern.DueUtc });
        if (grade == ConcernGrades.Ordinary) return;
        await notify.SendAsync(tx, new Notice($"concern-graded-{concern.Id}-{grade}", $"{ConcernGrades.Title(grade)}舆情：{concern.NumberText}", $"应于{concern.DueUtc!.Value.ToCivil():M月d日HH时mm分}前回应。", "/Admin/Concerns/" + concern.Id, "danger", concern.Id, concern.AgencyId),
            [new Recipients(Role: "DeputyLeader", AgencyId: concern.AgencyId)], cancellation);
    }
}
