using System.Net;
using System.Security.Cryptography;
using GovPortal.Decisions.Model;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
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
internal sealed class SubmitComment(
    PortalTransactions transactions, IDbContextFactory<PortalDbContext> contexts, CommentContacts contacts, CommentLimits limits, TimeProvider time)
{
    // Without letters that look like others: people write it down.
    internal const string ReceiptAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    public const int ReceiptLength = 10;

    public async Task<Result<string>> HandleAsync(SubmitCommentCommand command, CancellationToken cancellation)
    {
        // What is refused takes no turn among the writers: anybody may post, as often as they like.
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var open = await OpenAsync(db, command.ConsultationId, time.UtcNow(), cancellation);
            if (!open.Succeeded) return open.As<string>();
        }
        if (Check(command) is { Succeeded: false } refused) return refused.As<string>();
        return await transactions.WriteAsync(tx => ApplyAsync(tx, command, cancellation), cancellation);
    }

    /// <summary>The consultation, where it is public and takes comments at this instant.</summary>
    private static async Task<Result<Consultation>> OpenAsync(PortalDbContext db, string id, DateTime nowUtc, CancellationToken cancellation)
    {
        var consultation = await db.Set<Consultation>().AsNoTracking().FirstOrDefaultAsync(
            c => c.ContentItemId == id && c.IsLive && db.Set<ContentIndexRow>().Any(r => r.ContentItemId == id && r.IsPublished && !r.IsInternal), cancellation);
        if (consultation is null) return Failure.Of("consultation.unknown");
        var state = consultation.StateOn(nowUtc.ToCivilDate());
        if (state == PeriodState.Waiting) return Failure.Of("comment.not-open-yet", Day(consultation.OpensOn));
        if (state == PeriodState.Closed) return Failure.Of("comment.closed", Day(consultation.ClosesOn));
        return consultation;
    }

    private Result Check(SubmitCommentCommand command)
    {
        var failures = new List<Failure>(CommentRules.Check(command.Text, command.Name, command.Phone, command.Email));
        if (command.Website.Length > 0) failures.Add(Failure.At("Website", "comment.looks-automatic"));
        if (failures.Count > 0) return failures;
        var worked = CommentWork.Holds(command.ConsultationId, command.Text, command.Stamp, command.Nonce, time.UtcNow());
        return limits.Take(command.Address, worked) ? Result.Ok : Failure.Of("comment.too-many");
    }

    private async Task<Result<string>> ApplyAsync(PortalTransaction tx, SubmitCommentCommand command, CancellationToken cancellation)
    {
        // Asked again inside the transaction: midnight or a withdrawal may have come first.
        var open = await OpenAsync(tx.Db, command.ConsultationId, tx.NowUtc, cancellation);
        if (!open.Succeeded) return open.As<string>();
        var comment = new ConsultationComment
        {
            Id = ContentIds.New(), ConsultationId = command.ConsultationId, Receipt = RandomNumberGenerator.GetString(ReceiptAlphabet, ReceiptLength),
            ReceivedUtc = tx.NowUtc, Text = command.Text.Trim(), Contact = contacts.Protect(new CommentContact(command.Name, command.Phone, command.Email)),
        };
        tx.Db.Add(comment);
        tx.Append(new EventDraft(DecisionEvents.Received, Actor.Public.UserId, command.ConsultationId, AgencyId: open.Value.AgencyId,
            Payload: new Dictionary<string, object?> { ["comment"] = comment.Id }));
        return comment.Receipt;
    }

    private static string Day(DateOnly day) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
