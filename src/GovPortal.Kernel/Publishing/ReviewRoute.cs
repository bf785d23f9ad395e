using System.Text.Json;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Publishing;

/// <summary>One step of a route.</summary>
/// <param name="Kind"><c>content</c>, <c>confidentiality</c> or <c>leader</c>; decides the permission the step asks for.</param>
/// <param name="Role">The role whose holders may decide.</param>
/// <param name="Scope"><c>section</c>: only for the version's section; <c>agency</c>: for its agency.</param>
public sealed record RouteStep(string Name, string Title, string Kind, string Role, string Scope)
{
    public const string Confidentiality = "confidentiality";

    public bool IsConfidentiality => Kind == Confidentiality;

    public string Permission => Kind switch
    {
        "content" => Permissions.ReviewContent,
        Confidentiality => Permissions.ReviewConfidentiality,
        _ => Permissions.ReviewLeader,
    };

    /// <summary>Whether the person's office entitles them to this step; that they did not write it is asked apart.</summary>
    public bool IsFor(Actor actor, string agencyId, string? sectionId) => actor.Grants.Any(g =>
        g.Role == Role && g.Permissions.Contains(Permission) && g.Covers(agencyId, Scope == "section" ? sectionId : null));
}

/// <summary>The steps a version goes through, exactly one of them the confidentiality review.</summary>
public sealed class ReviewRoute
{
    private static readonly string[] Kinds = ["content", RouteStep.Confidentiality, "leader"];

    private ReviewRoute(IReadOnlyList<RouteStep> steps) => Steps = steps;

    public IReadOnlyList<RouteStep> Steps { get; }

    public string ToJson() => JsonSerializer.Serialize(Steps, CanonicalJson.Unescaped);

    /// <summary>Reads a stored route. A route that is missing or damaged throws: nothing passes without one.</summary>
    public static ReviewRoute Parse(string? json)
    {
        var steps = json is null ? null : JsonSerializer.Deserialize<List<RouteStep>>(json, CanonicalJson.Unescaped);
        return steps is null || Check(steps).Count > 0
            ? throw new InvalidOperationException("The version carries no valid review route.")
            : new ReviewRoute(steps);
    }

    /// <summary>
    /// <c>route.one-confidentiality</c>, <c>route.unknown-kind</c>, <c>route.unknown-scope</c>, <c>route.name-twice</c>,
    /// <c>route.incomplete</c>; the field is the step's index.
    /// </summary>
    public static List<Failure> Check(IReadOnlyList<RouteStep> steps)
    {
        var failures = new List<Failure>();
        if (steps.Count(s => s.IsConfidentiality) != 1) failures.Add(Failure.Of("route.one-confidentiality"));
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, at) = (steps[i], $"steps[{i}]");
            if (string.IsNullOrWhiteSpace(step.Name) || string.IsNullOrWhiteSpace(step.Title) || string.IsNullOrWhiteSpace(step.Role))
            {
                failures.Add(Failure.At(at, "route.incomplete"));
            }
            if (!Kinds.Contains(step.Kind)) failures.Add(Failure.At(at, "route.unknown-kind", step.Kind));
            if (step.Scope is not ("section" or "agency")) failures.Add(Failure.At(at, "route.unknown-scope", step.Scope));
            if (steps.Take(i).Any(s => s.Name == step.Name)) failures.Add(Failure.At(at, "route.name-twice", step.Name));
        }
        return failures;
    }

    /// <summary>The route in force for a column; throws where not even <c>default</c> exists.</summary>
    internal static async Task<ReviewRoute> ForAsync(PortalDbContext db, string? routeName, CancellationToken cancellation)
    {
        var names = new[] { routeName ?? ReviewRouteRow.Default, ReviewRouteRow.Default };
        var rows = await db.Set<ReviewRouteRow>().AsNoTracking().Where(r => names.Contains(r.Name)).ToListAsync(cancellation);
        return Parse((rows.Find(r => r.Name == names[0]) ?? rows.Find(r => r.Name == names[1]))?.Steps);
    }

    /// <summary>
    /// The step that is due: the first that has no approval for this hash. Null when all have. Decisions on other hashes count for nothing.
    /// </summary>
    public int? NextStep(string? manifestHash, IEnumerable<Review> reviews)
    {
        var approved = Approved(manifestHash, reviews);
        for (var i = 0; i < Steps.Count; i++)
        {
            if (!approved.Contains(i)) return i;
        }
        return null;
    }

    /// <summary>The steps that still miss an approval for this hash.</summary>
    public IEnumerable<RouteStep> Missing(string? manifestHash, IEnumerable<Review> reviews)
    {
        var approved = Approved(manifestHash, reviews);
        return Steps.Where((_, i) => !approved.Contains(i));
    }

    private HashSet<int> Approved(string? manifestHash, IEnumerable<Review> reviews) =>
        manifestHash is null ? [] :
        [
            .. reviews.Where(r => r.Decision == ReviewDecision.Approved && r.ManifestHash == manifestHash
                && r.StepIndex < Steps.Count && Steps[r.StepIndex].Name == r.StepName).Select(r => r.StepIndex),
        ];
}
