using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Demo.Features;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Demo.Recipes;

/// <summary>
/// <c>DemoContent</c>: items with their journeys (who drafted, submitted, approved, published, and when), played in the
/// order of time. Failures: <c>demo.not-here</c>, <c>demo.unknown-verb</c>, <c>demo.unknown-column</c>, <c>demo.unknown-key</c>
/// and those of the handlers, with the item's key.
/// </summary>
internal sealed class DemoContentStep(PlayJourney play, IDbContextFactory<PortalDbContext> contexts, PortalTransactions transactions, TimeProvider time) : IRecipeStep
{
    private static readonly string[] Verbs = ["draft", "edit", "submit", "approve", "return", "publish", "withdraw"];

    public string Name => "DemoContent";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var failures = new List<Failure>();
        if (time is not SyntheticClock) failures.Add(Failure.Of("demo.not-here"));
        var items = context.Step["items"] as JsonArray ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            var journey = items[i]?["journey"] as JsonArray ?? [];
            for (var j = 0; j < journey.Count; j++)
            {
                var verb = (string?)journey[j]?["do"] ?? "";
                if (!Verbs.Contains(verb)) failures.Add(Failure.At($"$.items[{i}].journey[{j}].do", "demo.unknown-verb", verb, Nearest.Of(verb, Verbs)));
            }
        }
        return Task.FromResult<IReadOnlyList<Failure>>(failures);
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        OrganisationSnapshot organisation;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        }
        var columns = organisation.Columns.ToDictionary(c => organisation.FullTitle(c).Replace(" / ", "/", StringComparison.Ordinal), c => c.Id);
        var stories = new Dictionary<string, DemoItem>();
        foreach (var item in ((JsonArray)context.Step["items"]!).OfType<JsonObject>())
        {
            var key = (string)item["key"]!;
            if (!columns.TryGetValue((string)item["column"]!, out var columnId)) return Failure.At(key, "demo.unknown-column", (string)item["column"]!);
            stories[key] = new DemoItem(key, item, columnId);
        }
        await MarkSyntheticAsync(cancellation);

        var moves = stories.Values
            .SelectMany((story, order) => ((JsonArray)story.Json["journey"]!).OfType<JsonObject>()
                .Select((move, step) => (story, move, order, step, on: DateTimeOffset.Parse((string)move["on"]!, CultureInfo.InvariantCulture))))
            .OrderBy(m => m.on).ThenBy(m => m.order).ThenBy(m => m.step).ToList();
        foreach (var (story, move, _, _, on) in moves)
        {
            using var then = SyntheticClock.At(on);
            var result = await play.MoveAsync(story, move, stories, cancellation);
            if (!result.Succeeded) return result.Failures.Select(f => f with { Field = $"{story.Key}: {(string)move["do"]!} {f.Field}" }).ToList();
        }
        return Result.Ok;
    }

    private async Task MarkSyntheticAsync(CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        if (await tx.Db.Set<SettingRow>().AnyAsync(s => s.Key == SettingRow.Synthetic, cancellation)) return;
        tx.Db.Add(new SettingRow { Key = SettingRow.Synthetic, Json = "true" });
        await tx.CommitAsync(cancellation);
    }
}
