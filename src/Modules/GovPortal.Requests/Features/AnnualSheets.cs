using GovPortal.Papers;
using GovPortal.Requests.Rules;
using GovPortal.Tables;

namespace GovPortal.Requests.Features;

/// <summary>Table 三 as a Word document and as a workbook.</summary>
public static class AnnualSheets
{
    public static byte[] Docx(AnnualTableView view) => new Paper(landscape: true)
        .Title($"{view.AgencyNames}{view.Year}年{AnnualTable.Title[2..]}")
        .Table(AnnualTable.Shares, AnnualTable.Rows(view.Columns).Select(r => (IReadOnlyList<PaperCell>)[.. r.Select(c => new PaperCell(c.Text, c.Span, IsHead: c.Figure is not null || c.Span > 1))]), AnnualTable.HeadRows)
        .Text($"表式依据：{AnnualTable.Document}。")
        .ToDocx();

    public static byte[] Xlsx(AnnualTableView view) => SheetWriter.Write(
        $"{view.Year}年表三", $"{view.AgencyNames}{view.Year}年{AnnualTable.Title[2..]}",
        [("办理结果", 60), .. ApplicantClasses.All.Values.Select(c => (c, 14d)), ("总计", 12)],
        [.. AnnualTable.Rows(view.Columns).Skip(AnnualTable.HeadRows).Select(r => (IReadOnlyList<string>)[.. r.SelectMany(c => Enumerable.Repeat("", c.Span - 1).Prepend(c.Text))])]);
}
