using GovPortal.Feedback.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Features;

/// <param name="Note">The reason or the answer as it then stood; empty for none, null where the keys are gone.</param>
public sealed record LetterEntry(LetterStep Step, string? Note);

/// <summary>One letter without who wrote it. Texts are null where the keys are gone.</summary>
/// <param name="Clock">Its latest clock; null where it was cancelled.</param>
public sealed record LetterInFull(
    Letter Letter, string? Subject, string? Text, string? Answer, IReadOnlyList<LetterEntry> History, IReadOnlyDictionary<string, string> Names, ObligationView? Clock);

/// <summary>Failures: <c>letter.unknown</c>, <c>access.not-allowed</c>.</summary>
public sealed class ReadLetter(IDbContextFactory<PortalDbContext> contexts, LetterSeals seals, IPeople people, IObligations obligations)
{
    public async Task<Result<LetterInFull>> HandleAsync(string letterId, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Set<Letter>().AsNoTracking().FirstOrDefaultAsync(l => l.Id == letterId, cancellation) is not { } letter) return Failure.Of("letter.unknown");
        if (!LetterAccess.May(actor, FeedbackPermissions.Handle, letter)) return Failure.Of(Failure.NotAllowed);
        var steps = await db.Set<LetterStep>().AsNoTracking().Where(s => s.LetterId == letterId).OrderBy(s => s.Number).ToListAsync(cancellation);
        return new LetterInFull(
            letter, seals.Open(letter.Subject), seals.Open(letter.Text), seals.Open(letter.Answer), [.. steps.Select(s => new LetterEntry(s, seals.Open(s.Note)))],
            await people.NamesAsync(db, steps.Select(s => s.ActorId).Distinct(), cancellation), await obligations.OfAsync(db, letterId, cancellation) is [var clock, ..] ? clock : null);
    }
}
