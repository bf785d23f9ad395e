using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// A report made from the figures goes to its review only with them: its tables say what was counted (<c>annual.table-missing</c>,
/// <c>annual.table-rows</c>, <c>annual.table-cell</c>), nothing changed since (<c>annual.stale</c>), what has to be equal is
/// (<c>annual.relation</c>), and nothing is left to fill in (<c>annual.not-filled</c>).
/// </summary>
internal sealed class AnnualReportRule(ReadAnnualTable read) : IPublishRule
{
    public bool AtSubmission => true;

    public async Task<IReadOnlyList<Failure>> CheckAsync(PortalDbContext db, VersionInHand version, CancellationToken cancellation)
    {
        if (version.Item.ContentType != MakeAnnualReport.ContentType) return [];
        if (await db.Set<AnnualReportMade>().AsNoTracking().FirstOrDefaultAsync(r => r.ContentItemId == version.Item.Id, cancellation) is not { } made) return [];
        var html = (string?)version.Data["HtmlBodyPart"]?["Html"] ?? "";
        var reported = ReportedFigures.Read(made.Figures);
        var failures = new List<Failure>(ReportHtml.Compare(html, AnnualTables.Of(reported.Figures)));
        var (now, before) = (await read.FiguresAsync(db, reported.Agencies, made.Year, cancellation), await read.BeforeAsync(db, reported.Agencies, made.Year, cancellation));
        if (AnnualCells.All.Keys.FirstOrDefault(c => now[c] != reported.Figures[c]) is { } cell)
        {
            failures.Add(Failure.At("HtmlBodyPart.Html", "annual.stale", AnnualCells.TitleOf(cell), AnnualTables.Number(reported.Figures[cell]), AnnualTables.Number(now[cell])));
        }
        failures.AddRange(AnnualTables.Relations(now, before).Where(r => !r.Holds).Select(r => Failure.Of("annual.relation", r.Title, r.Left, r.Right)));
        if (html.Contains(AnnualText.ToFill, StringComparison.Ordinal)) failures.Add(Failure.At("HtmlBodyPart.Html", "annual.not-filled"));
        return failures;
    }
}
