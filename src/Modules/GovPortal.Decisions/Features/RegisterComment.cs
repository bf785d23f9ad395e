using System.Security.Cryptography;
using GovPortal.Clocks;
using GovPortal.Decisions.Model;
using GovPortal.Decisions.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Features;

/// <param name="Channel">A code of <see cref="CommentChannels"/>.</param>
/// <param name="ReceivedOn">The civil day it came.</param>
public sealed record RegisterCommentCommand(string ConsultationId, string? Channel, DateOnly? ReceivedOn, string Text, string Name, string Phone, string Email);

/// <summary>
/// Writes down a comment that came by telephone, letter or word of mouth; it counts like one from the page. Failures:
/// <c>consultation.unknown</c>, <c>access.not-allowed</c>, <c>comment.channel-unknown</c>, <c>comment.day-required</c>,
/// <c>comment.day-outside</c> (before the first day, in the future, or after the last day; a letter may arrive later) and those of
/// <see cref="CommentRules"/>. Side effects: the comment; <c>consultation.comment-received</c>. Answers the receipt.
/// </summary>
public sealed class RegisterComment(PortalTransactions transactions, CommentContacts contacts)
{
    public Task<Result<string>> HandleAsync(RegisterCommentCommand command, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, command, actor, cancellation), cancellation);

    private async Task<Result<string>> ApplyAsync(PortalTransaction tx, RegisterCommentCommand command, Actor actor, CancellationToken cancellation)
    {
        if (await tx.Db.Set<Consultation>().AsNoTracking().FirstOrDefaultAsync(c => c.ContentItemId == command.ConsultationId, cancellation) is not { } consultation) return Failure.Of("consultation.unknown");
        if (!ConsultationAccess.May(actor, DecisionPermissions.Handle, consultation)) return Failure.Of(Failure.NotAllowed);
        var failures = new List<Failure>(CommentRules.Check(command.Text, command.Name, command.Phone, command.Email));
        if (!CommentChannels.Titles.ContainsKey(command.Channel ?? "")) failures.Add(Failure.At("Channel", "comment.channel-unknown"));
        var today = tx.NowUtc.ToCivilDate();
        if (command.ReceivedOn is not { } day) failures.Add(Failure.At("ReceivedOn", "comment.day-required"));
        else if (day < consultation.OpensOn || day > today || (day > consultation.ClosesOn && command.Channel != CommentChannels.Letter))
        {
            failures.Add(Failure.At("ReceivedOn", "comment.day-outside", $"{consultation.OpensOn:yyyy-MM-dd}", $"{(consultation.ClosesOn < today ? consultation.ClosesOn : today):yyyy-MM-dd}"));
        }
        if (failures.Count > 0) return failures;

        var received = command.ReceivedOn!.Value;
        var comment = new ConsultationComment
        {
            Id = ContentIds.New(), ConsultationId = command.ConsultationId, Channel = command.Channel!, RegisteredBy = actor.UserId,
            Receipt = RandomNumberGenerator.GetString(SubmitComment.ReceiptAlphabet, SubmitComment.ReceiptLength),
            // Of a day of the past only the day is known: its noon.
            ReceivedUtc = received == today ? tx.NowUtc : CivilTime.EndOfDayUtc(received).AddHours(-12),
            Text = command.Text.Trim(), Contact = contacts.Protect(new CommentContact(command.Name, command.Phone, command.Email)),
        };
        tx.Db.Add(comment);
        tx.Append(new EventDraft(DecisionEvents.Received, actor.UserId, command.ConsultationId, AgencyId: consultation.AgencyId,
            Payload: new Dictionary<string, object?> { ["comment"] = comment.Id, ["channel"] = comment.Channel }));
        return comment.Receipt;
    }
}
