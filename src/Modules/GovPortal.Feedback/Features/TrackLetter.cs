using System.Net;
using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Features;

/// <summary>What whoever has the receipt is told: how far it is and the answer; not what was asked, nor who asked.</summary>
/// <param name="SectionName">Who handles it; null for the office.</param>
/// <param name="Note">Why it was closed without an answer, in the office's words; may be empty.</param>
public sealed record TrackedLetter(
    string Receipt, LetterKind Kind, LetterState State, DateTime ReceivedUtc, DateTime? DueUtc, DateTime? EndedUtc, string? SectionName, string? PageTitle, string? PagePath,
    string Answer, string? CloseReason, string Note);

/// <summary>
/// Looks a letter up by its receipt. Failures: <c>letter.too-many-looks</c>; <c>letter.receipt-unknown</c> for every code that leads
/// nowhere, whatever is wrong with it.
/// </summary>
internal sealed class TrackLetter(IDbContextFactory<PortalDbContext> contexts, PortalStateReader state, LetterSeals seals, FeedbackLimits limits)
{
    public async Task<Result<TrackedLetter>> HandleAsync(string? typed, IPAddress? address, CancellationToken cancellation)
    {
        if (!limits.TakeLook(address)) return Failure.Of("letter.too-many-looks");
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // Asked of the database either way: what can be no code takes as long as what is none.
        var code = ReceiptCode.Read(typed) ?? "";
        if (await db.Set<Letter>().AsNoTracking().FirstOrDefaultAsync(l => l.Code == code, cancellation) is not { } letter) return Failure.At("Code", "letter.receipt-unknown");
        var note = letter.State != LetterState.Closed ? "" : seals.Open(await db.Set<LetterStep>().AsNoTracking()
            .Where(s => s.LetterId == letter.Id && s.Kind == LetterSteps.Closed).OrderByDescending(s => s.Number).Select(s => s.Note).FirstOrDefaultAsync(cancellation));
        return new TrackedLetter(
            letter.Code, letter.Kind, letter.State, letter.ReceivedUtc, letter.DueUtc, letter.EndedUtc, state.Current.Organisation.Section(letter.SectionId)?.Name, letter.PageTitle, letter.PagePath,
            letter.State == LetterState.Answered ? seals.Open(letter.Answer) ?? "" : "", letter.CloseReason, note ?? "");
    }
}
