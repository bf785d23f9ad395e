using System.Text.Json.Nodes;
using GovPortal.Testing;
using GovPortal.Web.Tests.Performance;
using static GovPortal.Web.Tests.Api.GraphQlNotes;

namespace GovPortal.Web.Tests.Api;

/// <summary>What GraphQL finds, for whom, and what that costs.</summary>
public sealed class GraphQlTests
{
    [Fact]
    public async Task A_nested_question_costs_the_same_however_many_items_it_finds()
    {
        using var commands = new CommandCounter();
        await using var app = await PortalApp.StartOpenedAsync(ApiClient.Settings);
        var bureau = await Bureau.OpenAsync(app);
        var client = new ApiClient(app);
        await DefineAsync(app);
        string[] targets = [await WriteAsync(bureau, "甲"), await WriteAsync(bureau, "乙")];
        for (var i = 0; i < 50; i++) await WriteAsync(bureau, $"第{i}条", Related([.. targets, .. i > 0 ? new[] { targets[i % 2] } : []]));
        var token = await client.PersonalAsync(await bureau.ActorAsync("editor"));
        const string Nested = "note(first: COUNT) { displayText related { contentItems { displayText ... on Note { related { contentItems { displayText } } } } } }";
        async Task<int> CostAsync(int count)
        {
            var answer = await AskAsync(client, $"{{ {Nested.Replace("COUNT", $"{count}", StringComparison.Ordinal)} }}", token);
            Assert.Equal(count, answer.Is(200).Json!["data"]!["note"]!.AsArray().Count);
            return await commands.CommandsAsync(() => AskAsync(client, $"{{ {Nested.Replace("COUNT", $"{count}", StringComparison.Ordinal)} }}", token));
        }

        var few = await CostAsync(3);
        Assert.Equal(few, await CostAsync(50));
        // Who asks is looked up as with every request; the items, and what they refer to, are one statement each.
        var asking = await commands.CommandsAsync(() => AskAsync(client, "{ __typename }", token));
        Assert.InRange(few - asking, 1, 3);
    }

    [Fact]
    public async Task Items_are_found_by_each_kind_of_field_sorted_and_paged()
    {
        await using var app = await PortalApp.StartOpenedAsync(ApiClient.Settings);
        var (bureau, client) = (await Bureau.OpenAsync(app), new ApiClient(app));
        Assert.Equal(400, (await AskAsync(client, "{ note { displayText } }", await TokenAsync("editor"))).Status);
        await DefineAsync(app);
        // The schema is another one with the next request.
        Assert.Empty(Titles(await AskAsync(client, "{ note { displayText } }", await TokenAsync("editor"))));
        await WriteAsync(bureau, "甲类办件", Of("promised", 15, 0.5m, true, "2024-02-26", "09:00:00"), alias: "Jia-1");
        await WriteAsync(bureau, "乙类办件", Of("promised", 20, 12.5m, false, "2024-03-01", "08:30:00"));
        await WriteAsync(bureau, "丙类答复", Of("instant", 30, null, null, "2024-03-01T00:00:00Z"));
        await WriteAsync(bureau, "丁类答复");
        await app.CatchUpAsync();
        var token = await TokenAsync("editor");

        foreach (var (where, expected) in new (string, string)[]
        {
            ("kind: \"promised\"", "甲类办件 乙类办件"), ("kind_not: \"promised\"", "丙类答复"), ("kind: null", "丁类答复"), ("kind_not: null", "甲类办件 乙类办件 丙类答复"),
            ("kind_contains: \"rom\"", "甲类办件 乙类办件"), ("kind_not_contains: \"rom\"", "丙类答复"), ("kind_starts_with: \"inst\"", "丙类答复"), ("kind_ends_with: \"ed\"", "甲类办件 乙类办件"),
            ("kind_in: \"[\\\"instant\\\",\\\"other\\\"]\"", "丙类答复"), ("kind_not_in: \"[\\\"instant\\\"]\"", "甲类办件 乙类办件"),
            ("days_gte: 20", "乙类办件 丙类答复"), ("days_gt: 15, days_lt: 30", "乙类办件"), ("days_gte: 15, fee_lt: 10", "甲类办件"), ("fee: 12.5", "乙类办件"), ("fee_lte: 0.5", "甲类办件"), ("days_in: 30", "丙类答复"),
            ("online: true", "甲类办件"), ("online: false", "乙类办件"), ("online_not: true", "乙类办件"),
            ("signedOn: \"2024-03-01\"", "乙类办件 丙类答复"), ("signedOn_lt: \"2024-03-01\"", "甲类办件"), ("opensAt_gt: \"08:30:00\"", "甲类办件"),
            ("alias: {alias: \"JIA-1\"}", "甲类办件"), ("alias: {alias_starts_with: \"jia\"}", "甲类办件"), ("disclosure: {stage: \"management\", formedOn_gte: \"2026-11-20\"}", "甲类办件 乙类办件 丙类答复 丁类答复"),
            ("disclosure: {columnId: \"nowhere\"}", ""), ("displayText_ends_with: \"办件\", OR: [{days: 15}, {fee_gt: 12}]", "甲类办件 乙类办件"), ("OR: [{days: 15}, {kind: \"instant\"}]", "甲类办件 丙类答复"),
            ("NOT: [{kind: \"promised\"}]", "丙类答复 丁类答复"), ("NOT: [{days: 15}, {days: 20}]", "丙类答复 丁类答复"), ("AND: [{days_gte: 15}, {NOT: [{online: true}]}]", "乙类办件 丙类答复"),
            ("author_not: \"nobody\", owner_not_contains: \"nobody\"", "甲类办件 乙类办件 丙类答复 丁类答复"), ("createdUtc_gt: \"2001-01-01T00:00:00Z\", modifiedUtc_gt: \"2001-01-01T00:00:00Z\"", "甲类办件 乙类办件 丙类答复 丁类答复"),
            ("publishedUtc_lt: \"2001-01-01T00:00:00Z\"", ""), ("path_not: null", "甲类办件 乙类办件 丙类答复 丁类答复"),
        })
        {
            var found = Titles(await AskAsync(client, $"{{ note(where: {{{where}}}) {{ displayText }} }}", token));
            Assert.Equal($"{where}: {string.Join(' ', expected.Split(' ').Order(StringComparer.Ordinal))}", $"{where}: {string.Join(' ', found.Order(StringComparer.Ordinal))}");
        }
        var byId = Titles(await AskAsync(client, "{ note(orderBy: {contentItemId: ASC}) { displayText } }", token));
        Assert.Equal(4, byId.Length);
        Assert.Equal(byId.Reverse(), Titles(await AskAsync(client, "{ note(orderBy: {contentItemId: DESC}) { displayText } }", token)));
        Assert.Equal(byId[1..3], Titles(await AskAsync(client, "{ note(orderBy: {contentItemId: ASC}, first: 2, skip: 1) { displayText } }", token)));
        foreach (var order in new[] { "contentItemVersionId", "contentType", "contentItemId", "published", "latest", "createdUtc", "modifiedUtc", "publishedUtc", "owner", "author" })
        {
            Assert.Equal(4, Titles(await AskAsync(client, $"{{ note(orderBy: {{{order}: DESC, displayText: ASC}}, status: ALL) {{ displayText }} }}", token)).Length);
        }
        // The same fields by variables, the same index after it is built anew.
        Assert.Equal(["丙类答复"], Titles(await AskAsync(client, "query ($w: NoteWhereInput, $n: Int) { note(where: $w, first: $n) { displayText } }", token, new JsonObject { ["w"] = new JsonObject { ["days_gt"] = 20 }, ["n"] = 5 })));
        await app.Get<Kernel.Indexing.Reindex>().HandleAsync(null, default);
        Assert.Equal(["丙类答复"], Titles(await AskAsync(client, "{ note(where: {days_gt: 20}) { displayText } }", token)));

        async Task<string> TokenAsync(string who) => await client.PersonalAsync(await bureau.ActorAsync(who));
    }

    [Fact]
    public async Task What_is_not_public_is_found_by_those_alone_who_may_read_it()
    {
        await using var app = await PortalApp.StartOpenedAsync(ApiClient.Settings);
        var (bureau, client) = (await Bureau.OpenAsync(app), new ApiClient(app));
        await DefineAsync(app);
        var live = await WriteAsync(bureau, "已公开", new JsonObject { ["Secret"] = new JsonObject { ["Text"] = "内部想法" } });
        var draft = await WriteAsync(bureau, "未公开的草稿", publish: false);
        await WriteAsync(bureau, "已公开的修订稿", publish: false, itemId: live);
        await WriteAsync(bureau, "指向二者", Related(live, draft));
        await app.CatchUpAsync();
        var tokens = new Dictionary<string, string>();
        foreach (var who in new[] { "editor", "stranger", "office" }) tokens[who] = await client.PersonalAsync(await bureau.ActorAsync(who));
        async Task<string> FoundAsync(string who, string status) =>
            string.Join(' ', Titles(await AskAsync(client, $"{{ note(status: {status}) {{ displayText }} }}", tokens[who])).Order(StringComparer.Ordinal));

        foreach (var who in tokens.Keys) Assert.Equal("已公开 指向二者", await FoundAsync(who, "PUBLISHED"));
        foreach (var who in new[] { "editor", "office" })
        {
            Assert.Equal("已公开的修订稿 未公开的草稿", await FoundAsync(who, "DRAFT"));
            Assert.Equal("已公开的修订稿 指向二者 未公开的草稿", await FoundAsync(who, "LATEST"));
            Assert.Equal("已公开 已公开的修订稿 指向二者 未公开的草稿", await FoundAsync(who, "ALL"));
        }
        Assert.Equal("", await FoundAsync("stranger", "DRAFT"));
        Assert.Equal("指向二者", await FoundAsync("stranger", "LATEST"));
        Assert.Equal("已公开 指向二者", await FoundAsync("stranger", "ALL"));
        foreach (var token in tokens.Values)
        {
            // By id, by a picker, by a condition: a draft is not there, even for those who may read it.
            var answer = (await AskAsync(client,
                $"{{ contentItem(contentItemId: \"{draft}\") {{ displayText }} never: contentItem(contentItemId: \"4nevernevernevernevernever\") {{ displayText }} note(where: {{contentItemId: \"{draft}\"}}) {{ displayText }} }}", token)).Is(200);
            Assert.Equal("""{"data":{"contentItem":null,"never":null,"note":[]}}""", answer.Text);
            var picked = await AskAsync(client, "{ note(where: {displayText: \"指向二者\"}) { related { contentItems { displayText } } } }", token);
            Assert.Equal("""{"data":{"note":[{"related":{"contentItems":[{"displayText":"已公开"}]}}]}}""", picked.Is(200).Text);
        }
        // A field that is internal to the office is in no answer, no condition and not in the schema.
        foreach (var query in new[] { "{ note { secret } }", "{ note(where: {secret: \"内部想法\"}) { displayText } }" }) Assert.Equal(400, (await AskAsync(client, query, tokens["editor"])).Status);
        var kept = await app.QueryAsync(db => Task.FromResult(db.Set<GovPortal.Api.GraphQl.FieldValue>().Select(v => v.Field).ToList()));
        Assert.DoesNotContain(kept, f => f.Contains("Secret", StringComparison.Ordinal));

        // What is withdrawn is gone.
        Assert.True((await app.Get<Kernel.Publishing.WithdrawItem>().HandleAsync(new Kernel.Publishing.WithdrawItemCommand(live, "content-error"), await bureau.ActorAsync("publisher"), default)).Succeeded);
        Assert.Equal("指向二者", await FoundAsync("stranger", "PUBLISHED"));
        Assert.Equal("指向二者", await FoundAsync("stranger", "ALL"));
    }

    [Fact]
    public async Task Who_asks_learns_who_they_are_and_nobody_elses_address()
    {
        await using var app = await PortalApp.StartOpenedAsync(ApiClient.Settings);
        var (bureau, client) = (await Bureau.OpenAsync(app), new ApiClient(app));
        var editor = await bureau.ActorAsync("editor");
        var me = (await AskAsync(client, "{ me { userId userName email phoneNumber } }", await client.PersonalAsync(editor))).Is(200).Json!["data"]!["me"]!;
        Assert.Equal(editor.UserId, (string?)me["userId"]);
        Assert.Equal("测试editor", (string?)me["userName"]);
        Assert.Null(me["phoneNumber"]);
    }
}
