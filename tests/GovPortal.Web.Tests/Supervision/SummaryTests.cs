using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Features;
using GovPortal.Testing;
using GovPortal.Web.Tests.Requests;
using static GovPortal.Web.Tests.Supervision.InspectionTests;

namespace GovPortal.Web.Tests.Supervision;

/// <summary>The monthly summary counts itself, takes reports of empty months with one click, and stays as it was frozen.</summary>
public sealed class SummaryTests
{
    [Fact]
    public async Task The_month_counts_itself_until_it_is_frozen()
    {
        await using var app = await PortalApp.StartAsync();
        var bureau = await Bureau.OpenAsync(app);
        app.Clock.Set("2026-11-10 02:00");
        await bureau.PublishedAsync(bureau.Article("十一月的信息", formedOn: "2026-11-09"));
        await bureau.ReceivedAsync();
        await RunAsync(app);
        var (section, agency) = (bureau.Column("就业政策").SectionId!, bureau.Organisation.Agencies[0].Id);
        var other = bureau.Organisation.Sections.Single(s => s.Name == "财务科").Id;

        var live = await ReadAsync();
        Assert.Equal((1, 1, 0), (Line(live, section).Published, Line(live, section).OnTime, Line(live, section).Late));
        Assert.Equal(live.Figures.Sections.Sum(s => s.Found), (await StandingAsync(app, null)).Count);
        Assert.Contains(live.Figures.Lines, l => l is { Title: "新收申请", Count: 1 });
        Assert.Contains(live.Figures.Silent, s => s.SectionId == other);
        // February has no 29th, and the 29th of November 2026 is a Sunday.
        Assert.Equal(new DateOnly(2026, 11, 27), live.DueOn);

        var nil = app.Get<ReturnNil>();
        Assert.True((await nil.HandleAsync(agency, section, 202611, true, await bureau.ActorAsync("stranger"), default)).Has(Failure.NotAllowed));
        Assert.True((await nil.HandleAsync(agency, section, 202611, true, await bureau.ActorAsync("editor"), default)).Has("summary.has-published"));
        Assert.True((await nil.HandleAsync(agency, other, 202601, true, await bureau.ActorAsync("stranger"), default)).Has("summary.month"));
        Assert.True((await nil.HandleAsync(agency, other, 202611, true, await bureau.ActorAsync("stranger"), default)).Succeeded);
        Assert.True(Line(await ReadAsync(), other).IsNil);

        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Supervision/Summary?month=202611");
        Assert.Contains("零报告", office.Text, StringComparison.Ordinal);
        await office.SubmitAsync("form[action*='handler=Freeze']", new() { ["Input.Words"] = "本月公开情况总体良好。" });
        Assert.Contains("已定稿", office.Text, StringComparison.Ordinal);
        app.Clock.Set("2026-11-12 02:00");
        await bureau.PublishedAsync(bureau.Article("定稿之后的信息", formedOn: "2026-11-11"));
        Assert.Equal(1, Line(await ReadAsync(), section).Published);
        Assert.True((await nil.HandleAsync(agency, other, 202611, false, await bureau.ActorAsync("stranger"), default)).Has("summary.frozen-already"));

        using var later = await bureau.SignedInAsync("office");
        using var word = await later.GetRawAsync("/Admin/Supervision/Summary?month=202611&handler=Docx");
        using var document = WordprocessingDocument.Open(await word.Content.ReadAsStreamAsync(), isEditable: false);
        var rows = document.MainDocumentPart!.Document!.Body!.Elements<Table>().First().Elements<TableRow>().Select(r => r.Elements<TableCell>().Select(c => c.InnerText).ToList()).ToList();
        Assert.Equal(SummaryPaper.Rows((await ReadAsync()).Figures), rows.Skip(1));
        var freeze = app.Get<FreezeSummary>();
        foreach (var who in "editor head stranger reviewer leader publisher admin".Split(' '))
        {
            Assert.True((await freeze.HandleAsync(agency, 202610, "", await bureau.ActorAsync(who), default)).Has(Failure.NotAllowed), who);
            Assert.True((await freeze.ReopenAsync(agency, 202611, "理由", await bureau.ActorAsync(who), default)).Has(Failure.NotAllowed), who);
        }
        Assert.True((await freeze.HandleAsync(agency, 202611, "", await bureau.ActorAsync("office"), default)).Has("summary.frozen-already"));
        Assert.True((await freeze.ReopenAsync(agency, 202611, "", await bureau.ActorAsync("office"), default)).Has("order.words-required"));
        Assert.True((await freeze.ReopenAsync(agency, 202611, "漏计了一条", await bureau.ActorAsync("office"), default)).Succeeded);
        Assert.Equal(2, Line(await ReadAsync(), section).Published);

        async Task<SummaryView> ReadAsync() => Bureau.Must(await app.Get<ReadSummary>().HandleAsync(null, 202611, await bureau.ActorAsync("office"), default));
        static GovPortal.Supervision.Rules.SectionMonth Line(SummaryView view, string id) => view.Figures.Sections.Single(s => s.SectionId == id);
    }

    [Theory]
    [InlineData(202602, "2026-02-28")]
    [InlineData(202604, "2026-04-29")]
    [InlineData(202608, "2026-08-28")]
    [InlineData(202611, "2026-11-27")]
    public void A_summary_is_due_by_the_29th_pulled_back_to_a_working_day(int month, string due) => Assert.Equal(due, ReadSummary.DueOn(month).ToString("yyyy-MM-dd", null));
}
