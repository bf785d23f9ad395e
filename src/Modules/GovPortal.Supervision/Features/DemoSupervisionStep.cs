using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Supervision.Model;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Supervision.Features;

/// <summary>
/// <c>DemoSupervision</c>: the self-inspection of the demonstration, once, and invented orders that the real handlers issue and answer on days
/// told as how many ago. An order that names a rule takes the problems of its section. Only where the clock is a <see cref="SyntheticClock"/>.
/// Failures: <c>demo.supervision-not-here</c> and the handlers'.
/// </summary>
internal sealed class DemoSupervisionStep(Inspect inspect, IssueOrder issue, AnswerOrder answer, DecideOrder decide, Actors actors, IDbContextFactory<PortalDbContext> contexts, TimeProvider time) : IRecipeStep
{
    private const int MostProblems = 5;

    public string Name => "DemoSupervision";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Failure>>(time is SyntheticClock ? [] : [Failure.Of("demo.supervision-not-here")]);

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var (agency, today) = ((string)context.Step["agency"]!, time.UtcNow().ToCivilDate());
        foreach (var order in (context.Step["orders"] as JsonArray ?? []).OfType<JsonObject>().Where(o => o["rule"] is null))
        {
            var issued = await IssueAsync(agency, order, [], today, cancellation);
            if (!issued.Succeeded) return issued;
        }
        await inspect.RunAsync(Actor.System.UserId, cancellation);
        foreach (var order in (context.Step["orders"] as JsonArray ?? []).OfType<JsonObject>().Where(o => o["rule"] is not null))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var (rule, section) = (Said(order, "rule"), Said(order, "section"));
            var problems = await db.Set<Problem>().Where(p => p.Rule == rule && p.SectionId == section && p.GoneUtc == null && p.OrderId == null).OrderBy(p => p.Id).Take(MostProblems).Select(p => p.Id).ToListAsync(cancellation);
            var issued = await IssueAsync(agency, order, problems, today, cancellation);
            if (!issued.Succeeded) return issued;
        }
        return Result.Ok;
    }

    private async Task<Result> IssueAsync(string agency, JsonObject order, IReadOnlyCollection<string> problems, DateOnly today, CancellationToken cancellation)
    {
        using var then = At(order, today);
        if (await actors.NamedAsync(Said(order, "by"), cancellation) is not { } actor) return Failure.Of("demo.supervision-not-here");
        var issued = await issue.HandleAsync(new IssueOrderCommand(agency, Said(order, "section"), Said(order, "title"), Said(order, "what"), Said(order, "basis"), (int?)order["days"], problems), actor, cancellation);
        if (!issued.Succeeded) return issued;
        foreach (var move in (order["then"] as JsonArray ?? []).OfType<JsonObject>())
        {
            using var later = At(move, today);
            if (await actors.NamedAsync(Said(move, "by"), cancellation) is not { } mover) return Failure.Of("demo.supervision-not-here");
            var moved = Said(move, "do") == "answer" ? await answer.HandleAsync(issued.Value, null, Said(move, "text"), mover, cancellation) : await decide.SignOffAsync(issued.Value, null, Said(move, "text"), mover, cancellation);
            if (!moved.Succeeded) return moved;
        }
        return Result.Ok;
    }

    private static string Said(JsonObject what, string name) => (string?)what[name] ?? "";

    /// <summary>What is not told to be days ago is done now.</summary>
    private static IDisposable? At(JsonObject what, DateOnly today) => what["daysAgo"] is { } ago
        ? SyntheticClock.At(new DateTimeOffset(Instants.FromCivil(today.AddDays(-(int)ago).ToDateTime(TimeOnly.Parse(Said(what, "at"), CultureInfo.InvariantCulture))), TimeSpan.Zero))
        : null;
}
