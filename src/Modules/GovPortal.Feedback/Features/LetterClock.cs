using GovPortal.Feedback.Model;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Features;

/// <summary>
/// The clock of a letter: from the day it came, by the limit of its kind, in the name of whoever has to answer. Answering meets it;
/// closing without an answer cancels it, with the reason on record.
/// </summary>
public sealed class LetterClock(IObligations obligations)
{
    public const string InquiryKind = "inquiry-reply", CorrectionKind = "correction-reply";

    public static string KindOf(Letter letter) => letter.Kind == LetterKind.Inquiry ? InquiryKind : CorrectionKind;

    /// <summary>Starts it, or lets it go on under the letter's present section and weight.</summary>
    public async Task RunAsync(PortalTransaction tx, Letter letter, CancellationToken cancellation)
    {
        var limit = (await ReplyLimits.LoadAsync(tx.Db, cancellation)).For(letter.Kind, letter.IsWeighty);
        var opened = await obligations.OpenAsync(tx, new ObligationDraft(
            letter.Id, null, letter.AgencyId, letter.ColumnId, letter.SectionId, KindOf(letter), limit.Rule, letter.ReceivedUtc.ToCivilDate(), limit.Basis, letter.ReceivedUtc), cancellation);
        if (!opened.Succeeded) throw new InvalidOperationException($"The time limit {limit.Rule} of a letter was refused: {opened.Failures[0]}");
        await tx.Db.SaveChangesAsync(cancellation);
        letter.DueUtc = (await obligations.OfAsync(tx.Db, letter.Id, cancellation)).FirstOrDefault(o => o.MetUtc is null)?.DueUtc;
    }

    public Task<int> MeetAsync(PortalTransaction tx, Letter letter, CancellationToken cancellation) => obligations.MeetAsync(tx, letter.Id, KindOf(letter), cancellation);

    public Task<int> CancelAsync(PortalTransaction tx, Letter letter, CancellationToken cancellation) => obligations.CancelAsync(tx, letter.Id, null, cancellation);
}

/// <summary>Where a clock was paused, extended or derived anew by another calendar, the lists show its new day.</summary>
internal sealed class FollowClocks(PortalTransactions transactions, IObligations obligations) : IOnceEventReader
{
    public string Name => "letter-dues";

    public async Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation)
    {
        string[] kinds = [LetterClock.InquiryKind, LetterClock.CorrectionKind];
        var moved = DeadlineEvents.Moved(events, kinds);
        if (moved.Count == 0) return;
        await using var tx = await transactions.BeginAsync(cancellation);
        var running = obligations.Running(tx.Db, kinds);
        await tx.Db.Set<Letter>().Where(l => moved.Contains(l.Id) && running.Any(c => c.SubjectId == l.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.DueUtc, l => running.Where(c => c.SubjectId == l.Id).Select(c => c.DueUtc).First()), cancellation);
        await tx.CommitAsync(cancellation);
    }
}
