using GovPortal.Api.Model;
using GovPortal.Kernel.Access;
using GovPortal.Kernel.Data;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Results;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace GovPortal.Api.GraphQl;

/// <param name="Explores">Asked from the administration by someone who may see the schema, whatever programs may.</param>
public sealed record GraphQlQuestion(string? Query, string? OperationName, Inputs? Variables, bool Explores = false);

/// <summary>
/// Answers a GraphQL query in the actor's name. What is wrong with the query itself stands in the answer, as in Orchard; what exceeds a
/// limit is refused: <c>graphql.too-long</c>, <c>graphql.too-deep</c>, <c>graphql.too-many-fields</c>, <c>graphql.too-many-aliases</c>,
/// <c>graphql.too-complex</c>, <c>graphql.too-many-conditions</c>, <c>graphql.too-slow</c>, <c>graphql.introspection-off</c>; of a saved query <c>api.no-access</c>, <c>api.object-expected</c> and those of <see cref="ILuceneQueries"/>.
/// </summary>
public sealed class AskGraphQl(
    GraphSchemas schemas, GraphReader reader, GraphQlSettings settings, IDbContextFactory<PortalDbContext> contexts, IPeople people, ILuceneQueries queries, IHostEnvironment environment)
{
    private readonly DocumentExecuter _executer = new();
    private readonly GraphQLDocumentBuilder _parser = new();

    public async Task<Result<ExecutionResult>> HandleAsync(GraphQlQuestion question, Actor actor, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(question.Query)) return Wrong("GraphQL query is missing.", "QUERY_MISSING");
        if (question.Query.Length > settings.MaxQueryCharacters) return Failure.Of("graphql.too-long", settings.MaxQueryCharacters);
        var schema = schemas.Current;
        GraphQLDocument document;
        try
        {
            document = _parser.Build(question.Query);
        }
        catch (ExecutionError error)
        {
            return new ExecutionResult(error);
        }
        catch (GraphQLMaxDepthExceededException)
        {
            return Failure.Of("graphql.too-deep", settings.MaxDepth);
        }
        if (new QueryLimits(settings, schema, document, question.Variables).Check(question.Explores || (settings.Introspection ?? !environment.IsProduction())) is { } exceeded) return exceeded;
        if (Asked(document, question.OperationName) is { Operation: not OperationType.Query }) return Wrong("Error executing document.", "INVALID_OPERATION");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (settings.Seconds > 0) limit.CancelAfter(TimeSpan.FromSeconds(settings.Seconds));
        else await limit.CancelAsync();
        try
        {
            return await _executer.ExecuteAsync(new ExecutionOptions
            {
                Schema = schema, Query = question.Query, Document = document, OperationName = question.OperationName, Variables = question.Variables ?? Inputs.Empty,
                Root = new GraphRequest(actor, reader, contexts, people, queries), ThrowOnUnhandledException = true, CancellationToken = limit.Token,
            });
        }
        catch (RefusedQueryException refused)
        {
            return refused.Failure;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failure.Of("graphql.too-slow", settings.Seconds);
        }
    }

    private static GraphQLOperationDefinition? Asked(GraphQLDocument document, string? name)
    {
        var operations = document.Definitions.OfType<GraphQLOperationDefinition>().ToList();
        return string.IsNullOrEmpty(name) ? operations.FirstOrDefault() : operations.Find(o => o.Name?.StringValue == name);
    }

    /// <summary>What is wrong, in Orchard's words.</summary>
    private static ExecutionResult Wrong(string message, string code) => new(new ExecutionError(message) { Code = code });
}
