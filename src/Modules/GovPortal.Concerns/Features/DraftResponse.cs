using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Features;

/// <summary>
/// Writes the response (回应) as a draft of the type <c>OpinionResponse</c>, without who said it; it is edited, reviewed and published as
/// everything, and meets the clock when it is online. Failures: those of <see cref="ConcernDesk"/>, <c>concern.not-handled</c> (nothing was found out
/// yet), <c>concern.drafted-already</c>, <c>concern.text-unreadable</c> and those of saving a draft. Side effects: the draft; <c>concern.response-drafted</c>.
/// </summary>
public sealed class DraftResponse(ConcernDesk desk, SaveDraft save)
{
    public const string ContentType = "OpinionResponse";

    public Task<Result<VersionRef>> HandleAsync(ConcernRef which, string? columnId, Actor actor, CancellationToken cancellation) => desk.DoAsync(which, ConcernVerb.DraftResponse, actor, async Task<Result<VersionRef>> (hand) =>
    {
        var (tx, concern) = (hand.Tx, hand.Concern);
        if (concern.Findings.Length == 0) return Failure.Of("concern.not-handled");
        if (await DraftedItems.IsStandingAsync(tx.Db, concern.ResponseItemId, cancellation)) return Failure.Of("concern.drafted-already");
        if (hand.Seals.Open(concern.Findings) is not { } findings || hand.Seals.Open(concern.Handling) is not { } handling) return Failure.Of("concern.text-unreadable");
        var section = await tx.Db.Set<Section>().Where(s => s.Id == concern.SectionId).Select(s => s.Name).FirstOrDefaultAsync(cancellation) ?? "";
        var saved = await save.ApplyAsync(tx, new SaveDraftCommand(null, ContentType, Data(concern, columnId, section, findings, handling, tx.NowUtc)), actor, cancellation);
        if (!saved.Succeeded) return saved;
        concern.ResponseItemId = saved.Value.ContentItemId;
        hand.Step(ConcernEvents.ResponseDrafted, "", new() { ["item"] = saved.Value.ContentItemId });
        return saved;
    }, cancellation);

    private static JsonObject Data(Concern concern, string? columnId, string section, string findings, string handling, DateTime nowUtc)
    {
        static JsonObject Text(string value) => new() { ["Text"] = value };
        static string Date(DateTime utc) => utc.ToCivilDate().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        static JsonObject Day(DateTime utc) => new() { ["Value"] = Date(utc) };
        var grade = ConcernGrades.Title(concern.Grade);
        return new JsonObject
        {
            // Quotation marks within quotation marks are single (GB/T 15834).
            ["TitlePart"] = new JsonObject { ["Title"] = $"关于“{concern.Title.Replace('“', '‘').Replace('”', '’')}”有关情况的回应" },
            [Disclosure.PartName] = new JsonObject
            {
                ["ColumnId"] = columnId, ["Stage"] = "result", ["FormedOn"] = Date(nowUtc), ["Urgency"] = "urgent",
                ["UrgencyReason"] = $"{grade}舆情，{concern.FoundUtc.ToCivil():yyyy年M月d日HH时mm分}发现，须于{concern.DueUtc!.Value.ToCivil():M月d日HH时mm分}前回应。",
            },
            ["HtmlBodyPart"] = new JsonObject { ["Html"] = $"<h2>核查情况</h2>{Paragraphs(findings)}{(handling.Length > 0 ? "<h2>处置情况</h2>" + Paragraphs(handling) : "")}" },
            [ContentType] = new JsonObject
            {
                ["Concern"] = Text(concern.Title), ["Origin"] = Text(ConcernChannels.Title(concern.Channel)), ["Grade"] = Text(grade), ["FoundOn"] = Day(concern.FoundUtc), ["Section"] = Text(section),
                ["Findings"] = Text(findings), ["Handling"] = Text(handling), ["Rumour"] = Text(concern.IsRumour ? "不实信息" : "不涉及"), ["Channels"] = Text("门户网站"), ["RespondedOn"] = Day(nowUtc),
            },
        };
    }

    private static string Paragraphs(string text) => string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => $"<p>{WebUtility.HtmlEncode(p)}</p>"));
}

/// <summary>
/// What becomes of the response item becomes of the concern: online it is answered and the clock is met; taken down it is owed again,
/// from the same instant; a first draft given up sends it back to the section. A concern that is closed stays closed.
/// </summary>
internal sealed class FollowResponse(ConcernClock clock) : IContentReaction
{
    public async Task OnAsync(PortalTransaction tx, ContentChangeKind change, VersionInHand version, Actor actor, CancellationToken cancellation)
    {
        if (version.Item.ContentType != DraftResponse.ContentType || change is not (ContentChangeKind.Published or ContentChangeKind.Withdrawn or ContentChangeKind.Discarded)) return;
        var concern = await tx.Db.Set<Concern>().FirstOrDefaultAsync(c => c.ResponseItemId == version.Item.Id, cancellation);
        if (concern is null || change == ContentChangeKind.Discarded && concern.State != ConcernState.Responding || change == ContentChangeKind.Withdrawn && concern.State != ConcernState.Answered) return;
        if (ConcernStates.Next(concern.State, change == ContentChangeKind.Published ? ConcernVerb.Publish : ConcernVerb.Unpublish) is not { } to) return;
        if (change == ContentChangeKind.Published)
        {
            concern.AnsweredUtc = tx.NowUtc;
            await clock.MeetAsync(tx, concern, cancellation);
        }
        if (change == ContentChangeKind.Withdrawn)
        {
            concern.AnsweredUtc = null;
            await clock.StartAsync(tx, concern, cancellation);
        }
        concern.State = to;
        ConcernDesk.Add(tx, concern, change == ContentChangeKind.Published ? ConcernEvents.Answered : ConcernEvents.ResponseGone, actor.UserId, "", new() { ["item"] = version.Item.Id });
    }
}
