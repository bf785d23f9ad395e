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

/// <summary>Items written by programs, through the same gates as by people, and the door they come by.</summary>
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
    public async Task An_alias_is_one_items()
    {
        await using var app = await PortalApp.StartOpenedAsync(ApiClient.Settings);
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
        await using var app = await PortalApp.StartOpenedAsync("Portal:Api:RequestsPerMinute=3", "Portal:Api:AnonymousRequestsPerMinute=2", "Portal:Api:TokensPerMinute=1");
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
