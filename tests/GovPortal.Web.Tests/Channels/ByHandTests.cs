using System.Net.Sockets;
using System.Text.Json.Nodes;
using GovPortal.Channels.Features;
using GovPortal.Channels.Model;
using GovPortal.Channels.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Channels;

/// <summary>What people do for a posting, and what channels do when they are switched.</summary>
[AnyEngine]
public sealed class ByHandTests
{
    [Fact]
    public async Task An_item_of_a_column_that_is_not_sent_by_itself_is_sent_by_hand_and_followed_from_then_on()
    {
        await using var office = await ChannelOffice.OpenAsync();
        await office.ChannelAsync(ChannelKind.CountyPortal, column: null);
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article("手工报送的信息"));
        Assert.Equal(0, await office.RunAsync());
        using var publisher = await office.Bureau.SignedInAsync("publisher");
        await publisher.GoAsync("/Admin/Content/Item/" + item.ContentItemId);
        Assert.NotNull(publisher.Page.QuerySelector($"a[href='/Admin/Channels/Item/{item.ContentItemId}']"));
        await publisher.GoAsync("/Admin/Channels/Item/" + item.ContentItemId);
        await publisher.SubmitAsync("form[data-send]");
        await office.RunAsync();
        Assert.Equal("published", (string?)Assert.Single(office.There.Calls).Json["event"]);
        // Once more changes nothing.
        await publisher.SubmitAsync("form[data-send]");
        Assert.Contains("这个版本已经报送", publisher.Text, StringComparison.Ordinal);
        Assert.Equal(0, await office.RunAsync());
        await office.Bureau.PublishedAsync(office.Bureau.Article("手工报送的信息，已更正"), item.ContentItemId);
        await office.RunAsync();
        Assert.Equal("changed", (string?)office.There.Calls.Last().Json["event"]);

        await publisher.GoAsync("/Admin/Channels/Item/" + item.ContentItemId);
        await publisher.SubmitAsync("form[action*=Online]", new() { ["address"] = "https://county.example/7" });
        var online = (await office.PostingsAsync()).MaxBy(p => p.Number)!;
        Assert.Equal((PostingState.Online, "https://county.example/7"), (online.State, online.Address));

        // An administrator looks and does nothing here.
        using var admin = await office.App.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/Channels/Item/" + item.ContentItemId);
        Assert.Equal(200, (int)admin.Response.StatusCode);
        Assert.Empty(admin.Page.QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task A_channel_that_was_off_catches_up_and_leaves_withdrawals_to_people()
    {
        await using var office = await ChannelOffice.OpenAsync();
        var channel = await office.ChannelAsync(ChannelKind.CountyPortal);
        var (change, publisher) = (office.App.Get<ChangeChannel>(), await office.Bureau.ActorAsync("publisher"));
        var kept = await office.Bureau.PublishedAsync(office.Bureau.Article("停用期间修改"));
        var gone = await office.Bureau.PublishedAsync(office.Bureau.Article("停用期间下线"));
        await office.RunAsync();
        Assert.Equal(2, office.There.Calls.Count);
        Assert.True((await change.EnableAsync(channel.Id, false, publisher, default)).Succeeded);
        await office.Bureau.PublishedAsync(office.Bureau.Article("停用期间修改过"), kept.ContentItemId);
        await CountyPortalTests.WithdrawAsync(office, gone.ContentItemId);
        Assert.Equal(0, await office.RunAsync());
        var byHand = Assert.Single(await office.PostingsAsync(), p => p.NeedsHand);
        Assert.Equal((gone.ContentItemId, "channel.off"), (byHand.ContentItemId, byHand.LastError));
        Assert.True((await office.App.Get<SendByHand>().RetryAsync(byHand.Id, publisher, default)).Has("channel.off"));

        Assert.True((await change.EnableAsync(channel.Id, true, publisher, default)).Succeeded);
        Assert.True((await office.App.Get<SendByHand>().RetryAsync(byHand.Id, publisher, default)).Succeeded);
        await office.RunAsync();
        Assert.Equal(["changed", "withdrawn"], office.There.Calls.Skip(2).Select(c => (string)c.Json["event"]!).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(await office.PostingsAsync(), p => p.NeedsHand);
    }

    [Fact]
    public async Task A_column_that_becomes_internal_takes_its_items_down()
    {
        await using var office = await ChannelOffice.OpenAsync();
        await office.ChannelAsync(ChannelKind.CountyPortal);
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article("栏目转为内部"));
        await office.RunAsync();
        await using (var tx = await office.App.Get<PortalTransactions>().BeginAsync(default))
        {
            await tx.Db.Set<ContentIndexRow>().Where(r => r.ContentItemId == item.ContentItemId).ExecuteUpdateAsync(s => s.SetProperty(r => r.IsInternal, true));
            tx.Append(new EventDraft(OrganisationEvents.ColumnsChanged, "system"));
            await tx.CommitAsync(default);
        }
        await office.RunAsync();
        Assert.Equal(["published", "withdrawn"], office.There.Calls.Select(c => (string)c.Json["event"]!));
    }

    [Fact]
    public async Task A_field_that_is_internal_stays_in_the_house()
    {
        await using var office = await ChannelOffice.OpenAsync();
        await office.ChannelAsync(ChannelKind.CountyPortal);
        await office.ChannelAsync(ChannelKind.WeChat);
        var types = office.App.Get<PortalStateReader>().Current.Definitions;
        var (type, part, field) = types.Types.Where(t => t.Creatable).SelectMany(t => t.Parts.SelectMany(p => p.Definition.Fields.Where(f => f is { IsInternal: true, FieldType: "TextField" }).Select(f => (t.Name, p.Name, f.Name)))).First();
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article("含内部字段的信息"));
        await office.App.QueryAsync(async db =>
        {
            var version = await db.Set<ContentVersion>().SingleAsync(v => v.Id == item.VersionId);
            var data = (JsonObject)JsonNode.Parse(version.Data)!;
            data[part] = new JsonObject { [field] = new JsonObject { ["Text"] = "内部掌握的口径" } };
            version.Data = data.ToJsonString();
            await db.Set<ContentItemRow>().Where(i => i.Id == item.ContentItemId).ExecuteUpdateAsync(s => s.SetProperty(i => i.ContentType, type));
            await db.Set<ContentIndexRow>().Where(r => r.ContentItemId == item.ContentItemId).ExecuteUpdateAsync(s => s.SetProperty(r => r.ContentType, type));
            return await db.SaveChangesAsync();
        });
        await office.RunAsync();
        Assert.Contains(office.There.Calls, c => c.Path == "/county");
        Assert.Contains(office.There.Calls, c => c.Path == "/cgi-bin/draft/add");
        Assert.All(office.There.Calls, c => Assert.DoesNotContain("内部掌握", c.Body.Contains("\\u", StringComparison.Ordinal) ? System.Text.RegularExpressions.Regex.Unescape(c.Body) : c.Body, StringComparison.Ordinal));
        foreach (var format in Enum.GetValues<ExportFormat>())
        {
            using var bytes = new MemoryStream();
            await office.App.Get<ExportSite>().HandleAsync(bytes, format, new ExportFilter(), Kernel.Access.Actor.System, trusted: true, default);
            using var zip = new System.IO.Compression.ZipArchive(bytes);
            foreach (var entry in zip.Entries.Where(e => !e.FullName.StartsWith("assets/", StringComparison.Ordinal)))
            {
                using var reader = new StreamReader(entry.Open());
                Assert.DoesNotContain("内部掌握", await reader.ReadToEndAsync(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_connection_that_breaks_off_leaves_a_post_to_people_and_nobody_there_is_tried_again()
    {
        await using var office = await ChannelOffice.OpenAsync();
        using var rude = new TcpListener(System.Net.IPAddress.Loopback, 0);
        rude.Start();
        var accepting = Task.Run(async () =>
        {
            using var client = await rude.AcceptTcpClientAsync();
            await client.GetStream().ReadAtLeastAsync(new byte[200], 100, throwOnEndOfStream: false);
        });
        await office.ChannelAsync(ChannelKind.Weibo, url: $"http://127.0.0.1:{((System.Net.IPEndPoint)rude.LocalEndpoint).Port}");
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article("发到一半断开"));
        await office.RunAsync();
        await accepting;
        rude.Stop();
        var broken = await office.PostingAsync();
        Assert.Equal(("outbound.cut-off 127.0.0.1", true), (broken.LastError, broken.IsUnsure));
        office.App.Clock.Set("2026-11-20 11:00");
        await office.RunAsync();
        Assert.Equal((PostingState.Failed, "channel.unsure"), ((await office.PostingAsync()).State, (await office.PostingAsync()).LastError));

        // It had arrived; what is then withdrawn has no id to be destroyed by.
        Assert.True((await office.App.Get<SendByHand>().ConfirmOnlineAsync(broken.Id, "https://m.weibo.cn/status/1", await office.Bureau.ActorAsync("publisher"), default)).Succeeded);
        await CountyPortalTests.WithdrawAsync(office, item.ContentItemId);
        await office.RunAsync();
        Assert.True((await office.PostingAsync()).NeedsHand);
    }

    [Fact]
    public async Task A_secret_does_not_go_to_another_server_than_it_was_given_for()
    {
        await using var office = await ChannelOffice.OpenAsync();
        var channel = await office.ChannelAsync(ChannelKind.WeChat);
        var agency = office.Bureau.Organisation.Agencies[0].Id;
        var publisher = await office.Bureau.ActorAsync("publisher");
        var moved = new SaveChannelCommand(channel.Id, ChannelKind.WeChat, "公众号", "https://evil.example", StandIn.AppId, "", "", [], agency, false);
        Assert.True((await office.App.Get<SaveChannel>().HandleAsync(moved, publisher, default)).Has("channel.secret-again"));
        Assert.True((await office.App.Get<SaveChannel>().HandleAsync(moved with { Secret = "a-new-one" }, publisher, default)).Succeeded);
    }
}
