using GovPortal.Kernel.Access;
using GovPortal.Kernel.Publishing;
using GovPortal.Testing;
using GovPortal.Web.Operations;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Gates;

/// <summary>The reviewer's page: what changed since the version online, and the way on through the queue.</summary>
public sealed class ReviewPageTests(SharedBureau shared)
{
    private readonly Bureau _bureau = shared.Bureau;

    [Fact]
    public async Task The_preview_marks_what_changed_since_the_version_online()
    {
        var live = await _bureau.PublishedAsync(_bureau.Article("补贴标准", "<p>每人每月补贴300元。</p><p>自发文之日起施行。</p>"));
        var next = Must(await _bureau.DraftAsync(_bureau.Article("补贴标准", "<p>每人每月补贴500元。</p><p>自发文之日起施行。</p>"), itemId: live.ContentItemId));
        Must(await _bureau.SubmitAsync(next.VersionId));
        using var head = await _bureau.SignedInAsync("head");
        await head.GoAsync($"/Admin/Reviews/{next.VersionId}");
        var preview = head.Page.QuerySelector("iframe.gp-preview")!.GetAttribute("src")!;
        Assert.EndsWith($"?against={live.VersionId}", preview, StringComparison.Ordinal);
        await head.GoAsync(preview);
        Assert.Equal(["300"], head.Page.QuerySelectorAll("main article del").Select(e => e.TextContent));
        Assert.Contains("500", head.Page.QuerySelectorAll("main article ins").Select(e => e.TextContent));
        Assert.Contains("与第 1 版相比有", head.Text, StringComparison.Ordinal);
        Assert.NotNull(head.Page.QuerySelector("#first-change"));
    }

    [Fact]
    public async Task A_version_that_one_may_not_read_is_not_shown_by_comparison()
    {
        var mine = await _bureau.PublishedAsync(_bureau.Article("公开的一版"));
        var other = Must(await _bureau.DraftAsync(_bureau.Article("另一条信息的草稿")));
        using var stranger = await _bureau.SignedInAsync("stranger");
        using var editor = await _bureau.SignedInAsync("editor");
        Assert.Equal(404, (int)(await stranger.GetRawAsync($"/Admin/Content/Preview/{mine.VersionId}?against={other.VersionId}")).StatusCode);
        Assert.Equal(404, (int)(await editor.GetRawAsync($"/Admin/Content/Preview/{mine.VersionId}?against={other.VersionId}")).StatusCode);
    }

    [Fact]
    public async Task After_a_decision_the_next_of_the_queue_is_opened_where_one_wants_it()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        var versions = new List<string>();
        foreach (var title in (string[])["第一件", "第二件", "第三件"])
        {
            var draft = Must(await bureau.DraftAsync(bureau.Article(title)));
            Must(await bureau.SubmitAsync(draft.VersionId));
            versions.Add(draft.VersionId);
        }
        // The head's own work waits for the head's office, too, and is not among what the head can go on with.
        var own = Must(await bureau.DraftAsync(bureau.Article("科长自己起草"), by: "head"));
        Must(await bureau.SubmitAsync(own.VersionId, by: "head"));
        using var head = await bureau.SignedInAsync("head");
        await head.GoAsync($"/Admin/Reviews/{versions[1]}");
        Assert.Contains("还有 2 件", head.Text, StringComparison.Ordinal);
        await head.SubmitAsync("form:has([name=ManifestHash])", [], "approve");
        // Submitted within one second, the other two have no order.
        var (next, last) = head.Url.EndsWith(versions[0], StringComparison.Ordinal) ? (versions[0], versions[2]) : (versions[2], versions[0]);
        Assert.Equal($"/Admin/Reviews/{next}", head.Url);
        await head.SubmitAsync("form:has([name=ManifestHash])", new() { ["Next"] = "" }, "approve");
        Assert.Equal("/Admin/Reviews", head.Url);
        await head.GoAsync($"/Admin/Reviews/{last}");
        Assert.DoesNotContain("还有", head.Page.QuerySelector("form:has([name=ManifestHash])")!.TextContent, StringComparison.Ordinal);
        await head.SubmitAsync("form:has([name=ManifestHash])", [], "approve");
        Assert.Equal("/Admin/Reviews", head.Url);
    }

    [Fact]
    public async Task A_purge_names_the_backups_that_hold_the_content_until_they_are_destroyed()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await OpenAsync(app);
        async Task BackUpAsync(string name) => Must(await app.Get<BackupPortal>().HandleAsync(Path.Combine(app.DataPath, name), null, default));
        var draft = Must(await bureau.DraftAsync(bureau.Article("要清除的草稿")));
        await BackUpAsync("含草稿.zip");
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        Assert.True((await app.Get<DiscardDraft>().HandleAsync(new DiscardDraftCommand(draft.VersionId), await bureau.ActorAsync("editor"), default)).Succeeded);
        await admin.GoAsync($"/Admin/Content/Item/{draft.ContentItemId}");
        await admin.SubmitAsync("form[action*='handler=Purge']", new() { ["reason"] = "含个人信息" });
        Assert.Contains("另有 1 份备份仍含该内容", admin.Text, StringComparison.Ordinal);
        await BackUpAsync("之后.zip");

        await admin.GoAsync("/Admin/Audit/Backups");
        var rows = admin.Page.QuerySelectorAll("tbody tr").Select(r => (File: r.QuerySelector("td")!.TextContent.Trim(), Holds: r.TextContent.Contains("含已清除的内容 1 件", StringComparison.Ordinal))).ToList();
        Assert.Equal([("之后.zip", false), ("含草稿.zip", true)], rows);
        await admin.SubmitAsync("tbody tr:nth-child(2) form", []);
        Assert.Contains("已销毁", admin.Page.QuerySelector("tbody tr:nth-child(2)")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("含已清除的内容", admin.Text, StringComparison.Ordinal);

        // Who may not purge everywhere may not speak for the backups.
        var id = await app.QueryAsync(db => db.Set<BackupRecord>().Where(b => b.DestroyedUtc == null).Select(b => b.Id).FirstAsync());
        using var office = await bureau.SignedInAsync("office");
        Assert.Null((await office.GoAsync("/Admin/Audit/Backups")).Page.QuerySelector("form[action*='handler=Destroyed']"));
    }
}
