using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using GovPortal.Decisions.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Decisions.Features;

/// <summary>
/// A consultation's comments with their coding as a workbook (.xlsx), without who wrote them; at most 20,000. Failures:
/// <c>consultation.unknown</c>, <c>access.not-allowed</c>. Side effect: an event.
/// </summary>
public sealed class ExportComments(PortalTransactions transactions, ITexts texts)
{
    private const int MostRows = 20_000;

    private static readonly (string Title, double Width)[] Header =
        [("回执号", 14), ("收到时间", 18), ("意见内容", 60), ("采纳情况", 20), ("意见要点", 36), ("理由", 44), ("不计入的原因", 30)];

    /// <summary>Answers the consultation's title.</summary>
    public async Task<Result<string>> HandleAsync(Stream target, string consultationId, Actor actor, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<Consultation>().AsNoTracking().FirstOrDefaultAsync(c => c.ContentItemId == consultationId, cancellation) is not { } consultation) return Failure.Of("consultation.unknown");
        if (!ConsultationAccess.May(actor, DecisionPermissions.Handle, consultation)) return Failure.Of(Failure.NotAllowed);
        var rows = await ReadComments.RowsOf(tx.Db.Set<ConsultationComment>().AsNoTracking().Where(c => c.ConsultationId == consultationId).OrderBy(c => c.ReceivedUtc).ThenBy(c => c.Id).Take(MostRows))
            .ToListAsync(cancellation);
        tx.Append(new EventDraft(DecisionEvents.Exported, actor.UserId, consultationId, AgencyId: consultation.AgencyId,
            Payload: new Dictionary<string, object?> { ["comments"] = rows.Count }));
        await tx.CommitAsync(cancellation);
        Write(target, rows);
        return consultation.Title;
    }

    private void Write(Stream target, List<CommentRow> rows)
    {
        using var document = SpreadsheetDocument.Create(target, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        var sheet = workbook.AddNewPart<WorksheetPart>();
        using (var writer = OpenXmlWriter.Create(sheet))
        {
            writer.WriteStartElement(new Worksheet());
            writer.WriteElement(new Columns(Header.Select((h, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = h.Width, CustomWidth = true })));
            writer.WriteStartElement(new SheetData());
            Row(writer, Header.Select(h => texts[h.Title]));
            foreach (var row in rows) Row(writer, CellsOf(row));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }
        workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "征集意见" }));
    }

    private IEnumerable<string> CellsOf(CommentRow row) =>
    [
        row.Receipt, row.ReceivedUtc.ToCivil().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), row.Text,
        row.Adoption is { } adoption ? texts[DraftReport.AdoptionTitles[(int)adoption]] : "", row.Point ?? "", row.Reason ?? "", row.HiddenReason ?? "",
    ];

    private static void Row(OpenXmlWriter writer, IEnumerable<string> cells)
    {
        writer.WriteStartElement(new Row());
        foreach (var text in cells)
        {
            // Control characters that XML can't hold would make a file no program opens; a text cell is never a formula.
            var printable = string.Concat(text.Where(c => c >= ' ' || c is '\n' or '\t'));
            writer.WriteElement(new Cell(new InlineString(new Text(printable) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString });
        }
        writer.WriteEndElement();
    }
}
