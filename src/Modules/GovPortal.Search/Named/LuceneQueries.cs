using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Results;
using GovPortal.Kernel.Text;

namespace GovPortal.Search.Named;

/// <summary>Answers questions over named indexes.</summary>
internal sealed partial class LuceneQueries(NamedIndexReader reader, IPublishedContent published, ITextTemplates templates) : ILuceneQueries
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public IReadOnlyList<SavedQueryInfo> Saved => [.. reader.Current.Settings.Queries.Select(q => new SavedQueryInfo(q.Name, q.ReturnContentItems, q.Schema))];

    public async Task<Result<QueryAnswer>> RunAsync(string name, JsonObject parameters, CancellationToken cancellation)
    {
        if (reader.Current.Settings.Query(name) is not { } query) return Failure.Of("query.unknown", name);
        return await AskAsync(query.Index, query.Template, parameters, !query.ReturnContentItems, cancellation) ?? Failure.Of("query.not-ready", query.Index);
    }

    public async Task<Result<QueryAnswer>?> AskAsync(string indexName, string query, JsonObject parameters, bool documents, CancellationToken cancellation)
    {
        if (reader.Current.Indexes.GetValueOrDefault(indexName) is not { Answers: true } index) return null;
        var rendered = Render(query, parameters);
        if (!rendered.Succeeded) return rendered.As<QueryAnswer>();
        var question = LuceneQuestion.Read(rendered.Value, index.Kinds, index.Analyzer);
        if (!question.Succeeded) return question.As<QueryAnswer>();
        (int Count, IReadOnlyList<JsonObject> Hits)? found;
        try
        {
            found = index.Ask(question.Value, Longest);
        }
        catch (ObjectDisposedException)
        {
            // Settings or definitions changed this moment; the index is being made for them.
            return null;
        }
        catch (Exception error) when (error is Lucene.Net.Search.BooleanQuery.TooManyClausesException or InvalidOperationException or FormatException)
        {
            return (Result<QueryAnswer>)Failure.At("query", "query.shape-wrong", error.Message);
        }
        if (found is not var (count, hits)) return (Result<QueryAnswer>)Failure.At("query", "query.too-slow", Longest.TotalSeconds);
        // Whoever shows items reads them from what is public; stored fields are shown as they are, so it is asked here.
        if (!documents) return (Result<QueryAnswer>)new QueryAnswer([.. hits.Select(Id)], null, count);
        var live = (await published.NewestAsync([new PublishedQuery(null, PageSize: Math.Max(1, hits.Count), Ids: [.. hits.Select(Id)])], cancellation)).Select(i => i.ContentItemId).ToHashSet();
        return (Result<QueryAnswer>)new QueryAnswer(null, [.. hits.Where(h => live.Contains(Id(h)))], count);
    }

    private static string Id(JsonObject hit) => (string)hit[IndexedFields.Id]!;

    /// <summary>
    /// Texts among the parameters are escaped as JSON before Liquid sees them: a quotation mark in a parameter is a sign in its word and never
    /// the word's end. A parameter that was not given is nothing, so that <c>default</c> may stand for it.
    /// </summary>
    private Result<string> Render(string template, JsonObject parameters)
    {
        var values = parameters.ToDictionary(p => p.Key, p => Value(p.Value), StringComparer.Ordinal);
        foreach (Match code in Code().Matches(template))
        {
            foreach (Match name in Word().Matches(code.Value)) values.TryAdd(name.Value, null);
        }
        return templates.Render(template, values);
    }

    private static object? Value(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => list.Select(Value).ToList(),
        JsonObject members => members.ToDictionary(m => m.Key, m => Value(m.Value)),
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        JsonValue value when value.TryGetValue<long>(out var whole) => whole,
        JsonValue value when value.TryGetValue<decimal>(out var number) => number,
        _ => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(node.ToString()),
    };

    [GeneratedRegex(@"\{[{%].*?[%}]\}", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();
}
