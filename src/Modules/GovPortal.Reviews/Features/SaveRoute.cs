using System.Security.Cryptography;
using System.Text;
using GovPortal.Clocks;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Reviews.Features;

/// <param name="Name">Of an existing route; null makes a new one.</param>
public sealed record SaveRouteCommand(string? Name, string? Title, IReadOnlyList<RouteStep> Steps);

/// <summary>
/// Makes or changes a review route (审查流程). What is in review keeps the route it was submitted on. Failures:
/// <c>access.not-allowed</c>, <c>route.unknown</c>, <c>route.title-required</c>, <c>route.title-taken</c>, <c>route.too-long</c>,
/// <c>route.role-unknown</c>, <c>route.role-lacks-permission</c> and those of <see cref="RouteRules"/>. Side effect: <c>routes.changed</c>.
/// </summary>
public sealed class SaveRoute(PortalTransactions transactions)
{
    /// <summary>Longest title of a route or step, in characters.</summary>
    public const int MaxTitle = 60;

    public async Task<Result<string>> HandleAsync(SaveRouteCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(ReviewPermissions.ManageRoutes)) return Failure.Of(Failure.NotAllowed);
        await using var tx = await transactions.BeginAsync(cancellation);
        var routes = await tx.Db.Set<ReviewRouteRow>().ToListAsync(cancellation);
        var known = command.Name is null ? null : routes.Find(r => r.Name == command.Name);
        if (command.Name is not null && known is null) return Failure.Of("route.unknown");

        var title = command.Title?.Trim() ?? "";
        var failures = RouteRules.Check(command.Steps);
        if (title.Length == 0) failures.Add(Failure.At("Title", "route.title-required"));
        if (title.Length > MaxTitle) failures.Add(Failure.At("Title", "route.too-long", MaxTitle));
        if (routes.Exists(r => r != known && r.Title == title)) failures.Add(Failure.At("Title", "route.title-taken", title));
        var permissions = await tx.Db.Set<RolePermission>().ToListAsync(cancellation);
        var roles = await tx.Db.Set<Role>().Select(r => r.Name).ToListAsync(cancellation);
        var sections = await tx.Db.Set<Section>().Select(s => s.Name).Distinct().ToListAsync(cancellation);
        for (var i = 0; i < command.Steps.Count; i++)
        {
            var (step, at) = (command.Steps[i], $"steps[{i}]");
            if (step.Title.Length > MaxTitle) failures.Add(Failure.At(at + ".title", "route.too-long", MaxTitle));
            if (!roles.Contains(step.Role)) failures.Add(Failure.At(at + ".role", "route.role-unknown", step.Title));
            else if (!permissions.Exists(p => p.Role == step.Role && p.Permission == step.Permission)) failures.Add(Failure.At(at + ".role", "route.role-lacks-permission", step.Title));
            if (step.Scope == "named" && step.Section is { Length: > 0 } name && !sections.Contains(name)) failures.Add(Failure.At(at + ".section", "route.section-unknown", step.Title, name));
        }
        if (failures.Count > 0) return failures;
        var row = known ?? new ReviewRouteRow { Name = ContentIds.New(), Title = title, Steps = "" };
        if (known is null) tx.Db.Add(row);
        Write(tx, row, title, command.Steps, actor.UserId);
        await tx.CommitAsync(cancellation);
        return row.Name;
    }

    /// <summary>Writes the row and tells the log what it was and is, as hashes.</summary>
    internal static void Write(PortalTransaction tx, ReviewRouteRow row, string title, IReadOnlyList<RouteStep> steps, string actorId)
    {
        var (was, json) = (row.Steps, RouteRules.Json(steps));
        if (row.Title == title && was == json) return;
        (row.Title, row.Steps) = (title, json);
        tx.Append(new EventDraft(ReviewEvents.RoutesChanged, actorId, row.Name, Payload: new Dictionary<string, object?>
        {
            ["steps"] = steps.Count, ["was"] = was.Length == 0 ? null : Hash(was), ["now"] = Hash(json),
        }));
    }

    internal static string Hash(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}

/// <summary>What a route has to fulfil besides what the kernel asks: <c>clock.*</c> for a time limit that is none.</summary>
internal static class RouteRules
{
    public static List<Failure> Check(IReadOnlyList<RouteStep> steps)
    {
        var failures = ReviewRoute.Check(steps);
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Limit is not { Length: > 0 } limit) continue;
            if (DeadlineRule.Parse(limit) is not { Succeeded: true } rule) failures.Add(Failure.At($"steps[{i}].limit", "route.bad-limit", steps[i].Title));
            else if (rule.Value.Kind is not (RuleKind.WorkingDays or RuleKind.NaturalDays or RuleKind.Hours or RuleKind.SameDay)) failures.Add(Failure.At($"steps[{i}].limit", "route.bad-limit", steps[i].Title));
        }
        return failures;
    }

    public static string Json(IReadOnlyList<RouteStep> steps) => System.Text.Json.JsonSerializer.Serialize(steps, CanonicalJson.Unescaped);
}
