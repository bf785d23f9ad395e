using GovPortal.Kernel.Content;
using GovPortal.Kernel.Organisation;
using GraphQL.Types;

namespace GovPortal.Api.GraphQl;

/// <summary>The schema of the definitions in force: made once for them, and again when they are others. A request under way keeps its own.</summary>
public sealed class GraphSchemas(PortalStateReader state, ContentElements elements, GraphQlSettings settings)
{
    private sealed record Made(ContentDefinitions Definitions, string Source, Schema Schema);

    private readonly Lock _one = new();
    private volatile Made? _made;

    internal ISchema Current
    {
        get
        {
            var definitions = state.Current.Definitions;
            if (_made is { } made && ReferenceEquals(made.Definitions, definitions)) return made.Schema;
            lock (_one)
            {
                // The state is loaded anew after other changes, too: where the definitions say the same the schema stays.
                var source = CanonicalJson.Of(definitions.Source);
                var schema = _made is { } before && before.Source == source ? before.Schema : SchemaBuilder.Build(definitions, elements, settings);
                return (_made = new Made(definitions, source, schema)).Schema;
            }
        }
    }
}
