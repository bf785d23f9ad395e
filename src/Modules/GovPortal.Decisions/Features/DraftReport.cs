using System.Globalization;
using System.Text.Json.Nodes;
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

/// <summary>
/// Writes the coded comments' counts and reasons into a draft report (采纳情况反馈) in the consultation's column; its author
/// edits and submits it as any draft. Failures: <c>consultation.unknown</c>, <c>access.not-allowed</c>, <c>report.not-closed</c>,
/// <c>report.uncoded</c>, <c>report.drafted-already</c> and those of saving a draft. Side effects: the draft;
/// <c>consultation.report-drafted</c>.
/// </summary>
public sealed class DraftReport(PortalTransactions transactions, SaveDraft save)
{
    public static IReadOnlyList<string> AdoptionTitles { get; } = ["采纳", "部分采纳", "不采纳", "与本次征求意见无关"];

    public Task<Result<VersionRef>> HandleAsync(string consultationId, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, consultationId, actor, cancellation), cancellation);

    private async Task<Result<VersionRef>> ApplyAsync(PortalTransaction tx, string consultationId, Actor actor, CancellationToken cancellation)
    {
        if (await tx.Db.Set<Consultation>().FirstOrDefaultAsync(c => c.ContentItemId == consultationId, cancellation) is not { } consultation) return Failure.Of("consultation.unknown");
        if (!ConsultationAccess.May(actor, DecisionPermissions.Handle, consultation)) return Failure.Of(Failure.NotAllowed);
        var today = tx.NowUtc.ToCivilDate();
        if (consultation.StateOn(today) != PeriodState.Closed) return Failure.Of("report.not-closed", Day(consultation.ClosesOn));
        if (await DraftedItems.IsStandingAsync(tx.Db, consultation.ReportItemId, cancellation)) return Failure.Of("report.drafted-already");
        var comments = await tx.Db.Set<ConsultationComment>().AsNoTracking().Where(c => c.ConsultationId == consultationId && c.HiddenUtc == null)
            .Select(c => new { c.Adoption, c.Point, c.Reason }).ToListAsync(cancellation);
        if (comments.Count(c => c.Adoption is null) is > 0 and var uncoded) return Failure.Of("report.uncoded", uncoded);

        var rows = AdoptionTable.Of(comments.Select(c => new CodedComment((int)c.Adoption!.Value, c.Point ?? "", c.Reason ?? "")));
        var saved = await save.ApplyAsync(tx, new SaveDraftCommand(null, DecisionData.Report, Data(consultation, rows, today)), actor, cancellation);
        if (!saved.Succeeded) return saved;
        consultation.ReportItemId = saved.Value.ContentItemId;
        tx.Append(new EventDraft(DecisionEvents.ReportDrafted, actor.UserId, consultationId, AgencyId: consultation.AgencyId,
            Payload: new Dictionary<string, object?> { ["report"] = saved.Value.ContentItemId }));
        return saved;
    }

    private static JsonObject Data(Consultation c, IReadOnlyList<AdoptionRow> rows, DateOnly today)
    {
        int Sum(Adoption adoption) => rows.Where(r => r.Adoption == (int)adoption).Sum(r => r.Count);
        static JsonObject Number(int value) => new() { ["Value"] = value };
        var received = rows.Sum(r => r.Count);
        var narrative = received == 0
            ? $"<p>{Day(c.OpensOn)}至{Day(c.ClosesOn)}，就《{Html(c.Title)}》公开征求意见。征求意见期间未收到意见。</p>"
            : $"<p>{Day(c.OpensOn)}至{Day(c.ClosesOn)}，就《{Html(c.Title)}》公开征求意见，共收到意见{received}条，其中采纳{Sum(Adoption.Adopted)}条、部分采纳{Sum(Adoption.Partly)}条、不采纳{Sum(Adoption.NotAdopted)}条、与本次征求意见无关{Sum(Adoption.Unrelated)}条。采纳情况及理由见下表。</p>";
        return new JsonObject
        {
            ["TitlePart"] = new JsonObject { ["Title"] = Title(c.Title) },
            [Disclosure.PartName] = new JsonObject
            {
                ["ColumnId"] = c.ColumnId, ["SectionId"] = c.SectionId, ["Stage"] = "decision", ["FormedOn"] = Day(today), ["StartedOn"] = Day(c.ClosesOn), ["Urgency"] = "normal",
            },
            ["HtmlBodyPart"] = new JsonObject { ["Html"] = narrative },
            [DecisionData.Report] = new JsonObject
            {
                [DecisionData.Consultation] = new JsonObject { ["ContentItemIds"] = new JsonArray(c.ContentItemId) },
                ["Received"] = Number(received), ["Adopted"] = Number(Sum(Adoption.Adopted)), ["PartlyAdopted"] = Number(Sum(Adoption.Partly)),
                ["NotAdopted"] = Number(Sum(Adoption.NotAdopted)), ["Unrelated"] = Number(Sum(Adoption.Unrelated)),
                ["Reasons"] = new JsonObject
                {
                    ["Rows"] = new JsonArray([.. rows.Select(r => new JsonObject
                    {
                        ["point"] = r.Point, ["adoption"] = AdoptionTitles[r.Adoption], ["count"] = r.Count, ["reason"] = r.Reason,
                    })]),
                },
            },
        };
    }

    private static string Title(string title)
    {
        var of = $"《{title}》采纳情况反馈";
        return of.Length <= 500 ? of : $"《{title[..480]}…》采纳情况反馈";
    }

    private static string Html(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
