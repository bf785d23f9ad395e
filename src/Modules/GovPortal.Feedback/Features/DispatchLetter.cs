using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Features;

/// <param name="IsWeighty">复杂咨询 or 严重错误: the other limit holds, from the day the letter came.</param>
/// <param name="Note">A word to the section; may be empty.</param>
public sealed record DispatchLetterCommand(string LetterId, string? SectionId, bool IsWeighty, string Note);

/// <summary>
/// The office gives a letter to a section (分办), or to another. Failures: those of <see cref="LetterAccess"/>,
/// <c>letter.section-required</c>, <c>letter.reason-too-long</c>. Side effects: the clock runs in the section's name; <c>letter.dispatched</c>.
/// </summary>
public sealed class DispatchLetter(PortalTransactions transactions, LetterClock clock, LetterSeals seals)
{
    public Task<Result> HandleAsync(DispatchLetterCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    private async Task<Result> ApplyAsync(PortalTransaction tx, DispatchLetterCommand command, Actor actor, CancellationToken cancellation)
    {
        var found = await LetterAccess.ForAsync(tx.Db, command.LetterId, LetterVerb.Dispatch, actor, cancellation);
        if (!found.Succeeded) return found;
        var (letter, to) = found.Value;
        var failures = new List<Failure>();
        if (!await tx.Db.Set<Section>().AnyAsync(s => s.Id == command.SectionId && s.AgencyId == letter.AgencyId, cancellation)) failures.Add(Failure.At("SectionId", "letter.section-required"));
        if (command.Note.Length > LetterRules.MaxReason) failures.Add(Failure.At("Note", "letter.reason-too-long", LetterRules.MaxReason));
        if (failures.Count > 0) return failures;
        (letter.SectionId, letter.IsWeighty, letter.State) = (command.SectionId, command.IsWeighty, to);
        LetterSteps.Add(tx, letter, LetterSteps.Dispatched, actor.UserId, seals.Seal(command.Note));
        await clock.RunAsync(tx, letter, cancellation);
        tx.Append(new EventDraft(FeedbackEvents.Dispatched, actor.UserId, letter.Id, AgencyId: letter.AgencyId,
            Payload: new Dictionary<string, object?> { ["section"] = letter.SectionId, ["weighty"] = letter.IsWeighty }));
        return Result.Ok;
    }
}
