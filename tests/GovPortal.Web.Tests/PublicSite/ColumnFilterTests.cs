using System.Net;
using GovPortal.Columns.Features;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Publishing;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.PublicSite;

/// <summary>A column's list by year, type, section, stage and validity, with counts that are kept and not made.</summary>
public sealed class ColumnFilterTests
{
    [Fact]
    public async Task Filters_count_what_is_live_and_a_choice_leaves_just_that()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        await bureau.PublishedAsync(Staged(bureau, "决策之一", "decision"));
        var gone = await bureau.PublishedAsync(Staged(bureau, "决策之二", "decision"));
        await bureau.PublishedAsync(Staged(bureau, "服务之一", "service"));
        await bureau.PublishedAsync(Staged(bureau, "社保之一", "service", "补贴公示"));
        await bureau.DraftAsync(Staged(bureau, "没有发布的", "result"));
        Assert.True((await app.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(gone.ContentItemId, "content-error"), await bureau.ActorAsync("publisher"), default)).Succeeded);
        await app.CatchUpAsync();

        var column = "/columns/" + bureau.Column("就业政策").Path;
        using var citizen = app.Visitor();
        await citizen.GoAsync(column);
        Assert.Equal("2", citizen.Page.QuerySelector("#items .count")!.TextContent);
        Assert.Equal(["决策公开 1", "服务公开 1"], Options(citizen, "五公开阶段"));
        // One year, one type, one section: nothing to choose.
        Assert.Empty(Options(citizen, "年份"));

        await citizen.GoAsync(column + "?stage=service");
        Assert.Equal(["服务之一"], Titles(citizen));
        Assert.Equal("true", citizen.Page.QuerySelector(".filters [aria-current]")!.GetAttribute("aria-current"));
        // Choosing it again lets go of it.
        Assert.Equal(column, citizen.Page.QuerySelector(".filters [aria-current]")!.GetAttribute("href"));

        // A value that nothing has is no page of its own; a key nobody knows is as if it were not there.
        foreach (var none in new[] { "?stage=result", "?stage=nonsense", "?type=Nothing", "?section=x", "?validity=valid", "?year=1999", "?page=2" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await citizen.GetRawAsync(column + none)).StatusCode);
        }
        Assert.Equal(2, Titles(await citizen.GoAsync(column + "?color=red")).Count);
        // Two values that exist, but not together.
        var group = "/columns/" + bureau.Column("就业政策").Path.Split('/')[0];
        Assert.Equal(HttpStatusCode.OK, (await citizen.GetRawAsync(group + "?stage=decision")).StatusCode);
    }

    [Fact]
    public async Task Counts_kept_are_counts_made_anew_and_follow_a_column_that_becomes_internal()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        foreach (var (title, stage, name) in new[] { ("甲", "decision", "就业政策"), ("乙", "service", "就业政策"), ("丙", "service", "补贴公示") })
        {
            await bureau.PublishedAsync(Staged(bureau, title, stage, name));
        }
        var published = new PublishedContent(app.Get<IDbContextFactory<PortalDbContext>>());
        var today = app.Get<TimeProvider>().GetUtcNow().UtcDateTime.ToCivilDate();
        var before = await CountsAsync(app);
        Assert.Equal(3, before.Sum(c => c.Count));
        Assert.Equal(3, (await published.MonthAsync(today, default)).Published);
        Assert.Equal(new Dictionary<string, int> { ["decision"] = 1, ["service"] = 2 }, await published.StagesAsync(default));

        await app.Get<Reindex>().HandleAsync(null, default);
        Assert.Equal(before.Select(Line), (await CountsAsync(app)).Select(Line));
        Assert.Equal(3, (await published.MonthAsync(today, default)).Published);

        var jobs = bureau.Column("就业政策");
        Assert.True((await app.Get<ChangeColumn>().HandleAsync(new ChangeColumnCommand(
            jobs.Id, jobs.Title, jobs.SectionMeaning, jobs.SectionId, null, null, null, jobs.DeadlineText, jobs.DeadlineRule, jobs.FreshnessText, jobs.FreshnessRule,
            "内部公开", null, null, false), await bureau.ActorAsync("admin"), default)).Succeeded);
        Assert.Equal(1, (await published.ListAsync(new PublishedQuery(null), default)).Total);
        Assert.Equal(1, (await published.MonthAsync(today, default)).Published);
        Assert.Empty(await published.CountsAsync([jobs.Id], default));
    }

    /// <summary>A list over several columns is the same read column by column as sorted whole.</summary>
    [Fact]
    public async Task A_list_of_several_columns_is_in_order_on_every_page()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        for (var i = 0; i < 7; i++) await bureau.PublishedAsync(bureau.Article($"第{i}条", column: i % 2 == 0 ? "就业政策" : "补贴公示"));
        var published = new PublishedContent(app.Get<IDbContextFactory<PortalDbContext>>());
        string[] columns = [bureau.Column("就业政策").Id, bureau.Column("补贴公示").Id];
        var whole = (await published.ListAsync(new PublishedQuery(null, PageSize: 20), default)).Items.Select(i => i.Title).ToList();
        var paged = new List<string>();
        for (var page = 1; page <= 4; page++)
        {
            var list = await published.ListAsync(new PublishedQuery(columns, Page: page, PageSize: 2), default);
            Assert.Equal(7, list.Total);
            paged.AddRange(list.Items.Select(i => i.Title));
        }
        Assert.Equal(whole, paged);
        Assert.Equal(whole.Take(3), (await published.NewestAsync([new PublishedQuery(columns, PageSize: 3), new PublishedQuery(null, "Article", PageSize: 1)], default)).Select(i => i.Title));
    }

    private static System.Text.Json.Nodes.JsonObject Staged(Bureau bureau, string title, string stage, string column = "就业政策")
    {
        var data = bureau.Article(title, column: column);
        data["DisclosurePart"]!["Stage"] = stage;
        return data;
    }

    private static List<string> Options(Visitor visitor, string filter) =>
        [.. visitor.Page.QuerySelectorAll($"nav[aria-label='{filter}'] .chip").Select(c => $"{c.FirstChild!.TextContent} {c.QuerySelector(".chip__count")!.TextContent}")];

    private static List<string> Titles(Visitor visitor) => [.. visitor.Page.QuerySelectorAll(".items .item__title a").Select(a => a.TextContent)];

    private static string Line(ContentCount c) => $"{c.ColumnId} {c.Year} {c.ContentType} {c.SectionId} {c.Stage} {c.Validity} {c.IsInternal} {c.Count}";

    private static Task<List<ContentCount>> CountsAsync(PortalApp app) => app.QueryAsync(db =>
        db.Set<ContentCount>().AsNoTracking().Where(c => c.Count != 0).OrderBy(c => c.ColumnId).ThenBy(c => c.Stage).ToListAsync());
}
