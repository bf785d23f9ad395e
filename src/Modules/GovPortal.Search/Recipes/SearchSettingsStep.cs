using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Search.Features;
using GovPortal.Search.Model;
using GovPortal.Search.Rules;
using GovPortal.Search.Text;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Search.Recipes;

/// <summary>
/// Recipe step <c>{"name":"SearchSettings","synonyms":["…"],"words":["…"],"pins":[{"query":"…","item":"…","from":"2026-01-01","until":null}]}</c>: the
/// administrator's words, a line a string, take the place of those there; pins are added to those there. A pin's item may
/// come later: it shows nothing until the item is live. Failures: <c>recipe.unknown-member</c>, <c>search.step-value-wrong</c>, those of
/// <see cref="WordLines.Check"/> and of <see cref="PinItem"/>. Side effects: <c>search.words-changed</c>, <c>search.pins-changed</c>.
/// </summary>
internal sealed class SearchSettingsStep(PortalTransactions transactions) : IRecipeStep
{
    public const string StepName = "SearchSettings";
    private const int IdLength = 26;
    private const string Days = "yyyy-MM-dd";
    private static readonly string[] Members = ["synonyms", "words", "pins"];

    public string Name => StepName;

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Failure>>(Read(context.Step).Failures);

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var (words, pins, _) = Read(context.Step);
        await using var tx = await transactions.BeginAsync(cancellation);
        if (words is not null) await SaveSearchWords.WriteAsync(tx, words, context.Actor, cancellation);
        foreach (var pin in pins)
        {
            if (await tx.Db.Set<SearchPin>().AnyAsync(p => p.Query == pin.Query && p.ContentItemId == pin.Item, cancellation)) continue;
            if (await tx.Db.Set<SearchPin>().CountAsync(p => p.Query == pin.Query, cancellation) >= PinItem.MostToOneQuestion)
            {
                return Failure.At("$.pins", "search.pin-too-many", PinItem.MostToOneQuestion);
            }
            tx.Db.Add(new SearchPin
            {
                Id = ContentIds.New(), Query = pin.Query, ContentItemId = pin.Item, From = pin.From, Until = pin.Until, CreatedBy = context.Actor.UserId, CreatedUtc = tx.NowUtc,
            });
            tx.AppendChange(new EventDraft(PinItem.Changed, context.Actor.UserId, pin.Item), typeof(SearchPin));
            await tx.Db.SaveChangesAsync(cancellation);
        }
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    /// <summary>Words are null where the step names none.</summary>
    private static (SearchWords? Words, List<ReadPin> Pins, List<Failure> Failures) Read(JsonObject step)
    {
        var (pins, failures) = (new List<ReadPin>(), new List<Failure>());
        foreach (var (name, _) in step.Where(m => m.Key != "name" && !Members.Contains(m.Key))) failures.Add(Failure.At($"$.{name}", "recipe.unknown-member", name, string.Join(", ", Members)));
        var (synonyms, words) = (Lines("synonyms"), Lines("words"));
        failures.AddRange(WordLines.Check(synonyms, words).Select(f => f with { Field = f.Field == "Synonyms" ? "$.synonyms" : "$.words" }));
        var list = step["pins"] as JsonArray;
        if (list is null && step["pins"] is not null) failures.Add(Failure.At("$.pins", "search.step-value-wrong", "pins", "[]"));
        for (var i = 0; i < (list?.Count ?? 0); i++)
        {
            var at = $"$.pins[{i.ToString(CultureInfo.InvariantCulture)}]";
            var pin = list![i] as JsonObject;
            foreach (var (name, _) in (pin ?? []).Where(m => m.Key is not ("query" or "item" or "from" or "until"))) failures.Add(Failure.At($"{at}.{name}", "recipe.unknown-member", name, "query, item, from, until"));
            var (query, item) = (Characters.Plain(Text(pin, "query") ?? ""), Text(pin, "item") ?? "");
            if (query.Length == 0) failures.Add(Failure.At(at + ".query", "search.pin-query-required"));
            else if (query.Length > SearchPin.LongestQuery) failures.Add(Failure.At(at + ".query", "search.pin-query-too-long", SearchPin.LongestQuery));
            if (item.Length != IdLength) failures.Add(Failure.At(at + ".item", "search.pin-item-unknown"));
            var (from, until) = (Day("from"), Day("until"));
            if (from > until) failures.Add(Failure.At(at + ".until", "search.pin-days-reversed"));
            pins.Add(new ReadPin(query, item, from, until));

            DateOnly? Day(string name)
            {
                if (pin?[name] is null) return null;
                if (DateOnly.TryParseExact(Text(pin, name), Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
                failures.Add(Failure.At($"{at}.{name}", "search.step-value-wrong", name, Days));
                return null;
            }
        }
        return (step.ContainsKey("synonyms") || step.ContainsKey("words") ? new SearchWords(synonyms, words) : null, pins, failures);

        string Lines(string name)
        {
            if (step[name] is null) return "";
            if (step[name] is JsonArray lines && lines.All(l => l is JsonValue v && v.TryGetValue<string>(out _))) return string.Join('\n', lines.Select(l => (string)l!)).Trim();
            failures.Add(Failure.At("$." + name, "search.step-value-wrong", name, "[\"…\"]"));
            return "";
        }
    }

    private static string? Text(JsonObject? from, string name) => from?[name] is JsonValue v && v.TryGetValue<string>(out var text) ? text.Trim() : null;

    private sealed record ReadPin(string Query, string Item, DateOnly? From, DateOnly? Until);
}

/// <summary>Words and pins, as their step takes them.</summary>
internal sealed class SearchSettingsExport : IRecipeExport
{
    public int Order => 95;

    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var words = await SearchWords.LoadAsync(db, cancellation);
        var pins = await db.Set<SearchPin>().AsNoTracking().OrderBy(p => p.Query).ThenBy(p => p.ContentItemId).ToListAsync(cancellation);
        if (words == SearchWords.None && pins.Count == 0) return [];
        return
        [
            new JsonObject
            {
                ["name"] = SearchSettingsStep.StepName,
                ["synonyms"] = Lines(words.Synonyms),
                ["words"] = Lines(words.Words),
                ["pins"] = new JsonArray([.. pins.Select(p => (JsonNode)new JsonObject
                {
                    ["query"] = p.Query, ["item"] = p.ContentItemId, ["from"] = p.From?.ToString("O", CultureInfo.InvariantCulture), ["until"] = p.Until?.ToString("O", CultureInfo.InvariantCulture),
                })]),
            },
        ];
    }

    private static JsonArray Lines(string text) => new([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => (JsonNode)l)]);
}
