using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Publishing;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Api;

/// <summary>What programs read: what is public, to the last change, and nothing else.</summary>
[Collection(nameof(ApiOffice))]
public sealed class ContentReadingTests(ApiOffice office)
{
    private readonly ApiClient _client = office.Client;
    private readonly Bureau _bureau = office.Bureau;

    [Fact]
    public async Task A_published_item_that_was_not_changed_is_not_sent_again()
    {
        var (token, item) = (await office.TokenAsync("editor"), await _bureau.PublishedAsync(_bureau.Article("不变的信息")));
        var url = $"{ApiClient.Root}/{item.ContentItemId}";
        var read = (await _client.SendAsync("GET", url, token)).Is(200);
        var again = await _client.SendAsync("GET", url, token, null, ("If-None-Match", read.Tag!));
        Assert.Equal((304, ""), (again.Status, again.Text));
        // A draft beside it raises the revision; what is read is still the published version.
        (await _client.SendAsync("PATCH", url, token, new JsonObject { ["TitlePart"] = new JsonObject { ["Title"] = "尚未公开的改动" } })).Is(200);
        var now = (await _client.SendAsync("GET", url, token, null, ("If-None-Match", read.Tag!))).Is(200);
        Assert.Equal(("不变的信息", true, false), ((string?)now.Json!["DisplayText"], (bool)now.Json["Published"]!, (bool)now.Json["Latest"]!));
        Assert.DoesNotContain("尚未公开的改动", now.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_filter_page_and_hold_public_items_alone()
    {
        var token = await office.TokenAsync("editor");
        var (first, second) = (await _bureau.PublishedAsync(_bureau.Article("列表甲")), await _bureau.PublishedAsync(_bureau.Article("列表乙")));
        Must(await _bureau.DraftAsync(_bureau.Article("列表草稿")));
        var column = _bureau.Column("就业政策");
        foreach (var filter in new[] { "type=Article", "column=" + column.Id, "column=" + column.Path, "section=" + office.Section("就业服务中心"), "from=2026-11-20&to=2026-11-20" })
        {
            var found = (await _client.SendAsync("GET", $"{ApiClient.Root}?{filter}&pageSize=100", token)).Is(200).Json!;
            var ids = found["items"]!.AsArray().Select(i => (string)i!["ContentItemId"]!).ToList();
            Assert.Contains(first.ContentItemId, ids);
            Assert.Contains(second.ContentItemId, ids);
            Assert.DoesNotContain("列表草稿", found.ToJsonString(CanonicalJson.Unescaped), StringComparison.Ordinal);
            Assert.Equal(ids.Count, (int)found["count"]!);
        }
        foreach (var filter in new[] { "type=Consultation", "section=" + office.Section("财务科"), "from=2026-11-21", "to=2026-11-19" })
        {
            Assert.DoesNotContain(first.ContentItemId, (await _client.SendAsync("GET", $"{ApiClient.Root}?{filter}&pageSize=100", token)).Is(200).Text, StringComparison.Ordinal);
        }
        var pages = new List<string>();
        for (var page = 1; ; page++)
        {
            var items = (await _client.SendAsync("GET", $"{ApiClient.Root}?column={column.Id}&pageSize=1&page={page}", token)).Is(200).Json!["items"]!.AsArray();
            if (items.Count == 0) break;
            pages.Add((string)items.Single()!["ContentItemId"]!);
        }
        Assert.Equal(pages.Count, pages.Distinct().Count());
        Assert.Contains(first.ContentItemId, pages);
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("pageSize=101", "pageSize")]
    [InlineData("page=x", "page")]
    [InlineData("from=20.11.2026", "from")]
    [InlineData("column=nowhere", "column")]
    public async Task A_filter_that_cannot_be_read_is_refused_by_name(string query, string field) =>
        Assert.Equal([field], (await _client.SendAsync("GET", $"{ApiClient.Root}?{query}", await office.TokenAsync("editor"))).IsProblem(400).Fields);

    [Fact]
    public async Task A_long_run_of_overtaken_changes_is_passed_over_in_bounded_pages_and_the_last_is_told_once()
    {
        await using var app = await PortalApp.StartOpenedAsync();
        var bureau = await Bureau.OpenAsync(app);
        var item = await bureau.PublishedAsync(bureau.Article("公开了很多次"));
        Assert.True((await app.Get<PortalTransactions>().WriteAsync(tx =>
        {
            for (var i = 0; i < 60; i++) tx.Append(new EventDraft(ContentEvents.Published, "system", item.ContentItemId));
            return Task.FromResult(Kernel.Results.Result.Ok);
        }, default)).Succeeded);
        var (after, more, pages, told) = (0L, true, 0, 0);
        for (; more; pages++)
        {
            var page = await app.Get<GovPortal.Api.Features.ReadContent>().ChangesAsync(after, 1, default);
            told += page.Changes.Count(c => c.ContentItemId == item.ContentItemId);
            Assert.True(page.Next > after || !page.HasMore);
            (after, more) = (page.Next, page.HasMore);
        }
        Assert.Equal(1, told);
        Assert.True(pages >= 3, $"{pages}");
    }

    [Fact]
    public async Task The_feed_of_changes_misses_nothing_and_repeats_nothing()
    {
        var token = await office.TokenAsync("editor");
        var start = await _bureau.App.QueryAsync(db => EventLog.HeadAsync(db, default));
        var (known, told) = (new Dictionary<string, string>(), new List<long>());
        var after = start;
        var live = new List<VersionRef>();
        for (var round = 0; round < 4; round++)
        {
            live.Add(await _bureau.PublishedAsync(_bureau.Article($"变更{round}")));
            if (round == 1) await _bureau.PublishedAsync(_bureau.Article("变更0改"), live[0].ContentItemId);
            if (round == 2) Assert.True((await _bureau.App.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(live[1].ContentItemId, "expired"), await _bureau.ActorAsync("publisher"), default)).Succeeded);
            Must(await _bureau.DraftAsync(_bureau.Article("不在变更里的草稿")));
            if (round == 0) continue;
            await FollowAsync();
        }
        // Nothing happened since: nothing is told, and the mark does not move back.
        var (mark, count) = (after, told.Count);
        await FollowAsync();
        Assert.Equal((mark, count), (after, told.Count));
        Assert.Equal(told.Order().Distinct(), told);

        var expected = new Dictionary<string, string> { [live[0].ContentItemId] = "变更0改", [live[1].ContentItemId] = "gone", [live[2].ContentItemId] = "变更2", [live[3].ContentItemId] = "变更3" };
        foreach (var (id, title) in expected) Assert.Equal(title, known[id]);

        // Whoever begins at the beginning ends with the same.
        var (fresh, at) = (new Dictionary<string, string>(), 0L);
        for (var more = true; more;)
        {
            var page = (await _client.SendAsync("GET", $"{ApiClient.Root}/changes?after={at}&pageSize=2", token)).Is(200).Json!;
            Apply(page, fresh, []);
            (at, more) = ((long)page["next"]!, (bool)page["hasMore"]!);
        }
        foreach (var (id, title) in expected) Assert.Equal(title, fresh[id]);

        async Task FollowAsync()
        {
            for (var more = true; more;)
            {
                var page = (await _client.SendAsync("GET", $"{ApiClient.Root}/changes?after={after}&pageSize=1", token)).Is(200).Json!;
                Apply(page, known, told);
                (after, more) = ((long)page["next"]!, (bool)page["hasMore"]!);
            }
        }

        static void Apply(JsonNode page, Dictionary<string, string> items, List<long> events)
        {
            foreach (var change in page["items"]!.AsArray())
            {
                events.Add((long)change!["eventId"]!);
                if ((string?)change["contentItemId"] is { } id) items[id] = (string)change["kind"]! == "gone" ? "gone" : (string)change["contentItem"]!["DisplayText"]!;
                Assert.Equal((string)change["kind"]! == "published", change["contentItem"] is not null);
            }
        }
    }

    [Fact]
    public async Task What_is_internal_to_the_office_is_in_no_answer()
    {
        await using var app = await PortalApp.StartOpenedAsync(ApiClient.Settings);
        var (bureau, client) = (await OpenAsync(app), new ApiClient(app));
        Must(await app.Get<Kernel.Recipes.RunRecipe>().HandleAsync(new Kernel.Recipes.RunRecipeCommand(
            """
            {"name":"x","steps":[{"name":"ContentDefinition","ContentTypes":[],"ContentParts":[{"Name":"Article","Settings":{},"ContentPartFieldDefinitionRecords":[
              {"FieldName":"TextField","Name":"Plan","Settings":{"ContentPartFieldSettings":{"DisplayName":"内部方案"},"DisclosureFieldSettings":{"Internal":true},"LuceneContentIndexSettings":{"Included":true,"Stored":true}}}]}]},
              {"name":"lucene-index","Indices":[{"Articles":{"AnalyzerName":"standardanalyzer","IndexedContentTypes":["Article"],"StoreSourceData":true}}]}]}
            """, "x.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default));
        await app.CatchUpAsync();
        var data = bureau.Article("带内部字段的信息");
        data["Article"] = new JsonObject { ["Plan"] = new JsonObject { ["Text"] = "不对外的方案" } };
        var item = await bureau.PublishedAsync(data);
        var token = await client.PersonalAsync(await bureau.ActorAsync("editor"));
        var urls = new[] { $"{ApiClient.Root}/{item.ContentItemId}", ApiClient.Root + "?pageSize=100", ApiClient.Root + "/changes" };
        foreach (var url in urls)
        {
            var text = (await client.SendAsync("GET", url, token)).Is(200).Text;
            Assert.Contains("带内部字段的信息", text, StringComparison.Ordinal);
            Assert.DoesNotContain("不对外的方案", text, StringComparison.Ordinal);
        }
        await app.CatchUpAsync();
        const string Everything = """{"query":{"match_all":{}}}""", Hidden = """{"query":{"match_phrase":{"Content.ContentItem.FullText":"不对外的方案"}}}""", Named = """{"query":{"wildcard":{"Article.Plan":"*"}}}""";
        foreach (var (path, query, count) in new[] { ("documents", Everything, 1), ("content", Everything, 1), ("documents", Hidden, 0), ("documents", Named, 0) })
        {
            var answer = await client.SendAsync("POST", "/api/lucene/" + path, token, new JsonObject { ["indexName"] = "Articles", ["query"] = query });
            Assert.Equal(count, (int)answer.Is(200).Json!["count"]!);
            Assert.DoesNotContain("不对外的方案", answer.Text, StringComparison.Ordinal);
        }
        const string Graph = "{ article { displayText } }";
        Assert.Contains("带内部字段的信息", (await client.SendAsync("POST", "/api/graphql", token, new JsonObject { ["query"] = Graph })).Is(200).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("不对外的方案", (await client.SendAsync("POST", "/api/graphql", token, new JsonObject { ["query"] = "{ article { plan } }" })).Is(400).Text, StringComparison.Ordinal);
        // Its own section reads all of it.
        Assert.Contains("不对外的方案", (await client.SendAsync("GET", urls[0] + "?draft=true", token)).Is(200).Text, StringComparison.Ordinal);

        // A column that becomes internal takes its items and their figures along.
        await app.QueryAsync(db => db.Set<Kernel.Indexing.ContentIndexRow>().ExecuteUpdateAsync(r => r.SetProperty(x => x.IsInternal, true)));
        await app.QueryAsync(db => db.Set<Kernel.Indexing.ContentCount>().ExecuteUpdateAsync(c => c.SetProperty(x => x.IsInternal, true)));
        (await client.SendAsync("GET", urls[0], token)).IsProblem(404);
        Assert.Equal(0, (int)(await client.SendAsync("GET", urls[1], token)).Json!["count"]!);
        foreach (var path in new[] { "documents", "content" })
        {
            Assert.Empty((await client.SendAsync("POST", "/api/lucene/" + path, token, new JsonObject { ["indexName"] = "Articles", ["query"] = Everything })).Is(200).Json!["items"]!.AsArray());
        }
        Assert.DoesNotContain("带内部字段的信息", (await client.SendAsync("POST", "/api/graphql", token, new JsonObject { ["query"] = Graph })).Is(200).Text, StringComparison.Ordinal);
        Assert.Equal("gone", (await client.SendAsync("GET", urls[2], token)).Json!["items"]!.AsArray().Where(c => (string?)c!["contentItemId"] == item.ContentItemId).Select(c => (string?)c!["kind"]).Single());
    }

    [Fact]
    public async Task Anybody_reads_what_is_published_only_where_the_role_of_those_not_signed_in_may()
    {
        await using var app = await PortalApp.StartOpenedAsync(ApiClient.Settings);
        var (bureau, client) = (await OpenAsync(app), new ApiClient(app));
        var item = await bureau.PublishedAsync(bureau.Article("公众可读"));
        var draft = Must(await bureau.DraftAsync(bureau.Article("公众不可读")));
        var url = $"{ApiClient.Root}/{item.ContentItemId}";
        Assert.NotNull((await client.SendAsync("GET", url)).IsProblem(401).Headers.WwwAuthenticate.Single());
        Must(await app.Get<Kernel.Recipes.RunRecipe>().HandleAsync(new Kernel.Recipes.RunRecipeCommand(
            """{"name":"x","steps":[{"name":"Roles","Roles":[{"Name":"Anonymous","Permissions":["AccessContentApi","content.edit","content.read-all","content.withdraw"]}]}]}""",
            "x.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default));
        Assert.Equal("公众可读", (string?)(await client.SendAsync("GET", url)).Is(200).Json!["DisplayText"]);
        (await client.SendAsync("GET", ApiClient.Root)).Is(200);
        (await client.SendAsync("GET", ApiClient.Root + "/changes")).Is(200);
        // Reading what is published is all it brings, whatever else the role was given.
        (await client.SendAsync("GET", $"{ApiClient.Root}/{draft.ContentItemId}?draft=true")).IsProblem(404);
        var before = await app.QueryAsync(db => EventLog.HeadAsync(db, default));
        (await client.SendAsync("DELETE", url)).IsProblem(401);
        (await client.SendAsync("PATCH", url, null, new JsonObject())).IsProblem(401);
        (await client.SendAsync("POST", ApiClient.Root + "?draft=true", null, new JsonObject { ["ContentType"] = "Article" })).IsProblem(401);
        Assert.Equal(before, await app.QueryAsync(db => EventLog.HeadAsync(db, default)));
        // A token that does not hold is no anonymous request.
        (await client.SendAsync("GET", url, "gpt_wrong")).IsProblem(401);
    }
}
