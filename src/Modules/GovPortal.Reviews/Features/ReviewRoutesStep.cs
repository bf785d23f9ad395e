using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Features;

/// <summary><c>ReviewRoutes</c>: routes that columns refer to; each has exactly one confidentiality step.</summary>
internal sealed class ReviewRoutesStep(PortalTransactions transactions) : IRecipeStep
{
    public string Name => "ReviewRoutes";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var failures = new List<Failure>();
        var routes = context.Step["routes"] as JsonArray ?? [];
        for (var i = 0; i < routes.Count; i++)
        {
            if ((string?)routes[i]?["name"] is not { Length: > 0 }) failures.Add(Failure.At($"$.routes[{i}].name", "recipe.value-missing", "name"));
            failures.AddRange(RouteRules.Check(Steps(routes[i])).Select(f => f with { Field = $"$.routes[{i}].{f.Field ?? "steps"}" }));
        }
        return Task.FromResult<IReadOnlyList<Failure>>(failures);
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        foreach (var route in (context.Step["routes"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var name = (string)route["name"]!;
            var row = await tx.Db.Set<ReviewRouteRow>().FindAsync([name], cancellation);
            if (row is null) tx.Db.Add(row = new ReviewRouteRow { Name = name, Title = "", Steps = "" });
            SaveRoute.Write(tx, row, (string?)route["title"] ?? name, Steps(route), context.Actor.UserId);
        }
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private static List<RouteStep> Steps(JsonNode? route) =>
    [
        .. (route?["steps"] as JsonArray ?? []).OfType<JsonObject>().Select(s => new RouteStep(
            (string?)s["name"] ?? "", (string?)s["title"] ?? "", (string?)s["kind"] ?? "", (string?)s["role"] ?? "", (string?)s["scope"] ?? "agency")
        {
            Section = (string?)s["section"], Mode = (string?)s["mode"] ?? RouteStep.Any, Limit = (string?)s["limit"],
        }),
    ];
}

/// <summary>The routes as a <c>ReviewRoutes</c> step.</summary>
internal sealed class ReviewRoutesExport : IRecipeExport
{
    public int Order => 10;

    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var routes = await db.Set<ReviewRouteRow>().AsNoTracking().OrderBy(r => r.Name).ToListAsync(cancellation);
        return routes.Count == 0 ? [] : [new JsonObject { ["name"] = "ReviewRoutes", ["routes"] = new JsonArray([.. routes.Select(r => (JsonNode)RouteOf(r))]) }];
    }

    private static JsonObject RouteOf(ReviewRouteRow route) => new JsonObject
    {
        ["name"] = route.Name, ["title"] = route.Title, ["steps"] = new JsonArray([.. ReviewRoute.Parse(route.Steps).Steps.Select(s => (JsonNode)StepOf(s))]),
    };

    private static JsonObject StepOf(RouteStep step)
    {
        var json = new JsonObject { ["name"] = step.Name, ["title"] = step.Title, ["kind"] = step.Kind, ["role"] = step.Role, ["scope"] = step.Scope };
        if (step.Section is not null) json["section"] = step.Section;
        if (step.Mode != RouteStep.Any) json["mode"] = step.Mode;
        if (step.Limit is not null) json["limit"] = step.Limit;
        return json;
    }
}
