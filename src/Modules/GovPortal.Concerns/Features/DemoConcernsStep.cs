using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Clocks;
using GovPortal.Concerns.Rules;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Publishing;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Concerns.Features;

/// <summary>
/// <c>DemoConcerns</c>: invented concerns of the last weeks, found and moved by the real handlers, and the monitoring log of those weeks.
/// Days are told as how many ago (<c>daysAgo</c>, <c>at</c>), so that clocks run whenever the demonstration is set up. Only where the
/// clock is a <see cref="SyntheticClock"/>. Failures: <c>demo.concerns-not-here</c> and the handlers'.
/// </summary>
internal sealed class DemoConcernsStep(
    RegisterConcern register, GradeConcern grade, DispatchConcern dispatch, HandleConcern handle, DraftResponse draft, CloseConcern close, KeepMonitoringLog log, SubmitVersion submit, DecideReview decide, PublishVersion publish,
    Actors actors, IDbContextFactory<PortalDbContext> contexts, TimeProvider time) : IRecipeStep
{
    private const string LogAt = "17:20";

    public string Name => "DemoConcerns";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Failure>>(time is SyntheticClock ? [] : [Failure.Of("demo.concerns-not-here")]);

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var (agency, today, found) = ((string)context.Step["agency"]!, time.UtcNow().ToCivilDate(), new List<(DateOnly Day, string Id)>());
        foreach (var concern in (context.Step["concerns"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var registered = await RegisterAsync(agency, concern, today, cancellation);
            if (!registered.Succeeded) return registered;
            found.Add((DayOf(concern, today), registered.Value));
            foreach (var move in (concern["then"] as JsonArray ?? []).OfType<JsonObject>())
            {
                var moved = await MoveAsync(registered.Value, move, today, cancellation);
                if (!moved.Succeeded) return moved;
            }
        }
        return context.Step["log"] is JsonObject kept ? await LogAsync(agency, kept, found.ToLookup(f => f.Day, f => f.Id), today, cancellation) : Result.Ok;
    }

    private async Task<Result<string>> RegisterAsync(string agency, JsonObject concern, DateOnly today, CancellationToken cancellation)
    {
        using var then = At(concern, today);
        if (await actors.NamedAsync(Said(concern, "by"), cancellation) is not { } actor) return Failure.Of("demo.concerns-not-here");
        var intake = new ConcernIntake(Said(concern, "channel"), Said(concern, "source"), "", Said(concern, "title"), Said(concern, "text"), time.UtcNow());
        return await register.HandleAsync(new RegisterConcernCommand(agency, intake, null, null, []), actor, cancellation);
    }

    private async Task<Result> MoveAsync(string concernId, JsonObject move, DateOnly today, CancellationToken cancellation)
    {
        using var then = At(move, today);
        if (await actors.NamedAsync(Said(move, "by"), cancellation) is not { } actor) return Failure.Of("demo.concerns-not-here");
        var which = new ConcernRef(concernId);
        return Said(move, "do") switch
        {
            "grade" => await grade.HandleAsync(new GradeConcernCommand(which, Said(move, "grade"), null, Said(move, "text")), actor, cancellation),
            "dispatch" => await dispatch.HandleAsync(which, Said(move, "section"), Said(move, "text"), actor, cancellation),
            "handle" => await handle.HandleAsync(new HandleConcernCommand(which, Said(move, "findings"), Said(move, "handling"), (bool?)move["rumour"] ?? false), actor, cancellation),
            "draft" => await draft.HandleAsync(which, await ColumnAsync(Said(move, "column"), cancellation), actor, cancellation),
            "close" => await close.HandleAsync(which, Said(move, "outcome"), Said(move, "text"), actor, cancellation),
            var verb => await ReviewAsync(concernId, verb, actor, cancellation),
        };
    }

    /// <summary>The response on its way to the public: submit, approve, publish.</summary>
    private async Task<Result> ReviewAsync(string concernId, string verb, Actor actor, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var version = await (
            from c in db.Set<Model.Concern>()
            where c.Id == concernId
            join i in db.Set<ContentItemRow>() on c.ResponseItemId equals i.Id
            join v in db.Set<ContentVersion>() on i.LatestVersionId equals v.Id
            select v).AsNoTracking().SingleAsync(cancellation);
        if (verb == "submit") return await submit.HandleAsync(new SubmitVersionCommand(version.Id, new ReviewFormInput("other", null, "own", "门户网站", null, NoSecrets: true, "none", null, "none", null, null)), actor, cancellation);
        if (verb == "publish") return await publish.HandleAsync(new PublishVersionCommand(version.Id), actor, cancellation);
        var reviews = await db.Set<Review>().AsNoTracking().Where(r => r.VersionId == version.Id).ToListAsync(cancellation);
        var route = ReviewRoute.Parse(version.Route);
        var step = route.NextStep(version.ManifestHash, reviews) is { } next ? route.Steps[next].Name : "";
        return await decide.HandleAsync(new DecideReviewCommand(version.Id, version.ManifestHash!, step, ReviewDecision.Approved, null), actor, cancellation);
    }

    /// <summary>Each working day before today: what was found, else 今日无异常.</summary>
    private async Task<Result> LogAsync(string agency, JsonObject kept, ILookup<DateOnly, string> found, DateOnly today, CancellationToken cancellation)
    {
        if (await actors.NamedAsync(Said(kept, "by"), cancellation) is not { } actor) return Failure.Of("demo.concerns-not-here");
        for (var ago = (int)kept["days"]!; ago > 0; ago--)
        {
            var day = today.AddDays(-ago);
            var ids = found[day].ToList();
            if (ids.Count == 0 && !WorkingCalendar.China.IsWorkingDay(day)) continue;
            using var then = At(day, LogAt);
            var logged = await log.HandleAsync(new LogDayCommand(agency, null, ids.Count == 0 ? "" : $"发现舆情{ids.Count}件，已登记。", ids), actor, cancellation);
            if (!logged.Succeeded) return logged;
        }
        return Result.Ok;
    }

    private async Task<string?> ColumnAsync(string title, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var organisation = await OrganisationSnapshot.LoadAsync(db, cancellation);
        return organisation.Columns.FirstOrDefault(c => organisation.FullTitle(c).Replace(" / ", "/", StringComparison.Ordinal) == title)?.Id;
    }

    private static string Said(JsonObject what, string name) => (string?)what[name] ?? "";

    private static DateOnly DayOf(JsonObject what, DateOnly today) => today.AddDays(-(int)what["daysAgo"]!);

    private static IDisposable At(JsonObject what, DateOnly today) => At(DayOf(what, today), Said(what, "at"));

    private static IDisposable At(DateOnly day, string at) =>
        SyntheticClock.At(new DateTimeOffset(Instants.FromCivil(day.ToDateTime(TimeOnly.Parse(at, CultureInfo.InvariantCulture))), TimeSpan.Zero));
}
