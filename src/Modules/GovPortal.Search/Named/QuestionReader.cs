using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Results;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Index;
using Lucene.Net.QueryParsers.Classic;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace GovPortal.Search.Named;

/// <summary>Reads the kinds of questions that Orchard knows; what it cannot read is a refusal at its JSON path.</summary>
internal sealed class QuestionReader(IReadOnlyDictionary<string, FieldKind> kinds, Analyzer analyzer)
{
    private static readonly string[] Known =
        ["match_all", "match", "match_phrase", "term", "terms", "bool", "range", "prefix", "wildcard", "fuzzy", "regexp", "query_string", "simple_query_string"];

    private int _clauses;

    public List<Failure> Failures { get; } = [];

    public Query? Refuse(string path, string code, params object?[] args)
    {
        Failures.Add(Failure.At(path, code, args));
        return null;
    }

    public int Number(JsonNode? node, string path, int usual, int most)
    {
        if (node is null) return usual;
        if (node is JsonValue value && int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most) return number;
        Refuse(path, "query.shape-wrong", $"0…{most}");
        return usual;
    }

    public Query? Query(JsonNode node, string path, int depth)
    {
        if (depth > LuceneQuestion.MaxDepth) return Refuse(path, "query.too-deep", LuceneQuestion.MaxDepth);
        if (++_clauses > LuceneQuestion.MaxClauses) return _clauses == LuceneQuestion.MaxClauses + 1 ? Refuse(path, "query.too-many-clauses", LuceneQuestion.MaxClauses) : null;
        if (node is not JsonObject { Count: 1 } one) return Refuse(path, "query.shape-wrong", "{\"match\": { … }}");
        var (kind, body) = (one.First().Key, one.First().Value);
        path += "." + kind;
        return kind switch
        {
            "match_all" => new MatchAllDocsQuery(),
            "bool" => Bool(body, path, depth),
            "query_string" or "simple_query_string" => QueryString(body, path),
            "terms" => OnField(body, path, (field, value) => value is JsonArray list
                ? AnyOf(list.Select(v => v is null ? null : Exact(field, Scalar(v, path))), path) : Refuse($"{path}.{field}", "query.shape-wrong", "[ … ]")),
            "term" => OnField(body, path, (field, value) => Value(value, path, "value") is { } text ? Exact(field, text) : null),
            "match" => OnField(body, path, (field, value) => Value(value, path, "query") is { } text ? Words(field, text, Operator(value)) : null),
            "match_phrase" => OnField(body, path, (field, value) => Value(value, path, "query", "value") is { } text ? Phrase(field, text, Slop(value)) : null),
            "prefix" => OnField(body, path, (field, value) => Value(value, path, "value") is { } text ? new PrefixQuery(new Term(field, text)) : null),
            "wildcard" => OnField(body, path, (field, value) => Value(value, path, "value") is { } text ? new WildcardQuery(new Term(field, text)) : null),
            "regexp" => OnField(body, path, (field, value) => Value(value, path, "value") is { } text ? Regexp(field, text, path) : null),
            "fuzzy" => OnField(body, path, (field, value) => Value(value, path, "value") is { } text ? Fuzzy(field, text, value, path) : null),
            "range" => OnField(body, path, (field, value) => value is JsonObject bounds ? Range(field, bounds, $"{path}.{field}") : Refuse($"{path}.{field}", "query.shape-wrong", "{\"gte\": …, \"lt\": …}")),
            _ => Refuse(path, "query.kind-unknown", kind, string.Join(", ", Known)),
        };
    }

    public Sort? Sort(JsonNode? node)
    {
        if (node is null) return null;
        var fields = new List<SortField>();
        var list = node is JsonArray several ? several.ToList() : [node];
        for (var i = 0; i < list.Count; i++)
        {
            var path = node is JsonArray ? $"$.sort[{i}]" : "$.sort";
            if (list[i] is JsonValue text && text.TryGetValue<string>(out var only)) fields.Add(Field(only, null, null));
            else if (list[i] is JsonObject { Count: > 0 } by) fields.AddRange(by.Select(b => Field(b.Key, (b.Value as JsonObject)?["order"]?.ToString() ?? (b.Value as JsonValue)?.ToString(), (b.Value as JsonObject)?["type"]?.ToString())));
            else Refuse(path, "query.shape-wrong", "{\"field\": {\"order\": \"desc\"}}");
        }
        return fields.Count == 0 ? null : new Sort([.. fields]);

        SortField Field(string name, string? order, string? type)
        {
            var falls = string.Equals(order, "desc", StringComparison.OrdinalIgnoreCase);
            if (name == "_score") return new SortField(null, SortFieldType.SCORE, !falls && order is not null);
            if (name == "_doc") return new SortField(null, SortFieldType.DOC, falls);
            return new SortField(name, (type?.ToUpperInvariant(), kinds.GetValueOrDefault(name)) switch
            {
                (_, FieldKind.Whole) => SortFieldType.INT64,
                (_, FieldKind.Decimal) => SortFieldType.DOUBLE,
                _ => SortFieldType.STRING,
            }, falls);
        }
    }

    private BooleanQuery Bool(JsonNode? body, string path, int depth)
    {
        var query = new BooleanQuery();
        if (body is not JsonObject parts)
        {
            Refuse(path, "query.shape-wrong", "{\"must\": [ … ]}");
            return query;
        }
        foreach (var (name, value) in parts)
        {
            if (name is "boost")
            {
                if (value is JsonValue boost && float.TryParse(boost.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var factor)) query.Boost = factor;
                continue;
            }
            if (name is "minimum_should_match")
            {
                query.MinimumNumberShouldMatch = Number(value, $"{path}.{name}", 0, LuceneQuestion.MaxClauses);
                continue;
            }
            var occur = name switch { "must" or "filter" => Occur.MUST, "must_not" => Occur.MUST_NOT, "should" => Occur.SHOULD, _ => (Occur?)null };
            if (occur is null)
            {
                Refuse($"{path}.{name}", "query.kind-unknown", name, "must, must_not, should, filter, minimum_should_match, boost");
                continue;
            }
            var list = value is JsonArray several ? several.ToList() : [value];
            for (var i = 0; i < list.Count; i++)
            {
                var at = value is JsonArray ? $"{path}.{name}[{i}]" : $"{path}.{name}";
                if (list[i] is not { } clause) Refuse(at, "query.shape-wrong", "{ … }");
                else if (Query(clause, at, depth + 1) is { } read) query.Add(name == "filter" ? new ConstantScoreQuery(read) { Boost = 0 } : read, occur.Value);
            }
        }
        // Lucene finds nothing by what is left out alone.
        if (query.Clauses.Count > 0 && query.Clauses.All(c => c.Occur == Occur.MUST_NOT)) query.Add(new MatchAllDocsQuery(), Occur.MUST);
        return query;
    }

    private Query? OnField(JsonNode? body, string path, Func<string, JsonNode, Query?> make)
    {
        if (body is not JsonObject { Count: 1 } one || one.First() is not (var field, { } value)) return Refuse(path, "query.shape-wrong", "{\"field\": …}");
        var boost = (value as JsonObject)?["boost"] is JsonValue b && float.TryParse(b.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) ? factor : 1;
        var query = make(field, value);
        if (query is not null && boost != 1) query.Boost = boost;
        return query;
    }

    private string? Value(JsonNode node, string path, params string[] names)
    {
        var value = node is JsonObject o ? names.Select(n => o[n]).FirstOrDefault(v => v is not null) : node;
        if (value is JsonValue) return Scalar(value, path);
        Refuse(path, "query.shape-wrong", $"{{\"field\": {{\"{names[0]}\": \"…\"}}}}");
        return null;
    }

    private static string Scalar(JsonNode value, string path) => value is JsonValue v && v.TryGetValue<bool>(out var flag) ? flag ? "true" : "false" : value.ToString();

    private BooleanQuery AnyOf(IEnumerable<Query?> queries, string path)
    {
        var any = new BooleanQuery();
        foreach (var query in queries.OfType<Query>())
        {
            if (++_clauses > LuceneQuestion.MaxClauses)
            {
                Refuse(path, "query.too-many-clauses", LuceneQuestion.MaxClauses);
                break;
            }
            any.Add(query, Occur.SHOULD);
        }
        return any;
    }

    private Query Exact(string field, string text) => kinds.GetValueOrDefault(field) switch
    {
        FieldKind.Whole => IndexedFields.Written(FieldKind.Whole, text) is { } whole ? NumericRangeQuery.NewInt64Range(field, Whole(whole), Whole(whole), true, true) : new TermQuery(new Term(field, text)),
        FieldKind.Decimal => IndexedFields.Written(FieldKind.Decimal, text) is { } number ? NumericRangeQuery.NewDoubleRange(field, Decimal(number), Decimal(number), true, true) : new TermQuery(new Term(field, text)),
        _ => new TermQuery(new Term(field, text)),
    };

    private Query Words(string field, string text, Occur occur)
    {
        if (kinds.GetValueOrDefault(field) != FieldKind.Text) return Exact(field, text);
        var words = new BooleanQuery();
        foreach (var (word, _) in Tokens(field, text).DistinctBy(t => t.Word).Take(LuceneQuestion.MaxClauses)) words.Add(new TermQuery(new Term(field, word)), occur);
        return words;
    }

    private Query Phrase(string field, string text, int slop)
    {
        if (kinds.GetValueOrDefault(field) != FieldKind.Text) return Exact(field, text);
        var (phrase, position) = (new PhraseQuery { Slop = slop }, -1);
        foreach (var (word, step) in Tokens(field, text).Take(LuceneQuestion.MaxClauses)) phrase.Add(new Term(field, word), position += step);
        return phrase;
    }

    private List<(string Word, int Step)> Tokens(string field, string text)
    {
        var words = new List<(string, int)>();
        using var stream = analyzer.GetTokenStream(field, text);
        var (term, step) = (stream.AddAttribute<ICharTermAttribute>(), stream.AddAttribute<IPositionIncrementAttribute>());
        stream.Reset();
        while (stream.IncrementToken()) words.Add((term.ToString(), step.PositionIncrement));
        stream.End();
        return words;
    }

    private static Occur Operator(JsonNode value) =>
        string.Equals((value as JsonObject)?["operator"]?.ToString(), "and", StringComparison.OrdinalIgnoreCase) ? Occur.MUST : Occur.SHOULD;

    private static int Slop(JsonNode value) => (value as JsonObject)?["slop"] is JsonValue slop && int.TryParse(slop.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var steps) ? Math.Min(steps, 100) : 0;

    private FuzzyQuery? Fuzzy(string field, string text, JsonNode value, string path)
    {
        var options = value as JsonObject;
        return new FuzzyQuery(new Term(field, text), Number(options?["fuzziness"], path + ".fuzziness", FuzzyQuery.DefaultMaxEdits, 2), Number(options?["prefix_length"], path + ".prefix_length", 0, 100),
            Math.Max(1, Number(options?["max_expansions"], path + ".max_expansions", FuzzyQuery.DefaultMaxExpansions, 1000)), transpositions: true);
    }

    private Query? Regexp(string field, string text, string path)
    {
        try
        {
            return new RegexpQuery(new Term(field, text));
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return Refuse(path, "query.shape-wrong", text);
        }
    }

    private Query? Range(string field, JsonObject bounds, string path)
    {
        var kind = kinds.GetValueOrDefault(field);
        string? lower = null, upper = null;
        bool withLower = true, withUpper = true;
        foreach (var (name, node) in bounds)
        {
            if (name is "boost" or "format" or "time_zone") continue;
            if (name is not ("gt" or "gte" or "lt" or "lte" or "from" or "to") || node is not JsonValue)
            {
                Refuse($"{path}.{name}", "query.kind-unknown", name, "gt, gte, lt, lte");
                continue;
            }
            var text = Scalar(node, path);
            // What is no number or no date of its field could be compared as text only, and would find the wrong ones in silence.
            if (kind is FieldKind.Whole or FieldKind.Decimal or FieldKind.Instant)
            {
                var written = IndexedFields.Written(kind is FieldKind.Whole ? FieldKind.Decimal : kind, text);
                if (written is null) Refuse($"{path}.{name}", "query.shape-wrong", kind == FieldKind.Instant ? "2026-01-31" : "0");
                text = written ?? "0";
            }
            if (name is "gt" or "gte" or "from") (lower, withLower) = (text, name != "gt");
            else (upper, withUpper) = (text, name != "lt");
        }
        if (Failures.Count > 0) return null;
        return kind switch
        {
            FieldKind.Whole => NumericRangeQuery.NewInt64Range(field, WholeBound(lower, up: true, ref withLower), WholeBound(upper, up: false, ref withUpper), withLower, withUpper),
            FieldKind.Decimal => NumericRangeQuery.NewDoubleRange(field, lower is null ? null : Decimal(lower), upper is null ? null : Decimal(upper), withLower, withUpper),
            // Between the first and the last instant that can be written; what says NULL is beyond.
            FieldKind.Instant => TermRangeQuery.NewStringRange(field, lower ?? "0", upper ?? "99999999999999", lower is null || withLower, upper is null || withUpper),
            _ => TermRangeQuery.NewStringRange(field, lower, upper, withLower, withUpper),
        };
    }

    /// <summary>A bound between two whole numbers is the nearest one inside, which counts.</summary>
    private static long? WholeBound(string? text, bool up, ref bool counts)
    {
        if (text is null) return null;
        var value = Decimal(text);
        var whole = up ? Math.Ceiling(value) : Math.Floor(value);
        if (whole != value) counts = true;
        return whole >= long.MaxValue ? long.MaxValue : whole <= long.MinValue ? long.MinValue : (long)whole;
    }

    private Query? QueryString(JsonNode? body, string path)
    {
        if (body is not JsonObject asked || asked["query"] is not JsonValue text) return Refuse(path, "query.shape-wrong", "{\"query\": \"…\"}");
        var parser = new QueryParser(LuceneVersion.LUCENE_48, asked["default_field"]?.ToString() ?? IndexedFields.FullText, analyzer)
        {
            DefaultOperator = string.Equals(asked["default_operator"]?.ToString(), "and", StringComparison.OrdinalIgnoreCase) ? Lucene.Net.QueryParsers.Classic.Operator.AND : Lucene.Net.QueryParsers.Classic.Operator.OR,
            AllowLeadingWildcard = true,
        };
        try
        {
            return parser.Parse(text.ToString());
        }
        catch (Exception error) when (error is ParseException or BooleanQuery.TooManyClausesException or ArgumentException or FormatException)
        {
            return Refuse(path + ".query", "query.shape-wrong", text.ToString());
        }
    }

    private static long Whole(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static double Decimal(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
