using GovPortal.Kernel.Navigation;
using GovPortal.Notifications.Model;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Web.Tests.Notifications.Telling;

namespace GovPortal.Web.Tests.Notifications;

public sealed class InboxTests
{
    [Fact]
    public async Task An_inbox_is_read_filtered_paged_and_marked_over_its_pages()
    {
        await using var app = await QuietPortalAsync();
        var bureau = await Bureau.OpenAsync(app);
        var editor = new Recipients([await bureau.UserIdAsync("editor")]);
        using var visitor = await bureau.SignedInAsync("editor");
        Assert.Contains("还没有通知", (await visitor.GoAsync("/Admin/Notices")).Text, StringComparison.Ordinal);
        Assert.Null(visitor.Page.QuerySelector(".gp-top-link[href='/Admin/Notices'] .gp-count"));

        for (var i = 0; i < 23; i++) await app.TellAsync(Notice("k" + i, i == 7 ? "danger" : "info", title: $"第{i}号通知<b>") with { Url = $"/Admin/Content?q={i}" }, editor);
        await visitor.GoAsync("/Admin/Notices");
        Assert.Equal("23", visitor.Page.QuerySelector(".gp-top-link[href='/Admin/Notices'] .gp-count")?.TextContent.Trim());
        Assert.Equal(20, visitor.Page.QuerySelectorAll("tbody tr").Length);
        Assert.Single((await visitor.GoAsync("/Admin/Notices?tone=danger")).Page.QuerySelectorAll("tbody tr"));
        Assert.Single((await visitor.GoAsync("/Admin/Notices?q=第13号")).Page.QuerySelectorAll("tbody tr"));
        Assert.Equal(3, (await visitor.GoAsync("/Admin/Notices?page=2")).Page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("没有符合条件的通知", (await visitor.GoAsync("/Admin/Notices?q=没有的")).Text, StringComparison.Ordinal);

        // Opening leads there and counts as read.
        await visitor.GoAsync("/Admin/Notices?q=第13号");
        await visitor.GoAsync(visitor.Page.QuerySelector("tbody a")!.GetAttribute("href")!);
        Assert.Equal("/Admin/Content?q=13", visitor.Url);
        Assert.Equal("22", visitor.Page.QuerySelector(".gp-top-link[href='/Admin/Notices'] .gp-count")?.TextContent.Trim());
        // Read ones come last.
        Assert.Contains("第13号", (await visitor.GoAsync("/Admin/Notices?page=2")).Page.QuerySelectorAll("tbody tr")[^1].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("第13号", (await visitor.GoAsync("/Admin/Notices?state=unread&page=2")).Text, StringComparison.Ordinal);

        await visitor.GoAsync("/Admin/Notices?tone=danger");
        var one = visitor.Page.QuerySelector("input[name=ids]")!.GetAttribute("value")!;
        await visitor.SubmitAsync("form#notices", new() { ["ids"] = one }, buttonValue: "read");
        Assert.Equal("/Admin/Notices?tone=danger", visitor.Url);
        Assert.Contains("已将 1 条标为已读", visitor.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync("form#notices", new() { ["ids"] = one }, buttonValue: "unread");
        await visitor.GoAsync("/Admin/Notices");
        await visitor.SubmitAsync("form:has(button[value=all])", buttonValue: "all");
        Assert.Equal(0, await app.QueryAsync(db => db.Set<InboxNotice>().CountAsync(n => n.ReadUtc == null)));
    }

    [Fact]
    public async Task Other_peoples_notices_are_out_of_reach()
    {
        await using var app = await QuietPortalAsync();
        var bureau = await Bureau.OpenAsync(app);
        await app.TellAsync(Notice("k"), new Recipients([await bureau.UserIdAsync("editor")]));
        var id = await app.QueryAsync(db => db.Set<InboxNotice>().Select(n => n.Id).SingleAsync());
        foreach (var who in (string[])["head", "office", "editor2"])
        {
            using var visitor = await bureau.SignedInAsync(who);
            Assert.Equal(404, (int)(await visitor.GetRawAsync("/Admin/Notices/Open/" + id)).StatusCode);
            Assert.DoesNotContain("稳岗", (await visitor.GoAsync("/Admin/Notices")).Text, StringComparison.Ordinal);
            await app.TellAsync(Notice("own"), new Recipients([await bureau.UserIdAsync(who)]));
            await visitor.GoAsync("/Admin/Notices");
            await visitor.SubmitAsync("form#notices", new() { ["IDS"] = id }, buttonValue: "read");
            await visitor.SubmitAsync("form:has(button[value=all])", buttonValue: "all");
        }
        Assert.Null(await app.QueryAsync(db => db.Set<InboxNotice>().Where(n => n.Id == id).Select(n => n.ReadUtc).SingleAsync()));
        using var nobody = app.Visitor();
        Assert.DoesNotContain("稳岗", (await nobody.GoAsync("/Admin/Notices/Open/" + id)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_chooses_how_to_be_told()
    {
        await using var app = await QuietPortalAsync();
        var bureau = await Bureau.OpenAsync(app);
        using var visitor = await bureau.SignedInAsync("editor");
        await visitor.GoAsync("/Admin/Notices/Settings");
        Assert.NotNull(visitor.Page.QuerySelector("input[name=mode][value=Digest][checked]"));
        await visitor.SubmitAsync("form.gp-form", new() { ["mode"] = "Each" });
        Assert.NotNull(visitor.Page.QuerySelector("input[name=mode][value=Each][checked]"));
        await visitor.SubmitAsync("form.gp-form", new() { ["mode"] = "Off" });
        Assert.Equal(MailMode.Off, await app.QueryAsync(db => db.Set<NoticePreference>().Select(p => p.Mail).SingleAsync()));
    }
}
