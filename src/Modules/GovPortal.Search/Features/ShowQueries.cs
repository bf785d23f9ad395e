using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Results;
using GovPortal.Search.Named;

namespace GovPortal.Search.Features;

/// <param name="Counts">How many items this node's indexes hold, by name; none of an index it has not yet.</param>
public sealed record QueriesView(QuerySettings Settings, IReadOnlyDictionary<string, int> Counts);

/// <param name="Name">A saved query; null for a question of one's own.</param>
/// <param name="Index">The index that a question of one's own is for.</param>
/// <param name="Parameters">A JSON object; empty for none.</param>
public sealed record TryQueryCommand(string? Name, string? Index, string? Query, string? Parameters);

/// <summary>
/// Named indexes and saved queries as they stand, and an answer to try. Failures: <c>access.not-allowed</c>, <c>query.parameters-wrong</c>,
/// <c>query.index-unknown</c> and those of <see cref="ILuceneQueries"/>.
/// </summary>
public sealed class ShowQueries(PortalDbContext db, NamedIndexReader reader, ILuceneQueries queries, IPublishedContent published)
{
    private const int Shown = 20_000;

    public async Task<Result<QueriesView>> HandleAsync(Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(Permissions.SettingsManage)) return Failure.Of(Failure.NotAllowed);
        return new QueriesView(await QuerySettings.LoadAsync(db, cancellation), reader.Counts());
    }

    /// <summary>What the interface would answer, as text; of items their ids and titles.</summary>
    public async Task<Result<string>> TryAsync(TryQueryCommand command, Actor actor, CancellationToken cancellation)
    {
        if (!actor.CanSomewhere(Permissions.SettingsManage)) return Failure.Of(Failure.NotAllowed);
        JsonObject? parameters;
        try
        {
            parameters = string.IsNullOrWhiteSpace(command.Parameters) ? [] : JsonNode.Parse(command.Parameters) as JsonObject;
        }
        catch (JsonException)
        {
            parameters = null;
        }
        if (parameters is null) return Failure.At("Parameters", "query.parameters-wrong");
        var answer = string.IsNullOrEmpty(command.Name)
            ? await queries.AskAsync(command.Index ?? "", command.Query ?? "", parameters, documents: true, cancellation) ?? Failure.At("Index", "query.index-unknown", command.Index)
            : await queries.RunAsync(command.Name, parameters, cancellation);
        if (!answer.Succeeded) return answer.Failures.Select(f => f with { Field = "Query", Args = f.Args }).ToList();
        var items = answer.Value.Documents?.Select(d => (JsonNode?)d.DeepClone()) ?? await TitlesAsync(answer.Value.ContentItemIds!, cancellation);
        var text = new JsonObject { ["count"] = answer.Value.Count, ["items"] = new JsonArray([.. items]) }.ToJsonString(new JsonSerializerOptions(CanonicalJson.Unescaped) { WriteIndented = true });
        return text.Length > Shown ? text[..Shown] + "\n…" : text;
    }

    private async Task<IEnumerable<JsonNode?>> TitlesAsync(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var titles = (await published.NewestAsync([new PublishedQuery(null, PageSize: Math.Max(1, ids.Count), Ids: ids)], cancellation)).ToDictionary(i => i.ContentItemId, i => i.Title);
        return ids.Where(titles.ContainsKey).Select(id => (JsonNode?)new JsonObject { ["ContentItemId"] = id, ["DisplayText"] = titles[id] });
    }
}
