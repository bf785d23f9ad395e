using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Clocks;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Organisation;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Feedback.Model;

/// <param name="Rule">A RULE that sets a date, <c>5wd</c>.</param>
/// <param name="Basis">Shown beside the date, with the number of the document it rests on.</param>
public sealed record ReplyLimit(string Rule, string Basis);

/// <summary>By when letters are answered (答复时限): data, set by the recipe step <c>ReplyLimits</c>.</summary>
public sealed record ReplyLimits(IReadOnlyDictionary<string, ReplyLimit> Kinds)
{
    public const string SettingKey = "reply-limits";

    /// <summary>The kinds there are, and what holds where the recipe says nothing.</summary>
    public static IReadOnlyDictionary<string, ReplyLimit> Usual { get; } = new Dictionary<string, ReplyLimit>
    {
        ["inquiry"] = new("5wd", "网民留言及时答复"), ["inquiry-complex"] = new("15wd", "网民留言及时答复"),
        ["correction"] = new("3wd", "网站纠错及时处理"), ["correction-severe"] = new("1wd", "网站纠错及时处理"),
    };

    public ReplyLimit For(LetterKind kind, bool isWeighty)
    {
        var name = (kind, isWeighty) switch
        {
            (LetterKind.Inquiry, false) => "inquiry", (LetterKind.Inquiry, true) => "inquiry-complex", (_, false) => "correction", _ => "correction-severe",
        };
        return Kinds.GetValueOrDefault(name) ?? Usual[name];
    }

    /// <summary>Of an ordinary letter, where the rule counts working days; else null.</summary>
    public int? WorkingDays(LetterKind kind) =>
        DeadlineRule.Parse(For(kind, isWeighty: false).Rule) is { Succeeded: true, Value.Kind: RuleKind.WorkingDays } read ? read.Value.Amount : null;

    public static async Task<ReplyLimits> LoadAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var row = await db.Set<SettingRow>().AsNoTracking().FirstOrDefaultAsync(s => s.Key == SettingKey, cancellation);
        return new ReplyLimits(row is null ? new Dictionary<string, ReplyLimit>() : JsonSerializer.Deserialize<Dictionary<string, ReplyLimit>>(row.Json)!);
    }
}

/// <summary>
/// Recipe step <c>{"name":"ReplyLimits","kinds":{"inquiry":{"rule":"5wd","basis":"…"}}}</c>. A letter takes it up when it comes in or
/// is given to a section next. Failures: <c>recipe.unknown-member</c>, <c>recipe.value-missing</c>, <c>letter.bad-limit</c>.
/// </summary>
internal sealed class ReplyLimitsStep(PortalTransactions transactions) : IRecipeStep
{
    private const int MaxBasis = 200;

    public string Name => "ReplyLimits";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Failure>>(Read(context.Step).Failures);

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var json = JsonSerializer.Serialize(Read(context.Step).Kinds, CanonicalJson.Unescaped);
        await using var tx = await transactions.BeginAsync(cancellation);
        var row = await tx.Db.Set<SettingRow>().FirstOrDefaultAsync(s => s.Key == ReplyLimits.SettingKey, cancellation);
        if (row is null) tx.Db.Add(new SettingRow { Key = ReplyLimits.SettingKey, Json = json });
        else row.Json = json;
        if (tx.Db.ChangeTracker.HasChanges()) tx.AppendChange(new EventDraft(FeedbackEvents.LimitsChanged, context.Actor.UserId), typeof(SettingRow));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private static (Dictionary<string, ReplyLimit> Kinds, List<Failure> Failures) Read(JsonObject step)
    {
        var (kinds, failures) = (new Dictionary<string, ReplyLimit>(), new List<Failure>());
        foreach (var (name, _) in step.Where(m => m.Key is not ("name" or "kinds"))) failures.Add(Failure.At($"$.{name}", "recipe.unknown-member", name, "kinds"));
        if (step["kinds"] is not JsonObject given) failures.Add(Failure.At("$.kinds", "recipe.value-missing", "kinds"));
        foreach (var (kind, node) in step["kinds"] as JsonObject ?? [])
        {
            var limit = node as JsonObject;
            var (rule, basis) = (Text(limit, "rule"), Text(limit, "basis"));
            // A day has to follow from it: freshness and least days set none.
            var known = ReplyLimits.Usual.ContainsKey(kind) && basis.Length is > 0 and <= MaxBasis && DeadlineRule.Parse(rule) is { Succeeded: true } read
                && read.Value.Kind is RuleKind.WorkingDays or RuleKind.NaturalDays or RuleKind.Hours or RuleKind.Months or RuleKind.SameDay;
            if (known) kinds[kind] = new ReplyLimit(rule, basis);
            else failures.Add(Failure.At($"$.kinds.{kind}", "letter.bad-limit", kind, string.Join("、", ReplyLimits.Usual.Keys)));
        }
        return (kinds, failures);
    }

    private static string Text(JsonObject? limit, string name) => limit?[name] is JsonValue v && v.TryGetValue<string>(out var text) ? text.Trim() : "";
}

/// <summary>The limits, as their step takes them.</summary>
internal sealed class ReplyLimitsExport : IRecipeExport
{
    public int Order => 31;

    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var kinds = (await ReplyLimits.LoadAsync(db, cancellation)).Kinds;
        if (kinds.Count == 0) return [];
        return
        [
            new JsonObject
            {
                ["name"] = "ReplyLimits",
                ["kinds"] = new JsonObject(kinds.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => KeyValuePair.Create<string, JsonNode?>(k.Key, new JsonObject
                {
                    ["rule"] = k.Value.Rule, ["basis"] = k.Value.Basis,
                }))),
            },
        ];
    }
}
