using System.Text.Json;
using System.Text.Json.Serialization;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Kernel.Publishing;

/// <summary>One step of a route.</summary>
/// <param name="Kind"><c>content</c>, <c>confidentiality</c> or <c>leader</c>; decides the permission the step asks for.</param>
/// <param name="Role">The role whose holders may decide.</param>
/// <param name="Scope"><c>section</c>: only for the version's section; <c>named</c>: for the section named in <see cref="Section"/>; <c>agency</c>: for its agency.</param>
public sealed record RouteStep(string Name, string Title, string Kind, string Role, string Scope)
{
    public const string Confidentiality = "confidentiality";

    /// <summary>One person of those entitled decides; the default.</summary>
    public const string Any = "any";

    /// <summary>Everyone entitled at submission approves (会签).</summary>
    public const string All = "all";

    /// <summary>Name of the section a step of scope <c>named</c> is for, in the version's own agency.</summary>
    public string? Section { get; init; }

    /// <summary><see cref="Any"/> or <see cref="All"/>.</summary>
    public string Mode { get; init; } = Any;

    /// <summary>How long the step may take, as a RULE of the clocks from the day it becomes due; null sets no clock.</summary>
    public string? Limit { get; init; }

    /// <summary>Frozen at submission: the id of the section a <c>named</c> step is for.</summary>
    public string? SectionId { get; init; }

    /// <summary>Frozen at submission: who must approve (<see cref="All"/>), or the one person named for an urgent version. Null: whoever is entitled.</summary>
    public IReadOnlyList<string>? People { get; init; }

    /// <summary>Frozen at submission of an urgent version: not decided before publication but confirmed afterwards (R35).</summary>
    public bool IsSkipped { get; init; }

    [JsonIgnore]
    public bool IsConfidentiality => Kind == Confidentiality;

    [JsonIgnore]
    public string Permission => Kind switch
    {
        "content" => Permissions.ReviewContent,
        Confidentiality => Permissions.ReviewConfidentiality,
        _ => Permissions.ReviewLeader,
    };

    /// <summary>
    /// In whose name the person may decide this step: their own id, or that of who delegated it to them (代签); null where
    /// their office does not entitle them. Nobody decides in the name of a contributor; that the person is none is asked apart.
    /// </summary>
    public string? CapacityOf(Actor actor, ContentVersion version)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(version);
        var names = actor.Grants
            .Where(g => g.Role == Role && g.Permissions.Contains(Permission) && g.Covers(version.AgencyId, SectionOf(version.SectionId)))
            .Select(g => g.OnBehalfOf).Distinct().OrderBy(o => o is null ? 0 : 1);
        foreach (var behalf in names)
        {
            if (behalf is not null && (version.ContributorIds.Contains(behalf) || IsForOnePerson)) continue;
            var name = behalf ?? actor.UserId;
            if (People is null || People.Contains(name)) return name;
        }
        return null;
    }

    /// <summary>The section a grant has to cover; null where the whole agency is asked for.</summary>
    internal string? SectionOf(string? versionSection) => Scope switch { "section" => versionSection, "named" => SectionId, _ => null };

    /// <summary>An urgent version names one person, who cannot be stood in for.</summary>
    private bool IsForOnePerson => People is not null && Mode != All;
}

/// <summary>The steps a version goes through, exactly one of them the confidentiality review.</summary>
public sealed class ReviewRoute
{
    /// <summary>Kinds of step.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["content", RouteStep.Confidentiality, "leader"];

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
    /// <c>route.one-confidentiality</c>, <c>route.unknown-kind</c>, <c>route.unknown-scope</c>, <c>route.section-needed</c>,
    /// <c>route.unknown-mode</c>, <c>route.name-twice</c>, <c>route.incomplete</c>; the field is the step's index.
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
            if (step.Scope is not ("section" or "named" or "agency")) failures.Add(Failure.At(at, "route.unknown-scope", step.Scope));
            if (step.Scope == "named" && string.IsNullOrWhiteSpace(step.Section)) failures.Add(Failure.At(at, "route.section-needed", step.Title));
            if (step.Mode is not (RouteStep.Any or RouteStep.All)) failures.Add(Failure.At(at, "route.unknown-mode", step.Mode));
            if (steps.Take(i).Any(s => s.Name == step.Name)) failures.Add(Failure.At(at, "route.name-twice", step.Name));
        }
        return failures;
    }

    /// <summary>The route in force for a column; throws where not even <c>default</c> exists.</summary>
    public static Task<ReviewRoute> ForAsync(PortalDbContext db, string? routeName, CancellationToken cancellation) =>
        FirstAsync(db, [routeName ?? ReviewRouteRow.Default, ReviewRouteRow.Default], cancellation);

    /// <summary>The route of what came in as a package: the one of that name, else the column's.</summary>
    public static Task<ReviewRoute> ForPackageAsync(PortalDbContext db, string? routeName, CancellationToken cancellation) =>
        FirstAsync(db, [ReviewRouteRow.Package, routeName ?? ReviewRouteRow.Default, ReviewRouteRow.Default], cancellation);

    private static async Task<ReviewRoute> FirstAsync(PortalDbContext db, string[] names, CancellationToken cancellation)
    {
        var rows = await db.Set<ReviewRouteRow>().AsNoTracking().Where(r => names.Contains(r.Name)).ToListAsync(cancellation);
        return Parse(names.Select(n => rows.Find(r => r.Name == n)).FirstOrDefault(r => r is not null)?.Steps);
    }

    /// <summary>
    /// The route as it holds for a version from its submission on: sections found, the people of <see cref="RouteStep.All"/>
    /// steps listed. Failures: <c>route.section-unknown</c>, <c>route.nobody</c> (a joint step without anyone to decide).
    /// </summary>
    internal async Task<Result<ReviewRoute>> FreezeAsync(
        PortalDbContext db, IPeople people, VersionInHand v, IEnumerable<string> contributors, CancellationToken cancellation)
    {
        var (frozen, failures) = (new List<RouteStep>(), new List<Failure>());
        foreach (var step in Steps)
        {
            var found = step;
            if (step.Scope == "named")
            {
                var section = v.Organisation.Sections.FirstOrDefault(s => s.AgencyId == v.Version.AgencyId && s.Name == step.Section);
                if (section is null) failures.Add(Failure.Of("route.section-unknown", step.Title, step.Section));
                found = found with { SectionId = section?.Id };
            }
            if (step.Mode == RouteStep.All && !step.IsSkipped)
            {
                found = found with { People = [.. (await EntitledAsync(db, people, found, v.Version, cancellation)).Except(contributors)] };
                if (found.People!.Count == 0) failures.Add(Failure.Of("route.nobody", step.Title));
            }
            frozen.Add(found);
        }
        return failures.Count > 0 ? failures : new ReviewRoute(frozen);
    }

    /// <summary>
    /// The route of an urgent version (R35): one named person's confidentiality review, the other steps confirmed afterwards.
    /// </summary>
    internal ReviewRoute Urgent(string reviewerId) => new([.. Steps.Select(s =>
        s.IsConfidentiality ? s with { Mode = RouteStep.Any, People = [reviewerId] } : s with { IsSkipped = true })]);

    /// <summary>Those who hold the step's role and permission for the version and may sign in now, by id.</summary>
    public static async Task<IReadOnlyList<string>> EntitledAsync(
        PortalDbContext db, IPeople people, RouteStep step, ContentVersion version, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(version);
        var (agency, section) = (version.AgencyId, step.SectionOf(version.SectionId));
        var ids = await db.Set<Membership>().AsNoTracking()
            .Where(m => m.Role == step.Role && (m.AgencyId == null || m.AgencyId == agency) && (m.SectionId == null || section == null || m.SectionId == section)
                && db.Set<RolePermission>().Any(p => p.Role == step.Role && p.Permission == step.Permission))
            .Select(m => m.UserId).Distinct().ToListAsync(cancellation);
        return [.. (await people.ActiveEmailsAsync(db, ids, cancellation)).Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// The approvals that hold: for this hash, of this route's steps, not undone by a later return to that step or an earlier
    /// one. Decisions on other hashes count for nothing.
    /// </summary>
    public IReadOnlyList<Review> Holding(string? manifestHash, IEnumerable<Review> reviews)
    {
        ArgumentNullException.ThrowIfNull(reviews);
        var holding = new List<Review>();
        foreach (var review in reviews.OrderBy(r => r.DecidedUtc).ThenBy(r => r.Number))
        {
            if (manifestHash is null || review.ManifestHash != manifestHash || review.StepIndex >= Steps.Count || Steps[review.StepIndex].Name != review.StepName) continue;
            if (review.Decision == ReviewDecision.Approved) holding.Add(review);
            else if (review.ReturnedTo is { } to) holding.RemoveAll(r => r.StepIndex >= to);
        }
        return holding;
    }

    /// <summary>The step that is due: the first that lacks an approval for this hash. Null when none does.</summary>
    public int? NextStep(string? manifestHash, IEnumerable<Review> reviews)
    {
        var holding = Holding(manifestHash, reviews);
        for (var i = 0; i < Steps.Count; i++)
        {
            if (!IsDone(i, holding)) return i;
        }
        return null;
    }

    /// <summary>The steps that still miss an approval for this hash.</summary>
    public IEnumerable<RouteStep> Missing(string? manifestHash, IEnumerable<Review> reviews)
    {
        var holding = Holding(manifestHash, reviews);
        return Steps.Where((_, i) => !IsDone(i, holding));
    }

    /// <summary>An urgent version carries its confidentiality approval all the same: that step is never skipped.</summary>
    private bool IsDone(int index, IReadOnlyList<Review> holding)
    {
        var (step, approved) = (Steps[index], holding.Where(r => r.StepIndex == index).Select(r => r.InNameOf).ToHashSet(StringComparer.Ordinal));
        if (step.IsSkipped && !step.IsConfidentiality) return true;
        return step.People is { } needed ? needed.Count > 0 && needed.All(approved.Contains) : approved.Count > 0;
    }
}
