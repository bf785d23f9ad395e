using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Requests.Rules;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Requests.Features;

/// <summary>
/// <c>DemoRequests</c>: invented cases of the demonstration, received and moved by the real handlers at their instants. Only where the
/// clock is a <see cref="SyntheticClock"/>. Failures: <c>demo.requests-not-here</c> and the handlers'.
/// </summary>
internal sealed class DemoRequestsStep(
    PortalTransactions transactions, ReceiveRequest receive, DispatchRequest dispatch, CorrectRequest correct, ConsultOthers others, DraftAnswer draft, DecideAnswer decide, AnswerRequest answer, MakeLetter letter, FileSubject file,
    Actors actors, IDbContextFactory<PortalDbContext> contexts, TimeProvider time) : IRecipeStep
{
    public string Name => "DemoRequests";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Failure>>(time is SyntheticClock ? [] : [Failure.Of("demo.requests-not-here")]);

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        foreach (var request in (context.Step["requests"] as JsonArray ?? []).OfType<JsonObject>())
        {
            using var then = At(request);
            string Said(string name) => (string?)request[name] ?? "";
            var application = new Application(
                Said("class"), Said("who"), Said("proof"), Said("number"), Said("agent"), Said("phone"), "", "", Said("description"), "electronic", ApplicantClasses.Online, true);
            var today = time.UtcNow().ToCivilDate();
            if (ApplicationCheck.Check(application, today) is { Count: > 0 } refused) return Result.Refused(refused);
            var received = await transactions.WriteAsync(
                tx => receive.ApplyAsync(tx, new NewRequest(application, RequestChannel.Internet, today, [], null, Actor.Public.UserId), cancellation), cancellation);
            if (!received.Succeeded) return received;
            foreach (var move in (request["then"] as JsonArray ?? []).OfType<JsonObject>())
            {
                var moved = await MoveAsync(received.Value.Id, move, cancellation);
                if (!moved.Succeeded) return moved;
            }
        }
        return Result.Ok;
    }

    private async Task<Result> MoveAsync(string requestId, JsonObject move, CancellationToken cancellation)
    {
        using var then = At(move);
        string Said(string name) => (string?)move[name] ?? "";
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await actors.NamedAsync(Said("by"), cancellation) is not { } actor) return Failure.Of("demo.requests-not-here");
        var which = new CaseRef(requestId);
        return Said("do") switch
        {
            "dispatch" => await dispatch.HandleAsync(which, Said("section"), Said("note"), actor, cancellation),
            "ask-correction" => await correct.AskAsync(which, Said("text"), DateOnly.Parse(Said("until"), CultureInfo.InvariantCulture), actor, cancellation),
            "ask-third-party" => await others.AskThirdPartyAsync(which, Said("whom"), Said("text"), actor, cancellation),
            "draft" => await draft.HandleAsync(which, new AnswerDraft(Said("outcome"), Said("text"), Said("reason"), "", ""), [], [], actor, cancellation),
            "letter" => await letter.HandleAsync(which, Said("kind"), actor, cancellation),
            "file" => await file.HandleAsync(requestId, (await OrganisationSnapshot.LoadAsync(db, cancellation)).ColumnByPath(Said("column"))?.Id ?? "", actor, cancellation),
            "approve" => await decide.ApproveAsync(which, Said("note"), actor, cancellation),
            _ => await answer.HandleAsync(which, actor, cancellation),
        };
    }

    private static IDisposable At(JsonObject what) => SyntheticClock.At(DateTimeOffset.Parse((string)what["on"]!, CultureInfo.InvariantCulture));
}
