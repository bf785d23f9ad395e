using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.AdminUi.PageModels;
using GovPortal.Api.Features;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Text;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Api.Areas.Admin.Pages.Reference;

/// <summary>An operation of the interface as the page shows it.</summary>
public sealed record ShownOperation(
    string Id, string Method, string Path, string Summary, IReadOnlyList<(string Name, string Place, string Description)> Parameters,
    IReadOnlyList<(string Status, string Description)> Answers, string? Body, string? Example);

/// <summary>
/// The interface's description to read, for those who may use the interface; made of the OpenAPI document, which other tools read as it is.
/// </summary>
public sealed class IndexModel(DescribeApi describe, CurrentActor current, ITexts texts) : AdminPageModel(texts)
{
    private static readonly string[] Methods = ["get", "post", "patch", "delete"];
    private static readonly JsonSerializerOptions Indented = new(CanonicalJson.Unescaped) { WriteIndented = true };

    public IReadOnlyList<IGrouping<string, ShownOperation>> Groups { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!(await current.GetAsync()).CanSomewhere(ApiPermissions.AccessContentApi)) return Forbid();
        var document = describe.Describe();
        var titles = document["tags"]!.AsArray().ToDictionary(t => (string)t!["name"]!, t => (string)t!["description"]!);
        Groups = [.. (from path in document["paths"]!.AsObject()
                      from operation in path.Value!.AsObject()
                      where Methods.Contains(operation.Key)
                      let shown = Shown(document, path.Key, path.Value!.AsObject(), operation.Key, operation.Value!.AsObject())
                      group shown by titles[(string)operation.Value!["tags"]![0]!])];
        return Page();
    }

    private static ShownOperation Shown(JsonObject document, string path, JsonObject place, string method, JsonObject operation)
    {
        var parameters = (place["parameters"] as JsonArray ?? []).Concat(operation["parameters"] as JsonArray ?? []).Select(p => Followed(document, p!));
        var answers = operation["responses"]!.AsObject().Select(a => (a.Key, (string)Followed(document, a.Value!)["description"]!));
        var done = operation["responses"]!.AsObject().First(a => a.Key[0] == '2').Value!;
        return new ShownOperation(
            (string)operation["operationId"]!, method.ToUpperInvariant(), path, (string)operation["summary"]!,
            [.. parameters.Select(p => ((string)p["name"]!, (string)p["in"]!, (string?)p["description"] ?? ""))], [.. answers],
            Example(operation["requestBody"]), Example(done));
    }

    private static JsonNode Followed(JsonObject document, JsonNode node) =>
        (string?)node["$ref"] is { } reference ? reference[2..].Split('/').Aggregate((JsonNode)document, (at, name) => at[name]!) : node;

    private static string? Example(JsonNode? holder) => holder?["content"]?["application/json"]?["example"]?.ToJsonString(Indented);
}
