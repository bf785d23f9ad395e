using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Results;
using Lucene.Net.Analysis;
using Lucene.Net.Search;

namespace GovPortal.Search.Named;

/// <summary>A question as Lucene takes it.</summary>
/// <param name="Sort">Null: by score.</param>
internal sealed record LuceneQuestion(Query Query, Sort? Sort, int From, int Size)
{
    public const int UsualSize = 10;
    public const int MaxSize = 1000;
    /// <summary>How far down the hits one may page.</summary>
    public const int MaxReach = 10_000;
    public const int MaxDepth = 16;
    public const int MaxClauses = 1024;

    /// <summary>Reads <c>{"query": …, "sort": …, "from": 0, "size": 10}</c>. Failures as in <see cref="Kernel.Indexing.ILuceneQueries"/>.</summary>
    public static Result<LuceneQuestion> Read(string json, IReadOnlyDictionary<string, FieldKind> kinds, Analyzer analyzer)
    {
        if (string.IsNullOrWhiteSpace(json)) return Failure.At("query", "query.empty");
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 4 * MaxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        }
        catch (JsonException error)
        {
            return Failure.At("query", "query.not-json", error.LineNumber + 1, error.BytePositionInLine + 1);
        }
        var reader = new QuestionReader(kinds, analyzer);
        if (root is not JsonObject question) return Failure.At("query", "query.shape-wrong", "{ … }");
        foreach (var (member, _) in question.Where(m => m.Key is not ("query" or "sort" or "from" or "size" or "_source"))) reader.Refuse("$." + member, "query.kind-unknown", member, "query, sort, from, size");
        var query = question["query"] is { } asked ? reader.Query(asked, "$.query", 1) : reader.Refuse("$.query", "query.empty");
        var sort = reader.Sort(question["sort"]);
        var (from, size) = (reader.Number(question["from"], "$.from", 0, MaxReach), reader.Number(question["size"], "$.size", UsualSize, MaxSize));
        if (from + size > MaxReach) reader.Refuse("$.from", "query.too-far", MaxReach);
        return reader.Failures.Count > 0 ? reader.Failures : new LuceneQuestion(query!, sort, from, size);
    }
}
