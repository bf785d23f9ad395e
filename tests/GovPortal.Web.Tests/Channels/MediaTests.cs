using System.IO.Compression;
using GovPortal.AdminUi.Lists;
using GovPortal.Channels.Features;
using GovPortal.Channels.Model;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Features;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Channels;

/// <summary>媒体刊发: what other outlets printed in a year, by the day of print.</summary>
public sealed class MediaTests
{
    [Fact]
    public async Task A_year_is_listed_by_its_days_of_print_and_added_up_by_outlet()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        app.Clock.Set("2026-11-23 10:00");
        var (first, second) = (await bureau.PublishedAsync(bureau.Article("第一条信息")), await bureau.PublishedAsync(bureau.Article("第二条信息")));
        await PrintAsync(first.ContentItemId, "澄溪日报", MediaForm.Newspaper, "2026-11-01");
        await PrintAsync(second.ContentItemId, "澄溪日报", MediaForm.Newspaper, "2026-10-31");
        await PrintAsync(second.ContentItemId, "澄溪电视台", MediaForm.Television, "2026-11-20");
        await PrintAsync(first.ContentItemId, "澄溪晚报", MediaForm.Newspaper, "2025-12-31");
        await PrintAsync(first.ContentItemId, "登错的媒体", MediaForm.Other, "2026-11-02");
        var wrong = await app.QueryAsync(db => db.Set<ChannelPosting>().Where(p => p.Outlet == "登错的媒体").Select(p => p.Id).SingleAsync());
        Assert.True((await app.Get<RecordMedia>().RemoveAsync(wrong, "登记有误", await bureau.ActorAsync("office"), default)).Succeeded);

        var year = Must(await ReadAsync("office", new MediaFilter(2026)));
        Assert.Equal(["第二条信息", "第一条信息", "第二条信息"], year.Rows.Select(r => r.Title));
        Assert.Equal([new OutletTotal("澄溪日报", MediaForm.Newspaper, 2), new OutletTotal("澄溪电视台", MediaForm.Television, 1)], year.Outlets);
        Assert.Equal([2026, 2025], year.Years);
        Assert.Equal((1, 2, 1), (Must(await ReadAsync("office", new MediaFilter(2026, Form: MediaForm.Television))).Total, Must(await ReadAsync("publisher", new MediaFilter(2026, "澄溪日报"))).Total, Must(await ReadAsync("admin", new MediaFilter(2025))).Total));
        foreach (var who in "editor head stranger reviewer leader".Split(' ')) Assert.True((await ReadAsync(who, new MediaFilter(2026))).Has(Failure.NotAllowed), who);

        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Channels/Media?form=television");
        Assert.Contains("澄溪电视台", office.Text, StringComparison.Ordinal);
        Assert.Single(office.Page.QuerySelectorAll("td a[href*='/Channels/Item/']"));
        using var file = await office.GetRawAsync("/Admin/Channels/Media?year=2026&handler=Export");
        await using var zip = new ZipArchive(await file.Content.ReadAsStreamAsync());
        var text = string.Concat(zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)).Select(e => new StreamReader(e.Open()).ReadToEnd()));
        Assert.Contains("澄溪电视台", text, StringComparison.Ordinal);
        Assert.DoesNotContain("澄溪晚报", text, StringComparison.Ordinal);

        var agency = bureau.Organisation.Agencies[0].Id;
        var lines = Must(await app.Get<ReadSummary>().HandleAsync(agency, 202611, await bureau.ActorAsync("office"), default)).Figures.Lines.Where(l => l.Group == "媒体");
        Assert.Equal(["媒体刊发 2", "媒体刊发：报刊 1", "媒体刊发：电视 1"], lines.Select(l => $"{l.Title} {l.Count}"));

        async Task PrintAsync(string item, string outlet, MediaForm form, string on) => Assert.True((await app.Get<RecordMedia>().SaveAsync(
            new RecordMediaCommand(null, item, outlet, form, DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture), ""), await bureau.ActorAsync("office"), default)).Succeeded);

        async Task<Result<MediaYear>> ReadAsync(string who, MediaFilter filter) => await app.Get<ReadMediaRecord>().HandleAsync(new ListQuery(), filter, await bureau.ActorAsync(who), default);
    }
}
