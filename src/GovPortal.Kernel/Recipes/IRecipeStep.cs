using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Results;

namespace GovPortal.Kernel.Recipes;

/// <summary>What a step is given: its own JSON with expressions resolved, and where the recipe lies.</summary>
/// <param name="Folder">The recipe's folder; files that a step names are inside it.</param>
/// <param name="Actor">Who runs the recipe.</param>
/// <param name="Trusted">True at set-up and from the command line, where no person's permission is asked.</param>
public sealed record RecipeStepContext(JsonObject Step, string Folder, Actor Actor, bool Trusted, IProgress<string>? Progress)
{
    /// <summary>What the step's check recognised and will pass over because it means nothing here, for the report.</summary>
    public ICollection<NotApplied> NotApplicable { get; init; } = [];

    /// <summary>What the recipe calls itself, for people.</summary>
    public string RecipeTitle { get; init; } = "";

    /// <summary>Content types that steps before this one define, with the names of their parts; a recipe is checked whole before any of it runs.</summary>
    public IDictionary<string, IReadOnlyList<string>> DefinedTypes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>JSON paths of what <see cref="IRecipeStep.PassOverAsync"/> named; null stands there.</summary>
    public IReadOnlySet<string> PassedOver { get; init; } = new HashSet<string>();

    /// <summary>A file beside the recipe; null where the name leads out of its folder or there is none.</summary>
    public string? FileBeside(string name) => IsBeside(name) && File.Exists(Full(name)) ? Full(name) : null;

    /// <summary>Whether the name stays in the recipe's folder.</summary>
    public bool IsBeside(string name) => Full(name).StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private string Full(string name) => Path.GetFullPath(Path.Combine(Path.GetFullPath(Folder), name));
}

/// <summary>A kind of recipe step, registered by the module it belongs to. Running it is one transaction.</summary>
public interface IRecipeStep
{
    /// <summary>The step's name; compared without regard to case.</summary>
    string Name { get; }

    /// <summary>
    /// What of the step, whose expressions are not resolved yet, means nothing on this portal: JSON paths, each with what is
    /// reported. Null stands in its place when the step is checked and run (<see cref="RecipeStepContext.PassedOver"/>).
    /// </summary>
    Task<IReadOnlyDictionary<string, NotApplied>> PassOverAsync(RecipeStepContext context, CancellationToken cancellation) => Nothing;

    private static readonly Task<IReadOnlyDictionary<string, NotApplied>> Nothing = Task.FromResult<IReadOnlyDictionary<string, NotApplied>>(new Dictionary<string, NotApplied>());

    /// <summary>Every reason why the step can't run, found without changing anything; fields are JSON paths.</summary>
    Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation);

    /// <summary>Runs a step that passed its check.</summary>
    Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation);
}

/// <summary>What a module writes into an exported recipe: steps that bring back, on an empty portal, what it holds.</summary>
public interface IRecipeExport
{
    /// <summary>Its place among the steps: what others refer to comes first.</summary>
    int Order { get; }

    /// <summary>The steps; none where there is nothing to bring back.</summary>
    Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation);
}

/// <summary>An Orchard step that is recognised and has no meaning here; it is reported, not passed over in silence.</summary>
/// <param name="Reason">Why, in Chinese.</param>
public sealed record NotApplicableStep(string Name, string Reason);

/// <summary>What a recipe asked for and nothing was done about, and why.</summary>
public sealed record NotApplied(string Step, string Reason);
