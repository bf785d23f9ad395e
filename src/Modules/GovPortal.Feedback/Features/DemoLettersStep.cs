using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Feedback.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Features;

/// <summary>
/// <c>DemoLetters</c>: invented letters of the demonstration, taken by the public forms' own handlers and moved by the office's at their
/// instants. Only where the clock is a <see cref="SyntheticClock"/>. Failures: <c>demo.letters-not-here</c> and the handlers'.
/// </summary>
internal sealed class DemoLettersStep(
    SubmitInquiry inquire, SubmitCorrection correct, DispatchLetter dispatch, DraftAnswer draft, EndLetter end, Actors actors,
    TimeProvider time) : IRecipeStep
{
    public string Name => "DemoLetters";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Failure>>(time is SyntheticClock ? [] : [Failure.Of("demo.letters-not-here")]);

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        foreach (var letter in (context.Step["letters"] as JsonArray ?? []).OfType<JsonObject>())
        {
            using var then = At(letter);
            string Said(string name) => (string?)letter[name] ?? "";
            var received = Said("kind") == "inquiry"
                ? await inquire.HandleAsync(new SubmitInquiryCommand(Said("subject"), Said("text"), Said("who"), Said("phone"), "", Said("publish") == "yes", null, (string?)letter["url"], "", null), cancellation)
                : await correct.HandleAsync(new SubmitCorrectionCommand(Said("about"), Said("text"), Said("who"), Said("phone"), "", null, (string?)letter["url"], "", null), cancellation);
            if (!received.Succeeded) return received;
            foreach (var move in (letter["then"] as JsonArray ?? []).OfType<JsonObject>())
            {
                var moved = await MoveAsync(received.Value.Id, move, cancellation);
                if (!moved.Succeeded) return moved;
            }
        }
        return Result.Ok;
    }

    private async Task<Result> MoveAsync(string letterId, JsonObject move, CancellationToken cancellation)
    {
        using var then = At(move);
        string Said(string name) => (string?)move[name] ?? "";
        if (await actors.NamedAsync(Said("by"), cancellation) is not { } actor) return Failure.Of("demo.letters-not-here");
        return Said("do") switch
        {
            "dispatch" => await dispatch.HandleAsync(new DispatchLetterCommand(letterId, Said("section"), Said("weighty") == "yes", Said("note")), actor, cancellation),
            "draft" => await draft.HandleAsync(letterId, Said("text"), actor, cancellation),
            "close" => await end.CloseAsync(new CloseLetterCommand(letterId, Said("reason"), Said("note")), actor, cancellation),
            _ => await end.SendAsync(letterId, Said("text"), actor, cancellation),
        };
    }

    private static IDisposable At(JsonObject what) => SyntheticClock.At(DateTimeOffset.Parse((string)what["on"]!, CultureInfo.InvariantCulture));
}
