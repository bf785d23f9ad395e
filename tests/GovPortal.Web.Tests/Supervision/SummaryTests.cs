using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using GovPortal.Kernel.Jobs;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Features;
using GovPortal.Supervision.Model;
using GovPortal.Supervision.Rules;
using GovPortal.Testing;
using GovPortal.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Supervision.InspectionTests;

namespace GovPortal.Web.Tests.Supervision;

/// <summary>The monthly summary counts itself, takes reports of empty months with one click, and stays as it was frozen.</summary>
public sealed class SummaryTests
{
    [Fact]
    public async Task The_month_counts_itself_until_it_is_frozen()
    {
        await using var app = await PortalApp.StartOpenedAsync();
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
        static SectionMonth Line(SummaryView view, string id) => view.Figures.Sections.Single(s => s.SectionId == id);
    }

    [Fact]
    public async Task On_the_20th_the_month_is_drafted_once_with_its_clock_and_the_leader_signs_what_the_office_froze()
    {
        await using var app = await PortalApp.StartOpenedAsync("Portal:Supervision:Monthly=true");
        var bureau = await Bureau.OpenAsync(app);
        var agency = bureau.Organisation.Agencies[0].Id;
        app.Clock.Set("2026-11-10 02:00");
        await bureau.PublishedAsync(bureau.Article("十一月的信息", formedOn: "2026-11-09"));
        await RunAsync(app);
        var draft = app.Get<DraftSummary>();
        await draft.AppointAsync(default);
        await draft.AppointAsync(default);
        var due = await app.QueryAsync(db => db.Set<DueJob>().Where(j => j.Kind == DraftSummary.JobKind && j.DoneUtc == null).Select(j => j.DueUtc).ToListAsync());
        Assert.Contains(new DateTime(2026, 11, 20, 0, 30, 0, DateTimeKind.Utc), due);

        app.Clock.Set("2026-11-20 08:31");
        await app.SweepAsync();
        await app.SweepAsync();
        var done = Assert.Single(await app.QueryAsync(db => db.Set<DueJob>().AsNoTracking().Where(j => j.Id == "summary-draft-202611").ToListAsync()));
        Assert.Equal((true, null), (done.DoneUtc is not null, done.LastError));
        var drafted = await app.QueryAsync(db => db.Set<MonthlySummary>().AsNoTracking().SingleAsync(s => s.Month == 202611));
        Assert.Equal((agency, null), (drafted.AgencyId, drafted.FrozenUtc));
        var clock = Assert.Single(await app.QueryAsync(db => app.Get<IObligations>().OfAsync(db, drafted.Id, default)));
        Assert.Equal((SummaryClock.Kind, new DateOnly(2026, 11, 27), null), (clock.Kind, Kernel.Data.Instants.ToCivilDate(clock.DueUtc), clock.MetUtc));
        Assert.Equal([new DateTime(2026, 12, 20, 0, 30, 0, DateTimeKind.Utc)], await app.QueryAsync(db => db.Set<DueJob>().Where(j => j.Kind == DraftSummary.JobKind && j.DoneUtc == null).Select(j => j.DueUtc).ToListAsync()));

        // The office has it on its list, a section without anything is asked, and reports that there was nothing.
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin");
        Assert.Contains("待报送的月度汇总", office.Text, StringComparison.Ordinal);
        using var other = await bureau.SignedInAsync("stranger");
        await other.GoAsync("/Admin");
        Assert.Contains("没有发布信息的月份", other.Text, StringComparison.Ordinal);
        await other.GoAsync("/Admin/Supervision/Summary?month=202611");
        Assert.DoesNotContain("科室排名", other.Text, StringComparison.Ordinal);
        await other.SubmitAsync("form[action*='handler=Nil']", []);
        await other.GoAsync("/Admin");
        Assert.DoesNotContain("没有发布信息的月份", other.Text, StringComparison.Ordinal);

        // Its words follow the figures until somebody changes them.
        await office.GoAsync("/Admin/Supervision/Summary?month=202611");
        Assert.Contains("11月，各科室共发布信息1条", office.Text, StringComparison.Ordinal);
        await bureau.PublishedAsync(bureau.Article("又一条信息", formedOn: "2026-11-19"));
        await office.GoAsync("/Admin/Supervision/Summary?month=202611");
        Assert.Contains("11月，各科室共发布信息2条", office.Text, StringComparison.Ordinal);
        var write = app.Get<WriteSummary>();
        Assert.True((await write.RankingAsync(agency, 202611, true, await bureau.ActorAsync("office"), default)).Has("summary.not-frozen"));
        Assert.True((await write.WordsAsync(agency, 202611, "办公室的说明", await bureau.ActorAsync("office"), default)).Succeeded);
        Assert.True((await write.WordsAsync(agency, 202611, new string('长', MonthlySummary.MaxWords + 1), await bureau.ActorAsync("office"), default)).Has("order.too-long"));
        Assert.True((await write.WordsAsync(agency, 202612, "还没有到", await bureau.ActorAsync("office"), default)).Has("summary.month"));
        Assert.Equal("办公室的说明", (await ReadAsync("office")).Words);

        var sign = app.Get<SignSummary>();
        Assert.True((await sign.HandleAsync(agency, 202611, await bureau.ActorAsync("leader"), default)).Has("summary.not-frozen"));
        Assert.True((await app.Get<FreezeSummary>().HandleAsync(agency, 202611, "办公室的说明", await bureau.ActorAsync("office"), default)).Succeeded);
        Assert.All(await app.QueryAsync(db => app.Get<IObligations>().OfAsync(db, drafted.Id, default)), c => Assert.NotNull(c.MetUtc));
        using var leader = await bureau.SignedInAsync("leader");
        await leader.GoAsync("/Admin");
        Assert.Contains("待审签的月度汇总", leader.Text, StringComparison.Ordinal);
        foreach (var who in "editor head stranger reviewer office publisher admin".Split(' ')) Assert.True((await sign.HandleAsync(agency, 202611, await bureau.ActorAsync(who), default)).Has(Failure.NotAllowed), who);
        await leader.GoAsync("/Admin/Supervision/Summary?month=202611");
        await leader.SubmitAsync("form[action*='handler=Sign']", []);
        Assert.Contains("已审签", leader.Text, StringComparison.Ordinal);
        Assert.True((await sign.HandleAsync(agency, 202611, await bureau.ActorAsync("leader"), default)).Has("summary.signed-already"));

        // Shown to the sections or not, as the office likes; opened again nothing of it counts.
        Assert.Null((await ReadAsync("editor")).Ranking);
        foreach (var who in "editor head leader publisher admin".Split(' ')) Assert.True((await write.RankingAsync(agency, 202611, true, await bureau.ActorAsync(who), default)).Has(Failure.NotAllowed), who);
        Assert.True((await write.RankingAsync(agency, 202611, true, await bureau.ActorAsync("office"), default)).Succeeded);
        Assert.NotEmpty((await ReadAsync("editor")).Ranking!);
        Assert.True((await app.Get<FreezeSummary>().ReopenAsync(agency, 202611, "漏计了一条", await bureau.ActorAsync("office"), default)).Succeeded);
        var open = await app.QueryAsync(db => db.Set<MonthlySummary>().AsNoTracking().SingleAsync(s => s.Month == 202611));
        Assert.Equal((null, null, false, "办公室的说明"), (open.FrozenUtc, open.SignedUtc, open.IsRankingShown, open.Words));
        Assert.Contains(await app.QueryAsync(db => app.Get<IObligations>().OfAsync(db, drafted.Id, default)), c => c.MetUtc is null);

        async Task<SummaryView> ReadAsync(string who) => Bureau.Must(await app.Get<ReadSummary>().HandleAsync(null, 202611, await bureau.ActorAsync(who), default));
    }

    [Fact]
    public async Task A_quarter_and_a_year_are_the_sum_of_their_months_frozen_ones_as_they_were_frozen()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var (agency, section) = (bureau.Organisation.Agencies[0].Id, bureau.Column("就业政策").SectionId!);
        foreach (var (day, count) in new[] { ("2026-09-15", 1), ("2026-10-15", 2), ("2026-11-16", 3) })
        {
            app.Clock.Set(day + " 02:00");
            for (var i = 0; i < count; i++) await bureau.PublishedAsync(bureau.Article($"{day}的信息{i}", formedOn: day));
            await RunAsync(app);
            if (day.StartsWith("2026-10", StringComparison.Ordinal)) Assert.True((await app.Get<FreezeSummary>().HandleAsync(agency, 202610, "", await bureau.ActorAsync("office"), default)).Succeeded);
        }
        var quarter = await ReadAsync(2026, 4);
        Assert.Equal([202610, 202611], quarter.Months.Select(m => m.Month));
        Assert.Equal([202611], quarter.Open);
        Assert.Equal((5, 5), (quarter.Figures.Total.Published, quarter.Figures.Sections.Single(s => s.SectionId == section).Published));
        Assert.Equal(quarter.Months[^1].Total.Standing, quarter.Figures.Total.Standing);
        var year = await ReadAsync(2026, null);
        Assert.Equal((11, 6), (year.Months.Count, year.Figures.Total.Published));
        Assert.Equal(Math.Round(year.Months.Select(m => m.Score).OfType<decimal>().Average(), 2, MidpointRounding.AwayFromZero), year.Figures.Score);
        Assert.True((await app.Get<ReadPeriod>().HandleAsync(null, 2027, null, await bureau.ActorAsync("office"), default)).Has("summary.month"));
        Assert.True((await app.Get<ReadPeriod>().HandleAsync(null, 2026, 5, await bureau.ActorAsync("office"), default)).Has("summary.month"));
        Assert.True((await app.Get<ReadPeriod>().HandleAsync(null, 2026, null, await bureau.ActorAsync("publisher"), default)).Has(Failure.NotAllowed));

        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Supervision/Period?year=2026&quarter=4");
        Assert.Contains("第四季度政务公开情况汇总", office.Text, StringComparison.Ordinal);
        using var word = await office.GetRawAsync("/Admin/Supervision/Period?year=2026&quarter=4&handler=Docx");
        using var document = WordprocessingDocument.Open(await word.Content.ReadAsStreamAsync(), isEditable: false);
        var rows = document.MainDocumentPart!.Document!.Body!.Elements<Table>().First().Elements<TableRow>().Select(r => r.Elements<TableCell>().Select(c => c.InnerText).ToList()).ToList();
        Assert.Equal(SummaryPaper.Rows(quarter.Figures), rows.Skip(1));
        using var page = await office.GetRawAsync("/Admin/Supervision/Period?year=2026&quarter=4&handler=Html");
        Assert.Contains("<td>合计</td><td>5</td>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        async Task<PeriodView> ReadAsync(int asked, int? part) => Bureau.Must(await app.Get<ReadPeriod>().HandleAsync(null, asked, part, await bureau.ActorAsync("office"), default));
    }

    [Fact]
    public void Equals_share_a_rank_and_what_was_not_inspected_has_none()
    {
        static SectionMonth Of(string id, decimal? score, int onTime, int late) => new(id, id, onTime + late, onTime, late, 0, 0, 0, 0, 0, 0, score, false);
        var ranked = SectionRanking.Of([Of("甲", 90, 1, 1), Of("乙", 95, 0, 0), Of("丙", 90, 2, 2), Of("丁", null, 5, 0), Of("戊", 90, 4, 0), Of("", 100, 1, 0)]);
        Assert.Equal([(1, "乙"), (2, "戊"), (3, "丙"), (3, "甲")], ranked.Select(r => (r.Rank, r.Section.SectionId)).OrderBy(r => r.Rank).ThenBy(r => r.SectionId, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(202602, "2026-02-28")]
    [InlineData(202604, "2026-04-29")]
    [InlineData(202608, "2026-08-28")]
    [InlineData(202611, "2026-11-27")]
    public void A_summary_is_due_by_the_29th_pulled_back_to_a_working_day(int month, string due) => Assert.Equal(due, ReadSummary.DueOn(month).ToString("yyyy-MM-dd", null));
}
