using System.Text.Json.Nodes;

namespace GovPortal.Kernel.Content;

/// <summary>
/// A term (词条) of a taxonomy, which Orchard nests in <c>TaxonomyPart.Terms</c>: an item of its own with <c>Terms</c> below it.
/// </summary>
/// <param name="Level">From 1.</param>
/// <param name="Path">Its name after the names above it.</param>
/// <param name="Json">The term as it is stored.</param>
public sealed record TaxonomyTerm(string Id, string Name, int Level, bool IsLeaf, IReadOnlyList<string> Path, JsonObject Json)
{
    public const string PartName = "TaxonomyPart";

    /// <summary>The terms of a taxonomy item, those below a term right after it.</summary>
    public static IReadOnlyList<TaxonomyTerm> Of(JsonObject data) => [.. Walk((data[PartName] as JsonObject)?["Terms"] as JsonArray, [])];

    /// <summary>The same for a list of terms; what is no term is passed over.</summary>
    public static IEnumerable<TaxonomyTerm> Walk(JsonArray? terms, IReadOnlyList<string> above)
    {
        foreach (var term in terms?.OfType<JsonObject>() ?? [])
        {
            var name = Text(term["DisplayText"]) ?? Text((term["TitlePart"] as JsonObject)?["Title"]) ?? "";
            var (below, path) = (term["Terms"] as JsonArray, (IReadOnlyList<string>)[.. above, name]);
            yield return new TaxonomyTerm(Text(term["ContentItemId"]) ?? "", name, path.Count, below is not { Count: > 0 }, path, term);
            foreach (var inner in Walk(below, path)) yield return inner;
        }
    }

    private static string? Text(JsonNode? node)
    {
        try
        {
            return node is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape.
            return null;
        }
    }
}
