using System.Reflection;
using System.Text.Json.Nodes;
using GovPortal.Api;
using GovPortal.Api.Endpoints;
using GovPortal.Api.Features;
using GovPortal.Channels.Endpoints;
using GovPortal.Concerns.Endpoints;
using GovPortal.Testing;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Razor.Hosting;
using Microsoft.AspNetCore.Routing;

namespace GovPortal.Web.Tests.Api;

/// <summary>
/// Every endpoint of the interface × every role × (own section, other section, other agency) × nobody. The rows are taken from the
/// route list: an endpoint that is added without a row here fails.
/// </summary>
[Collection(nameof(ApiOffice))]
[AnyEngine]
public sealed class WhoMayTests(ApiOffice office)
{
    private const string Everybody = "Administrator SectionEditor SectionHead ConfidentialityReviewer DeputyLeader Office Publisher";
    private const string Callers = "Administrator SectionEditor SectionHead Office Publisher";
    private const string Writers = "Administrator SectionEditor SectionHead Office";
    private const string Withdrawers = "Administrator Publisher";

    private static readonly string[] Places = ["own section", "other section", "other agency"];

    /// <summary>Who may with a token: anywhere, or only where the item is.</summary>
    private static readonly Dictionary<string, (string Roles, bool OwnSectionOnly)> Rows = new()
    {
        ["GET /api/content"] = (Callers, false),
        ["GET /api/content/changes"] = (Callers, false),
        ["GET /api/content/{contentItemId}"] = (Callers, false),
        ["GET /api/graphql"] = (Callers, false),
        ["POST /api/graphql"] = (Callers, false),
        ["POST /api/content"] = (Writers, true),
        ["PATCH /api/content/{contentItemId}"] = (Writers, true),
        ["DELETE /api/content/{contentItemId}"] = (Withdrawers, true),
        ["GET /api/lucene/content"] = (Callers, false),
        ["POST /api/lucene/content"] = (Callers, false),
        ["GET /api/lucene/documents"] = (Callers, false),
        ["POST /api/lucene/documents"] = (Callers, false),
        ["GET /api/queries/{name}"] = (Callers, false),
        ["POST /api/queries/{name}"] = (Callers, false),
    };

    /// <summary>Who may with a session: people by their names in the bureau.</summary>
    private static readonly Dictionary<string, string> Pages = new()
    {
        ["Admin/Applications"] = "admin",
        ["Admin/Applications/Edit/{id?}"] = "admin",
        ["Admin/GraphQl"] = "admin",
        ["Admin/Tokens"] = "admin editor head office publisher",
        ["Admin/ApiReference"] = "admin editor head office publisher",
        ["Admin/ApiReference/Try"] = "admin editor head office publisher",
        ["connect/authorize"] = "admin editor head office publisher",
    };

    /// <summary>Ask for a secret and for no role; see the tests of tokens, of receipts and of monitors.</summary>
    private static readonly string[] BySecret = ["POST /connect/token", "POST " + ReceiptEndpoint.Pattern, "POST " + MonitorEndpoint.Pattern];

    [Fact]
    public void Every_endpoint_of_the_module_has_a_row()
    {
        var endpoints = office.Bureau.App.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var routes = endpoints.Where(IsOfInterface)
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Where(m => m != "HEAD").Select(m => $"{m} {e.RoutePattern.RawText}"));
        Assert.Equal(Rows.Keys.Concat(BySecret).Order(StringComparer.Ordinal), routes.Order(StringComparer.Ordinal));
        // What is mapped under the interface's addresses is marked as the interface's.
        Assert.All(endpoints.Where(e => e.RoutePattern.RawText is { } route && route.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) && e.Metadata.GetMetadata<ApiEndpoint.NotAskedMark>() is null), e => Assert.True(IsOfInterface(e)));

        var own = typeof(ApiModule).Assembly.GetCustomAttributes<RazorCompiledItemAttribute>().Where(i => i.Kind == "mvc.1.0.razor-page").Select(i => i.Identifier).ToList();
        var pages = endpoints.Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is { } page && own.Contains(page.RelativePath)).Select(e => e.RoutePattern.RawText!).Distinct();
        Assert.Equal(Pages.Keys.Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    internal static bool IsOfInterface(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ReceiptMark>() is not null || endpoint.Metadata.GetMetadata<MonitorMark>() is not null || endpoint.Metadata.GetMetadata<ApiEndpoint>() is not null && endpoint.Metadata.GetMetadata<ApiEndpoint.NotAskedMark>() is null;

    public static TheoryData<string> Endpoints => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task With_a_token_each_role_may_where_it_holds(string endpoint)
    {
        var (roles, ownSectionOnly) = Rows[endpoint];
        var shared = await office.Bureau.PublishedAsync(office.Bureau.Article("供各角色试办：" + endpoint));
        foreach (var role in Everybody.Split(' '))
        {
            foreach (var place in Places)
            {
                var may = roles.Split(' ').Contains(role) && (place == Places[0] || !ownSectionOnly);
                var token = await TokenAsync(role, place);
                var id = may && endpoint.StartsWith("DELETE", StringComparison.Ordinal) ? (await office.Bureau.PublishedAsync(office.Bureau.Article($"{role} {place}"))).ContentItemId : shared.ContentItemId;
                var before = await office.StateAsync();
                var answer = await AskAsync(endpoint, token, id);
                if (may) Assert.True(answer.Status is >= 200 and < 300, $"{endpoint} {role} {place}: {answer.Status} {answer.Text}");
                else
                {
                    Assert.True(answer.Status == Refused(endpoint, 403), $"{endpoint} {role} {place}: {answer.Status} {answer.Text}");
                    answer.IsProblem(answer.Status);
                    Assert.Equal(before, await office.StateAsync());
                }
            }
        }
        var state = await office.StateAsync();
        (await AskAsync(endpoint, null, shared.ContentItemId)).IsProblem(Refused(endpoint, 401));
        Assert.Equal(state, await office.StateAsync());
    }

    [Theory]
    [InlineData("GET", "?draft=true")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    public async Task Anothers_draft_is_not_told_apart_from_what_never_was(string method, string query)
    {
        var draft = Bureau.Must(await office.Bureau.DraftAsync(office.Bureau.Article("别人的草稿")));
        foreach (var (role, place) in new[] { ("SectionEditor", Places[1]), ("SectionEditor", Places[2]), ("Office", Places[2]), ("Publisher", Places[2]), ("Administrator", Places[2]) })
        {
            var token = await TokenAsync(role, place);
            var body = method == "PATCH" ? new JsonObject { ["TitlePart"] = new JsonObject { ["Title"] = "改" } } : null;
            var before = await office.StateAsync();
            var hidden = (await office.Client.SendAsync(method, $"{ApiClient.Root}/{draft.ContentItemId}{query}", token, body?.DeepClone())).IsProblem(404);
            var never = (await office.Client.SendAsync(method, $"{ApiClient.Root}/{Kernel.Content.ContentIds.New()}{query}", token, body?.DeepClone())).IsProblem(404);
            Assert.Equal(never.Text, hidden.Text);
            Assert.Equal(before, await office.StateAsync());
        }
    }

    /// <summary>Of a public item nobody learns more than the public does, by whatever they post under its id.</summary>
    [Fact]
    public async Task A_post_under_a_public_items_id_tells_nothing_of_it_to_others()
    {
        var item = await office.Bureau.PublishedAsync(office.Bureau.Article("公开而非己有"));
        foreach (var query in new[] { "", "?draft=true", "?submit=true", "?keepDraft=true" })
        {
            var token = await TokenAsync("SectionEditor", Places[2]);
            var before = await office.StateAsync();
            var refused = (await office.Client.SendAsync("POST", ApiClient.Root + query, token, new JsonObject { ["ContentItemId"] = item.ContentItemId })).IsProblem(403);
            Assert.DoesNotContain("公开而非己有", refused.Text, StringComparison.Ordinal);
            Assert.Equal(before, await office.StateAsync());
        }
    }

    [Fact]
    public async Task A_post_under_anothers_draft_id_makes_an_item_of_its_own()
    {
        var draft = Bureau.Must(await office.Bureau.DraftAsync(office.Bureau.Article("不可触及的草稿")));
        var token = await office.TokenAsync("stranger");
        var item = office.Article("陌生人的稿件");
        item["DisclosurePart"]!["ColumnId"] = office.Bureau.Organisation.Columns.First(c => c.SectionId == office.Section("财务科") && !c.IsGroup).Id;
        item["ContentItemId"] = draft.ContentItemId;
        var made = (await office.Client.SendAsync("POST", ApiClient.Root + "?draft=true", token, item)).Is(200).Json!;
        Assert.NotEqual(draft.ContentItemId, (string?)made["ContentItemId"]);
        Assert.Contains("不可触及的草稿", (await office.Client.SendAsync("GET", $"{ApiClient.Root}/{draft.ContentItemId}?draft=true", await office.TokenAsync("editor"))).Is(200).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/Admin/Applications", "Admin/Applications")]
    [InlineData("/Admin/Applications/Edit", "Admin/Applications/Edit/{id?}")]
    [InlineData("/Admin/GraphQl", "Admin/GraphQl")]
    [InlineData("/Admin/Tokens", "Admin/Tokens")]
    [InlineData("/Admin/ApiReference", "Admin/ApiReference")]
    [InlineData("/Admin/ApiReference/Try", "Admin/ApiReference/Try")]
    public async Task With_a_session_each_page_is_for_whom_it_is(string url, string row)
    {
        foreach (var who in "editor head reviewer leader office publisher admin".Split(' '))
        {
            using var person = who == "admin" ? await office.Bureau.App.Visitor().SignInAsync("admin", PortalApp.AdminPassword) : await office.Bureau.SignedInAsync(who);
            var status = (int)(await person.GetRawAsync(url)).StatusCode;
            Assert.True((Pages[row].Split(' ').Contains(who) ? 200 : 403) == status, $"{url} {who}: {status}");
        }
        using var visitor = office.Bureau.App.Visitor();
        Assert.StartsWith("/Login", (await visitor.GoAsync(url)).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_use_of_the_interface_is_asked_for_no_consent()
    {
        const string Redirect = "https://app.example.gov.cn/back";
        Bureau.Must(await office.Bureau.App.Get<SaveApplication>().HandleAsync(
            new SaveApplicationCommand(null, "who-may", "应用", true, false, true, true, [Redirect], [], Trusted: true), Kernel.Access.Actor.System, default));
        foreach (var who in "editor head reviewer leader office publisher admin".Split(' '))
        {
            using var person = who == "admin" ? await office.Bureau.App.Visitor().SignInAsync("admin", PortalApp.AdminPassword) : await office.Bureau.SignedInAsync(who);
            var response = await person.GetRawAsync($"/connect/authorize?response_type=code&client_id=who-may&redirect_uri={Uri.EscapeDataString(Redirect)}&code_challenge={new string('A', 43)}&code_challenge_method=S256");
            if (Pages["connect/authorize"].Split(' ').Contains(who)) Assert.Equal(200, (int)response.StatusCode);
            else Assert.Contains("error=access_denied", response.Headers.Location!.Query, StringComparison.Ordinal);
        }
    }

    /// <summary>Saved queries do not show to those who may not run them, as in Orchard.</summary>
    private static int Refused(string endpoint, int usual) => endpoint.Contains("/api/queries/", StringComparison.Ordinal) ? 404 : usual;

    private async Task<string> TokenAsync(string role, string place)
    {
        var clientId = $"{role}-{Guid.NewGuid():N}"[..Math.Min(role.Length + 13, 50)];
        return await office.Client.TokenOfAsync(clientId, place switch
        {
            "own section" => new ApplicationRole(role, office.Agency, office.Section("就业服务中心")),
            "other section" => new ApplicationRole(role, office.Agency, office.Section("财务科")),
            _ => new ApplicationRole(role, ApiOffice.OtherAgency, ApiOffice.OtherSection),
        });
    }

    private Task<Answer> AskAsync(string endpoint, string? token, string contentItemId)
    {
        var parts = endpoint.Split(' ', 2);
        var path = parts[1].Replace("{contentItemId}", contentItemId, StringComparison.Ordinal);
        const string Question = "{ article(first: 1) { displayText } }";
        return parts[0] switch
        {
            _ when path.StartsWith("/api/queries/", StringComparison.Ordinal) => office.Client.SendAsync(parts[0], path.Replace("{name}", ApiOffice.SavedQuery, StringComparison.Ordinal), token),
            "POST" when path.StartsWith("/api/lucene/", StringComparison.Ordinal) => office.Client.SendAsync("POST", path, token, new JsonObject { ["indexName"] = ApiOffice.Index, ["query"] = ApiOffice.Everything }),
            "GET" when path.StartsWith("/api/lucene/", StringComparison.Ordinal) => office.Client.SendAsync("GET", $"{path}?indexName={ApiOffice.Index}&query={Uri.EscapeDataString(ApiOffice.Everything)}", token),
            "GET" when path == "/api/graphql" => office.Client.SendAsync("GET", path + "?query=" + Uri.EscapeDataString(Question), token),
            "POST" when path == "/api/graphql" => office.Client.SendAsync("POST", path, token, new JsonObject { ["query"] = Question }),
            "POST" => office.Client.SendAsync("POST", path + "?draft=true", token, office.Article("角色试写")),
            "PATCH" => office.Client.SendAsync("PATCH", path, token, new JsonObject { ["HtmlBodyPart"] = new JsonObject { ["Html"] = $"<p>{Guid.NewGuid()}</p>" } }),
            var method => office.Client.SendAsync(method, path, token),
        };
    }
}
