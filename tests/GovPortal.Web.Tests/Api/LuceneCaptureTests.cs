using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Api.Features;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Testing;
using static GovPortal.Testing.Bureau;

namespace GovPortal.Web.Tests.Api;

/// <summary>
/// What a running Orchard Core was asked of its Lucene indexes and saved queries, asked here: status, hits and stored fields are the same.
/// Where this portal answers otherwise on purpose, a test says so by name.
/// </summary>
[Collection(nameof(LuceneSite))]
public sealed class LuceneCaptureTests(LuceneSite site)
{
    /// <summary>Of two items Orchard stored what its types do not know, or as text what is a number; every part and field of its type stands here on every item.</summary>
    private static readonly string[] Otherwise = ["! Latest", "! Owner", "- UnknownPart", "- ServiceGuide.UnknownField", "- ServiceGuide.ItemCode.Extra", "! ServiceGuide.PromiseDays.Value", "+ "];

    /// <summary>Made anew by each site.</summary>
    private static readonly string[] Made =
        ["ContentItemVersionId", "Content.ContentItem.CreatedUtc", "Content.ContentItem.ModifiedUtc", "Content.ContentItem.PublishedUtc", "Content.ContentItem.Owner", "Content.ContentItem.Author", "Content.ContentItem.Latest"];

    /// <summary>Text as each site reads it out of a body.</summary>
    private static readonly string[] Read = ["_source.Content.ContentItem.FullText", "_source.Content.BodyAspect.Body"];

    /// <summary>Captured with the drafts of its site, or answered there by an error.</summary>
    private static readonly string[] OnPurpose =
        ["range on a date", "bool: filter as an array", "multi_match", "match_all on the index of latest versions, stored source", "a hit has a stored field with several values: 500", "saved SQL query", "saved SQL query with a parameter", "match_all but for two items, index of latest versions with stored source"];

    private static List<JsonObject> Captured(string file) => [.. OrchardSite.File(file).AsArray().Select(p => p!.AsObject())];

    private static TheoryData<string> Notes(string file) => [.. Captured(file).Select(p => (string)p["note"]!).Except(OnPurpose)];

    public static TheoryData<string> Contents => Notes("lucene-content.json");

    public static TheoryData<string> Documents => Notes("lucene-documents.json");

    public static TheoryData<string> Queries => Notes("queries.json");

    public static TheoryData<string> Errors => Notes("lucene-errors.json");

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task An_index_answers_the_items_that_Orchard_found(string note) => SameItems(Pair("lucene-content.json", note), await AskAsync("lucene-content.json", note));

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task An_index_answers_the_fields_that_Orchard_stored(string note) => SameDocuments(Pair("lucene-documents.json", note), await AskAsync("lucene-documents.json", note));

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_saved_query_answers_as_in_Orchard(string note)
    {
        var (pair, answer) = (Pair("queries.json", note), await AskAsync("queries.json", note));
        if (note == "body is no JSON") answer.IsProblem(400);
        else if ((int)pair["response"]!["status"]! != 200) answer.IsProblem((int)pair["response"]!["status"]!);
        else if (note.EndsWith("documents", StringComparison.Ordinal)) SameDocuments(pair, answer);
        else SameItems(pair, answer);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task What_is_wrong_is_told_where_Orchard_fails(string note)
    {
        var (captured, answer) = ((int)Pair("lucene-errors.json", note)["response"]!["status"]!, await AskAsync("lucene-errors.json", note));
        if (captured == 200) Assert.Equal(Pair("lucene-errors.json", note)["response"]!["body"]!.ToJsonString(), answer.Is(200).Json!.ToJsonString());
        else answer.IsProblem(captured == 500 ? 400 : captured);
    }

    [Fact]
    public async Task A_filter_may_be_a_list()
    {
        var (asObject, asArray) = (await AskAsync("lucene-content.json", "bool: filter as an object"), await AskAsync("lucene-content.json", "bool: filter as an array"));
        Assert.Equal(asObject.Is(200).Text, asArray.Is(200).Text);
    }

    [Fact]
    public async Task A_kind_of_question_nobody_knows_is_named()
    {
        var refused = (await AskAsync("lucene-content.json", "multi_match")).IsProblem(400);
        Assert.Equal(["query.kind-unknown"], refused.Codes);
        Assert.Equal(["$.query.multi_match"], refused.Fields);
    }

    [Fact]
    public async Task An_index_of_latest_versions_holds_no_draft()
    {
        var items = (await AskAsync("lucene-content.json", "match_all on the index of latest versions, stored source")).Is(200).Json!;
        Assert.Equal(Ids(Pair("lucene-content.json", "match_all")["response"]!["body"]!), Ids(items));
        Assert.All(items["items"]!.AsArray(), i => Assert.True((bool)i!["Published"]!));
        var pair = Pair("lucene-documents.json", "match_all but for two items, index of latest versions with stored source");
        var answer = (await AskAsync("lucene-documents.json", (string)pair["note"]!)).Is(200).Json!;
        Assert.Equal(6, (int)answer["count"]!);
        SameDocument(pair["response"]!["body"]!["items"]![0]!.AsObject(), (await DocumentAsync("LatestIndex", (string)pair["response"]!["body"]!["items"]![0]!["ContentItemId"]!)).AsObject());
    }

    /// <summary>When something was published is this portal's to say, not a recipe's.</summary>
    [Theory]
    [InlineData("2024-01-01", "2025-01-01", 0)]
    [InlineData("2026-01-01", "2027-01-01", 8)]
    [InlineData("2026-11-20T01:00:00Z", "2026-11-20T03:00:00Z", 8)]
    public async Task An_instant_is_asked_for_as_in_the_captured_range_on_a_date(string from, string before, int count)
    {
        var asked = (string)Pair("lucene-content.json", "range on a date")["request"]!["body"]!["query"]!;
        Assert.Contains("2024-01-01", asked, StringComparison.Ordinal);
        Assert.Equal(count, (int)(await QueryAsync(asked.Replace("2024-01-01", from, StringComparison.Ordinal).Replace("2025-01-01", before, StringComparison.Ordinal))).Is(200).Json!["count"]!);
    }

    [Fact]
    public async Task A_field_of_several_values_is_a_list()
    {
        var document = (await AskAsync("lucene-documents.json", "a hit has a stored field with several values: 500")).Is(200).Json!["items"]![0]!;
        Assert.Equal(["4gvdcxm0000000000000000001", "4gvdcxm0000000000000000002"], document["ServiceGuide.PolicyBasis"]!.AsArray().Select(v => (string)v!));
        Assert.Equal(["4gvterma000000000000000005", "4gvterma000000000000000004"], document["ServiceGuide.Column.Inherited"]!.AsArray().Select(v => (string)v!));
    }

    [Fact]
    public async Task SQL_from_content_is_reported_and_never_run()
    {
        Assert.Contains(site.Report.NotApplicable, n => n.Step == "Queries RecentTitles (Sql)" && n.Reason.Length > 0);
        (await AskAsync("queries.json", "saved SQL query")).IsProblem(404);
        (await AskAsync("queries.json", "saved SQL query with a parameter")).IsProblem(404);
    }

    [Fact]
    public async Task A_quotation_mark_in_a_parameter_stays_in_its_word()
    {
        var hostile = new JsonObject { ["kind"] = "x\" } }, { \"match_all\": {} }, { \"term\": { \"a\": \"" };
        Assert.Equal(0, (int)(await site.Client.SendAsync("POST", "/api/queries/GuidesByKind", site.Site.Token, hostile)).Is(200).Json!["count"]!);
        Assert.Equal(1, (int)(await site.Client.SendAsync("POST", "/api/queries/GuidesByKind", site.Site.Token, new JsonObject { ["kind"] = "instant" })).Is(200).Json!["count"]!);
    }

    [Theory]
    [InlineData("""{"query":{"match_all":{}},"size":1001}""", "$.size", "query.shape-wrong")]
    [InlineData("""{"query":{"match_all":{}},"from":9999,"size":10}""", "$.from", "query.too-far")]
    [InlineData("""{"query":{"match_all":{}},"size":"many"}""", "$.size", "query.shape-wrong")]
    [InlineData("""{"query":{"match_all":{}},"aggs":{}}""", "$.aggs", "query.kind-unknown")]
    [InlineData("""{"query":{"bool":{"may":[]}}}""", "$.query.bool.may", "query.kind-unknown")]
    [InlineData("""{"query":{"range":{"ServiceGuide.PromiseDays":{"gte":"soon"}}}}""", "$.query.range.ServiceGuide.PromiseDays.gte", "query.shape-wrong")]
    [InlineData("""{"query":{"term":"a"}}""", "$.query.term", "query.shape-wrong")]
    [InlineData("""{"query":{"query_string":{"query":"(("}}}""", "$.query.query_string.query", "query.shape-wrong")]
    [InlineData("""{"query":{"bool":{"must":[{"nosuch":{}},{"term":[]}]}}}""", "$.query.bool.must[0].nosuch", "query.kind-unknown")]
    [InlineData("{{ nobody", "", "template.faulty")]
    public async Task A_question_that_cannot_be_answered_is_refused_at_its_place(string query, string field, string code)
    {
        var refused = (await site.Client.SendAsync("POST", "/api/lucene/content", site.Site.Token, new JsonObject { ["indexName"] = "GuideIndex", ["query"] = query })).IsProblem(400);
        Assert.Contains(code, refused.Codes);
        Assert.Contains(field, refused.Fields);
    }

    [Fact]
    public async Task A_question_too_deep_or_too_wide_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"bool":{"must":""", 20)) + """{"match_all":{}}""" + string.Concat(Enumerable.Repeat("}}", 20));
        Assert.Contains("query.too-deep", (await QueryAsync($$"""{"query":{{deep}} }""")).IsProblem(400).Codes);
        var wide = string.Join(',', Enumerable.Range(0, 1100).Select(i => $$"""{"term":{"ServiceGuide.ItemCode":"{{i}}"} }"""));
        Assert.Contains("query.too-many-clauses", (await QueryAsync($$"""{"query":{"bool":{"should":[{{wide}}]} } }""")).IsProblem(400).Codes);
        Assert.Contains("query.too-many-clauses", (await QueryAsync($$"""{"query":{"terms":{"ServiceGuide.ItemCode":[{{string.Join(',', Enumerable.Range(0, 1100))}}]} } }""")).IsProblem(400).Codes);
    }

    [Theory]
    [InlineData("""{"term":{"ServiceGuide.PromiseDays":20}}""", 4)]
    [InlineData("""{"range":{"ServiceGuide.Fee":{"gt":0,"lt":1}}}""", 1)]
    [InlineData("""{"range":{"ServiceGuide.EffectiveDate":{"gte":"2024-06-01"}}}""", 4)]
    [InlineData("""{"range":{"ServiceGuide.EffectiveDate":{"lt":"2024-06-01"}}}""", 1)]
    [InlineData("""{"bool":{"must_not":[{"term":{"Content.ContentItem.ContentType":"ServiceGuide"}}]}}""", 2)]
    [InlineData("""{"match":{"Content.ContentItem.DisplayText.Analyzed":{"query":"创业","operator":"and"}}}""", 1)]
    [InlineData("""{"regexp":{"ServiceGuide.ItemCode":"GV-2014-0020[14]"}}""", 2)]
    [InlineData("""{"terms":{"ServiceGuide.PolicyBasis":["4gvdcxm0000000000000000001"]}}""", 2)]
    public async Task Numbers_days_and_choices_are_asked_for_as_what_they_are(string query, int count) =>
        Assert.Equal(count, (int)(await QueryAsync($$"""{"query":{{query}} }""")).Is(200).Json!["count"]!);

    [Fact]
    public async Task Hits_come_in_the_order_asked_for()
    {
        var rising = (await QueryAsync("""{"query":{"prefix":{"ServiceGuide.ItemCode":"GV-"}},"sort":["ServiceGuide.ItemCode"]}""")).Is(200).Json!["items"]!.AsArray().Select(i => (string)i!["ServiceGuide"]!["ItemCode"]!["Text"]!).ToList();
        Assert.Equal(6, rising.Count);
        Assert.Equal(rising.Order(StringComparer.Ordinal), rising);
        var byDays = (await QueryAsync("""{"query":{"prefix":{"ServiceGuide.ItemCode":"GV-"}},"sort":[{"ServiceGuide.PromiseDays":{"order":"desc"}},{"ServiceGuide.ItemCode":"asc"}],"size":2}""")).Is(200).Json!["items"]!.AsArray();
        Assert.Equal([30, 20], byDays.Select(i => (int)i!["ServiceGuide"]!["PromiseDays"]!["Value"]!));
    }

    [Fact]
    public async Task What_is_withdrawn_is_in_no_answer_and_comes_back_with_its_next_publication()
    {
        const string Id = "4gvgde00000000000000000002";
        const string Question = """{"query":{"term":{"ContentItemId":"4gvgde00000000000000000002"}}}""";
        Assert.Equal(1, (int)(await QueryAsync(Question)).Json!["count"]!);
        Assert.True((await site.Client.App.Get<WithdrawItem>().HandleAsync(new WithdrawItemCommand(Id, "content-error"), await site.Site.ActorAsync("publisher"), default)).Succeeded);
        // Before this node's indexes hear of it, the item is in no answer already.
        Assert.Empty((await QueryAsync(Question)).Is(200).Json!["items"]!.AsArray());
        Assert.Empty((await site.Client.SendAsync("POST", "/api/lucene/documents", site.Site.Token, new JsonObject { ["indexName"] = "GuideIndex", ["query"] = Question })).Is(200).Json!["items"]!.AsArray());
        await site.Client.App.CatchUpAsync();
        Assert.Equal(0, (int)(await QueryAsync(Question)).Json!["count"]!);
        (await site.Client.SendAsync("PATCH", $"{ApiClient.Root}/{Id}", site.Site.Token, new JsonObject { ["ServiceGuide"] = new JsonObject { ["ServiceKind"] = new JsonObject { ["Text"] = "instant" } } })).Is(200);
        await site.Site.PublishAsync(Id);
        await site.Client.App.CatchUpAsync();
        Assert.Equal(1, (int)(await QueryAsync(Question)).Json!["count"]!);
    }

    [Fact]
    public async Task Indexes_and_queries_travel_as_Orchard_exports_them()
    {
        var steps = new List<JsonObject>();
        foreach (var export in site.Client.App.Get<IEnumerable<IRecipeExport>>())
        {
            steps.AddRange((await site.Client.App.QueryAsync(db => export.StepsAsync(db, default))).Where(s => (string)s["name"]! is "lucene-index" or "Queries"));
        }
        var brought = OrchardSite.File("lucene-index.recipe.json")["steps"]!.AsArray();
        Assert.Equal(brought[0]!.ToJsonString(), steps.Single(s => (string)s["name"]! == "lucene-index").ToJsonString());
        var query = steps.Single(s => (string)s["name"]! == "Queries")["Queries"]![0]!;
        Assert.Equal((string)brought[3]!["Queries"]![0]!["Template"]!, (string)query["Properties"]!["LuceneQueryMetadata"]!["Template"]!);
        // The same again changes nothing, in either spelling.
        var report = await site.RunAsync(new JsonObject { ["name"] = "again", ["steps"] = new JsonArray([.. steps.Select(s => s.DeepClone())]) }.ToJsonString(), "again.json");
        Assert.Equal(["lucene-index", "Queries"], report.Executed.Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(5, (int)(await AskAsync("queries.json", "saved Lucene query, no parameters")).Is(200).Json!["count"]!);
    }

    [Fact]
    public async Task A_saved_query_is_a_field_of_GraphQL_with_the_captured_answer()
    {
        var pair = OrchardSite.File("graphql-nested.json").AsArray().Single(p => (string)p!["note"]! == "saved queries as fields")!;
        // The other query of the captured request is in SQL.
        var query = ((string)pair["request"]!["body"]!["query"]!).Replace("recentTitles { displayText contentType }", "", StringComparison.Ordinal);
        var answer = (await GraphQlAsync(query, site.Site.Token)).Is(200).Json!;
        Assert.Equal(pair["response"]!["body"]!["data"]!["guidesByKind"]!.ToJsonString(), answer["data"]!["guidesByKind"]!.ToJsonString());
        Assert.Equal(5, (await GraphQlAsync("{ guidesByKind { displayText } }", site.Site.Token)).Is(200).Json!["data"]!["guidesByKind"]!.AsArray().Count);
        Assert.Contains("api.object-expected", (await GraphQlAsync("{ guidesByKind(parameters: \"[]\") { displayText } }", site.Site.Token)).IsProblem(400).Codes);

        // Like its address, for those alone who may run saved queries; a query that is saved later is a field at once, one of documents never.
        await site.RunAsync("""{"name":"one","steps":[{"name":"Roles","Roles":[{"Name":"Reader","Permissions":["AccessContentApi"]}]}]}""", "one.json");
        var reader = await site.Client.TokenOfAsync("reader", new ApplicationRole("Reader", "home"));
        Assert.Contains("api.no-access", (await GraphQlAsync("{ guidesByKind { displayText } }", reader)).IsProblem(403).Codes);
        (await GraphQlAsync("{ guideDocuments { displayText } }", site.Site.Token)).Is(400);
        await site.RunAsync("""
            {"name":"two","steps":[{"name":"Queries","Queries":[{"Name":"Anything","Source":"Lucene","Index":"GuideIndex","Template":"{\"query\":{\"match_all\":{}},\"size\":2}","Schema":"{\"type\":\"ContentItem\"}","ReturnContentItems":true}]}]}
            """, "two.json");
        await site.Client.App.CatchUpAsync();
        Assert.Equal(2, (await GraphQlAsync("{ anything { displayText } }", site.Site.Token)).Is(200).Json!["data"]!["anything"]!.AsArray().Count);
    }

    private Task<Answer> GraphQlAsync(string query, string token) => site.Client.SendAsync("POST", "/api/graphql", token, new JsonObject { ["query"] = query });

    private static JsonObject Pair(string file, string note) => Captured(file).First(p => (string)p["note"]! == note);

    private Task<Answer> AskAsync(string file, string note)
    {
        var request = Pair(file, note)["request"]!;
        var token = note == "anonymous" || note == "no parameters, GET" ? null : note == "user without QueryLuceneApi" ? site.WithoutToken : site.Site.Token;
        StringContent? content = null;
        if (request["body"] is { } body)
        {
            content = new StringContent(body is JsonValue text ? (string)text! : body.ToJsonString(), Encoding.UTF8);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse((string)request["contentType"]!);
        }
        return site.Client.SendRawAsync((string)request["method"]!, (string)request["path"]!, token, content);
    }

    private Task<Answer> QueryAsync(string query) => site.Client.SendAsync("POST", "/api/lucene/content", site.Site.Token, new JsonObject { ["indexName"] = "GuideIndex", ["query"] = query });

    private async Task<JsonNode> DocumentAsync(string index, string id) => (await site.Client.SendAsync("POST", "/api/lucene/documents", site.Site.Token,
        new JsonObject { ["indexName"] = index, ["query"] = new JsonObject { ["query"] = new JsonObject { ["term"] = new JsonObject { ["ContentItemId"] = id } } } })).Is(200).Json!["items"]![0]!;

    private static IEnumerable<string> Ids(JsonNode body) => body["items"]!.AsArray().Select(i => (string)i!["ContentItemId"]!).Order(StringComparer.Ordinal);

    private static (JsonArray Captured, JsonArray Answered) Both(JsonObject pair, Answer answer)
    {
        var (captured, answered) = (pair["response"]!["body"]!, answer.Is((int)pair["response"]!["status"]!).Json!);
        Assert.Equal("application/json", answer.MediaType);
        Assert.Equal(captured.AsObject().Select(m => m.Key), answered.AsObject().Select(m => m.Key));
        Assert.Equal((int)captured["count"]!, (int)answered["count"]!);
        var (before, now) = (captured["items"]!.AsArray(), answered["items"]!.AsArray());
        Assert.Equal(before.Count, now.Count);
        // A page of several depends on the scores of a site; all hits do not, nor does an order that was asked for.
        if (before.Count == (int)captured["count"]!) Assert.Equal(Ids(captured), Ids(answered));
        return (before, now);
    }

    private static void SameItems(JsonObject pair, Answer answer)
    {
        var (captured, answered) = Both(pair, answer);
        foreach (var item in answered)
        {
            if (captured.FirstOrDefault(i => (string)i!["ContentItemId"]! == (string)item!["ContentItemId"]!) is not { } before) continue;
            Assert.Equal([], Shape.Differences(before, item).Where(d => !Otherwise.Any(o => d.StartsWith(o, StringComparison.Ordinal))));
        }
    }

    private static void SameDocuments(JsonObject pair, Answer answer)
    {
        var (captured, answered) = Both(pair, answer);
        foreach (var document in captured)
        {
            if (answered.FirstOrDefault(i => (string)i!["ContentItemId"]! == (string)document!["ContentItemId"]!) is { } now) SameDocument(document!.AsObject(), now.AsObject());
        }
    }

    private static void SameDocument(JsonObject captured, JsonObject answered)
    {
        Assert.Equal(captured.Select(m => m.Key).Order(StringComparer.Ordinal), answered.Select(m => m.Key).Order(StringComparer.Ordinal));
        foreach (var (name, value) in captured)
        {
            if (Made.Contains(name.Replace("_source.", "", StringComparison.Ordinal)) || Read.Contains(name)) Assert.False(string.IsNullOrEmpty((string?)answered[name]));
            else Assert.Equal($"{name} {value}", $"{name} {answered[name]}");
        }
    }
}
