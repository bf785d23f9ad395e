using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;

namespace GovPortal.Api.GraphQl;

/// <summary>The scalars of one schema and the ways to make fields of it; names are kept as they are given.</summary>
internal sealed class GraphTypes
{
    public StringGraphType Text { get; } = new();
    public BooleanGraphType Flag { get; } = new();
    public IntGraphType Whole { get; } = new();
    public DecimalGraphType Number { get; } = new();
    public IdGraphType Id { get; } = new();
    public WrittenScalar Day { get; } = WrittenScalar.Day();
    public WrittenScalar Instant { get; } = WrittenScalar.Instant();
    public WrittenScalar Time { get; } = WrittenScalar.Time();

    public IGraphType Of(Compared compared) => compared switch
    {
        Compared.Id => Id,
        Compared.Text => Text,
        Compared.Instant => Instant,
        Compared.Day => Day,
        Compared.Time => Time,
        Compared.Number => Number,
        _ => Flag,
    };

    public static FieldType Input(string name, IGraphType type) => new() { Name = name, ResolvedType = type };

    public static FieldType Field<TSource>(string name, IGraphType type, Func<TSource, object?> value, string? description = null) =>
        Field<TSource>(name, type, (source, _) => value(source), description);

    public static FieldType Field<TSource>(string name, IGraphType type, Func<TSource, IResolveFieldContext, object?> value, string? description = null) => new()
    {
        Name = name, ResolvedType = type, Description = description, Resolver = new FuncFieldResolver<object?>(c => value((TSource)c.Source!, c)),
    };

    /// <summary>A list of which <c>first</c>, <c>last</c> and <c>skip</c> choose a part.</summary>
    public FieldType Paged<TSource, TItem>(string name, IGraphType type, Func<TSource, IReadOnlyList<TItem>> all, Func<TSource, IReadOnlyList<TItem>, IResolveFieldContext, object?> value)
    {
        var field = Field<TSource>(name, new ListGraphType(type), (source, c) => value(source, Part(all(source), c), c));
        field.Arguments = [Argument("first", Whole), Argument("last", Whole), Argument("skip", Whole)];
        return field;
    }

    public static QueryArgument Argument(string name, IGraphType type, object? usual = null) => new(type) { Name = name, DefaultValue = usual };

    /// <summary>The value of an argument; null where it was not given.</summary>
    public static object? Given(IResolveFieldContext context, string name) =>
        context.Arguments is { } given && given.TryGetValue(name, out var argument) ? argument.Value : null;

    private static IReadOnlyList<T> Part<T>(IReadOnlyList<T> all, IResolveFieldContext context)
    {
        IEnumerable<T> part = all;
        if (Given(context, "skip") is int skip) part = part.Skip(skip);
        if (Given(context, "first") is int first) part = part.Take(first);
        else if (Given(context, "last") is int last) part = part.TakeLast(last);
        return [.. part];
    }
}
