using Microsoft.Extensions.Configuration;

namespace GovPortal.Api.GraphQl;

/// <summary>The limits of GraphQL, each described in docs/operations.md.</summary>
/// <param name="Seconds">Longest time for an answer; 0 answers nothing.</param>
/// <param name="Introspection">Whether programs may ask what the schema is; null: except in production.</param>
public sealed record GraphQlSettings(
    int MaxQueryCharacters, int MaxDepth, int MaxFields, int MaxAliases, int MaxComplexity, int MaxConditions, int UsualItems, int MaxItems, double Seconds, bool? Introspection)
{
    internal static GraphQlSettings Read(IConfiguration configuration) => new(
        AtLeastOne(configuration.GetValue("Portal:Api:GraphQl:MaxQueryCharacters", 20_000)), AtLeastOne(configuration.GetValue("Portal:Api:GraphQl:MaxDepth", 15)),
        AtLeastOne(configuration.GetValue("Portal:Api:GraphQl:MaxFields", 500)), AtLeastOne(configuration.GetValue("Portal:Api:GraphQl:MaxAliases", 50)),
        AtLeastOne(configuration.GetValue("Portal:Api:GraphQl:MaxComplexity", 50_000)), AtLeastOne(configuration.GetValue("Portal:Api:GraphQl:MaxConditions", 100)),
        AtLeastOne(configuration.GetValue("Portal:Api:GraphQl:UsualItems", 100)), AtLeastOne(configuration.GetValue("Portal:Api:GraphQl:MaxItems", 1000)),
        Math.Clamp(configuration.GetValue("Portal:Api:GraphQl:Seconds", 10.0), 0, 600), configuration.GetValue<bool?>("Portal:Api:GraphQl:Introspection"));

    private static int AtLeastOne(int value) => Math.Max(1, value);
}
