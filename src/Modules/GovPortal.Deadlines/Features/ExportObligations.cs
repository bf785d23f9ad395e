using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using GovPortal.Clocks;
using GovPortal.Deadlines.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;
using SheetColumn = DocumentFormat.OpenXml.Spreadsheet.Column;

namespace GovPortal.Deadlines.Features;

/// <summary>
/// The board as a workbook (.xlsx), by the board's own filters, written row by row into a file. At most 20,000 rows; the
/// last row then says so. Failure: <c>access.not-allowed</c>.
/// </summary>
public sealed class ExportObligations(IDbContextFactory<PortalDbContext> contexts, ListObligations list, ITexts texts)
{
    public const int MostRows = 20_000;

    private static readonly (string Title, double Width)[] Header =
        [("信息", 44), ("栏目", 28), ("科室", 16), ("时限种类", 12), ("时限", 16), ("起算日", 12), ("截止日", 12), ("暂定", 8), ("状态", 12), ("完成", 12), ("逾期原因", 40), ("依据", 44)];

    public async Task<Result> HandleAsync(Stream target, string? words, ObligationFilter filter, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(VisibleObligations.Read)) return Failure.Of(Failure.NotAllowed);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        using var document = SpreadsheetDocument.Create(target, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
            new Fonts(new Font(new FontSize { Val = 11 }), new Font(new Bold(), new FontSize { Val = 11 })),
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
            new Borders(new Border()), new CellFormats(new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }));
        var sheet = workbook.AddNewPart<WorksheetPart>();
        using (var writer = OpenXmlWriter.Create(sheet))
        {
            writer.WriteStartElement(new Worksheet());
            writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
            writer.WriteElement(new DocumentFormat.OpenXml.Spreadsheet.Columns(Header.Select((h, i) => new SheetColumn { Min = (uint)i + 1, Max = (uint)i + 1, Width = h.Width, CustomWidth = true })));
            writer.WriteStartElement(new SheetData());
            Write(writer, Header.Select(h => texts[h.Title]), style: 1);
            var written = 0;
            await foreach (var row in list.AllAsync(db, words, filter, actor, MostRows + 1, cancellation))
            {
                if (written++ == MostRows)
                {
                    Write(writer, [texts["仅导出前 {0} 条，请缩小条件后再导出", MostRows]], style: 1);
                    break;
                }
                Write(writer, CellsOf(row, organisation));
            }
            writer.WriteEndElement();
            writer.WriteEndElement();
        }
        workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "公开时限" }));
        return Result.Ok;
    }

    private IEnumerable<string> CellsOf(ObligationRow row, OrganisationSnapshot organisation)
    {
        var o = row.Obligation;
        yield return row.Title ?? o.SubjectId;
        yield return organisation.Column(o.ColumnId) is { } column ? organisation.FullTitle(column) : "";
        yield return organisation.Section(o.SectionId)?.Name ?? "";
        yield return texts[ClockKinds.Title(o.Kind)];
        yield return Obligations.RuleText(o.Rule);
        yield return Day(o.FromDate);
        yield return Day(CivilTime.DateOf(o.DueUtc));
        yield return o.Provisional ? texts["暂定"] : "";
        yield return texts[o.IsOpen && o.PausedUtc is not null ? "已中止" : StatusOf.Title(row.Status)];
        yield return o.MetUtc is { } met ? Day(CivilTime.DateOf(met)) : "";
        yield return row.NeedsReason ? texts["待说明原因"] : o.Explanation ?? "";
        yield return o.Basis;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Write(OpenXmlWriter writer, IEnumerable<string> cells, uint style = 0)
    {
        writer.WriteStartElement(new Row());
        foreach (var text in cells)
        {
            // Control characters that XML can't hold would make a file no program opens.
            var printable = string.Concat(text.Where(c => c >= ' ' || c is '\n' or '\t'));
            writer.WriteElement(new Cell(new InlineString(new Text(printable) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString, StyleIndex = style });
        }
        writer.WriteEndElement();
    }
}
