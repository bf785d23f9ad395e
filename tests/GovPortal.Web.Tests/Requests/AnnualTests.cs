using System.Net;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GovPortal.Requests.Features;
using GovPortal.Requests.Model;
using GovPortal.Requests.Rules;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Requests.CaseOffice;

namespace GovPortal.Web.Tests.Requests;

/// <summary>The annual report's table is counted from the cases; every figure leads to them, and the files say the same.</summary>
public sealed class AnnualTests
{
    [Fact]
    public async Task The_office_reads_the_years_figures_and_opens_the_cases_behind_each()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        app.Clock.Set("2025-12-25 02:00");
        var carried = await bureau.ReceivedAsync();
        app.Clock.Set("2026-11-23 02:00");
        var approved = await bureau.ApprovedAsync();
        Done(await app.Get<AnswerRequest>().HandleAsync(new CaseRef(approved.Id), await bureau.ActorAsync("office"), default));
        var running = await bureau.ReceivedAsync();

        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Requests/Annual?year=2026");
        Assert.Equal("2", Figure(office, "new"));
        Assert.Equal("1", Figure(office, "carried-over.natural-person"));
        Assert.Equal("1", Figure(office, "granted"));
        Assert.Equal("2", Figure(office, "carried-on"));
        Assert.Contains("13项关系全部成立", office.Text, StringComparison.Ordinal);

        await office.GoAsync("/Admin/Requests/Annual?year=2026&figure=granted.natural-person");
        Assert.Equal([$"/Admin/Requests/{approved.Id}"], Listed(office));
        await office.GoAsync("/Admin/Requests/Annual?year=2026&figure=carried-on");
        Assert.Equal([$"/Admin/Requests/{carried.Id}", $"/Admin/Requests/{running.Id}"], Listed(office));
        // Last year's remainder is what this year was handed.
        await office.GoAsync("/Admin/Requests/Annual?year=2025");
        Assert.Equal(("1", "1"), (Figure(office, "new"), Figure(office, "carried-on")));

        using var hidden = await office.GetRawAsync("/Admin/Requests/Annual?year=2026&figure=granted.nobody");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var future = await office.GetRawAsync("/Admin/Requests/Annual?year=2027");
        Assert.Equal(HttpStatusCode.NotFound, future.StatusCode);

        await FilesSayTheSameAsync(office);
        Assert.DoesNotContain(Who, office.Text, StringComparison.Ordinal);
    }

    /// <summary>Both files are opened again: cell by cell what the page shows.</summary>
    private static async Task FilesSayTheSameAsync(Visitor office)
    {
        await office.GoAsync("/Admin/Requests/Annual?year=2026");
        var shown = office.Page.QuerySelectorAll(".rq-annual")[1].QuerySelectorAll("tr").Select(r => r.QuerySelectorAll("td, th").Select(c => c.TextContent.Trim()).ToList()).ToList();
        Assert.Equal(AnnualTable.HeadRows + 30, shown.Count);
        using var word = await office.GetRawAsync("/Admin/Requests/Annual?year=2026&handler=Docx");
        using var document = WordprocessingDocument.Open(await word.Content.ReadAsStreamAsync(), isEditable: false);
        // Behind the comparison with last year and table 二.
        var table = document.MainDocumentPart!.Document!.Body!.Elements<Table>().ElementAt(2);
        Assert.Equal(shown, table.Elements<TableRow>().Select(r => r.Elements<DocumentFormat.OpenXml.Wordprocessing.TableCell>().Select(c => c.InnerText.Trim()).ToList()));
        using var sheet = await office.GetRawAsync("/Admin/Requests/Annual?year=2026&handler=Xlsx");
        using var workbook = SpreadsheetDocument.Open(await sheet.Content.ReadAsStreamAsync(), isEditable: false);
        var rows = ((WorksheetPart)workbook.WorkbookPart!.GetPartById(workbook.WorkbookPart.Workbook!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().ElementAt(1).Id!)).Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Row>().Skip(2).Select(r => r.Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>().Select(c => c.InnerText.Trim()).Where(t => t.Length > 0).ToList());
        Assert.Equal(shown.Skip(AnnualTable.HeadRows).Select(r => r.Where(t => t.Length > 0).ToList()), rows);
    }

    [Fact]
    public async Task What_the_database_counts_is_what_the_rule_counts()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var (office, random, open) = (await bureau.ActorAsync("office"), new Random(7), new List<string>());
        foreach (var month in Enumerable.Range(0, 24))
        {
            app.Clock.Set($"{2024 + (month / 12)}-{(month % 12) + 1:00}-15 03:00");
            for (var i = random.Next(1, 4); i > 0; i--) open.Add((await bureau.ReceivedAsync()).Id);
            for (var i = random.Next(0, 3); i > 0 && open.Count > 0; i--)
            {
                Done(await app.Get<EndRequest>().WithdrawAsync(new CaseRef(open[0]), "申请人撤回", office, default));
                open.RemoveAt(0);
            }
        }
        app.Clock.Set("2026-03-01 03:00");
        var cases = (await app.QueryAsync(db => db.Set<DisclosureRequest>().AsNoTracking().ToListAsync()))
            .Select(r => new CountedCase(r.ReceivedOn, r.ApplicantClass, r.EndedUtc is { } e ? Kernel.Data.Instants.ToCivilDate(e) : null, r.Outcome)).ToList();
        Assert.InRange(cases.Count, 24, 72);
        foreach (var year in new[] { 2023, 2024, 2025, 2026 })
        {
            var view = Bureau.Must(await app.Get<ReadAnnualTable>().HandleAsync(null, year, office, default));
            Assert.Equal(AnnualTable.Rows(AnnualCount.Of(cases, year)).SelectMany(r => r), AnnualTable.Rows(view.Columns).SelectMany(r => r));
            Assert.All(view.Relations, r => Assert.True(r.Holds, r.Title));
        }
    }

    [Theory]
    [InlineData("editor", false)]
    [InlineData("reviewer", false)]
    [InlineData("publisher", false)]
    [InlineData("admin", false)]
    [InlineData("leader", true)]
    [InlineData("office", true)]
    public async Task Those_who_answer_for_the_agency_read_it(string who, bool may)
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        using var person = who == "admin" ? await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword) : await bureau.SignedInAsync(who);
        using var page = await person.GetRawAsync("/Admin/Requests/Annual");
        Assert.Equal(may, page.StatusCode == HttpStatusCode.OK && (await page.Content.ReadAsStringAsync()).Contains("rq-annual", StringComparison.Ordinal));
        using var file = await person.GetRawAsync("/Admin/Requests/Annual?handler=Xlsx");
        Assert.Equal(may, file.Content.Headers.ContentType?.MediaType?.Contains("spreadsheetml", StringComparison.Ordinal) == true);
    }

    private static string? Figure(Visitor person, string figure) =>
        person.Page.QuerySelectorAll(".rq-annual a").FirstOrDefault(a => a.GetAttribute("href")!.EndsWith($"figure={figure}#behind", StringComparison.Ordinal))?.TextContent;

    private static IEnumerable<string> Listed(Visitor person) => person.Page.QuerySelectorAll("#behind td a").Select(a => a.GetAttribute("href")!);
}
