using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;

namespace GovPortal.Web.Tests.Api;

/// <summary>The description of the interface says what the interface does.</summary>
[Collection(nameof(ApiOffice))]
public sealed class OpenApiTests(ApiOffice office)
{
    private static readonly string[] Verbs = ["get", "post", "patch", "delete"];

    private async Task<JsonObject> DocumentAsync() => (JsonObject)(await office.Client.SendAsync("GET", "/openapi/v1.json")).Is(200).Json!;

    [Fact]
    public async Task It_describes_every_endpoint_of_content_and_no_other()
    {
        var described = (await DocumentAsync())["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Where(o => Verbs.Contains(o.Key)).Select(o => $"{o.Key.ToUpperInvariant()} {p.Key}"));
        var routes = office.Bureau.App.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => WhoMayTests.IsOfInterface(e) && e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Where(m => m != "HEAD").Select(m => $"{m} {e.RoutePattern.RawText}"));
        Assert.Equal(routes.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_reference_leads_somewhere_and_every_answer_has_an_example()
    {
        var document = await DocumentAsync();
        Assert.Equal("3.1.0", (string?)document["openapi"]);
        foreach (var reference in Nodes(document).OfType<JsonObject>().Where(o => o.ContainsKey("$ref")).Select(o => (string)o["$ref"]!))
        {
            Assert.StartsWith("#/", reference, StringComparison.Ordinal);
            Assert.NotNull(reference[2..].Split('/').Aggregate((JsonNode?)document, (node, name) => node?[name]));
        }
        var operations = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Where(o => Verbs.Contains(o.Key)).Select(o => o.Value!)).ToList();
        Assert.Equal(operations.Count, operations.Select(o => (string)o["operationId"]!).Distinct().Count());
        Assert.All(operations, o => Assert.All(o["responses"]!.AsObject().Where(r => r.Value!["content"] is not null), r => Assert.NotNull(r.Value!["content"]!["application/json"]!["example"])));
        Assert.All(operations, o => Assert.Contains(o["responses"]!.AsObject(), r => r.Key.StartsWith('4')));
    }

    [Fact]
    public async Task It_knows_the_types_in_force_and_tells_nothing_internal()
    {
        var document = await DocumentAsync();
        var schemas = document["components"]!["schemas"]!.AsObject();
        Assert.Contains("ArticleItem", schemas.Select(s => s.Key));
        var types = office.Bureau.App.Get<Kernel.Organisation.PortalStateReader>().Current.Definitions.Types;
        var hidden = types.SelectMany(t => t.Parts.SelectMany(p => p.Definition.Fields.Where(f => f.IsInternal).Select(f => (Type: t.Name, Part: p.Name, Field: f.Name)))).ToList();
        Assert.NotEmpty(hidden);
        Assert.All(hidden, h => Assert.Null(schemas[h.Type + "Item"]?["allOf"]?[1]?["properties"]?[h.Part]?["properties"]?[h.Field]));
    }

    [Fact]
    public async Task A_person_reads_every_operation_in_the_admin()
    {
        using var editor = await office.Bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin/ApiReference");
        var operations = (await DocumentAsync())["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Where(o => Verbs.Contains(o.Key)).Select(o => (string)o.Value!["operationId"]!));
        Assert.Equal(operations.Order(StringComparer.Ordinal), editor.Page.QuerySelectorAll("details[id]").Select(d => d.Id!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_viewer_asks_nothing_of_other_sites_and_names_the_page_that_everybody_can_use()
    {
        using var editor = await office.Bureau.SignedInAsync("editor");
        await editor.GoAsync("/Admin/ApiReference/Try");
        Assert.NotNull(editor.Page.QuerySelector("main a[href='/Admin/ApiReference']"));
        Assert.All(editor.Page.QuerySelectorAll("script[src]"), s => Assert.StartsWith("/", s.GetAttribute("src"), StringComparison.Ordinal));
        var script = editor.Page.QuerySelectorAll("script[src]").Select(s => s.GetAttribute("src")!).Single(s => s.EndsWith("/scalar.js", StringComparison.Ordinal));
        using var answer = await editor.GetRawAsync(script);
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.True((await answer.Content.ReadAsStringAsync()).Length > 1_000_000);
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Nodes(p.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Nodes).Prepend(a),
        null => [],
        _ => [node],
    };
}
