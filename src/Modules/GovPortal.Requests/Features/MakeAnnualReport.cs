using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// Writes the report of a year into a draft of the type <c>AnnualReport</c>: the six sections, words and tables, with the figures as they
/// stand. It is edited, reviewed and published as any item; once more, only its tables are written anew and the words of its
/// editors stay. Failures: <c>access.not-allowed</c>, <c>annual.year</c>, <c>annual.year-running</c>, <c>annual.table-missing</c> and those of saving a
/// draft. Side effects: the draft; <c>annual.report-made</c>.
/// </summary>
public sealed class MakeAnnualReport(PortalTransactions transactions, ReadAnnualTable read, SaveDraft save, IEnumerable<IAnnualSentences> others, IDbContextFactory<PortalDbContext> contexts)
{
    public const string ContentType = "AnnualReport";

    /// <param name="agencyId">In whose name.</param>
    /// <param name="isWhole">Over all agencies that the person answers for.</param>
    public Task<Result<VersionRef>> HandleAsync(string agencyId, bool isWhole, int year, string? columnId, string? sectionId, Actor actor, CancellationToken cancellation) =>
        transactions.WriteAsync(tx => ApplyAsync(tx, agencyId, isWhole, year, columnId, sectionId, actor, cancellation), cancellation);

    /// <summary>The words and tables as they would be written now.</summary>
    public async Task<AnnualFacts> FactsAsync(AnnualTableView view, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await FactsAsync(db, view, cancellation);
    }

    /// <summary>The item of a year's report and its latest words; null where none was made, or it was discarded.</summary>
    public async Task<(AnnualReportMade Made, VersionState State, string Html)?> MadeAsync(string agencyId, bool isWhole, int year, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await FindAsync(db, agencyId, isWhole, year, cancellation) is not ({ } made, { } version)) return null;
        return (made, version.State, (string?)JsonNode.Parse(version.Data)!["HtmlBodyPart"]?["Html"] ?? "");
    }

    private async Task<Result<VersionRef>> ApplyAsync(PortalTransaction tx, string agencyId, bool isWhole, int year, string? columnId, string? sectionId, Actor actor, CancellationToken cancellation)
    {
        if (!actor.Can(RequestPermissions.Dispatch, agencyId)) return Failure.Of(Failure.NotAllowed);
        if (year >= tx.NowUtc.ToCivilDate().Year) return Failure.At("Year", "annual.year-running", year);
        var view = await read.HandleAsync(tx.Db, isWhole ? null : agencyId, year, actor, cancellation);
        if (!view.Succeeded) return view.As<VersionRef>();
        var facts = await FactsAsync(tx.Db, view.Value, cancellation);
        var known = await FindAsync(tx.Db, agencyId, isWhole, year, cancellation);
        var data = known is (_, { } version) ? Renewed((JsonObject)JsonNode.Parse(version.Data)!, facts) : Data(facts, columnId, sectionId, tx.NowUtc.ToCivilDate());
        if (!data.Succeeded) return data.As<VersionRef>();
        var saved = await save.ApplyAsync(tx, new SaveDraftCommand(known?.Made.ContentItemId, ContentType, data.Value), actor, cancellation);
        if (!saved.Succeeded) return saved.Failures.Select(f => f with { Field = FieldOf(f.Field) }).ToList();
        var figures = new ReportedFigures(view.Value.AgencyIds, view.Value.Figures.Values).Write();
        var made = await tx.Db.Set<AnnualReportMade>().FirstOrDefaultAsync(r => r.AgencyId == agencyId && r.Year == year && r.IsWhole == isWhole, cancellation);
        if (made is null) tx.Db.Add(new AnnualReportMade { AgencyId = agencyId, Year = year, IsWhole = isWhole, ContentItemId = saved.Value.ContentItemId, Figures = figures, MadeBy = actor.UserId, MadeUtc = tx.NowUtc });
        else (made.ContentItemId, made.Figures, made.MadeBy, made.MadeUtc) = (saved.Value.ContentItemId, figures, actor.UserId, tx.NowUtc);
        tx.Append(new EventDraft(RequestEvents.ReportMade, actor.UserId, saved.Value.ContentItemId, saved.Value.VersionId, agencyId, new Dictionary<string, object?> { ["year"] = year }));
        return saved;
    }

    private static async Task<(AnnualReportMade Made, ContentVersion Version)?> FindAsync(PortalDbContext db, string agencyId, bool isWhole, int year, CancellationToken cancellation)
    {
        var found = await (
            from made in db.Set<AnnualReportMade>().AsNoTracking()
            where made.AgencyId == agencyId && made.Year == year && made.IsWhole == isWhole
            join item in db.Set<ContentItemRow>().AsNoTracking() on made.ContentItemId equals item.Id
            join version in db.Set<ContentVersion>().AsNoTracking() on item.LatestVersionId equals version.Id
            where version.State != VersionState.Discarded && version.Data != ""
            select new { made, version }).FirstOrDefaultAsync(cancellation);
        return found is null ? null : (found.made, found.version);
    }

    private async Task<AnnualFacts> FactsAsync(PortalDbContext db, AnnualTableView view, CancellationToken cancellation)
    {
        var (from, until) = (new DateOnly(view.Year, 1, 1), new DateOnly(view.Year, 12, 31));
        var published = await (
            from count in db.Set<ContentCount>().AsNoTracking()
            join column in db.Set<Column>() on count.ColumnId equals column.Id
            where view.AgencyIds.Contains(column.AgencyId) && !count.IsInternal && (count.Year == view.Year || count.Year == view.Year - 1)
            group count by new { count.Year, IsInterpretation = count.ContentType == "Interpretation" } into g
            select new { g.Key.Year, g.Key.IsInterpretation, Count = g.Sum(c => c.Count) }).ToListAsync(cancellation);
        var fee = await db.Set<DisclosureRequest>().Where(r => view.AgencyIds.Contains(r.AgencyId) && r.FeePaidOn >= from && r.FeePaidOn <= until).SumAsync(r => r.FeeFen, cancellation);
        var said = new List<AnnualSentence>();
        foreach (var other in others) said.AddRange(await other.OfAsync(db, view.AgencyIds, view.Year, cancellation));
        return new AnnualFacts(
            view.AgencyNames, view.Year, view.Figures, view.LastYear, published.Where(p => p.Year == view.Year).Sum(p => p.Count), published.Where(p => p.Year == view.Year - 1).Sum(p => p.Count),
            published.Where(p => p.Year == view.Year && p.IsInterpretation).Sum(p => p.Count), fee,
            said.GroupBy(s => s.Paragraph).ToDictionary(g => g.Key, g => string.Concat(g.Select(s => s.Text))));
    }

    private static JsonObject Data(AnnualFacts facts, string? columnId, string? sectionId, DateOnly today) => new()
    {
        ["TitlePart"] = new JsonObject { ["Title"] = AnnualText.Title(facts.AgencyNames, facts.Year) },
        [Disclosure.PartName] = new JsonObject { ["ColumnId"] = columnId, ["SectionId"] = sectionId, ["Stage"] = "management", ["FormedOn"] = $"{today:yyyy-MM-dd}", ["Urgency"] = "normal" },
        ["HtmlBodyPart"] = new JsonObject { ["Html"] = AnnualText.Html(AnnualText.Of(facts)) },
        [ContentType] = new JsonObject
        {
            ["Year"] = new JsonObject { ["Value"] = facts.Year }, ["ReportingAgency"] = new JsonObject { ["Text"] = facts.AgencyNames },
            ["From"] = new JsonObject { ["Value"] = $"{facts.Year}-01-01T00:00:00Z" }, ["To"] = new JsonObject { ["Value"] = $"{facts.Year}-12-31T00:00:00Z" },
        },
    };

    private static Result<JsonObject> Renewed(JsonObject data, AnnualFacts facts)
    {
        var html = ReportHtml.WithTables((string?)data["HtmlBodyPart"]?["Html"] ?? "", [AnnualText.Comparison(facts), .. AnnualTables.Of(facts.Figures)]);
        if (!html.Succeeded) return html.As<JsonObject>();
        data["HtmlBodyPart"] = new JsonObject { ["Html"] = html.Value };
        return data;
    }

    /// <summary>The page asks for two of the draft's members.</summary>
    private static string? FieldOf(string? field) => field switch { "DisclosurePart.ColumnId" => "ColumnId", "DisclosurePart.SectionId" => "SectionId", _ => field };
}
