using System.Net;
using System.Security.Cryptography;
using GovPortal.Decisions.Model;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Features;

/// <param name="Website">A field that people do not see; what fills every field fills it too.</param>
/// <param name="Stamp">With <paramref name="Nonce"/> the browser's work, where it ran the script.</param>
/// <param name="Address">Whom the limit counts for; never kept.</param>
public sealed record SubmitCommentCommand(
    string ConsultationId, string Text, string Name, string Phone, string Email, string Website, string? Stamp, string? Nonce, IPAddress? Address);

/// <summary>
/// Takes a comment from the public while the consultation is open, by this server's clock. Failures: <c>consultation.unknown</c>,
/// <c>comment.not-open-yet</c>, <c>comment.closed</c>, <c>comment.looks-automatic</c>, <c>comment.too-many</c> and those of
/// <see cref="CommentRules"/>. Side effects: the comment; <c>consultation.comment-received</c>. Answers the receipt.
/// </summary>
internal sealed class SubmitComment(PortalTransactions transactions, CommentContacts contacts, CommentLimits limits)
{
    // Without letters that look like others: people write it down.
    private const string ReceiptAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    public const int ReceiptLength = 10;

    public Task<Result<string>> HandleAsync(SubmitCommentCommand command, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, cancellation), cancellation);

    private async Task<Result<string>> ApplyAsync(PortalTransaction tx, SubmitCommentCommand command, CancellationToken cancellation)
    {
        var consultation = await tx.Db.Set<Consultation>().AsNoTracking().FirstOrDefaultAsync(c => c.ContentItemId == command.ConsultationId && c.IsLive, cancellation);
        if (consultation is null) return Failure.Of("consultation.unknown");
        switch (consultation.StateOn(tx.NowUtc.ToCivilDate()))
        {
            case PeriodState.Waiting: return Failure.Of("comment.not-open-yet", Day(consultation.OpensOn));
            case PeriodState.Closed: return Failure.Of("comment.closed", Day(consultation.ClosesOn));
        }
        var failures = new List<Failure>(CommentRules.Check(command.Text, command.Name, command.Phone, command.Email));
        if (command.Website.Length > 0) failures.Add(Failure.At("Website", "comment.looks-automatic"));
        if (failures.Count > 0) return failures;
        var worked = CommentWork.Holds(command.ConsultationId, command.Text, command.Stamp, command.Nonce, tx.NowUtc);
        if (!limits.Take(command.Address, worked)) return Failure.Of("comment.too-many");

        var comment = new ConsultationComment
        {
            Id = ContentIds.New(), ConsultationId = command.ConsultationId, Receipt = RandomNumberGenerator.GetString(ReceiptAlphabet, ReceiptLength),
            ReceivedUtc = tx.NowUtc, Text = command.Text.Trim(), Contact = contacts.Protect(new CommentContact(command.Name, command.Phone, command.Email)),
        };
        tx.Db.Add(comment);
        tx.Append(new EventDraft(DecisionEvents.Received, "public", command.ConsultationId, AgencyId: consultation.AgencyId,
            Payload: new Dictionary<string, object?> { ["comment"] = comment.Id }));
        return comment.Receipt;
    }

    private static string Day(DateOnly day) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
