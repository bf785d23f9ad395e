using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.Extensions.Configuration;

namespace GovPortal.Kernel.Recipes;

/// <summary>
/// The closed list of expressions that a recipe may use as a whole string value: <c>[js: variables('x')]</c>,
/// <c>[js: uuid()]</c>, <c>[js: new Date().toISOString()]</c>, <c>[js: parameters('x')]</c> and <c>[js: configuration('Portal:Site:Name')]</c>
/// (<c>Portal:Site</c> only). Anything else is <c>recipe.unknown-expression</c>.
/// </summary>
public sealed partial class RecipeExpressions(JsonObject variables, IReadOnlyDictionary<string, string> parameters, IConfiguration configuration, TimeProvider time)
{
    private const int MaxDepth = 8;

    /// <summary>A copy of the node with every expression resolved; failures carry the JSON path.</summary>
    public JsonNode? Resolve(JsonNode? node, List<Failure> failures, string path = "$")
    {
        switch (node)
        {
            case JsonObject o:
                var resolved = new JsonObject();
                foreach (var (name, value) in o) resolved[name] = Resolve(value, failures, $"{path}.{name}");
                return resolved;
            case JsonArray a:
                return new JsonArray([.. a.Select((value, i) => Resolve(value, failures, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]"))]);
            case JsonValue v when v.TryGetValue<string>(out var text):
                return Text(text, failures, path, 0);
            default:
                return node?.DeepClone();
        }
    }

    private string? Text(string text, List<Failure> failures, string path, int depth)
    {
        if (!text.StartsWith("[js:", StringComparison.Ordinal) || !text.EndsWith(']')) return text;
        if (Now().IsMatch(text)) return time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var match = Call().Match(text);
        var (function, argument) = (match.Groups[1].Value, match.Groups[3].Value);
        switch (function)
        {
            case "uuid" when argument.Length == 0:
                return ContentIds.New();
            case "variables" when variables[argument] is JsonValue v && v.TryGetValue<string>(out var value) && depth < MaxDepth:
                return Text(value, failures, path, depth + 1);
            case "variables":
                failures.Add(Failure.At(path, "recipe.unknown-variable", argument, Nearest.Of(argument, variables.Select(p => p.Key))));
                return null;
            case "parameters" when parameters.TryGetValue(argument, out var given):
                return given;
            case "configuration" when argument.StartsWith("Portal:Site:", StringComparison.Ordinal):
                return configuration[argument] ?? "";
            default:
                failures.Add(Failure.At(path, "recipe.unknown-expression", text));
                return null;
        }
    }

    [GeneratedRegex(@"^\[js:\s*new Date\(\)\.toISOString\(\)\s*;?\s*\]$")]
    private static partial Regex Now();

    [GeneratedRegex(@"^\[js:\s*(\w+)\((['""]?)([^'""]*)\2\)\s*;?\s*\]$")]
    private static partial Regex Call();
}
