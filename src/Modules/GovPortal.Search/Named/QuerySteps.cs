using System.Text.Json.Nodes;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Events;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;

namespace GovPortal.Search.Named;

/// <summary>
/// Orchard's step <c>{"name":"lucene-index","Indices":[{"GuideIndex":{"AnalyzerName":"standardanalyzer","IndexedContentTypes":["…"],…}}]}</c>: makes named
/// indexes, or others of those names. Failures: <c>recipe.unknown-member</c>, <c>query.step-value-wrong</c>, <c>query.analyzer-unknown</c>.
/// Side effect: <c>search.queries-changed</c>; every node fills the index at once.
/// </summary>
internal sealed class LuceneIndexStep(PortalTransactions transactions) : IRecipeStep
{
    private static readonly string[] Members = ["AnalyzerName", "IndexLatest", "IndexedContentTypes", "Culture", "StoreSourceData", "QueryAnalyzerName", "IndexName"];

    public string Name => "lucene-index";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Failure>>(Read(context.Step).Failures);

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var given = Read(context.Step).Indexes;
        await using var tx = await transactions.BeginAsync(cancellation);
        await QuerySettings.WriteAsync(tx, s => s with { Indexes = StepMembers.Merged(s.Indexes, given, i => i.Name) }, context.Actor.UserId, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private static (List<NamedIndexSettings> Indexes, List<Failure> Failures) Read(JsonObject step)
    {
        var (indexes, failures) = (new List<NamedIndexSettings>(), new List<Failure>());
        StepMembers.Unknown(step, "$", ["name", "Indices"], failures);
        if (step["Indices"] is not JsonArray list) failures.Add(Failure.At("$.Indices", "query.step-value-wrong", "Indices", "[]"));
        else
        {
            for (var i = 0; i < list.Count; i++)
            {
                foreach (var (name, value) in list[i] as JsonObject ?? [])
                {
                    var path = $"$.Indices[{i}].{name}";
                    if (value is not JsonObject own) failures.Add(Failure.At(path, "query.step-value-wrong", name, "{}"));
                    else if (name.Length is 0 or > 100) failures.Add(Failure.At(path, "query.step-value-wrong", name, "1…100"));
                    else indexes.Add(Index(name, own, path, failures));
                }
            }
        }
        return (indexes, failures);
    }

    private static NamedIndexSettings Index(string name, JsonObject own, string path, List<Failure> failures)
    {
        StepMembers.Unknown(own, path, Members, failures);
        var analyzer = StepMembers.Text(own, "AnalyzerName", path, failures) ?? NamedIndex.Standard;
        if (!NamedIndex.AnalyzerNames.Contains(analyzer)) failures.Add(Failure.At(path + ".AnalyzerName", "query.analyzer-unknown", analyzer, string.Join("、", NamedIndex.AnalyzerNames)));
        var types = own["IndexedContentTypes"] as JsonArray;
        if (types is null || !types.All(t => t is JsonValue v && v.TryGetValue<string>(out _))) failures.Add(Failure.At(path + ".IndexedContentTypes", "query.step-value-wrong", "IndexedContentTypes", "[\"…\"]"));
        return new NamedIndexSettings(name, analyzer, StepMembers.Flag(own, "IndexLatest", path, failures), [.. (types ?? []).OfType<JsonValue>().Select(t => t.ToString())],
            StepMembers.Text(own, "Culture", path, failures) ?? "any", StepMembers.Flag(own, "StoreSourceData", path, failures));
    }
}

/// <summary>
/// Orchard's steps <c>lucene-index-rebuild</c> and <c>lucene-index-reset</c>, <c>{"includeAll":false,"Indices":["…"]}</c>: every node reads
/// anew what its indexes hold. Failures: <c>query.index-unknown</c>. Side effect: <c>search.rebuild-requested</c>.
/// </summary>
internal sealed class LuceneRebuildStep(string name, PortalTransactions transactions) : IRecipeStep
{
    public string Name => name;

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var failures = new List<Failure>();
        StepMembers.Unknown(context.Step, "$", ["name", "includeAll", "Indices"], failures);
        if (context.Step["Indices"] is not (null or JsonArray)) failures.Add(Failure.At("$.Indices", "query.step-value-wrong", "Indices", "[]"));
        return Task.FromResult<IReadOnlyList<Failure>>(failures);
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        await using var tx = await transactions.BeginAsync(cancellation);
        var settings = await QuerySettings.LoadAsync(tx.Db, cancellation);
        var unknown = (context.Step["Indices"] as JsonArray ?? []).Select(i => i?.ToString() ?? "").Where(i => settings.Index(i) is null).ToList();
        if (unknown.Count > 0) return Failure.At("$.Indices", "query.index-unknown", string.Join("、", unknown));
        tx.Append(new EventDraft(Features.RebuildSearch.Requested, context.Actor.UserId));
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }
}

/// <summary>
/// Orchard's step <c>Queries</c>, flat or with <c>Properties.LuceneQueryMetadata</c> as Orchard exports it. SQL from content is never run: a
/// query of another source than Lucene is reported as not applicable. Failures: <c>recipe.unknown-member</c>, <c>query.step-value-wrong</c>,
/// <c>template.faulty</c>. Side effect: <c>search.queries-changed</c>.
/// </summary>
internal sealed class QueriesStep(PortalTransactions transactions, Kernel.Text.ITextTemplates templates) : IRecipeStep
{
    public string Name => "Queries";

    public Task<IReadOnlyList<Failure>> CheckAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var (_, others, failures) = Read(context.Step);
        foreach (var other in others) context.NotApplicable.Add(new NotApplied($"Queries {other}", "只运行 Lucene 查询，内容中的 SQL 一律不运行"));
        return Task.FromResult<IReadOnlyList<Failure>>(failures);
    }

    public async Task<Result> ExecuteAsync(RecipeStepContext context, CancellationToken cancellation)
    {
        var given = Read(context.Step).Queries;
        await using var tx = await transactions.BeginAsync(cancellation);
        await QuerySettings.WriteAsync(tx, s => s with { Queries = StepMembers.Merged(s.Queries, given, q => q.Name) }, context.Actor.UserId, cancellation);
        await tx.CommitAsync(cancellation);
        return Result.Ok;
    }

    private (List<SavedQuery> Queries, List<string> Others, List<Failure> Failures) Read(JsonObject step)
    {
        var (queries, others, failures) = (new List<SavedQuery>(), new List<string>(), new List<Failure>());
        StepMembers.Unknown(step, "$", ["name", "Queries"], failures);
        if (step["Queries"] is not JsonArray list) failures.Add(Failure.At("$.Queries", "query.step-value-wrong", "Queries", "[]"));
        else
        {
            for (var i = 0; i < list.Count; i++)
            {
                var path = $"$.Queries[{i}]";
                if (list[i] is not JsonObject query)
                {
                    failures.Add(Failure.At(path, "query.step-value-wrong", "Queries", "{}"));
                    continue;
                }
                var name = StepMembers.Text(query, "Name", path, failures);
                if (name is null or { Length: 0 or > 100 }) failures.Add(Failure.At(path + ".Name", "query.step-value-wrong", "Name", "1…100"));
                var source = StepMembers.Text(query, "Source", path, failures) ?? "Lucene";
                if (!source.Equals("Lucene", StringComparison.OrdinalIgnoreCase)) others.Add($"{name} ({source})");
                else queries.Add(Query(name ?? "", query, path, failures));
            }
        }
        return (queries, others, failures);
    }

    private SavedQuery Query(string name, JsonObject query, string path, List<Failure> failures)
    {
        StepMembers.Unknown(query, path, ["Name", "Source", "Index", "Template", "Schema", "ReturnContentItems", "Properties"], failures);
        var (own, at) = (query["Properties"] as JsonObject)?["LuceneQueryMetadata"] is JsonObject metadata ? (metadata, path + ".Properties.LuceneQueryMetadata") : (query, path);
        var index = StepMembers.Text(own, "Index", at, failures);
        if (string.IsNullOrEmpty(index)) failures.Add(Failure.At(at + ".Index", "query.step-value-wrong", "Index", "…"));
        var template = StepMembers.Text(own, "Template", at, failures);
        if (string.IsNullOrWhiteSpace(template)) failures.Add(Failure.At(at + ".Template", "query.step-value-wrong", "Template", "{\"query\": …}"));
        else failures.AddRange(templates.Check(template).Select(f => f with { Field = at + ".Template" }));
        return new SavedQuery(name, index ?? "", template ?? "", StepMembers.Text(query, "Schema", path, failures), StepMembers.Flag(query, "ReturnContentItems", path, failures));
    }
}

/// <summary>Indexes and questions as Orchard exports them.</summary>
internal sealed class QueriesExport : IRecipeExport
{
    public int Order => 96;

    public async Task<IReadOnlyList<JsonObject>> StepsAsync(PortalDbContext db, CancellationToken cancellation)
    {
        var settings = await QuerySettings.LoadAsync(db, cancellation);
        var steps = new List<JsonObject>();
        if (settings.Indexes.Count > 0)
        {
            steps.Add(new JsonObject
            {
                ["name"] = "lucene-index",
                ["Indices"] = new JsonArray([.. settings.Indexes.Select(i => (JsonNode)new JsonObject
                {
                    [i.Name] = new JsonObject
                    {
                        ["AnalyzerName"] = i.AnalyzerName, ["IndexLatest"] = i.IndexLatest,
                        ["IndexedContentTypes"] = new JsonArray([.. i.IndexedContentTypes.Select(t => (JsonNode)t)]), ["Culture"] = i.Culture, ["StoreSourceData"] = i.StoreSourceData,
                    },
                })]),
            });
        }
        if (settings.Queries.Count > 0) steps.Add(new JsonObject { ["name"] = "Queries", ["Queries"] = new JsonArray([.. settings.Queries.Select(q => (JsonNode)Json(q))]) });
        return steps;
    }

    private static JsonObject Json(SavedQuery query)
    {
        var json = new JsonObject { ["Name"] = query.Name, ["Source"] = "Lucene" };
        if (query.Schema is not null) json["Schema"] = query.Schema;
        json["ReturnContentItems"] = query.ReturnContentItems;
        json["Properties"] = new JsonObject { ["LuceneQueryMetadata"] = new JsonObject { ["Index"] = query.Index, ["Template"] = query.Template } };
        return json;
    }
}

/// <summary>Reading a step's members; what is wrong with one is said at its path.</summary>
file static class StepMembers
{
    public static void Unknown(JsonObject json, string path, string[] known, List<Failure> failures) =>
        failures.AddRange(json.Where(m => !known.Contains(m.Key)).Select(m => Failure.At($"{path}.{m.Key}", "recipe.unknown-member", m.Key, string.Join(", ", known))));

    public static string? Text(JsonObject json, string name, string path, List<Failure> failures)
    {
        if (json[name] is null) return null;
        if (json[name] is JsonValue value && value.TryGetValue<string>(out var text)) return text;
        failures.Add(Failure.At($"{path}.{name}", "query.step-value-wrong", name, "\"…\""));
        return null;
    }

    public static bool Flag(JsonObject json, string name, string path, List<Failure> failures)
    {
        if (json[name] is null) return false;
        if (json[name] is JsonValue value && value.TryGetValue<bool>(out var flag)) return flag;
        failures.Add(Failure.At($"{path}.{name}", "query.step-value-wrong", name, "true, false"));
        return false;
    }

    /// <summary>What is given takes the place of what has its name; the rest stays.</summary>
    public static IReadOnlyList<T> Merged<T>(IReadOnlyList<T> before, IReadOnlyList<T> given, Func<T, string> name) =>
        [.. before.Where(b => !given.Any(g => name(g).Equals(name(b), StringComparison.OrdinalIgnoreCase))), .. given.DistinctBy(name, StringComparer.OrdinalIgnoreCase)];
}
