using GovPortal.Requests.Features;
using GovPortal.Requests.Rules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using UglyToad.PdfPig;

namespace GovPortal.Modules.Tests.Requests;

/// <summary>The annual report's tables, words and files from figures alone.</summary>
public sealed class AnnualReportTests
{
    private static AnnualFacts Facts()
    {
        // Every cell another number, so that none can stand in another's place.
        var counted = AnnualCells.All.Keys.Select((c, i) => (c, i)).ToDictionary(x => x.c, x => (decimal)(x.i + 101));
        return new AnnualFacts("示例县人力资源和社会保障局", 2026, new AnnualFigures(counted, new Dictionary<string, decimal> { [AnnualCells.Charges] = 0.25m }), new AnnualFigures(new Dictionary<string, decimal>(), new Dictionary<string, decimal>()), 412, 400, 19, 12_345);
    }

    [Fact]
    public void Every_cell_stands_in_its_table_once_and_every_row_is_as_wide_as_its_table()
    {
        var facts = Facts();
        var tables = AnnualTables.Of(facts.Figures);
        Assert.All(tables, t => Assert.All(t.Rows, r => Assert.Equal(t.Shares.Count, r.Sum(c => c.Span))));
        var figures = tables.SelectMany(t => t.Rows).SelectMany(r => r).Where(c => c.Figure is not null).ToList();
        Assert.Equal(AnnualCells.All.Keys.Order(StringComparer.Ordinal), figures.Select(f => f.Figure!).Where(AnnualCells.IsCell).Order(StringComparer.Ordinal));
        Assert.All(figures.Where(f => AnnualCells.IsCell(f.Figure!)), f => Assert.Equal(AnnualTables.Number(facts.Figures[f.Figure!]), f.Text));
        Assert.All(figures, f => Assert.True(AnnualCells.IsFigure(f.Figure!) && AnnualCells.TitleOf(f.Figure!).Length > 0, f.Figure));
    }

    [Fact]
    public void The_body_says_what_the_tables_say_and_any_figure_written_over_is_found()
    {
        var facts = Facts();
        var (html, tables) = (AnnualText.Html(AnnualText.Of(facts)), AnnualTables.Of(facts.Figures));
        Assert.Empty(ReportHtml.Compare(html, tables));
        foreach (var table in tables)
        {
            foreach (var cell in table.Rows.SelectMany(r => r).Where(c => c.Figure is not null))
            {
                var forged = html.Replace($">{cell.Text}</td>", ">9999999</td>", StringComparison.Ordinal);
                Assert.Contains(ReportHtml.Compare(forged, tables), f => f.Code == "annual.table-cell");
            }
        }
        Assert.Contains("新收政府信息公开申请", html, StringComparison.Ordinal);
        Assert.Contains("收取信息处理费123.45元", html, StringComparison.Ordinal);
        Assert.Contains("主动公开政府信息412条，比上年增加12条，其中政策解读材料19条", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_corrected_figure_breaks_is_told()
    {
        var even = new AnnualFigures(new Dictionary<string, decimal> { ["new.natural-person"] = 2, ["granted.natural-person"] = 1, ["carried-on.natural-person"] = 1 }, new Dictionary<string, decimal>());
        Assert.All(AnnualTables.Relations(even, null), r => Assert.True(r.Holds));
        var odd = even with { Changed = new Dictionary<string, decimal> { ["new.natural-person"] = 1 } };
        Assert.Equal(2, AnnualTables.Relations(odd, null).Count(r => !r.Holds));
        // What last year carried on is what this one was handed.
        Assert.Single(AnnualTables.Relations(even, even), r => !r.Holds);
    }

    [Fact]
    public async Task The_report_becomes_a_PDF_that_holds_every_figure()
    {
        if (Environment.GetEnvironmentVariable("GOVPORTAL_TEST_SCALE") != "1") Assert.Skip("Long; ./test full runs it.");
        using var office = new OfficeProgram(new ConfigurationBuilder().Build(), NullLogger<OfficeProgram>.Instance);
        if (!office.IsThere) Assert.Skip("There is no office program on this machine (soffice).");
        var facts = Facts();
        var pages = await office.ToPdfAsync([AnnualSheets.Docx(facts, AnnualText.Html(AnnualText.Of(facts)))], default);
        using var pdf = PdfDocument.Open(pages[0]);
        Assert.InRange(pdf.NumberOfPages, 4, 8);
        var words = pdf.GetPages().SelectMany(p => p.GetWords()).Select(w => w.Text).ToHashSet(StringComparer.Ordinal);
        Assert.All(AnnualCells.All.Keys, c => Assert.Contains(AnnualTables.Number(facts.Figures[c]), words));
    }
}
