using GovPortal.Kernel.Results;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace GovPortal.Api.GraphQl;

/// <summary>
/// What a query would cost, before any of it is done. Fragments count wherever they are spread; one that spreads itself is counted once
/// and refused by the library afterwards. Refusals: <c>graphql.too-deep</c>, <c>graphql.too-many-fields</c>,
/// <c>graphql.too-many-aliases</c>, <c>graphql.too-complex</c>, <c>graphql.introspection-off</c>.
/// </summary>
internal sealed class QueryLimits(GraphQlSettings settings, ISchema schema, GraphQLDocument document, IReadOnlyDictionary<string, object?>? variables)
{
    /// <summary>Items that a list within an item is taken to have where the query sets no number.</summary>
    private const int UsualNested = 10;

    private const long Most = 1_000_000_000;

    /// <summary>Depth, fields and aliases as written with fragments put in, and the fields resolved for the answer.</summary>
    private readonly record struct Size(long Depth, long Fields, long Aliases, long Cost, bool Introspects)
    {
        public static Size operator +(Size a, Size b) =>
            new(Math.Max(a.Depth, b.Depth), Math.Min(Most, a.Fields + b.Fields), Math.Min(Most, a.Aliases + b.Aliases), Math.Min(Most, a.Cost + b.Cost), a.Introspects || b.Introspects);
    }

    private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments =
        document.Definitions.OfType<GraphQLFragmentDefinition>().GroupBy(f => f.FragmentName.Name.StringValue).ToDictionary(g => g.Key, g => g.First());

    private readonly Dictionary<string, Size> _measured = [];
    private readonly HashSet<string> _within = [];

    /// <summary>The first limit that the document exceeds.</summary>
    public Failure? Check(bool introspection)
    {
        // Every definition is counted, asked for or not: each of them is looked at.
        var operations = document.Definitions.OfType<GraphQLOperationDefinition>().Select(o => Measure(o.SelectionSet, schema.Query)).ToList();
        var fragments = _fragments.Keys.Select(Measure).ToList();
        var whole = operations.Concat(fragments).Aggregate(default(Size), (all, one) => new(
            Math.Max(all.Depth, one.Depth), Math.Max(all.Fields, one.Fields), Math.Max(all.Aliases, one.Aliases), Math.Max(all.Cost, one.Cost), all.Introspects || one.Introspects));
        var written = document.Definitions.Count + operations.Sum(o => o.Fields);
        return whole.Depth > settings.MaxDepth ? Failure.Of("graphql.too-deep", settings.MaxDepth)
            : whole.Fields > settings.MaxFields || written > settings.MaxFields * 2L ? Failure.Of("graphql.too-many-fields", settings.MaxFields)
            : whole.Aliases > settings.MaxAliases ? Failure.Of("graphql.too-many-aliases", settings.MaxAliases)
            : whole.Cost > settings.MaxComplexity ? Failure.Of("graphql.too-complex", settings.MaxComplexity)
            : whole.Introspects && !introspection ? Failure.Of("graphql.introspection-off") : null;
    }

    private Size Measure(string fragment)
    {
        if (_measured.TryGetValue(fragment, out var known)) return known;
        if (!_fragments.TryGetValue(fragment, out var definition) || !_within.Add(fragment)) return default;
        var size = Measure(definition.SelectionSet, Named(definition.TypeCondition));
        _within.Remove(fragment);
        return _measured[fragment] = size;
    }

    private Size Measure(GraphQLSelectionSet? set, IGraphType? on)
    {
        var size = default(Size);
        foreach (var selection in set?.Selections ?? [])
        {
            size += selection switch
            {
                GraphQLField field => Measure(field, on),
                GraphQLInlineFragment inline => Measure(inline.SelectionSet, inline.TypeCondition is null ? on : Named(inline.TypeCondition)),
                GraphQLFragmentSpread spread => Measure(spread.FragmentName.Name.StringValue),
                _ => default,
            };
        }
        return size;
    }

    private Size Measure(GraphQLField field, IGraphType? on)
    {
        var name = field.Name.StringValue;
        var known = name switch
        {
            "__schema" => schema.SchemaMetaFieldType,
            "__type" => schema.TypeMetaFieldType,
            _ => (on as IComplexGraphType)?.Fields.Find(field.Name.Value),
        };
        var (of, isList) = Inner(known?.ResolvedType);
        var inner = Measure(field.SelectionSet, of);
        var times = isList && field.SelectionSet is not null ? Items(field, on) : 1;
        return new(inner.Depth + 1, Math.Min(Most, inner.Fields + 1), Math.Min(Most, inner.Aliases + (field.Alias is null ? 0 : 1)), Math.Min(Most, 1 + (times * inner.Cost)), inner.Introspects || name is "__schema" or "__type");
    }

    /// <summary>How many items a list is taken to have: what the query asks for, within what is given at most.</summary>
    private long Items(GraphQLField field, IGraphType? on)
    {
        var usual = ReferenceEquals(on, schema.Query) ? settings.UsualItems : UsualNested;
        foreach (var argument in field.Arguments?.Items ?? [])
        {
            if (argument.Name.StringValue is not ("first" or "last")) continue;
            var given = argument.Value switch
            {
                GraphQLIntValue number when int.TryParse(number.Value.ToString(), out var first) => first,
                GraphQLVariable variable when variables is not null && variables.TryGetValue(variable.Name.StringValue, out var value) => value as int? ?? usual,
                // A default of the operation may stand behind it.
                GraphQLVariable => settings.MaxItems,
                _ => usual,
            };
            return Math.Clamp(given, 1, settings.MaxItems);
        }
        return usual;
    }

    private IGraphType? Named(GraphQLTypeCondition? condition) => condition is null ? null : schema.AllTypes[condition.Type.Name.Value];

    private static (IGraphType? Type, bool IsList) Inner(IGraphType? type)
    {
        var isList = false;
        while (type is IProvideResolvedType wrapped)
        {
            isList |= type is ListGraphType;
            type = wrapped.ResolvedType;
        }
        return (type, isList);
    }
}
