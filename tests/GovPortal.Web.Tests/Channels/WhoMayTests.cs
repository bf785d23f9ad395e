using GovPortal.Channels.Features;
using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Results;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Channels;

/// <summary>Who manages channels and who sends; what nobody sees again; what else is written down.</summary>
[AnyEngine]
public sealed class WhoMayTests(SharedBureau shared)
{
    [Theory]
    [InlineData("/Admin/Channels", "admin office publisher")]
    [InlineData("/Admin/Channels/Edit?kind=wechat", "admin office publisher")]
    [InlineData("/Admin/Channels/Edit/{channel}", "admin office publisher")]
    [InlineData("/Admin/Channels/Postings", "admin office publisher")]
    [InlineData("/Admin/Channels/Postings?handler=Export", "admin office publisher")]
    [InlineData("/Admin/Channels/Media", "admin office publisher")]
    [InlineData("/Admin/Channels/Media?handler=Export", "admin office publisher")]
    [InlineData("/Admin/Channels/Item/{item}", "admin office publisher")]
    public async Task Each_page_is_for_whom_it_is(string url, string who)
    {
        var bureau = shared.Bureau;
        var item = await bureau.PublishedAsync(bureau.Article("供查看渠道情况"));
        var channel = Must(await SaveAsync(bureau, "publisher"));
        url = url.Replace("{item}", item.ContentItemId, StringComparison.Ordinal).Replace("{channel}", channel.Id, StringComparison.Ordinal);
        foreach (var name in "editor head reviewer leader office publisher admin".Split(' '))
        {
            using var person = name == "admin" ? await bureau.App.Visitor().SignInAsync("admin", PortalApp.AdminPassword) : await bureau.SignedInAsync(name);
            var status = (int)(await person.GetRawAsync(url)).StatusCode;
            Assert.True((who.Split(' ').Contains(name) ? 200 : 403) == status, $"{url} {name}: {status}");
        }
    }

    [Fact]
    public async Task Only_they_do_anything()
    {
        var bureau = shared.Bureau;
        var item = await bureau.PublishedAsync(bureau.Article("不许代为报送"));
        var channel = Must(await SaveAsync(bureau, "publisher"));
        var (change, send, media) = (bureau.App.Get<ChangeChannel>(), bureau.App.Get<SendByHand>(), bureau.App.Get<RecordMedia>());
        foreach (var name in "editor head reviewer leader".Split(' '))
        {
            var actor = await bureau.ActorAsync(name);
            Assert.True((await SaveAsync(bureau, name)).Has(Failure.NotAllowed), name);
            Assert.True((await change.EnableAsync(channel.Id, false, actor, default)).Has(Failure.NotAllowed), name);
            Assert.True((await change.RotateAsync(channel.Id, actor, default)).Has(Failure.NotAllowed), name);
            Assert.True((await change.TestAsync(channel.Id, actor, default)).Has(Failure.NotAllowed), name);
            Assert.True((await send.SendAsync(item.ContentItemId, channel.Id, actor, default)).Has(Failure.NotAllowed), name);
            Assert.True((await send.RetryAsync("4posting", actor, default)).Has(Failure.NotAllowed), name);
            Assert.True((await media.SaveAsync(new RecordMediaCommand(null, item.ContentItemId, "日报", MediaForm.Newspaper, new DateOnly(2026, 11, 20), ""), actor, default)).Has(Failure.NotAllowed), name);
        }
        Assert.True((await change.EnableAsync(channel.Id, false, await bureau.ActorAsync("office"), default)).Succeeded);
    }

    [Fact]
    public async Task What_a_channel_is_called_with_is_kept_protected_and_never_shown_again()
    {
        var bureau = shared.Bureau;
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Channels/Edit?kind=wechat");
        await office.SubmitAsync("form[data-guard]", new() { ["Input.Title"] = "本局公众号", ["Input.Account"] = "wx00", ["Input.Secret"] = "a-very-secret-word" });
        Assert.StartsWith("/Admin/Channels/Edit/", office.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("a-very-secret-word", office.Page.Source.Text, StringComparison.Ordinal);
        var kept = await bureau.App.QueryAsync(db => db.Set<Channel>().SingleAsync(c => c.Title == "本局公众号"));
        Assert.DoesNotContain("a-very-secret-word", kept.Secret, StringComparison.Ordinal);
        Assert.Equal("https://api.weixin.qq.com", kept.BaseUrl);
        // Saved again with an empty field it stays.
        await office.SubmitAsync("form[data-guard]", new() { ["Input.Title"] = "本局的公众号" });
        Assert.Equal(kept.Secret, (await bureau.App.QueryAsync(db => db.Set<Channel>().SingleAsync(c => c.Id == kept.Id))).Secret);
        // A refusal does not give it back either.
        await office.SubmitAsync("form[data-guard]", new() { ["Input.Title"] = "", ["Input.Secret"] = "another-secret-word" });
        Assert.Contains("请填写渠道名称", office.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("another-secret-word", office.Page.Source.Text, StringComparison.Ordinal);

        await office.GoAsync("/Admin/Channels/Edit?kind=county-portal");
        await office.SubmitAsync("form[data-guard]", new() { ["Input.Title"] = "县政府门户甲", ["Input.BaseUrl"] = "https://county.example/in" });
        var secret = office.Page.QuerySelector("[data-secret]")!.TextContent;
        Assert.True(office.Response.Headers.CacheControl?.NoStore);
        var county = await bureau.App.QueryAsync(db => db.Set<Channel>().SingleAsync(c => c.Title == "县政府门户甲"));
        foreach (var url in (string[])["/Admin/Channels", "/Admin/Channels/Edit/" + county.Id])
        {
            Assert.DoesNotContain(secret, (await office.GoAsync(url)).Page.Source.Text, StringComparison.Ordinal);
        }
        var events = await bureau.App.QueryAsync(db => db.Set<PortalEvent>().Where(e => e.SubjectId == kept.Id || e.SubjectId == county.Id).Select(e => e.Payload).ToListAsync());
        Assert.NotEmpty(events);
        Assert.All(events, e => Assert.DoesNotContain("secret-word", e, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ftp://a.example/", "甲", "channel.bad-url")]
    [InlineData("https://user:pass@a.example/", "甲", "channel.bad-url")]
    [InlineData("https://a.example/", "", "channel.title-needed")]
    [InlineData("https://a.example/", "甲", "channel.unknown-column", "4nocolumn")]
    public async Task What_cannot_be_used_is_refused(string url, string title, string code, string? column = null)
    {
        var command = new SaveChannelCommand(null, ChannelKind.CountyPortal, title, url, "", "", "", column is null ? [] : [column], shared.Bureau.Organisation.Agencies[0].Id, false);
        Assert.Equal(code, (await shared.Bureau.App.Get<SaveChannel>().HandleAsync(command, await shared.Bureau.ActorAsync("publisher"), default)).Failures[0].Code);
    }

    [Fact]
    public async Task Other_outlets_are_written_down_changed_and_removed_with_a_reason_and_exported()
    {
        var bureau = shared.Bureau;
        var item = await bureau.PublishedAsync(bureau.Article("报纸刊发的信息"));
        using var office = await bureau.SignedInAsync("office");
        await office.GoAsync("/Admin/Channels/Item/" + item.ContentItemId);
        await office.SubmitAsync("form[data-media]", new() { ["Input.Outlet"] = "", ["Input.PrintedOn"] = "2026-11-29" });
        Assert.Contains("请填写媒体名称", office.Text, StringComparison.Ordinal);
        Assert.Contains("刊发日期不能晚于今天", office.Text, StringComparison.Ordinal);
        await office.SubmitAsync("form[data-media]", new() { ["Input.Outlet"] = "澄溪日报", ["Input.Form"] = "Newspaper", ["Input.PrintedOn"] = "2026-11-19", ["Input.Address"] = "https://daily.example/1" });
        var posting = await bureau.App.QueryAsync(db => db.Set<ChannelPosting>().SingleAsync(p => p.ContentItemId == item.ContentItemId));
        Assert.Equal(("澄溪日报", MediaForm.Newspaper, new DateOnly(2026, 11, 19), PostingState.Online), (posting.Outlet!, posting.Form!.Value, posting.PrintedOn!.Value, posting.State));
        await office.GoAsync($"/Admin/Channels/Item/{item.ContentItemId}?edit={posting.Id}");
        await office.SubmitAsync("form[data-media]", new() { ["Input.Outlet"] = "澄溪晚报" });
        await office.GoAsync("/Admin/Content/Item/" + item.ContentItemId);
        Assert.Contains("澄溪晚报", office.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("澄溪日报", office.Text, StringComparison.Ordinal);

        var book = await office.GetRawAsync("/Admin/Channels/Postings?handler=Export&channel=media");
        using (var sheet = new System.IO.Compression.ZipArchive(await book.Content.ReadAsStreamAsync()))
        {
            Assert.Contains("澄溪晚报", string.Concat(sheet.Entries.Where(e => e.Name.EndsWith(".xml", StringComparison.Ordinal)).Select(e => new StreamReader(e.Open()).ReadToEnd())), StringComparison.Ordinal);
        }
        await office.GoAsync("/Admin/Channels/Item/" + item.ContentItemId);
        await office.SubmitAsync("form[action*=Remove]", new() { ["reason"] = "登记有误" });
        Assert.DoesNotContain("澄溪晚报", (await office.GoAsync("/Admin/Content/Item/" + item.ContentItemId)).Text, StringComparison.Ordinal);
        Assert.Equal("登记有误", (await bureau.App.QueryAsync(db => db.Set<ChannelPosting>().SingleAsync(p => p.Id == posting.Id))).Reason);
        Assert.Equal(3, await bureau.App.QueryAsync(db => db.Set<PortalEvent>().CountAsync(e => e.Kind == "posting.media" && e.SubjectId == item.ContentItemId)));
    }

    private static async Task<Result<ChannelSaved>> SaveAsync(Bureau bureau, string by) => await bureau.App.Get<SaveChannel>().HandleAsync(
        new SaveChannelCommand(null, ChannelKind.CountyPortal, "县政府门户", "https://county.example/in", "", "", "", [], bureau.Organisation.Agencies[0].Id, false), await bureau.ActorAsync(by), default);
}
