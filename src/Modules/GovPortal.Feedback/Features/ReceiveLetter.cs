using System.Net;
using GovPortal.Feedback.Model;
using GovPortal.Feedback.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Features;

/// <param name="Receipt">What the writer follows it by.</param>
public sealed record ReceivedLetter(string Id, string Receipt);

/// <summary>A letter whose fields are in order, before it is kept.</summary>
/// <param name="ToSection">Where the page names its section, it goes there at once; else to the office.</param>
/// <param name="Address">Whom the limits count for; never kept.</param>
internal sealed record NewLetter(
    LetterKind Kind, string? CorrectionKind, string Subject, string Text, LetterWriter Writer, bool MayPublish, LetterPlace? Place, bool ToSection, IPAddress? Address);

/// <summary>
/// Keeps a letter, within the limits. Failures: <c>letter.too-many</c>, <c>letter.repeated</c> (the same from the same address within
/// an hour), <c>letter.no-agency</c>. Side effects: the letter with its first step and its clock; <c>letter.inquiry-received</c> or
/// <c>letter.correction-received</c>.
/// </summary>
internal sealed class ReceiveLetter(PortalTransactions transactions, LetterSeals seals, LetterClock clock, FeedbackLimits limits)
{
    public async Task<Result<ReceivedLetter>> HandleAsync(NewLetter letter, CancellationToken cancellation)
    {
        // What is refused takes no turn among the writers: anybody may post, as often as they like.
        if (!limits.TakeLetter(letter.Address)) return Failure.Of("letter.too-many");
        var said = $"{letter.Kind}\n{letter.Place?.Path}\n{letter.Subject}\n{letter.Text}";
        if (!limits.TakeText(letter.Address, said)) return Failure.Of("letter.repeated");
        var kept = false;
        try
        {
            var result = await transactions.WriteAsync(tx => ApplyAsync(tx, letter, cancellation), cancellation);
            kept = result.Succeeded;
            return result;
        }
        finally
        {
            if (!kept) limits.GiveBackText(letter.Address, said);
        }
    }

    private async Task<Result<ReceivedLetter>> ApplyAsync(PortalTransaction tx, NewLetter given, CancellationToken cancellation)
    {
        if ((given.Place?.AgencyId ?? await FirstAgencyAsync(tx.Db, cancellation)) is not { } agency) return Failure.Of("letter.no-agency");
        var inquiry = given.Kind == LetterKind.Inquiry;
        var section = given.ToSection ? given.Place?.SectionId : null;
        var letter = new Letter
        {
            Id = ContentIds.New(), Code = ReceiptCode.New(inquiry ? ReceiptCode.Inquiry : ReceiptCode.Correction), Kind = given.Kind,
            State = section is null ? LetterState.Received : LetterState.Assigned, ReceivedUtc = tx.NowUtc, AgencyId = agency, SectionId = section,
            ColumnId = given.Place?.ColumnId, ContentItemId = given.Place?.ContentItemId, PagePath = given.Place?.Path, PageTitle = given.Place?.Title,
            CorrectionKind = given.CorrectionKind, Subject = seals.Seal(given.Subject), Text = seals.Seal(given.Text), Contact = seals.SealWriter(given.Writer), MayPublish = given.MayPublish,
        };
        tx.Db.Add(letter);
        LetterSteps.Add(tx, letter, LetterSteps.Received, Actor.Public.UserId);
        await clock.RunAsync(tx, letter, cancellation);
        tx.Append(new EventDraft(inquiry ? FeedbackEvents.InquiryReceived : FeedbackEvents.CorrectionReceived, Actor.Public.UserId, letter.Id, AgencyId: agency,
            Payload: new Dictionary<string, object?> { ["section"] = section, ["item"] = letter.ContentItemId }));
        return new ReceivedLetter(letter.Id, letter.Code);
    }

    private static Task<string?> FirstAgencyAsync(PortalDbContext db, CancellationToken cancellation) =>
        db.Set<Agency>().OrderBy(a => a.Position).ThenBy(a => a.Id).Select(a => (string?)a.Id).FirstOrDefaultAsync(cancellation);
}
