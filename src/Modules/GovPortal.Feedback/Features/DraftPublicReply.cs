using System.Globalization;
using System.Text.Json.Nodes;
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

/// <summary>
/// Writes an answered inquiry into a draft of the type <c>InquiryReply</c> (转为公开答复草稿), without who asked; it is edited, reviewed and
/// published as everything. Failures: <c>letter.unknown</c>, <c>access.not-allowed</c>, <c>letter.not-answered</c>, <c>letter.no-consent</c>,
/// <c>letter.reply-drafted-already</c>, <c>letter.text-unreadable</c> and those of saving a draft. Side effects: the draft;
/// <c>letter.reply-drafted</c>.
/// </summary>
public sealed class DraftPublicReply(PortalTransactions transactions, SaveDraft save, LetterSeals seals)
{
    public const string ContentType = "InquiryReply";

    public Task<Result<VersionRef>> HandleAsync(string letterId, string? columnId, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, letterId, columnId, actor, cancellation), cancellation);

    private async Task<Result<VersionRef>> ApplyAsync(PortalTransaction tx, string letterId, string? columnId, Actor actor, CancellationToken cancellation)
    {
        if (await tx.Db.Set<Letter>().FirstOrDefaultAsync(l => l.Id == letterId, cancellation) is not { } letter) return Failure.Of("letter.unknown");
        if (!LetterAccess.May(actor, FeedbackPermissions.Dispatch, letter)) return Failure.Of(Failure.NotAllowed);
        if (letter.Kind != LetterKind.Inquiry || letter.State != LetterState.Answered) return Failure.Of("letter.not-answered");
        if (!letter.MayPublish) return Failure.Of("letter.no-consent");
        if (await DraftedItems.IsStandingAsync(tx.Db, letter.ReplyItemId, cancellation)) return Failure.Of("letter.reply-drafted-already");
        var (subject, text, answer) = (seals.Open(letter.Subject), seals.Open(letter.Text), seals.Open(letter.Answer));
        if (subject is null || text is null || answer is null) return Failure.Of("letter.text-unreadable");
        var responder = letter.SectionId is { } section
            ? await tx.Db.Set<Section>().Where(s => s.Id == section).Select(s => s.Name).FirstOrDefaultAsync(cancellation)
            : await tx.Db.Set<Agency>().Where(a => a.Id == letter.AgencyId).Select(a => a.Name).FirstOrDefaultAsync(cancellation);

        var saved = await save.ApplyAsync(tx, new SaveDraftCommand(null, ContentType, Data(letter, columnId, subject, text, answer, responder ?? "")), actor, cancellation);
        if (!saved.Succeeded) return saved;
        letter.ReplyItemId = saved.Value.ContentItemId;
        LetterSteps.Add(tx, letter, LetterSteps.ReplyDrafted, actor.UserId);
        tx.Append(new EventDraft(FeedbackEvents.ReplyDrafted, actor.UserId, letter.Id, AgencyId: letter.AgencyId,
            Payload: new Dictionary<string, object?> { ["reply"] = saved.Value.ContentItemId }));
        return saved;
    }

    private static JsonObject Data(Letter letter, string? columnId, string subject, string text, string answer, string responder)
    {
        static JsonObject Text(string value) => new() { ["Text"] = value };
        static JsonObject Day(DateTime utc) => new() { ["Value"] = utc.ToCivilDate().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        return new JsonObject
        {
            ["TitlePart"] = new JsonObject { ["Title"] = subject },
            [Disclosure.PartName] = new JsonObject
            {
                ["ColumnId"] = columnId, ["Stage"] = "service", ["FormedOn"] = letter.EndedUtc!.Value.ToCivilDate().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["Urgency"] = "normal",
            },
            [ContentType] = new JsonObject
            {
                ["Channel"] = Text("门户网站"), ["ReceivedOn"] = Day(letter.ReceivedUtc), ["Question"] = Text(text), ["Reply"] = Text(answer), ["Responder"] = Text(responder),
                ["RepliedOn"] = Day(letter.EndedUtc.Value),
            },
        };
    }
}
