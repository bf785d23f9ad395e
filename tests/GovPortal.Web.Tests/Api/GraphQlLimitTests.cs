using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Api.GraphQl;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace GovPortal.Web.Tests.Api;

/// <summary>What a query may not cost, what no well-meaning program asks, and the page on which people try their questions.</summary>
[Collection(nameof(ApiOffice))]
public sealed class GraphQlLimitTests(ApiOffice office)
{
    private const string Circle = "query { article { ...A } } fragment A on Article { displayText ...B } fragment B on Article { displayText ...A }";

    private static string Repeated(int times, Func<int, string> part) => string.Join(' ', Enumerable.Range(0, times).Select(part));

    /// <summary>Each fragment spreads the one before it many times: short to write, endless to read.</summary>
    private static string Bomb { get; } = "query { article { ...F30 } } fragment F0 on Article { displayText } " + Repeated(30, i => $"fragment F{i + 1} on Article {{ {Repeated(10, _ => $"...F{i}")} }}");

    public static TheoryData<string, string, string> Refused => new()
    {
        { "too long", "{ article { displayText } } #" + new string('x', 20_001), "graphql.too-long" },
        { "deep", "{ __schema { types { " + string.Concat(Enumerable.Repeat("ofType { ", 14)) + "name" + string.Concat(Enumerable.Repeat(" }", 14)) + " } } }", "graphql.too-deep" },
        { "deeper than is read", string.Concat(Enumerable.Repeat("{ a ", 3000)) + string.Concat(Enumerable.Repeat("} ", 3000)), "graphql.too-deep" },
        { "wide", $"{{ article {{ {Repeated(501, _ => "displayText")} }} }}", "graphql.too-many-fields" },
        { "wide in a fragment nobody spreads", $"{{ article {{ displayText }} }} fragment X on Article {{ {Repeated(501, _ => "displayText")} }}", "graphql.too-many-fields" },
        { "fragments of fragments", Bomb, "graphql.too-many-fields" },
        { "aliases", $"{{ {Repeated(51, i => $"a{i}: article {{ displayText }}")} }}", "graphql.too-many-aliases" },
        { "many items", $"{{ article(first: 1000) {{ {Repeated(60, _ => "displayText")} }} }}", "graphql.too-complex" },
        { "many items by a variable", $"query ($n: Int = 1000) {{ article(first: $n) {{ {Repeated(60, _ => "displayText")} }} }}", "graphql.too-complex" },
        { "conditions", $"{{ article(where: {{OR: [{Repeated(101, i => $"{{displayText: \"{i}\"}}")}]}}) {{ displayText }} }}", "graphql.too-many-conditions" },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task A_question_that_costs_too_much_is_refused_by_name(string what, string query, string code)
    {
        var token = await office.TokenAsync("editor");
        Assert.Equal([code], (await GraphQlNotes.AskAsync(office.Client, query, token)).IsProblem(400).Codes);
        Assert.NotEmpty(what);
    }

    [Fact]
    public async Task Conditions_by_variables_count_as_well()
    {
        var many = new JsonArray([.. Enumerable.Range(0, 101).Select(i => new JsonObject { ["displayText"] = $"{i}" })]);
        var answer = await GraphQlNotes.AskAsync(office.Client, "query ($w: ArticleWhereInput) { article(where: $w) { displayText } }", await office.TokenAsync("editor"), new JsonObject { ["w"] = new JsonObject { ["OR"] = many } });
        Assert.Equal(["graphql.too-many-conditions"], answer.IsProblem(400).Codes);
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "a circle", Circle },
        { "a fragment nobody wrote", "{ article { ...Nowhere } }" },
        { "a number without end", "{ article(first: 99999999999999999999) { displayText } }" },
        { "a text for a number", "{ article(first: \"1\") { displayText } }" },
        { "a day that is none", "{ article(where: {createdUtc_gt: \"yesterday\"}) { displayText } }" },
        { "a list for a group", "{ article(where: {OR: \"x\"}) { displayText } }" },
        { "two operations without a name", "query A { article { displayText } } query B { article { displayText } }" },
        { "a subscription", "subscription { article { displayText } }" },
        { "nothing at all", "" },
        { "no query", "#" },
        { "words", "select * from ContentItems" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task A_question_that_is_wrong_is_told_so_and_nothing_else(string what, string query)
    {
        var before = await office.StateAsync();
        var answer = (await GraphQlNotes.AskAsync(office.Client, query, await office.TokenAsync("editor"))).Is(400);
        Assert.True(answer.Json!["errors"]!.AsArray().Count > 0, what);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, await office.StateAsync());
    }

    [Theory]
    [InlineData("""{ article(where: {displayText_contains: "\u0000"}) { displayText } }""")]
    [InlineData("""{ article(where: {displayText: "\uD800"}) { displayText } }""")]
    [InlineData("""{ article(where: {path: "a\u0000b", alias: null}) { displayText } }""")]
    [InlineData("""{ contentItem(contentItemId: "\u0000\uD800") { displayText } }""")]
    [InlineData("""{ article(where: {displayText_contains: "%_[]'\";--"}) { displayText } }""")]
    [InlineData("{ article(first: -5, skip: -5) { displayText } }")]
    [InlineData("{ article(first: 0) { displayText } }")]
    public async Task Strange_values_find_nothing(string query)
    {
        var answer = await GraphQlNotes.AskAsync(office.Client, query.Replace(", alias: null", "", StringComparison.Ordinal), await office.TokenAsync("editor"));
        Assert.True(answer.Status == 200 && (answer.Text.Contains("[]", StringComparison.Ordinal) || answer.Text.Contains("null", StringComparison.Ordinal)), answer.Text);
    }

    public static TheoryData<string, string, string, int> Bodies => new()
    {
        { "a batch", "application/json", """[{"query":"{ me { userId } }"},{"query":"{ me { userId } }"}]""", 400 },
        { "a number for a query", "application/json", """{"query":5}""", 400 },
        { "a list for variables", "application/json", """{"query":"{ me { userId } }","variables":[1]}""", 400 },
        { "variables too deep", "application/json", """{"query":"{ me { userId } }","variables":{"a":DEEP}}""".Replace("DEEP", new string('[', 5000) + new string(']', 5000), StringComparison.Ordinal), 400 },
        { "a name twice", "application/json", """{"query":"{ me { userId } }","query":"{ me { userName } }"}""", 400 },
        { "half a document", "application/json", """{"query":""", 400 },
        { "another kind", "text/plain", "{ me { userId } }", 415 },
        { "a form", "application/x-www-form-urlencoded", "query=%7B%20me%20%7B%20userId%20%7D%20%7D", 415 },
        { "more than is taken", "application/json", """{"query":"{ me { userId } }","variables":{"a":"MORE"}}""".Replace("MORE", new string('x', 5 * 1024 * 1024), StringComparison.Ordinal), 413 },
    };

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task A_body_that_is_no_question_is_refused(string what, string type, string body, int status)
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        var answer = (await office.Client.SendRawAsync("POST", "/api/graphql", await office.TokenAsync("editor"), content)).Is(status);
        if (status != 400) answer.IsProblem(status);
        Assert.True(answer.Json!["errors"] is not null, what);
        Assert.Null(answer.Json["data"]);
    }

    [Fact]
    public async Task Huge_variables_that_nothing_uses_cost_nothing() =>
        (await GraphQlNotes.AskAsync(office.Client, "query ($a: String) { article(first: 1, where: {displayText: $a}) { displayText } }", await office.TokenAsync("editor"), new JsonObject { ["a"] = new string('长', 300_000), ["b"] = new JsonArray([.. Enumerable.Range(0, 10_000).Select(i => JsonValue.Create(i))]) })).Is(200);

    [Fact]
    public async Task Other_methods_are_refused_and_a_cookie_asks_nothing()
    {
        (await office.Client.SendAsync("PUT", "/api/graphql", await office.TokenAsync("editor"))).IsProblem(405);
        using var person = await office.Bureau.SignedInAsync("editor");
        Assert.Equal(401, (int)(await person.GetRawAsync("/api/graphql?query=" + Uri.EscapeDataString("{ me { userId } }"))).StatusCode);
    }

    [Fact]
    public async Task What_takes_too_long_is_stopped_and_production_keeps_its_schema_to_itself()
    {
        const string Introspection = "{ ...Q } fragment Q on Query { __schema { queryType { name } } }";
        var actor = await office.Bureau.ActorAsync("editor");
        async Task<string?> CodeAsync(string query, GraphQlSettings settings, string environment, bool explores = false) =>
            (await Asking(settings, environment).HandleAsync(new GraphQlQuestion(query, null, null, explores), actor, default)).Failures.Select(f => f.Code).SingleOrDefault();

        var settings = office.Bureau.App.Get<GraphQlSettings>();
        Assert.Equal("graphql.too-slow", await CodeAsync("{ article { displayText } }", settings with { Seconds = 0 }, "Production"));
        Assert.Equal("graphql.introspection-off", await CodeAsync(Introspection, settings, "Production"));
        Assert.Equal("graphql.introspection-off", await CodeAsync("{ __type(name: \"Article\") { name } }", settings, "Production"));
        Assert.Null(await CodeAsync("{ __typename article(first: 1) { __typename } }", settings, "Production"));
        Assert.Null(await CodeAsync(Introspection, settings, "Production", explores: true));
        Assert.Null(await CodeAsync(Introspection, settings with { Introspection = true }, "Production"));
        Assert.Null(await CodeAsync(Introspection, settings, "Development"));
        Assert.Equal("graphql.introspection-off", await CodeAsync(Introspection, settings with { Introspection = false }, "Development"));
    }

    [Fact]
    public async Task A_person_tries_a_question_as_themselves_and_looks_up_what_can_be_asked()
    {
        await office.Bureau.PublishedAsync(office.Bureau.Article("试查就业岗位"));
        using var admin = await office.Bureau.App.Visitor().SignInAsync("admin", PortalApp.AdminPassword);
        await admin.GoAsync("/Admin/GraphQl");
        var examples = admin.Page.QuerySelectorAll("a[href*='example=']").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(3, examples.Count);
        foreach (var example in examples)
        {
            await admin.GoAsync(example);
            await admin.SubmitAsync("form[action='/Admin/GraphQl']");
            var answer = JsonNode.Parse(admin.Page.QuerySelector("[data-answer]")!.TextContent)!;
            Assert.Null(answer["errors"]);
            Assert.NotNull(answer["data"]);
        }
        await admin.GoAsync("/Admin/GraphQl");
        await admin.SubmitAsync("form[action='/Admin/GraphQl']", new() { ["Input.Query"] = "query ($w: String) { me { userName } article(where: {displayText_contains: $w}) { displayText } }", ["Input.Variables"] = """{"w":"试查就业"}""" });
        Assert.Contains("试查就业岗位", admin.Page.QuerySelector("[data-answer]")!.TextContent, StringComparison.Ordinal);
        await admin.SubmitAsync("form[action='/Admin/GraphQl']", new() { ["Input.Variables"] = "{" });
        Assert.Null(admin.Page.QuerySelector("[data-answer]"));
        Assert.Contains("变量须为一个 JSON 对象", admin.Text, StringComparison.Ordinal);
        await admin.SubmitAsync("form[action='/Admin/GraphQl']", new() { ["Input.Query"] = $"{{ {Repeated(51, i => $"a{i}: me {{ userId }}")} }}", ["Input.Variables"] = "" });
        Assert.Contains("别名过多", admin.Text, StringComparison.Ordinal);

        var found = await admin.PostRawAsync("/Admin/GraphQl?handler=Find", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Input.Find"] = "ArticleOrderByInput", ["Input.Query"] = "{ me { userId } }",
            ["__RequestVerificationToken"] = admin.Page.QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!,
        }));
        var page = await found.Content.ReadAsStringAsync();
        Assert.Contains("data-type=\"ArticleOrderByInput\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-type=\"OrderByDirection\"", page, StringComparison.Ordinal);
        Assert.Contains("{ me { userId } }", page, StringComparison.Ordinal);
    }

    private AskGraphQl Asking(GraphQlSettings settings, string environment) => new(
        office.Bureau.App.Get<GraphSchemas>(), office.Bureau.App.Get<GraphReader>(), settings, office.Bureau.App.Get<IDbContextFactory<PortalDbContext>>(), office.Bureau.App.Get<IPeople>(), office.Bureau.App.Get<ILuceneQueries>(), new Place(environment));

    private sealed class Place(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;
        public string ApplicationName { get; set; } = "";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
