using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <param name="IsCurrent">It shows the figures as they are frozen now.</param>
public sealed record RankingDraft(string ContentItemId, bool IsCurrent);

/// <summary>
/// Makes of a signed month's ranking a draft of an item (排名公开稿), for an office that discloses it; it is edited, reviewed and published as
/// everything. A month that was opened, counted and signed again writes the next version of the same item. Failures: <c>access.not-allowed</c>,
/// <c>summary.not-signed</c>, <c>ranking.empty</c>, <c>ranking.drafted-already</c>, <c>ranking.type</c> and those of saving a draft. Side effects: the draft;
/// <c>summary.ranking-drafted</c>.
/// </summary>
public sealed class DraftRanking(PortalTransactions transactions, SaveDraft save, DefinitionStore definitions)
{
    private const string Body = "HtmlBodyPart", Title = "TitlePart";

    public Task<Result<VersionRef>> HandleAsync(string agencyId, int month, string? typeName, string? columnId, Actor actor, CancellationToken cancellation) => transactions.WriteAsync(async Task<Result<VersionRef>> (tx) =>
    {
        if (!actor.Can(SupervisionPermissions.Manage, agencyId)) return Failure.Of(Failure.NotAllowed);
        if (await tx.Db.Set<MonthlySummary>().FirstOrDefaultAsync(s => s.AgencyId == agencyId && s.Month == month && s.FrozenUtc != null && s.SignedUtc != null, cancellation) is not { } summary) return Failure.Of("summary.not-signed");
        var known = await FindAsync(tx.Db, summary, cancellation);
        if (known is { IsCurrent: true }) return Failure.Of("ranking.drafted-already");
        var ranking = SectionRanking.Of(JsonSerializer.Deserialize<SummaryFigures>(summary.Figures, ReadSummary.Json)!.Sections);
        if (ranking.Count == 0) return Failure.Of("ranking.empty");
        if ((await definitions.LoadAsync(tx.Db, cancellation)).Type(typeName ?? "") is not { } type || !Disclosure.IsText(type)) return Failure.At("Type", "ranking.type");
        var agency = await tx.Db.Set<Agency>().Where(a => a.Id == agencyId).Select(a => a.Name).SingleAsync(cancellation);
        var saved = await save.ApplyAsync(tx, new SaveDraftCommand(known?.ContentItemId, type.Name, Data(agency, month, columnId, ranking, tx.NowUtc)), actor, cancellation);
        if (!saved.Succeeded) return saved.Failures.Select(f => f.Field is null ? f : f with { Field = "Column" }).ToList();
        (summary.RankingVersionId, summary.RankingOfUtc) = (saved.Value.VersionId, summary.FrozenUtc);
        tx.Append(new EventDraft(SupervisionEvents.RankingDrafted, actor.UserId, summary.Id, AgencyId: agencyId, Payload: new Dictionary<string, object?> { ["month"] = month, ["item"] = saved.Value.ContentItemId }));
        return saved;
    }, cancellation);

    /// <summary>What was drafted of a month's ranking and stands; null where nothing was, or it was given up.</summary>
    internal static async Task<RankingDraft?> FindAsync(PortalDbContext db, MonthlySummary? summary, CancellationToken cancellation)
    {
        if (summary is not { RankingVersionId: { } id }) return null;
        var found = await (
            from version in db.Set<ContentVersion>()
            where version.Id == id
            join item in db.Set<ContentItemRow>() on version.ContentItemId equals item.Id
            join latest in db.Set<ContentVersion>() on item.LatestVersionId equals latest.Id
            where latest.State != VersionState.Discarded
            select new { item.Id, version.State }).FirstOrDefaultAsync(cancellation);
        return found is null ? null : new RankingDraft(found.Id, found.State != VersionState.Discarded && summary.RankingOfUtc == summary.FrozenUtc);
    }

    private static JsonObject Data(string agency, int month, string? columnId, IReadOnlyList<RankedSection> ranking, DateTime nowUtc) => new()
    {
        [Title] = new JsonObject { ["Title"] = $"{agency}{ReadSummary.MonthText(month)}政务公开工作科室排名" },
        [Disclosure.PartName] = new JsonObject
        {
            ["ColumnId"] = columnId, ["Stage"] = "result", ["FormedOn"] = nowUtc.ToCivilDate().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["Urgency"] = "normal",
        },
        [Body] = new JsonObject
        {
            ["Html"] = $"<p>{ReadSummary.MonthText(month)}，{WebUtility.HtmlEncode(agency)}对{ranking.Count}个科室的政务公开工作进行了自查评分。得分从100分起，按自查发现的问题扣减；得分相同的，按时发布比例高的在前。</p>"
                + $"<table><thead><tr>{string.Concat(SummaryPaper.RankingHeads.Select(h => $"<th scope=\"col\">{h}</th>"))}</tr></thead><tbody>"
                + string.Concat(SummaryPaper.Rows(ranking).Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td>{WebUtility.HtmlEncode(cell)}</td>"))}</tr>")) + "</tbody></table>",
        },
    };
}
