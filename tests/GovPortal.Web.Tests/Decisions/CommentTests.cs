using System.Globalization;
using System.Net;
using GovPortal.Decisions.Model;
using GovPortal.Decisions.Rules;
using GovPortal.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Decisions;

/// <summary>The public form: who may post, how often, and what a refusal leaves.</summary>
public sealed class CommentTests
{
    [Fact]
    public async Task A_comment_from_another_site_is_not_taken()
    {
        var (bureau, id) = await OpenAsync();
        await using var app = bureau.App;
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(app, id, ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(app, id, ("Sec-Fetch-Site", "same-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(app, id, ("Origin", "https://evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(app, id, ("Origin", "null")));
        Assert.Equal(0, await CountAsync(app));
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(app, id, ("Sec-Fetch-Site", "same-origin"), ("Origin", "https://localhost")));
        Assert.Equal(1, await CountAsync(app));
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/Audit");
        Assert.Contains(admin.Page.QuerySelectorAll("tr"), r => r.TextContent.Contains("收到征集意见", StringComparison.Ordinal) && r.TextContent.Contains("公众", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_fills_the_unseen_field_is_refused_and_loses_nothing_it_typed()
    {
        var (bureau, id) = await OpenAsync();
        await using var app = bureau.App;
        using var citizen = app.Visitor();
        await citizen.GoAsync(await bureau.PathAsync(id));
        await citizen.SubmitAsync("form.comment-form", new() { ["text"] = "快来看<b>广告</b>", ["name"] = "某人", ["website"] = "http://spam.example" });
        Assert.Equal(422, (int)citizen.Response.StatusCode);
        Assert.Contains("自动程序", citizen.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("快来看<b>广告</b>", citizen.Page.QuerySelector("#comment-text")!.TextContent);
        Assert.Equal("某人", citizen.Page.QuerySelector("#comment-name")!.GetAttribute("value"));
        Assert.Equal("no-store", citizen.Response.Headers.CacheControl!.ToString());
        await citizen.SubmitAsync("form.comment-form", new() { ["phone"] = "打我电话" });
        Assert.Contains("电话号码的格式不对", citizen.Text, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(app));
        // Corrected on the page of the refusal, it is taken.
        await citizen.SubmitAsync("form.comment-form", new() { ["phone"] = "" });
        Assert.Contains("意见已收到", citizen.Text, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(app));
    }

    [Fact]
    public async Task Without_the_browsers_work_an_address_sends_three_an_hour_and_with_it_more()
    {
        var (bureau, id) = await OpenAsync();
        await using var app = bureau.App;
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.Redirect, await PostAsync(app, id));
        Assert.Equal(HttpStatusCode.TooManyRequests, await PostAsync(app, id));
        var stamp = (app.Clock.GetUtcNow().ToUnixTimeSeconds() / 60).ToString(CultureInfo.InvariantCulture);
        var nonce = CommentWork.Find(id, Text, stamp);
        Assert.Equal(HttpStatusCode.TooManyRequests, await PostAsync(app, id, stamp, "x" + nonce));
        for (var i = 3; i < 20; i++) Assert.Equal(HttpStatusCode.Redirect, await PostAsync(app, id, stamp, nonce));
        Assert.Equal(HttpStatusCode.TooManyRequests, await PostAsync(app, id, stamp, nonce));
        Assert.Equal(20, await CountAsync(app));
        app.Clock.Set("2026-11-20 11:01");
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(app, id));
    }

    [Fact]
    public async Task A_form_that_breaks_off_is_a_bad_request()
    {
        var (bureau, id) = await OpenAsync();
        await using var app = bureau.App;
        using var client = app.App.GetTestClient();
        using var content = new ByteArrayContent("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nno end"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(new Uri($"/consultations/{id}/comments", UriKind.Relative), content)).StatusCode);
    }

    [Fact]
    public async Task A_withdrawn_or_unknown_consultation_takes_nothing()
    {
        var (bureau, id) = await OpenAsync();
        await using var app = bureau.App;
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(app, "4" + new string('0', 25)));
        Assert.True((await app.Get<Kernel.Publishing.WithdrawItem>().HandleAsync(new Kernel.Publishing.WithdrawItemCommand(id, "content-error"), await bureau.ActorAsync("publisher"), default)).Succeeded);
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(app, id));
        Assert.Equal(HttpStatusCode.NotFound, (await app.App.GetTestClient().GetAsync(new Uri($"/consultations/{id}/received?code=ABCDEFGHJK", UriKind.Relative))).StatusCode);
        Assert.Equal(0, await CountAsync(app));
    }

    [Fact]
    public async Task A_consultation_that_is_not_public_takes_nothing_whatever_its_row_says()
    {
        var (bureau, _) = await OpenAsync();
        await using var app = bureau.App;
        var data = bureau.Consultation("内部征求意见", "2026-11-20", "2026-12-10");
        data["DisclosurePart"]!["ColumnId"] = bureau.Column("督查通报").Id;
        var draft = Bureau.Must(await app.Get<Kernel.Publishing.SaveDraft>().HandleAsync(new Kernel.Publishing.SaveDraftCommand(null, "Consultation", data), await bureau.ActorAsync("office"), default));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(app, draft.ContentItemId));
        await using (var tx = await app.Get<Kernel.Data.PortalTransactions>().BeginAsync(default))
        {
            // What counts is what the public may read: live, and in no internal column.
            tx.Db.Add(new Consultation { ContentItemId = draft.ContentItemId, AgencyId = bureau.Organisation.Agencies[0].Id, Title = "内部征求意见", OpensOn = new(2026, 11, 20), ClosesOn = new(2026, 12, 10), IsLive = true });
            await tx.CommitAsync(default);
        }
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(app, draft.ContentItemId));
        Assert.Equal(0, await CountAsync(app));
    }

    [Fact]
    public async Task A_comment_by_telephone_is_written_down_and_counts_like_the_others()
    {
        var (bureau, id) = await OpenAsync();
        await using var app = bureau.App;
        app.Clock.Set("2026-12-12 10:00");
        using var editor = await bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin/Consultations/" + id);
        Dictionary<string, string> Comment(string channel, string day) => new() { ["Channel"] = channel, ["ReceivedOn"] = day, ["Text"] = "建议提高标准", ["Name"] = "王某" };
        foreach (var (channel, day) in new[] { ("phone", "2026-11-19"), ("phone", "2026-12-11"), ("letter", "2026-12-13"), ("phone", "") })
        {
            await editor.SubmitAsync("form[action*='handler=Register']", Comment(channel, day));
            Assert.Contains(day.Length > 0 ? "收到日期应在 2026-11-20 至 2026-12-10 之间" : "请填写收到日期", editor.Errors, StringComparison.Ordinal);
        }
        Assert.Equal(0, await CountAsync(app));
        await editor.SubmitAsync("form[action*='handler=Register']", Comment("phone", "2026-12-10"));
        await editor.SubmitAsync("form[action*='handler=Register']", Comment("letter", "2026-12-12"));
        Assert.Contains("已登记意见", editor.Text, StringComparison.Ordinal);
        Assert.Equal(2, editor.Page.QuerySelectorAll("tr[id^='c-']").Length);
        var kept = await app.QueryAsync(db => db.Set<ConsultationComment>().OrderBy(c => c.ReceivedUtc).ToListAsync());
        Assert.Equal(["phone", "letter"], kept.Select(c => c.Channel));
        Assert.All(kept, c => Assert.DoesNotContain("王某", c.Contact, StringComparison.Ordinal));
        var stranger = await bureau.ActorAsync("stranger");
        Assert.True((await app.Get<GovPortal.Decisions.Features.RegisterComment>().HandleAsync(new(id, "phone", new(2026, 12, 1), "x", "", "", ""), stranger, default)).Has("access.not-allowed"));
    }

    [Fact]
    public async Task Behind_a_known_proxy_each_visitor_has_a_limit_of_their_own_and_a_stranger_cannot_pretend_one()
    {
        await using var app = await PortalApp.StartOpenedAsync("Portal:TrustedProxies:0=10.9.0.0/16");
        var bureau = await Bureau.OpenAsync(app);
        var id = (await bureau.PublishedAsync("Consultation", bureau.Consultation("就业补助办法（征求意见稿）", "2026-11-20", "2026-12-10"))).ContentItemId;
        for (var i = 0; i < 3; i++) Assert.Equal(302, await FromAsync("10.9.0.4", "203.0.113.7"));
        Assert.Equal(429, await FromAsync("10.9.0.4", "203.0.113.7"));
        Assert.Equal(302, await FromAsync("10.9.0.4", "203.0.113.8"));
        // Not a proxy of ours: what it says of others does not count.
        for (var i = 0; i < 3; i++) Assert.Equal(302, await FromAsync("198.51.100.1", "203.0.113." + (20 + i)));
        Assert.Equal(429, await FromAsync("198.51.100.1", "203.0.113.30"));

        async Task<int> FromAsync(string peer, string forwarded)
        {
            var body = System.Text.Encoding.UTF8.GetBytes("text=" + Uri.EscapeDataString(Text));
            var answer = await app.App.GetTestServer().SendAsync(context =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
                (context.Request.Method, context.Request.Path, context.Request.Scheme) = ("POST", $"/consultations/{id}/comments", "http");
                context.Request.Host = new("localhost");
                (context.Request.ContentType, context.Request.ContentLength) = ("application/x-www-form-urlencoded", body.Length);
                context.Request.Headers["X-Forwarded-For"] = forwarded;
                context.Request.Body = new MemoryStream(body);
            });
            return answer.Response.StatusCode;
        }
    }

    private const string Text = "建议延长申领期限";

    private static async Task<(Bureau Bureau, string Id)> OpenAsync()
    {
        var bureau = await Bureau.OpenAsync(await PortalApp.StartOpenedAsync());
        return (bureau, (await bureau.PublishedAsync("Consultation", bureau.Consultation("就业补助办法（征求意见稿）", "2026-11-20", "2026-12-10"))).ContentItemId);
    }

    private static Task<int> CountAsync(PortalApp app) => app.QueryAsync(db => db.Set<ConsultationComment>().CountAsync());

    private static Task<HttpStatusCode> PostAsync(PortalApp app, string id, params (string Name, string Value)[] headers) => PostAsync(app, id, "", "", headers);

    private static async Task<HttpStatusCode> PostAsync(PortalApp app, string id, string stamp, string nonce, params (string Name, string Value)[] headers)
    {
        using var client = app.App.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/consultations/{id}/comments", UriKind.Relative));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["text"] = Text, ["stamp"] = stamp, ["nonce"] = nonce });
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return (await client.SendAsync(request)).StatusCode;
    }
}
