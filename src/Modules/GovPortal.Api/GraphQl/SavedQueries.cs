using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Results;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;

namespace GovPortal.Api.GraphQl;

/// <summary>
/// Saved queries as fields of the schema, as in Orchard: those that answer items, and whose schema says of which type
/// (<c>{"type":"ContentItem/ServiceGuide"}</c>; <c>ContentItem</c> alone for any). Parameters are JSON in a text.
/// </summary>
internal static class SavedQueries
{
    private const string Items = "ContentItem";

    /// <summary>The content type, or <c>ContentItem</c> for any; null where the schema speaks of no items.</summary>
    public static string? TypeOf(string? schema)
    {
        try
        {
            var type = schema is null ? null : (JsonNode.Parse(schema) as JsonObject)?["type"]?.ToString();
            return type == Items ? Items : type?.StartsWith(Items + "/", StringComparison.Ordinal) == true ? type[(Items.Length + 1)..] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static FieldType Field(string name, string query, IGraphType type, IGraphType text) => new()
    {
        Name = name, ResolvedType = new ListGraphType(type), Description = query, Arguments = [GraphTypes.Argument("parameters", text)],
        Resolver = new FuncFieldResolver<object?>(context => AskAsync(query, type is ObjectGraphType ? type.Name : null, context)),
    };

    private static async ValueTask<object?> AskAsync(string query, string? contentType, IResolveFieldContext context)
    {
        var request = ElementTypes.Of(context);
        if (!request.Actor.CanSomewhere(ApiPermissions.ExecuteQueries)) throw new RefusedQueryException(Failure.Of("api.no-access", ApiPermissions.ExecuteQueries));
        var answer = await request.Queries.RunAsync(query, Parameters(GraphTypes.Given(context, "parameters")?.ToString()), context.CancellationToken);
        if (!answer.Succeeded) throw new RefusedQueryException(answer.Failures[0]);
        return request.Items.Ask(answer.Value.ContentItemIds ?? [], found => found.Where(i => contentType is null || i.ContentType == contentType).ToList());
    }

    private static JsonObject Parameters(string? text)
    {
        try
        {
            return string.IsNullOrWhiteSpace(text) ? [] : JsonNode.Parse(text) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new RefusedQueryException(Failure.At("parameters", "api.object-expected"));
        }
    }
}
