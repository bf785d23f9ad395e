using System.Reflection;
using System.Text.Json.Nodes;
using GovPortal.Api.Features;
using GovPortal.Client;
using GovPortal.Testing;
using Microsoft.AspNetCore.TestHost;

namespace GovPortal.Web.Tests.Api;

/// <summary>The client that others build on, against the real interface.</summary>
[Collection(nameof(ApiOffice))]
public sealed class ClientTests(ApiOffice office)
{
    private static ReviewForm Form => new("other", "own", "门户网站", true, "none", "none");

    [Fact]
    public async Task It_has_a_method_for_every_operation_and_no_other()
    {
        var described = (await office.Client.SendAsync("GET", "/openapi/v1.json")).Is(200).Json!["paths"]!.AsObject()
            .SelectMany(p => p.Value!.AsObject().Where(o => o.Key != "parameters").Select(o => (string)o.Value!["operationId"]!));
        var has = typeof(PortalClient).GetMethods().SelectMany(m => m.GetCustomAttributes<OperationAttribute>()).Select(o => o.Id).Distinct();
        Assert.Equal(described.Order(StringComparer.Ordinal), has.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_application_writes_an_item_that_people_review_and_reads_what_became_of_it()
    {
        using var http = await ApplicationAsync("client-writer", "SectionEditor");
        var client = new PortalClient(http);
        var before = (await client.ChangesAsync(0)).Require();
        while (before.HasMore) before = (await client.ChangesAsync(before.Next)).Require();

        var item = Article("客户端写的通知");
        var draft = (await client.SaveDraftAsync(item)).Require();
        Assert.False(draft.Item.Published);
        Assert.NotNull(draft.Tag);
        Assert.Equal(404, (await client.GetAsync(draft.Item.ContentItemId!)).Problem!.Status);
        Assert.Equal("客户端写的通知", (await client.GetAsync(draft.Item.ContentItemId!, latest: true)).Require().Item.Part<Title>("TitlePart")!.Text);

        var changed = (await client.PatchAsync(draft.Item.ContentItemId!, new JsonObject { ["HtmlBodyPart"] = new JsonObject { ["Html"] = "<p>改过。</p>" } }, tag: draft.Tag)).Require();
        var late = await client.PatchAsync(draft.Item.ContentItemId!, new JsonObject { ["HtmlBodyPart"] = new JsonObject { ["Html"] = "<p>迟到。</p>" } }, tag: draft.Tag);
        Assert.Equal((412, "draft.changed-by-other"), (late.Problem!.Status, late.Problem.Reasons.Single().Code));

        var refused = await client.PublishAsync(new ContentItem { ContentItemId = draft.Item.ContentItemId });
        Assert.Equal(409, refused.Problem!.Status);
        Assert.Equal(2, refused.Problem.Reasons.Count(r => r.Code == "publish.step-missing"));
        Assert.Throws<ApiRefusedException>(() => refused.Require());
        var submitted = (await client.SubmitAsync(new ContentItem { ContentItemId = draft.Item.ContentItemId }, Form, tag: changed.Tag)).Require();
        await office.ApproveAsync(submitted.Item.ContentItemVersionId!);
        Bureau.Must(await office.Bureau.PublishAsync(submitted.Item.ContentItemVersionId!));
        await office.Bureau.App.CatchUpAsync();

        var read = (await client.GetAsync(draft.Item.ContentItemId!)).Require();
        Assert.True(read.Item.Published);
        Assert.Contains("改过", (string)read.Item.Parts["HtmlBodyPart"]!["Html"]!, StringComparison.Ordinal);
        var change = Assert.Single((await client.ChangesAsync(before.Next)).Require().Items, c => c.ContentItemId == draft.Item.ContentItemId);
        Assert.Equal(("published", "客户端写的通知"), (change.Kind, change.ContentItem!.DisplayText));
        var today = DateOnly.FromDateTime(office.Bureau.App.Clock.GetUtcNow().UtcDateTime.AddHours(8));
        var listed = new List<string?>();
        for (var page = (Number: 1, Count: int.MaxValue); listed.Count < page.Count; page.Number++)
        {
            var found = (await client.ListAsync(new ContentFilter(Type: "Article", From: today, To: today, Page: page.Number, PageSize: 50))).Require();
            Assert.NotEmpty(found.Items);
            page.Count = found.Count;
            listed.AddRange(found.Items.Select(i => i.ContentItemId));
        }
        Assert.Contains(draft.Item.ContentItemId, listed);
        Assert.Contains((await client.RunQueryAsync(ApiOffice.SavedQuery)).Require().AsItems(), i => i.DisplayText == "客户端写的通知");
        var question = new JsonObject { ["query"] = new JsonObject { ["term"] = new JsonObject { ["ContentItemId"] = "{{ id }}" } } }.ToJsonString();
        Assert.Equal(1, (await client.SearchAsync(ApiOffice.Index, question, new JsonObject { ["id"] = draft.Item.ContentItemId })).Require().Count);
        var asked = (await client.AskGraphQlAsync("query Q($id: String!) { contentItem(contentItemId: $id) { displayText } }", new JsonObject { ["id"] = draft.Item.ContentItemId })).Require();
        Assert.Equal("客户端写的通知", (string?)asked.Data!["contentItem"]!["displayText"]);
        Assert.NotEmpty((await client.AskGraphQlAsync("{ article { nosuch } }")).Require().Errors!);
        Assert.Equal("客户端写的通知", (string?)(await client.SearchDocumentsAsync(ApiOffice.Index, question, new JsonObject { ["id"] = draft.Item.ContentItemId })).Require().Items!.Single()["Content.ContentItem.DisplayText.keyword"]);
    }

    [Fact]
    public async Task What_a_refused_request_leaves_is_named()
    {
        using var http = await ApplicationAsync("client-keeper", "SectionEditor");
        var client = new PortalClient(http);
        var nothing = await client.PublishAsync(Article("不留"));
        Assert.Null(nothing.Left);
        var kept = await client.PublishAsync(Article("留下草稿"), keepDraft: true);
        Assert.Equal(409, kept.Problem!.Status);
        Assert.Equal("留下草稿", (await client.GetAsync(kept.Left!, latest: true)).Require().Item.DisplayText);
        var gone = (await client.DeleteAsync(kept.Left!)).Require();
        Assert.False(gone.Item.Latest);
    }

    [Fact]
    public async Task Changes_are_followed_without_end_until_somebody_stops()
    {
        using var http = await ApplicationAsync("client-follower", "SectionEditor");
        var client = new PortalClient(http);
        var published = await office.Bureau.PublishedAsync(office.Bureau.Article("跟随到的"));
        await office.Bureau.App.CatchUpAsync();
        using var stop = new CancellationTokenSource();
        var seen = new List<string?>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var change in client.FollowAsync(0, TimeSpan.FromHours(1), stop.Token))
            {
                seen.Add(change.ContentItemId);
                if (change.ContentItemId == published.ContentItemId) await stop.CancelAsync();
            }
        });
        Assert.Contains(published.ContentItemId, seen);
        Assert.Equal(seen.Where(s => s is not null).Distinct().Count(), seen.Count(s => s is not null));
    }

    [Fact]
    public async Task A_token_is_kept_and_fetched_anew_where_it_no_longer_holds()
    {
        var (id, secret) = await office.Client.ApplicationAsync("client-token", true, new ApplicationRole("SectionEditor", office.Agency, office.Section("就业服务中心")));
        var counting = new Counting(office.Bureau.App.App.GetTestServer().CreateHandler());
        using var http = new HttpClient(new ClientCredentials(new Uri("http://localhost"), "client-token", secret, inner: counting, time: office.Bureau.App.Clock)) { BaseAddress = new Uri("http://localhost") };
        var client = new PortalClient(http);
        for (var i = 0; i < 3; i++) (await client.ListAsync(new ContentFilter())).Require();
        Assert.Equal(1, counting.Tokens);
        Bureau.Must(await office.Bureau.App.Get<ChangeApplication>().NewSecretAsync(id, await office.Bureau.ActorAsync("admin"), default));
        // The old token went with the old secret, and so there is none to be had with it.
        await Assert.ThrowsAsync<HttpRequestException>(() => client.ListAsync(new ContentFilter()));
        Assert.Equal(2, counting.Tokens);
    }

    private async Task<HttpClient> ApplicationAsync(string clientId, string role)
    {
        var (_, secret) = await office.Client.ApplicationAsync(clientId, true, new ApplicationRole(role, office.Agency, office.Section("就业服务中心")));
        var server = office.Bureau.App.App.GetTestServer();
        return new HttpClient(new ClientCredentials(server.BaseAddress, clientId, secret, inner: server.CreateHandler(), time: office.Bureau.App.Clock)) { BaseAddress = server.BaseAddress };
    }

    private ContentItem Article(string title)
    {
        var item = new ContentItem { ContentType = "Article" };
        foreach (var (part, value) in office.Bureau.Article(title)) item.Parts[part] = value?.DeepClone();
        return item;
    }

    private sealed record Title([property: System.Text.Json.Serialization.JsonPropertyName("Title")] string Text);

    private sealed class Counting(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public int Tokens { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath == "/connect/token") Tokens++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
