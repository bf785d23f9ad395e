using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Policies.Features;
using GovPortal.Policies.Model;
using GovPortal.Policies.Rules;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Policies;

public sealed class IndexNumberTests
{
    private static async Task<Bureau> OpenAsync(PortalApp app, string code = "11330281002000000X")
    {
        var bureau = await Bureau.OpenAsync(app);
        if (code.Length > 0) await CodeAsync(bureau, code);
        return bureau;
    }

    private static async Task CodeAsync(Bureau bureau, string code)
    {
        var agency = bureau.Organisation.Agencies[0];
        await bureau.App.QueryAsync(db => db.Set<Kernel.Organisation.Agency>().Where(a => a.Id == agency.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Code, code)));
    }

    [Fact]
    public async Task A_number_comes_with_the_first_publication_and_stays()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        var first = await bureau.PublishedAsync(bureau.Article("第一条"));
        var second = await bureau.PublishedAsync(bureau.Article("第二条"));
        var year = await YearAsync(app, first);
        Assert.Equal($"11330281002000000X/{year}-00001", await NumberAsync(app, first));
        Assert.Equal($"11330281002000000X/{year}-00002", await NumberAsync(app, second));
        using var citizen = app.Visitor();
        await citizen.GoAsync(await bureau.PathAsync(second.ContentItemId));
        Assert.Contains($"11330281002000000X/{year}-00002", citizen.Text, StringComparison.Ordinal);

        // A new version, a withdrawal, another rule: the number stays with its item and is given to no other.
        await bureau.PublishedAsync(bureau.Article("第一条（修订）"), first.ContentItemId);
        Assert.True((await app.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(second.ContentItemId, "expired"), await bureau.ActorAsync("admin"), default)).Succeeded);
        Assert.True((await app.Get<SaveIndexNumberRule>().HandleAsync(new IndexNumberRule("{year}号{serial:3}", "year", false, [], ""), await bureau.ActorAsync("admin"), default)).Succeeded);
        var third = await bureau.PublishedAsync(bureau.Article("第三条"));
        Assert.Equal($"11330281002000000X/{year}-00001", await NumberAsync(app, first));
        Assert.Equal($"{year}号003", await NumberAsync(app, third));
    }

    [Fact]
    public async Task Published_at_once_by_many_the_numbers_have_no_gap()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        var approved = new List<VersionRef>();
        for (var i = 0; i < 12; i++) approved.Add(await bureau.ApprovedAsync(bureau.Article($"同时发布的第 {i} 条")));
        // A draft among them is refused and takes no number.
        var draft = Must(await bureau.DraftAsync(bureau.Article("没有审查的草稿")));
        var results = await Task.WhenAll(approved.Append(draft).Select(v => Task.Run(() => bureau.PublishAsync(v.VersionId))));
        Assert.Equal(12, results.Count(r => r.Succeeded));
        var serials = await app.QueryAsync(db => db.Set<IndexNumber>().OrderBy(n => n.Serial).Select(n => n.Serial).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 12), serials);
        Assert.Equal(12, await app.QueryAsync(db => db.Set<PortalEvent>().CountAsync(e => e.Kind == "index-number.assigned")));
    }

    [Fact]
    public async Task What_went_online_without_a_code_is_numbered_later_in_its_order()
    {
        await using var app = await PortalApp.StartAsync();
        var bureau = await OpenAsync(app, code: "");
        var first = await bureau.PublishedAsync(bureau.Article("没有代码时发布"));
        Assert.Null(await NumberAsync(app, first));
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/IndexNumbers");
        Assert.Contains("没有机关代码", admin.Text, StringComparison.Ordinal);
        await CodeAsync(bureau, "11330281002000000X");
        await admin.GoAsync("/Admin/IndexNumbers");
        await admin.SubmitAsync("form:has(button[value=assign])", [], "assign");
        Assert.Contains("已补编 1 条信息的索引号", admin.Text, StringComparison.Ordinal);
        Assert.EndsWith("-00001", await NumberAsync(app, first), StringComparison.Ordinal);
        await app.CatchUpAsync();
        using var citizen = app.Visitor();
        Assert.Contains("-00001", (await citizen.GoAsync(await bureau.PathAsync(first.ContentItemId))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_counts_otherwise_meets_no_number_that_was_given()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        async Task<string?> NextAsync(string title, bool perColumn)
        {
            Assert.True((await app.Get<SaveIndexNumberRule>().HandleAsync(new IndexNumberRule("{year}-{column}-{serial}", "year", perColumn, [], ""), await bureau.ActorAsync("admin"), default)).Succeeded);
            return await NumberAsync(app, await bureau.PublishedAsync(bureau.Article(title)));
        }
        var numbers = new List<string?>();
        foreach (var perColumn in (bool[])[false, false, true, true, false]) numbers.Add(await NextAsync($"第 {numbers.Count} 条", perColumn));
        Assert.Equal([1, 2, 3, 4, 5], numbers.Select(n => int.Parse(n!.Split('-')[2], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task The_rule_is_built_in_the_admin_with_a_sample_before_it_is_saved()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/IndexNumbers");
        await admin.SubmitAsync("form[data-guard]", new() { ["Pattern"] = "{code}-{seral}" }, "try");
        Assert.Contains("无法识别", admin.Text, StringComparison.Ordinal);
        await admin.SubmitAsync("form[data-guard]", new() { ["Pattern"] = "澄人社{year}{month}-{serial:3}", ["Restart"] = "month" }, "try");
        Assert.Matches(@"澄人社\d{6}-001", admin.Text);
        await admin.SubmitAsync("form[data-guard]", new() { ["Restart"] = "month" }, "save");
        Assert.Contains("索引号规则已保存", admin.Text, StringComparison.Ordinal);
        Assert.True(await app.QueryAsync(db => db.Set<PortalEvent>().AnyAsync(e => e.Kind == "index-number.rule-changed")));
        var item = await bureau.PublishedAsync(bureau.Article("按新规则编号"));
        Assert.Matches(@"^澄人社\d{6}-001$", await NumberAsync(app, item));
        using var editor = await bureau.SignedInAsync("editor");
        Assert.Equal(403, (int)(await editor.GetRawAsync("/Admin/IndexNumbers")).StatusCode);
        Assert.Equal("access.not-allowed", (await app.Get<AssignMissingNumbers>().HandleAsync(await bureau.ActorAsync("editor"), default)).Failures[0].Code);
    }

    private static Task<string?> NumberAsync(PortalApp app, VersionRef item) =>
        app.QueryAsync(db => db.Set<IndexNumber>().Where(n => n.ContentItemId == item.ContentItemId).Select(n => (string?)n.Number).FirstOrDefaultAsync());

    private static Task<int> YearAsync(PortalApp app, VersionRef item) =>
        app.QueryAsync(db => db.Set<Kernel.Indexing.ContentIndexRow>().Where(r => r.ContentItemId == item.ContentItemId && r.IsPublished).Select(r => r.Year!.Value).SingleAsync());
}
