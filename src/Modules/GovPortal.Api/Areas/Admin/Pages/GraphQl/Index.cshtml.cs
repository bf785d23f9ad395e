using System.Text.Encodings.Web;
using System.Text.Json;
using GovPortal.AdminUi.PageModels;
using GovPortal.Api.GraphQl;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;
using GraphQL;
using GraphQL.SystemTextJson;
using Microsoft.AspNetCore.Mvc;

namespace GovPortal.Api.Areas.Admin.Pages.GraphQl;

/// <summary>Asks GraphQL as the person who is signed in, and shows what can be asked.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class IndexModel(AskGraphQl ask, GraphSchemas schemas, PortalStateReader state, CurrentActor current, ITexts texts) : AdminPageModel(texts)
{
    private static readonly GraphQLSerializer Json = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true });

    public sealed class Question
    {
        public string? Query { get; set; }
        public string? Variables { get; set; }
        public string? Find { get; set; }
    }

    [BindProperty]
    public Question Input { get; set; } = new();

    public IReadOnlyList<GraphQlExample> Examples { get; private set; } = [];

    /// <summary>Types whose name, title or text holds what is looked for.</summary>
    public IReadOnlyList<SchemaEntry> Types { get; private set; } = [];

    /// <summary>The answer as text; null before there is one.</summary>
    public string? Answer { get; private set; }

    public async Task<IActionResult> OnGetAsync(int? example)
    {
        if (await LoadAsync() is null) return Forbid();
        var chosen = Examples.ElementAtOrDefault(example is > 0 ? example.Value - 1 : 0);
        (Input.Query, Input.Variables) = (chosen?.Query, chosen?.Variables);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await LoadAsync() is not { } actor) return Forbid();
        Inputs? variables = null;
        try
        {
            if (!string.IsNullOrWhiteSpace(Input.Variables)) variables = Json.Deserialize<Inputs>(Input.Variables);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            AddFailures(Failure.At("Variables", "graphql.variables-malformed"), "Input");
            return Page();
        }
        var answer = await ask.HandleAsync(new GraphQlQuestion(Input.Query, null, variables, Explores: true), actor, cancellation);
        if (answer.Succeeded) Answer = Json.Serialize(answer.Value);
        else AddFailures(answer.Failures.Select(f => f with { Field = "Query" }).ToList(), "Input");
        return Page();
    }

    /// <summary>Looks for a type; the question stays.</summary>
    public async Task<IActionResult> OnPostFindAsync() => await LoadAsync() is null ? Forbid() : Page();

    /// <summary>Null where the person may not.</summary>
    private async Task<Actor?> LoadAsync()
    {
        var actor = await current.GetAsync();
        if (!actor.CanSomewhere(ApiPermissions.ManageApplications)) return null;
        var schema = schemas.Current;
        Examples = GovPortal.Api.GraphQl.Examples.Of(schema, state.Current.Definitions);
        var wanted = Input.Find?.Trim() ?? "";
        Types = [.. SchemaText.Of(schema).Where(t => wanted.Length == 0 || t.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase) || t.Title?.Contains(wanted, StringComparison.OrdinalIgnoreCase) == true
            || t.Text.Contains(wanted, StringComparison.OrdinalIgnoreCase))];
        return actor;
    }
}
