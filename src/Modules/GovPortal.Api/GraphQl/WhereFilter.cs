using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Api.Model;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Api.GraphQl;

/// <summary>
/// A <c>where</c> as a condition that the database judges by its index rows: what stands side by side holds together, one of <c>OR</c>
/// at least, all of <c>AND</c>, none of <c>NOT</c>.
/// </summary>
/// <param name="published">Which rows are asked: published ones, latest ones, or null for both.</param>
/// <param name="most">How many conditions there may be (<c>graphql.too-many-conditions</c>).</param>
internal sealed class WhereFilter(PortalDbContext db, bool? published, int most)
{
    private readonly ParameterExpression _row = Expression.Parameter(typeof(ContentIndexRow), "row");
    private int _count;

    public Expression<Func<ContentIndexRow, bool>> Of(WhereShape shape, IDictionary<string, object?> where) =>
        Expression.Lambda<Func<ContentIndexRow, bool>>(All(shape, where) ?? Expression.Constant(true), _row);

    private Expression? All(WhereShape shape, IDictionary<string, object?> where)
    {
        Expression? all = null;
        foreach (var (name, value) in where)
        {
            var one = name switch
            {
                "OR" => Groups(shape, value, Expression.OrElse),
                "AND" => Groups(shape, value, Expression.AndAlso),
                "NOT" => Groups(shape, value, Expression.OrElse) is { } any ? Expression.Not(any) : null,
                _ when shape.Parts.TryGetValue(name, out var part) => value is IDictionary<string, object?> own ? All(part, own) : null,
                _ => Condition(shape.Conditions[name].Target, shape.Conditions[name].Operation, value),
            };
            if (one is not null) all = all is null ? one : Expression.AndAlso(all, one);
        }
        return all;
    }

    private Expression? Groups(WhereShape shape, object? value, Func<Expression, Expression, Expression> join) =>
        (value as IEnumerable<object?> ?? []).OfType<IDictionary<string, object?>>().Select(group => All(shape, group)).OfType<Expression>()
            .Aggregate((Expression?)null, (all, one) => all is null ? one : join(all, one));

    private Expression? Condition(WhereTarget target, string operation, object? value)
    {
        if (++_count > most) throw new RefusedQueryException(Failure.Of("graphql.too-many-conditions", most));
        // A condition given as null is none, but for whether there is a value at all.
        if (value is null && operation is not ("" or "_not")) return null;
        return target switch
        {
            { Field: { } field } => FieldCondition(field, target.Compared, operation, value),
            { IsAlias: true } => AliasCondition(operation, value),
            { Instant: { } instant } => Compose(instant(db), Instants(operation, (value as DateTimeOffset?)?.UtcDateTime)),
            { Day: { } day } => Compose(day(db), Days(operation, value as DateOnly?)),
            _ => Compose(target.Text!(db), Texts(operation, value is null ? null : Clean(value.ToString()!))),
        };
    }

    private Expression FieldCondition(string field, Compared compared, string operation, object? value)
    {
        var values = db.Set<FieldValue>().Where(v => v.Field == field);
        if (value is null)
        {
            var holds = Among(values.Where(v => v.IsPublished).Select(v => v.ContentItemId), values.Where(v => !v.IsPublished).Select(v => v.ContentItemId));
            return operation.Length == 0 ? Expression.Not(holds) : holds;
        }
        if (compared == Compared.Text)
        {
            var text = Clean(value.ToString()!);
            if (operation.Length == 0)
            {
                var key = FieldValue.KeyOf(text);
                values = values.Where(v => v.Key == key);
            }
            values = values.Where(Holding<FieldValue, string?>(v => v.Text, Texts(operation, text)));
        }
        else
        {
            values = values.Where(Holding<FieldValue, double?>(v => v.Number, Numbers(operation, FieldKind.AsNumber(value) ?? double.NaN)));
        }
        return Among(values.Where(v => v.IsPublished).Select(v => v.ContentItemId), values.Where(v => !v.IsPublished).Select(v => v.ContentItemId));
    }

    private Expression AliasCondition(string operation, object? value)
    {
        var aliases = db.Set<ItemAlias>().AsQueryable();
        if (value is not null) aliases = aliases.Where(Holding<ItemAlias, string?>(a => a.Alias, Texts(operation, Clean(value.ToString()!).ToLowerInvariant())));
        var among = Among(aliases.Where(a => a.IsPublished).Select(a => a.ContentItemId), aliases.Where(a => !a.IsPublished).Select(a => a.ContentItemId));
        return value is null && operation.Length == 0 ? Expression.Not(among) : among;
    }

    private Expression Among(IQueryable<string> ofPublished, IQueryable<string> ofLatest)
    {
        Expression<Func<ContentIndexRow, bool>> among = published switch
        {
            true => r => ofPublished.Contains(r.ContentItemId),
            false => r => ofLatest.Contains(r.ContentItemId),
            null => r => r.IsPublished ? ofPublished.Contains(r.ContentItemId) : ofLatest.Contains(r.ContentItemId),
        };
        return Put(among.Body, among.Parameters[0], _row);
    }

    private static Expression<Func<string?, bool>> Texts(string operation, string? value)
    {
        var text = value ?? "";
        var several = operation is "_in" or "_not_in" ? Several(text) : [];
        return operation switch
        {
            "_not" => t => t != value,
            "_in" => t => several.Contains(t!),
            "_not_in" => t => !several.Contains(t!),
            "_contains" => t => t != null && t.Contains(text),
            "_not_contains" => t => t == null || !t.Contains(text),
            "_starts_with" => t => t != null && t.StartsWith(text),
            "_not_starts_with" => t => t == null || !t.StartsWith(text),
            "_ends_with" => t => t != null && t.EndsWith(text),
            "_not_ends_with" => t => t == null || !t.EndsWith(text),
            _ => t => t == value,
        };
    }

    private static Expression<Func<DateTime?, bool>> Instants(string operation, DateTime? value) => operation switch
    {
        "_not" or "_not_in" => t => t != value,
        "_gt" => t => t > value,
        "_gte" => t => t >= value,
        "_lt" => t => t < value,
        "_lte" => t => t <= value,
        _ => t => t == value,
    };

    private static Expression<Func<DateOnly?, bool>> Days(string operation, DateOnly? value) => operation switch
    {
        "_not" or "_not_in" => t => t != value,
        "_gt" => t => t > value,
        "_gte" => t => t >= value,
        "_lt" => t => t < value,
        "_lte" => t => t <= value,
        _ => t => t == value,
    };

    private static Expression<Func<double?, bool>> Numbers(string operation, double value) => operation switch
    {
        "_not" or "_not_in" => t => t != value,
        "_gt" => t => t > value,
        "_gte" => t => t >= value,
        "_lt" => t => t < value,
        "_lte" => t => t <= value,
        _ => t => t == value,
    };

    /// <summary>Orchard takes several values as one text that is a JSON array.</summary>
    private static List<string> Several(string text)
    {
        try
        {
            return [.. ((JsonNode.Parse(text) as JsonArray) ?? throw new JsonException()).Select(n => Clean(Members.Text(n) ?? n?.ToJsonString() ?? ""))];
        }
        catch (JsonException error)
        {
            throw new NoListException(error);
        }
    }

    /// <summary>What both databases take: no U+0000 and no half characters.</summary>
    public static string Clean(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    private Expression Compose<T>(Expression<Func<ContentIndexRow, T>> of, Expression<Func<T, bool>> test) =>
        Put(test.Body, test.Parameters[0], Put(of.Body, of.Parameters[0], _row));

    private static Expression<Func<TRow, bool>> Holding<TRow, T>(Expression<Func<TRow, T>> of, Expression<Func<T, bool>> test) =>
        Expression.Lambda<Func<TRow, bool>>(Put(test.Body, test.Parameters[0], of.Body), of.Parameters);

    private static Expression Put(Expression within, ParameterExpression parameter, Expression instead) => new Replacement(parameter, instead).Visit(within);

    private sealed class Replacement(ParameterExpression parameter, Expression instead) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? instead : base.VisitParameter(node);
    }
}

/// <summary>A question that goes beyond a limit only its answer shows.</summary>
internal sealed class RefusedQueryException(Failure failure) : Exception(failure.Code)
{
    public Failure Failure { get; } = failure;
}

/// <summary>What should be a list of values is none.</summary>
internal sealed class NoListException(Exception inner) : Exception("no list", inner);
