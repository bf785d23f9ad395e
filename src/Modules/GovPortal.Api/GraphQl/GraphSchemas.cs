using GovPortal.Kernel.Content;
using GovPortal.Kernel.Indexing;
using GovPortal.Kernel.Organisation;
using GraphQL.Types;

namespace GovPortal.Api.GraphQl;

/// <summary>The schema of the definitions and saved queries in force: made once for them, and again when they are others. A request under way keeps its own.</summary>
public sealed class GraphSchemas(PortalStateReader state, ContentElements elements, GraphQlSettings settings, ILuceneQueries queries)
{
    private sealed record Made(ContentDefinitions Definitions, string Source, IReadOnlyList<SavedQueryInfo> Queries, Schema Schema);

    private readonly Lock _one = new();
    private volatile Made? _made;

    internal ISchema Current
    {
        get
        {
            var (definitions, saved) = (state.Current.Definitions, queries.Saved);
            if (_made is { } made && ReferenceEquals(made.Definitions, definitions) && made.Queries.SequenceEqual(saved)) return made.Schema;
            lock (_one)
            {
                // The state is loaded anew after other changes, too: where the definitions say the same the schema stays.
                var source = CanonicalJson.Of(definitions.Source);
                var schema = _made is { } before && before.Source == source && before.Queries.SequenceEqual(saved) ? before.Schema : SchemaBuilder.Build(definitions, elements, settings, saved);
                return (_made = new Made(definitions, source, saved, schema)).Schema;
            }
        }
    }
}
