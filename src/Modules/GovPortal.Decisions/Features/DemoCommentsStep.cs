using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;

namespace GovPortal.Decisions.Features;

/// <summary>
/// <c>DemoComments</c>: invented comments on a consultation of the demonstration, taken by the public form's own handler at
/// their instants. Only where the clock is a <see cref="SyntheticClock"/>. Failures: <c>demo.comments-not-here</c> and the handler's.
/// </summary>
internal sealed class DemoCommentsStep(SubmitComment submit, TimeProvider time) : IRecipeStep
{
    public string Name => "DemoComments";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Failure>>(time is SyntheticClock ? [] : [Failure.Of("demo.comments-not-here")]);

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        foreach (var comment in (context.Step["comments"] as JsonArray ?? []).OfType<JsonObject>())
        {
            using var then = SyntheticClock.At(DateTimeOffset.Parse((string)comment["on"]!, CultureInfo.InvariantCulture));
            var result = await submit.HandleAsync(
                new SubmitCommentCommand((string)context.Step["consultation"]!, (string)comment["text"]!, (string?)comment["who"] ?? "", (string?)comment["phone"] ?? "", "", "", null, null, null), cancellation);
            if (!result.Succeeded) return result;
        }
        return Result.Ok;
    }
}
