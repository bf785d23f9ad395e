using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Channels.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Channels.Features;

/// <summary>
/// <c>DemoMedia</c>: invented prints of public items of the demonstration, found by their titles and written down by the page's own
/// handler. Only where the clock is a <see cref="SyntheticClock"/>. Failures: <c>demo.media-not-here</c> and the handler's.
/// </summary>
internal sealed class DemoMediaStep(RecordMedia record, Actors actors, IDbContextFactory<PortalDbContext> contexts, TimeProvider time) : IRecipeStep
{
    public string Name => "DemoMedia";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Failure>>(time is SyntheticClock ? [] : [Failure.Of("demo.media-not-here")]);

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await actors.NamedAsync((string)context.Step["by"]!, cancellation) is not { } actor) return Failure.Of("demo.media-not-here");
        foreach (var print in (context.Step["prints"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var day = DateOnly.ParseExact((string)print["on"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            using var then = SyntheticClock.At(new DateTimeOffset(Instants.FromCivil(day.AddDays(1).ToDateTime(new TimeOnly(9, 0))), TimeSpan.Zero));
            var title = (string)print["title"]!;
            var item = await QueuePostings.Live(db).Where(r => r.Title == title).Select(r => r.ContentItemId).FirstOrDefaultAsync(cancellation);
            if (item is null) return Failure.Of("posting.not-public");
            var saved = await record.SaveAsync(new RecordMediaCommand(null, item, (string)print["outlet"]!, Enum.Parse<MediaForm>((string)print["form"]!), day, (string?)print["address"] ?? ""), actor, cancellation);
            if (!saved.Succeeded) return saved;
        }
        return Result.Ok;
    }
}
