using System.Globalization;
using System.Text.Json.Nodes;
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
internal sealed class FollowClocks(PortalTransactions transactions) : IOnceEventReader
{
    public string Name => "letter-dues";

    public async Task ApplyAsync(IReadOnlyList<PortalEvent> events, CancellationToken cancellation)
    {
        var dues = new Dictionary<string, DateTime>();
        foreach (var e in events.Where(e => e.Kind is DeadlineEvents.Changed or DeadlineEvents.Rederived && e.SubjectId is not null))
        {
            var payload = JsonNode.Parse(e.Payload)!;
            if ((string?)payload["kind"] is LetterClock.InquiryKind or LetterClock.CorrectionKind && (string?)payload["due"] is { } due)
            {
                dues[e.SubjectId!] = DateTime.Parse(due, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
            }
        }
        if (dues.Count == 0) return;
        await using var tx = await transactions.BeginAsync(cancellation);
        foreach (var (letter, due) in dues) await tx.Db.Set<Letter>().Where(l => l.Id == letter).ExecuteUpdateAsync(s => s.SetProperty(l => l.DueUtc, due), cancellation);
        await tx.CommitAsync(cancellation);
    }
}
