using System.Text.Json.Nodes;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Features;
using GovPortal.Testing;
using static GovPortal.Web.Tests.Supervision.InspectionTests;

namespace GovPortal.Web.Tests.Supervision;

/// <summary>The dashboard shows each person what is theirs, its charts hold the figures of their tables, and it hears at once of what happens.</summary>
public sealed class DashboardTests
{
    [Fact]
    public async Task Everyone_sees_their_own_part_and_the_tables_say_what_the_charts_draw()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        app.Clock.Set("2026-11-10 02:00");
        await bureau.PublishedAsync(bureau.Article("按时的信息", formedOn: "2026-11-09"));
        await bureau.DraftAsync(bureau.Article("没有发布的信息", formedOn: "2026-10-12"));
        await RunAsync(app);

        var office = await ReadAsync("office");
        Assert.True(office.IsWhole);
        Assert.Equal(bureau.Organisation.Sections.Count, office.Lines.Count(l => l.SectionId is not null));
        Assert.Equal((12, (202611, 1, 0, 0)), (office.Months.Count, office.Months[^1]));
        Assert.True(office.Clocks.Late > 0);
        Assert.Equal(office.Late.Count, Math.Min(10, office.Clocks.Late));
        Assert.True(office.Late[0].Days >= office.Late[^1].Days);
        Assert.Single(office.Trend);
        var editor = await ReadAsync("editor");
        Assert.False(editor.IsWhole);
        Assert.Equal(bureau.Column("就业政策").SectionId, Assert.Single(editor.Lines).SectionId);
        Assert.Equal(1, editor.Months[^1].OnTime);
        var stranger = await ReadAsync("stranger");
        Assert.Equal((0, 0), (stranger.Months[^1].OnTime, stranger.Clocks.Late));
        foreach (var who in "reviewer admin".Split(' ')) Assert.True((await app.Get<ReadDashboard>().HandleAsync(await bureau.ActorAsync(who), true, default)).Has(Failure.NotAllowed), who);

        // A publisher sees what is published and what waits for it, and nothing of problems, orders and clocks.
        await bureau.ApprovedAsync(bureau.Article("待发布的信息", formedOn: "2026-11-09"));
        var publisher = await ReadAsync("publisher");
        Assert.Equal((false, 1, 1, 1), (publisher.Supervises, publisher.Publisher!.Approved, publisher.Publisher.Today, publisher.Months[^1].OnTime));
        Assert.Equal((0, 0, 0, 0, 0), (publisher.Lines.Count, publisher.Late.Count, publisher.Days.Count, publisher.Trend.Count, publisher.Clocks.Late));

        using var person = await bureau.SignedInAsync("office");
        foreach (var path in new[] { "/Admin/Supervision/Dashboard", "/Admin/Supervision/Wall" })
        {
            await person.GoAsync(path);
            var figures = person.Page.QuerySelectorAll("figure[data-chart]");
            Assert.NotEmpty(figures);
            Assert.All(figures, f =>
            {
                var chart = JsonNode.Parse(f.GetAttribute("data-chart")!)!;
                var rows = f.QuerySelectorAll("tbody tr").Select(r => r.QuerySelectorAll("td").Select(c => c.TextContent.Trim()).ToList()).ToList();
                Assert.Equal(chart["labels"]!.AsArray().Count, rows.Count);
                for (var s = 0; s < chart["series"]!.AsArray().Count; s++)
                {
                    Assert.Equal(chart["series"]![s]!["values"]!.AsArray().Select(v => v is null ? "—" : decimal.Parse(v.ToString(), null).ToString("0.#", null)), rows.Select(r => r[s]));
                }
            });
        }
        using var other = await bureau.SignedInAsync("publisher");
        await other.GoAsync("/Admin/Supervision/Dashboard");
        Assert.Contains("审查通过待发布", other.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("督办单", other.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Single(other.Page.QuerySelectorAll("a[href='/Admin/Supervision/Dashboard']"));
        using var refused = await other.GetRawAsync("/Admin/Supervision/Wall");
        Assert.NotEqual(System.Net.HttpStatusCode.OK, refused.StatusCode);

        async Task<Dashboard> ReadAsync(string who) => Bureau.Must(await app.Get<ReadDashboard>().HandleAsync(await bureau.ActorAsync(who), true, default));
    }

    [Fact]
    public async Task An_open_dashboard_hears_of_what_happens_and_of_nothing_else()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        using var stranger = await bureau.SignedInAsync("reviewer");
        using (var refused = await stranger.GetRawAsync("/Admin/Supervision/Changes")) Assert.NotEqual("text/event-stream", refused.Content.Headers.ContentType?.MediaType);

        using var office = await bureau.SignedInAsync("office");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var answer = await office.GetStreamAsync("/Admin/Supervision/Changes", limit.Token);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(limit.Token));
        Assert.Equal("event: still", await lines.ReadLineAsync(limit.Token));
        await bureau.DraftAsync(bureau.Article("不能说出去的标题"));
        var heard = new List<string>();
        while (await lines.ReadLineAsync(limit.Token) is { } line && !heard.Contains("event: changed")) heard.Add(line);
        Assert.DoesNotContain(heard, l => l.Contains("标题", StringComparison.Ordinal));
    }
}
