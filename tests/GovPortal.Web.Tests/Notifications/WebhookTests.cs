using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Navigation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using GovPortal.Notifications.Features;
using GovPortal.Notifications.Model;
using GovPortal.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static GovPortal.Testing.Bureau;
using static GovPortal.Web.Tests.Notifications.Telling;

namespace GovPortal.Web.Tests.Notifications;

/// <summary>Webhooks against a real listener on the loopback interface.</summary>
public sealed class WebhookTests(SharedBureau shared)
{
    private const string Allow = "Portal:Outbound:Allow=127.0.0.1";

    [Fact]
    public async Task Events_and_notices_arrive_signed_without_a_title_and_only_those_that_were_chosen()
    {
        await using var listener = await Listener.StartAsync();
        await using var app = await QuietPortalAsync(Allow);
        await using var second = await app.SecondNodeAsync();
        var bureau = await OpenAsync(app);
        var agency = bureau.Organisation.Agencies[0].Id;
        var made = Must(await SaveAsync(bureau, listener.Url, ["danger"], [ContentEvents.Submitted], agency));
        await SaveAsync(bureau, listener.Url + "/other", ["danger"], [], "another-agency", expected: "webhook.unknown-agency");

        var draft = Must(await bureau.DraftAsync(bureau.Article("关于稳岗返还的草稿")));
        Must(await bureau.SubmitAsync(draft.VersionId));
        await app.TellAsync(Notice("a", "danger", agency: agency), new Recipients(Role: "Office"), new Recipients(Role: "DeputyLeader"));
        await app.TellAsync(Notice("b", "info", agency: agency), new Recipients(Role: "Office"));
        await app.TellAsync(Notice("c", "danger"), new Recipients(Role: "Office"));
        await Task.WhenAll(app.Get<OnceEventPump>().CatchUpAsync(default), second.Get<OnceEventPump>().CatchUpAsync(default));
        await app.Get<OnceEventPump>().CatchUpAsync(default);
        await Task.WhenAll(app.DeliverAsync(), second.DeliverAsync());
        await app.DeliverAsync();
        await second.DeliverAsync();

        Assert.Equal(2, listener.Calls.Count);
        foreach (var call in listener.Calls)
        {
            var body = JsonNode.Parse(call.Body)!.AsObject();
            Assert.Equal(["id", "kind", "subject", "agency", "occurredUtc"], body.Select(m => m.Key));
            Assert.Equal(call.Delivery, (string?)body["id"]);
            Assert.Equal(agency, (string?)body["agency"]);
            Assert.True(Verifies(made.Secret!, call), call.Signature);
            Assert.False(Verifies("whs_other", call));
            Assert.DoesNotContain("稳岗", call.Body, StringComparison.Ordinal);
        }
        Assert.Equal(["content.submitted", "notice.danger"], listener.Calls.Select(c => (string)JsonNode.Parse(c.Body)!["kind"]!).Order(StringComparer.Ordinal));
        Assert.Equal(2, await app.QueryAsync(db => db.Set<Delivery>().CountAsync(d => d.SentUtc != null)));
    }

    [Fact]
    public async Task An_error_is_tried_again_with_the_same_id_and_a_new_signature()
    {
        await using var listener = await Listener.StartAsync();
        listener.Status = 500;
        await using var app = await QuietPortalAsync(Allow);
        var bureau = await OpenAsync(app);
        var made = Must(await SaveAsync(bureau, listener.Url, ["danger"], []));
        await app.TellAsync(Notice("a", "danger"), new Recipients(Role: "Office"));
        await app.DeliverAsync();
        var waiting = Assert.Single(await app.DeliveriesAsync());
        Assert.Equal((DeliveryState.Waiting, "webhook.status 500"), (waiting.State, waiting.LastError));
        listener.Status = 200;
        app.Clock.Set("2026-11-20 10:05");
        await app.DeliverAsync();
        var calls = listener.Calls.ToArray();
        Assert.Equal(2, calls.Length);
        Assert.Equal((calls[0].Delivery, calls[0].Body), (calls[1].Delivery, calls[1].Body));
        Assert.NotEqual(calls[0].Signature, calls[1].Signature);
        Assert.All(calls, c => Assert.True(Verifies(made.Secret!, c)));
        Assert.Equal(DeliveryState.Sent, Assert.Single(await app.DeliveriesAsync()).State);
    }

    [Fact]
    public async Task A_private_address_is_refused_unless_it_is_listed()
    {
        await using var listener = await Listener.StartAsync();
        await using var app = await QuietPortalAsync();
        var bureau = await OpenAsync(app);
        Must(await SaveAsync(bureau, listener.Url, ["danger"], []));
        await app.TellAsync(Notice("a", "danger"), new Recipients(Role: "Office"));
        await app.DeliverAsync();
        Assert.Empty(listener.Calls);
        Assert.StartsWith("outbound.address-refused", Assert.Single(await app.DeliveriesAsync()).LastError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://a.example/", "webhook.bad-url"), InlineData("https://user:pass@a.example/", "webhook.bad-url"), InlineData("/Admin", "webhook.bad-url")]
    [InlineData("https://a.example/", "webhook.unknown-tone", "purple"), InlineData("https://a.example/", "webhook.nothing-chosen", null)]
    [InlineData("https://a.example/", "webhook.unknown-kind", "danger", "user.signed-in"), InlineData("https://a.example/", "webhook.unknown-kind", "danger", "content.nonsense")]
    public async Task What_cannot_be_used_is_refused(string url, string code, string? tone = "danger", string? kind = null) =>
        await SaveAsync(shared.Bureau, url, tone is null ? [] : [tone], kind is null ? [] : [kind], expected: code);

    [Fact]
    public async Task Only_those_who_manage_notices_do_anything_to_webhooks()
    {
        var bureau = shared.Bureau;
        var made = Must(await SaveAsync(bureau, "https://a.example/", ["danger"], []));
        var change = bureau.App.Get<ChangeWebhook>();
        foreach (var who in "editor head reviewer leader office publisher".Split(' '))
        {
            var actor = await bureau.ActorAsync(who);
            Assert.True((await bureau.App.Get<SaveWebhook>().HandleAsync(new SaveWebhookCommand(null, "https://a.example/", ["danger"], [], null), actor, default)).Has(Failure.NotAllowed), who);
            Assert.True((await change.RotateAsync(made.Id, actor, default)).Has(Failure.NotAllowed), who);
            Assert.True((await change.EnableAsync(made.Id, false, actor, default)).Has(Failure.NotAllowed), who);
            Assert.True((await change.TestAsync(made.Id, actor, default)).Has(Failure.NotAllowed), who);
            Assert.True((await change.DeleteAsync(made.Id, actor, default)).Has(Failure.NotAllowed), who);
            Assert.True((await bureau.App.Get<SendTestMail>().HandleAsync(actor, default)).Has(Failure.NotAllowed), who);
            using var visitor = await bureau.SignedInAsync(who);
            foreach (var url in (string[])["/Admin/Webhooks", "/Admin/Webhooks/Edit", "/Admin/Webhooks/Edit/" + made.Id]) Assert.Equal(403, (int)(await visitor.GetRawAsync(url)).StatusCode);
        }
    }

    [Fact]
    public async Task A_secret_is_shown_once_and_kept_protected_and_every_change_is_an_event()
    {
        await using var listener = await Listener.StartAsync();
        await using var app = await QuietPortalAsync(Allow);
        await OpenAsync(app);
        using var admin = await app.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/Webhooks/Edit");
        await admin.SubmitAsync("form[data-guard]", new() { ["Input.Url"] = listener.Url, ["Input.Tones"] = "danger" });
        var secret = admin.Page.QuerySelector("[data-secret]")?.TextContent ?? throw new InvalidOperationException(admin.Errors);
        Assert.StartsWith("whs_", secret, StringComparison.Ordinal);
        Assert.True(admin.Response.Headers.CacheControl?.NoStore);
        var webhook = await app.QueryAsync(db => db.Set<Webhook>().SingleAsync());
        Assert.DoesNotContain(secret, webhook.Secret, StringComparison.Ordinal);
        foreach (var url in (string[])["/Admin/Webhooks", "/Admin/Webhooks/Edit/" + webhook.Id, "/Admin/Audit", "/Admin/Notices/Deliveries"])
        {
            Assert.DoesNotContain(secret, (await admin.GoAsync(url)).Page.Source.Text, StringComparison.Ordinal);
        }

        await admin.GoAsync("/Admin/Webhooks/Edit/" + webhook.Id);
        await admin.SubmitAsync("form[action*=Rotate]");
        var rotated = admin.Page.QuerySelector("[data-secret]")!.TextContent;
        Assert.NotEqual(secret, rotated);
        await admin.SubmitAsync("form[action*=Test]");
        await app.DeliverAsync();
        Assert.True(Verifies(rotated, Assert.Single(listener.Calls)));
        await admin.GoAsync("/Admin/Webhooks/Edit/" + webhook.Id);
        Assert.Contains("已发出", admin.Text, StringComparison.Ordinal);
        await admin.SubmitAsync("form[action*=Enable]");
        Assert.Contains("停用", admin.Text, StringComparison.Ordinal);
        await admin.SubmitAsync("form[action*=Test]");
        Assert.Contains("推送已停用或删除", admin.Text, StringComparison.Ordinal);
        Assert.Contains("1 条发送记录", admin.Page.Source.Text, StringComparison.Ordinal);
        await admin.SubmitAsync("form[action*=Delete]");
        Assert.Equal("/Admin/Webhooks", admin.Url);
        Assert.Empty(await app.DeliveriesAsync());
        Assert.Equal(["created", "rotated", "disabled", "deleted"], await app.QueryAsync(async db => (await db.Set<PortalEvent>()
            .Where(e => e.Kind == "webhook.changed").OrderBy(e => e.Id).Select(e => e.Payload).ToListAsync()).Select(p => (string)JsonNode.Parse(p)!["what"]!)));
    }

    private static async Task<Result<WebhookSaved>> SaveAsync(
        Bureau bureau, string url, string[] tones, string[] kinds, string? agency = null, string? expected = null)
    {
        var result = await bureau.App.Get<SaveWebhook>().HandleAsync(new SaveWebhookCommand(null, url, tones, kinds, agency), await bureau.ActorAsync("admin"), default);
        Assert.Equal(expected, result.Failures.Count == 0 ? null : result.Failures[0].Code);
        return result;
    }

    /// <summary>As a receiver would: independent of the product's code.</summary>
    private static bool Verifies(string secret, Call call)
    {
        var parts = call.Signature.Split(',').ToDictionary(p => p.Split('=')[0], p => p.Split('=')[1]);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(parts["t"] + "." + call.Body));
        return CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(parts["v1"]));
    }

    private sealed record Call(string Delivery, string Signature, string Body);

    private sealed class Listener(WebApplication server) : IAsyncDisposable
    {
        public ConcurrentQueue<Call> Calls { get; } = new();
        public int Status { get; set; } = 204;
        public string Url { get; private set; } = "";

        public static async Task<Listener> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var listener = new Listener(builder.Build());
            listener.Map();
            await listener.StartServerAsync();
            return listener;
        }

        private void Map() => server.MapPost("/hook", async (HttpRequest request) =>
        {
            Calls.Enqueue(new Call(request.Headers["X-GovPortal-Delivery"]!, request.Headers["X-GovPortal-Signature"]!, await new StreamReader(request.Body).ReadToEndAsync()));
            return Results.StatusCode(Status);
        });

        private async Task StartServerAsync()
        {
            await server.StartAsync();
            Url = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hook";
        }

        public async ValueTask DisposeAsync()
        {
            await server.StopAsync();
            await server.DisposeAsync();
        }
    }
}
