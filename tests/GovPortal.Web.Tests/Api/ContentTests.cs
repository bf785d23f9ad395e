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

/// <summary>Items read and written by programs, through the same gates as by people.</summary>
[Collection(nameof(ApiOffice))]
public sealed class ContentTests(ApiOffice office)
{
    private readonly ApiClient _client = office.Client;
    private readonly Bureau _bureau = office.Bureau;

    [Fact]
    public async Task A_request_to_publish_names_every_missing_step_and_leaves_nothing()
    {
        var (token, before) = (await office.TokenAsync("editor"), await office.StateAsync());
        var refused = (await _client.SendAsync("POST", ApiClient.Root, token, office.Article("直接发布"))).IsProblem(409);
        Assert.Contains("科室负责人审核", (string)refused.Json!["detail"]!, StringComparison.Ordinal);
        Assert.Contains("保密审查", (string)refused.Json["detail"]!, StringComparison.Ordinal);
        Assert.Equal(2, refused.Codes.Count(c => c == "publish.step-missing"));
        Assert.Contains("publish.own-work", refused.Codes);
        Assert.Equal(before, await office.StateAsync());
    }

    [Fact]
    public async Task It_leaves_a_draft_where_one_is_asked_for_and_a_submitted_version_where_its_form_came_along()
    {
        var token = await office.TokenAsync("editor");
        var kept = (await _client.SendAsync("POST", ApiClient.Root + "?keepDraft=true", token, office.Article("留作草稿"))).IsProblem(409);
        Assert.Equal(VersionState.Draft, await StateOfAsync(IdIn(kept)));

        var item = office.Article("随附审查表");
        item["reviewForm"] = ApiOffice.Form;
        var submitted = (await _client.SendAsync("POST", ApiClient.Root, token, item)).IsProblem(409);
        Assert.Equal(2, submitted.Codes.Count(c => c == "publish.step-missing"));
        Assert.Equal(VersionState.InReview, await StateOfAsync(IdIn(submitted)));
        Assert.NotNull(submitted.Tag);
    }

    [Fact]
    public async Task Submission_is_answered_with_the_version_and_goes_the_whole_way_to_the_public_page()
    {
        var (editor, publisher) = (await office.TokenAsync("editor"), await office.TokenAsync("publisher"));
        var item = office.Article("经接口送审的信息");
        Assert.Contains("api.form-needed", (await _client.SendAsync("POST", ApiClient.Root + "?submit=true", editor, item)).IsProblem(400).Codes);
        item["reviewForm"] = ApiOffice.Form;
        var submitted = (await _client.SendAsync("POST", ApiClient.Root + "?submit=true", editor, item)).Is(202);
        var (id, version) = ((string)submitted.Json!["ContentItemId"]!, (string)submitted.Json["ContentItemVersionId"]!);
        Assert.Equal($"/api/content/{id}", submitted.Headers.Location?.ToString());
        Assert.Equal(VersionState.InReview, await StateOfAsync(id));
        (await _client.SendAsync("GET", $"{ApiClient.Root}/{id}", editor)).IsProblem(404);
        // Nothing more can be written until it is decided.
        Assert.Contains("draft.under-review", (await _client.SendAsync("PATCH", $"{ApiClient.Root}/{id}", editor, new JsonObject { ["TitlePart"] = new JsonObject { ["Title"] = "改动" } })).IsProblem(409).Codes);
        (await _client.SendAsync("POST", ApiClient.Root, publisher, new JsonObject { ["ContentItemId"] = id })).IsProblem(403);

        await office.ApproveAsync(version);
        var published = (await _client.SendAsync("POST", ApiClient.Root, publisher, new JsonObject { ["ContentItemId"] = id })).Is(200);
        Assert.True((bool)published.Json!["Published"]!);
        var read = (await _client.SendAsync("GET", $"{ApiClient.Root}/{id}", editor)).Is(200);
        Assert.Equal("经接口送审的信息", (string?)read.Json!["DisplayText"]);
        await _bureau.App.CatchUpAsync();
        using var visitor = _bureau.App.Visitor();
        Assert.Equal(200, (int)(await visitor.GoAsync(await _bureau.PathAsync(id))).Response.StatusCode);
        // Asked for again, there is nothing left to do.
        (await _client.SendAsync("POST", ApiClient.Root, publisher, new JsonObject { ["ContentItemId"] = id })).Is(200);
    }

    [Fact]
    public async Task A_merge_keeps_what_it_does_not_name_and_null_takes_away()
    {
        var token = await office.TokenAsync("editor");
        var id = IdIn(await _client.SendAsync("POST", ApiClient.Root + "?draft=true", token, office.Article("合并")));
        var patch = new JsonObject { ["DisclosurePart"] = new JsonObject { ["Stage"] = "result", ["FormedOn"] = null }, ["HtmlBodyPart"] = null };
        var merged = (await _client.SendAsync("PATCH", $"{ApiClient.Root}/{id}", token, patch)).Is(200).Json!;
        Assert.Equal("result", (string?)merged["DisclosurePart"]!["Stage"]);
        Assert.Null(merged["DisclosurePart"]!["FormedOn"]);
        Assert.Equal("合并", (string?)merged["TitlePart"]!["Title"]);
        Assert.Null(merged["HtmlBodyPart"]!["Html"]);
        Assert.Equal(_bureau.Column("就业政策").Id, (string?)merged["DisclosurePart"]!["ColumnId"]);
    }

    [Fact]
    public async Task Of_two_writers_the_second_is_told()
    {
        var token = await office.TokenAsync("editor");
        var made = (await _client.SendAsync("POST", ApiClient.Root + "?draft=true", token, office.Article("两人同写"))).Is(200);
        var (url, tag) = ($"{ApiClient.Root}/{IdIn(made)}", made.Tag!);
        JsonObject Title(string text) => new() { ["TitlePart"] = new JsonObject { ["Title"] = text } };
        var first = (await _client.SendAsync("PATCH", url, token, Title("先写的"), ("If-Match", tag))).Is(200);
        Assert.NotEqual(tag, first.Tag);
        foreach (var stale in new[] { tag, "W/" + first.Tag, "\"nonsense\"", "\"1\", \"2\"" }) Assert.Contains("draft.changed-by-other", (await _client.SendAsync("PATCH", url, token, Title("后写的"), ("If-Match", stale))).IsProblem(412).Codes);
        (await _client.SendAsync("DELETE", url, token, null, ("If-Match", tag))).IsProblem(412);
        Assert.Equal("先写的", (string?)(await _client.SendAsync("GET", url + "?draft=true", token)).Is(200).Json!["DisplayText"]);
        (await _client.SendAsync("PATCH", url, token, Title("再写的"), ("If-Match", "*"))).Is(200);
        (await _client.SendAsync("POST", ApiClient.Root + "?draft=true", token, office.Article("还没有的"), ("If-Match", "\"1\""))).IsProblem(412);
    }

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
    public async Task Deleting_takes_offline_gives_up_and_takes_back()
    {
        var (editor, publisher) = (await office.TokenAsync("editor"), await office.TokenAsync("publisher"));
        var live = await _bureau.PublishedAsync(_bureau.Article("将下线的信息"));
        (await _client.SendAsync("DELETE", $"{ApiClient.Root}/{live.ContentItemId}", editor)).IsProblem(403);
        (await _client.SendAsync("DELETE", $"{ApiClient.Root}/{live.ContentItemId}?reason=because", publisher)).IsProblem(400);
        var gone = (await _client.SendAsync("DELETE", $"{ApiClient.Root}/{live.ContentItemId}?reason=duplicate&note=%E9%87%8D%E5%A4%8D", publisher)).Is(200).Json!;
        Assert.Equal((false, false), ((bool)gone["Latest"]!, (bool)gone["Published"]!));
        (await _client.SendAsync("GET", $"{ApiClient.Root}/{live.ContentItemId}", publisher)).IsProblem(404);
        (await _client.SendAsync("DELETE", $"{ApiClient.Root}/{live.ContentItemId}", publisher)).IsProblem(404);
        Assert.Equal("重复发布（重复）", await _bureau.App.QueryAsync(db => db.Set<ContentVersion>().Where(v => v.Id == live.VersionId).Select(v => v.Reason).SingleAsync()));

        var draft = IdIn(await _client.SendAsync("POST", ApiClient.Root + "?draft=true", editor, office.Article("将放弃的草稿")));
        (await _client.SendAsync("DELETE", $"{ApiClient.Root}/{draft}", editor)).Is(200);
        Assert.Equal(VersionState.Discarded, await StateOfAsync(draft));
        var submitted = Must(await _bureau.DraftAsync(_bureau.Article("将收回的信息")));
        Must(await _bureau.SubmitAsync(submitted.VersionId));
        (await _client.SendAsync("DELETE", $"{ApiClient.Root}/{submitted.ContentItemId}", editor)).Is(200);
        Assert.Equal(VersionState.Recalled, await StateOfAsync(submitted.ContentItemId));
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
        await using var app = await PortalApp.StartAsync(ApiClient.Settings);
        var (bureau, client) = (await OpenAsync(app), new ApiClient(app));
        Must(await app.Get<Kernel.Recipes.RunRecipe>().HandleAsync(new Kernel.Recipes.RunRecipeCommand(
            """
            {"name":"x","steps":[{"name":"ContentDefinition","ContentTypes":[],"ContentParts":[{"Name":"Article","Settings":{},"ContentPartFieldDefinitionRecords":[
              {"FieldName":"TextField","Name":"Plan","Settings":{"ContentPartFieldSettings":{"DisplayName":"内部方案"},"DisclosureFieldSettings":{"Internal":true}}}]}]}]}
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
        // Its own section reads all of it.
        Assert.Contains("不对外的方案", (await client.SendAsync("GET", urls[0] + "?draft=true", token)).Is(200).Text, StringComparison.Ordinal);

        // A column that becomes internal takes its items along.
        await app.QueryAsync(db => db.Set<Kernel.Indexing.ContentIndexRow>().ExecuteUpdateAsync(r => r.SetProperty(x => x.IsInternal, true)));
        (await client.SendAsync("GET", urls[0], token)).IsProblem(404);
        Assert.Equal(0, (int)(await client.SendAsync("GET", urls[1], token)).Json!["count"]!);
        Assert.Equal("gone", (await client.SendAsync("GET", urls[2], token)).Json!["items"]!.AsArray().Where(c => (string?)c!["contentItemId"] == item.ContentItemId).Select(c => (string?)c!["kind"]).Single());
    }

    [Fact]
    public async Task Anybody_reads_what_is_published_only_where_the_role_of_those_not_signed_in_may()
    {
        await using var app = await PortalApp.StartAsync(ApiClient.Settings);
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

    [Fact]
    public async Task An_alias_is_one_items()
    {
        await using var app = await PortalApp.StartAsync(ApiClient.Settings);
        var (bureau, client) = (await OpenAsync(app), new ApiClient(app));
        var token = await client.PersonalAsync(await bureau.ActorAsync("editor"));
        Must(await app.Get<Kernel.Recipes.RunRecipe>().HandleAsync(new Kernel.Recipes.RunRecipeCommand(
            """
            {"name":"x","steps":[{"name":"ContentDefinition","ContentParts":[],"ContentTypes":[{"Name":"Article","DisplayName":"信息","Settings":{},"ContentTypePartDefinitionRecords":[
              {"PartName":"AliasPart","Name":"AliasPart","Settings":{"AliasPartSettings":{"Pattern":"{{ ContentItem.DisplayText | slugify }}"}}}]}]}]}
            """, "x.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default));
        var first = (await client.SendAsync("POST", ApiClient.Root + "?draft=true", token, ApiOffice.Article(bureau, "别名〔2026〕1号"))).Is(200).Json!;
        Assert.Equal("别名-2026-1号", (string?)first["AliasPart"]!["Alias"]);
        Assert.Equal(["Alias"], (await client.SendAsync("POST", ApiClient.Root + "?draft=true", token, ApiOffice.Article(bureau, "别名〔2026〕1号"))).IsProblem(400).Fields);
        (await client.SendAsync("DELETE", $"{ApiClient.Root}/{first["ContentItemId"]}", token)).Is(200);
        (await client.SendAsync("POST", ApiClient.Root + "?draft=true", token, ApiOffice.Article(bureau, "别名〔2026〕1号"))).Is(200);
    }

    [Fact]
    public async Task Reasons_are_told_in_English_to_who_asks_for_it()
    {
        var token = await office.TokenAsync("editor");
        var chinese = (await _client.SendAsync("POST", ApiClient.Root, token, office.Article("语言"))).IsProblem(409);
        var english = await _client.SendAsync("POST", ApiClient.Root, token, office.Article("语言"), ("Accept-Language", "en-GB, zh;q=0.5"));
        Assert.Equal(chinese.Codes, english.Codes);
        Assert.Equal("Not possible in its present state", (string?)english.Json!["title"]);
        // Chinese on the wire is Chinese.
        Assert.DoesNotContain("\\u", chinese.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_requests_are_told_when_to_come_again()
    {
        await using var app = await PortalApp.StartAsync("Portal:Api:RequestsPerMinute=3", "Portal:Api:AnonymousRequestsPerMinute=2", "Portal:Api:TokensPerMinute=1");
        var (bureau, client) = (await OpenAsync(app), new ApiClient(app));
        var (first, second) = (await client.PersonalAsync(await bureau.ActorAsync("editor")), await client.PersonalAsync(await bureau.ActorAsync("office")));
        for (var i = 0; i < 3; i++) (await client.SendAsync("GET", ApiClient.Root, first)).Is(200);
        var refused = (await client.SendAsync("GET", ApiClient.Root, first)).IsProblem(429);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        // Another person has their own count, and so has who is nobody.
        (await client.SendAsync("GET", ApiClient.Root, second)).Is(200);
        for (var i = 0; i < 2; i++) (await client.SendAsync("GET", ApiClient.Root, "gpt_guess" + i)).IsProblem(401);
        (await client.SendAsync("GET", ApiClient.Root, "gpt_guess")).IsProblem(429);
        (await client.SendAsync("GET", ApiClient.Root, second)).Is(200);
        Assert.InRange((await client.TokenAnswerAsync("nobody", "x")).Status, 400, 401);
        Assert.NotNull((await client.TokenAnswerAsync("nobody", "x")).Headers.RetryAfter);
    }

    [Fact]
    public async Task Scripts_of_other_sites_are_let_in_where_a_setting_names_them()
    {
        await using var app = await PortalApp.StartAsync("Portal:Api:AllowedOrigins:0=https://app.example.gov.cn");
        async Task<string?> AllowedAsync(ApiClient client, string path, string origin) =>
            (await client.SendAsync("OPTIONS", path, null, null, ("Origin", origin), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization")))
                .Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;

        foreach (var path in new[] { ApiClient.Root, "/connect/token" })
        {
            Assert.Equal("https://app.example.gov.cn", await AllowedAsync(new ApiClient(app), path, "https://app.example.gov.cn"));
            Assert.Null(await AllowedAsync(new ApiClient(app), path, "https://evil.example"));
            Assert.Null(await AllowedAsync(_client, path, "https://app.example.gov.cn"));
        }
        Assert.Null(await AllowedAsync(new ApiClient(app), "/", "https://app.example.gov.cn"));
    }

    private static string IdIn(Answer answer) => answer.Json?["ContentItemId"]?.ToString() ?? answer.Headers.Location!.ToString().Split('/')[^1];

    private Task<VersionState> StateOfAsync(string contentItemId) => _bureau.App.QueryAsync(db =>
        (from i in db.Set<ContentItemRow>() join v in db.Set<ContentVersion>() on i.LatestVersionId equals v.Id where i.Id == contentItemId select v.State).SingleAsync());
}
