using System.Text.Json.Nodes;
using GovPortal.Concerns.Features;
using GovPortal.Concerns.Model;
using GovPortal.Concerns.Rules;
using GovPortal.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Concerns;

/// <summary>Messages of monitors: signed, fresh, kept once; all else keeps nothing.</summary>
public sealed class MonitorTests
{
    [Fact]
    public async Task A_message_becomes_a_concern_to_be_graded_and_is_kept_once()
    {
        await using var office = await ConcernOffice.OpenAsync("2026-11-23 09:00");
        var monitor = await office.MonitorAsync();
        var message = ConcernOffice.Message("a-1", "网民反映路灯不亮");
        message["foundUtc"] = "2026-11-23T08:30:00+08:00";
        Assert.Equal(204, (await office.SendAsync(monitor, message)).Status);
        var concern = await office.App.QueryAsync(db => db.Set<Concern>().AsNoTracking().SingleAsync());
        Assert.Equal((ConcernState.Triage, "website", "网民反映路灯不亮", ConcernOffice.Civil("2026-11-23 08:30"), null), (concern.State, concern.Channel, concern.Title, concern.FoundUtc, concern.DueUtc));
        // Sent again, and played back within the window.
        office.App.Clock.Set("2026-11-23 09:03");
        Assert.Equal(204, (await office.SendAsync(monitor, message)).Status);
        Assert.Equal(204, (await office.SendAsync(monitor, message, TimeSpan.FromMinutes(-3))).Status);
        Assert.Equal(1, await office.CountAsync());
        using var desk = await office.Bureau.SignedInAsync("office");
        await desk.GoAsync("/Admin");
        Assert.Contains("待研判的舆情", desk.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("路灯", desk.Text, StringComparison.Ordinal);
        await desk.GoAsync("/Admin/Concerns/" + concern.Id);
        Assert.Contains("网络监测", desk.Text, StringComparison.Ordinal);
        // By the client that others build on.
        using var http = new HttpClient(office.App.App.GetTestServer().CreateHandler()) { BaseAddress = new Uri("http://localhost/") };
        var (client, sent) = (new GovPortal.Client.PortalClient(http), new GovPortal.Client.ConcernMessage("by-client-1", "网民反映公交改线"));
        Assert.Null(await client.SendConcernAsync(monitor.MonitorId, monitor.Secret, sent, office.App.Clock.GetUtcNow()));
        Assert.Equal("concern.bad-signature", (await client.SendConcernAsync(monitor.MonitorId, "cms_forged", sent, office.App.Clock.GetUtcNow()))!.Reasons.Single().Code);
        Assert.Equal(2, await office.CountAsync());
    }

    [Fact]
    public async Task What_is_forged_old_oversized_or_malformed_is_refused_and_nothing_is_kept()
    {
        await using var office = await ConcernOffice.OpenAsync();
        var monitor = await office.MonitorAsync();
        var message = ConcernOffice.Message("a-1");
        await RefusedAsync(401, "concern.bad-signature", monitor with { Secret = "cms_forged" }, message);
        await RefusedAsync(401, "concern.bad-signature", monitor with { MonitorId = "nosuchmonitor" }, message);
        await RefusedAsync(401, "concern.bad-signature", monitor, message, signature: "");
        await RefusedAsync(401, "concern.bad-signature", monitor, message, signature: office.Sign(monitor.Secret, "{}"));
        await RefusedAsync(401, "concern.too-old", monitor, message, TimeSpan.FromSeconds(-301));
        await RefusedAsync(401, "concern.too-old", monitor, message, TimeSpan.FromSeconds(301));
        await RefusedAsync(400, "concern.message-malformed", monitor, new JsonObject { ["id"] = "1", ["title"] = "标题", ["secret"] = "?" });
        await RefusedAsync(400, "concern.message-malformed", monitor, new JsonObject { ["id"] = 1, ["title"] = "标题" });
        await RefusedAsync(400, "concern.message-id", monitor, new JsonObject { ["title"] = "标题" });
        await RefusedAsync(400, "concern.words-required", monitor, new JsonObject { ["id"] = "1" });
        await RefusedAsync(400, "concern.channel", monitor, new JsonObject { ["id"] = "1", ["title"] = "标题", ["channel"] = "pigeon" });
        await RefusedAsync(400, "concern.bad-link", monitor, new JsonObject { ["id"] = "1", ["title"] = "标题", ["link"] = "javascript:alert(1)" });
        await RefusedAsync(400, "concern.found-time", monitor, new JsonObject { ["id"] = "1", ["title"] = "标题", ["foundUtc"] = "2027-01-01T00:00:00Z" });
        await RefusedAsync(413, "concern.too-large", monitor, new JsonObject { ["id"] = "1", ["title"] = "标题", ["text"] = new string('x', 65 * 1024) });

        // Switched off, and with another secret.
        var (save, actor) = (office.App.Get<SaveMonitor>(), await office.ActorAsync("office"));
        Assert.True((await save.EnableAsync(monitor.MonitorId, false, actor, default)).Succeeded);
        await RefusedAsync(401, "concern.bad-signature", monitor, message);
        Assert.True((await save.EnableAsync(monitor.MonitorId, true, actor, default)).Succeeded);
        var renewed = Bureau.Must(await save.RotateAsync(monitor.MonitorId, actor, default));
        await RefusedAsync(401, "concern.bad-signature", monitor, message);
        Assert.Equal(204, (await office.SendAsync(renewed, message)).Status);

        async Task RefusedAsync(int status, string code, MonitorSecret by, JsonObject what, TimeSpan? off = null, string? signature = null)
        {
            var answer = await office.SendAsync(by, what, off, signature);
            Assert.Equal(status, answer.Status);
            Assert.Equal(code, (string?)JsonNode.Parse(answer.Body)!["reasons"]![0]!["code"]);
            Assert.Equal(0, await office.CountAsync());
        }
    }

    [Fact]
    public async Task A_thousand_at_once_are_all_kept_once()
    {
        await using var office = await ConcernOffice.OpenAsync(settings: "Portal:Concerns:MessagesPerMinute=2000");
        var monitor = await office.MonitorAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => office.SendAsync(monitor, ConcernOffice.Message($"m-{i % 900}"))));
        Assert.All(answers, a => Assert.Equal(204, a.Status));
        var kept = await office.App.QueryAsync(db => db.Set<Concern>().AsNoTracking().Select(c => new { c.ExternalId, c.Number }).ToListAsync());
        Assert.Equal((900, 900), (kept.Select(k => k.ExternalId).Distinct().Count(), kept.Count));
        Assert.Equal(Enumerable.Range(1, 900), kept.Select(k => k.Number).Order());
    }

    [Fact]
    public async Task Beyond_the_rate_each_one_is_told_so_and_none_is_lost_silently()
    {
        await using var office = await ConcernOffice.OpenAsync(settings: "Portal:Concerns:MessagesPerMinute=20");
        var monitor = await office.MonitorAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => office.SendAsync(monitor, ConcernOffice.Message($"m-{i}"))));
        Assert.Equal((20, 30), (answers.Count(a => a.Status == 204), answers.Count(a => a.Status == 429)));
        Assert.Equal(20, await office.CountAsync());
        office.App.Clock.Set("2026-11-23 09:02");
        Assert.Equal(204, (await office.SendAsync(monitor, ConcernOffice.Message("m-again"))).Status);
    }

    [Fact]
    public async Task The_secret_is_shown_once_and_kept_protected()
    {
        await using var office = await ConcernOffice.OpenAsync();
        using var desk = await office.Bureau.SignedInAsync("office");
        await desk.GoAsync("/Admin/Concerns/Monitors");
        await desk.SubmitAsync("form[data-guard]", new() { ["Input.Title"] = "舆情监测平台", ["Input.Channel"] = "media" });
        var secret = desk.Page.QuerySelector("[data-secret]")!.TextContent;
        var kept = await office.App.QueryAsync(db => db.Set<ConcernMonitor>().AsNoTracking().SingleAsync());
        Assert.DoesNotContain(secret, kept.Secret, StringComparison.Ordinal);
        Assert.Equal(204, (await office.SendAsync(new MonitorSecret(kept.Id, secret), ConcernOffice.Message("1"))).Status);
        await desk.GoAsync("/Admin/Concerns/Monitors");
        Assert.Null(desk.Page.QuerySelector("[data-secret]"));
        Assert.Contains("舆情监测平台", desk.Text, StringComparison.Ordinal);
    }
}
