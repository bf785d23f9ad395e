using System.Text.Json.Nodes;
using GovPortal.Finance.Features;
using GovPortal.Finance.Rules;
using GovPortal.Kernel.Content;
using GovPortal.Modules.Tests.Fields;

namespace GovPortal.Modules.Tests.Finance;

/// <summary>The types as the recipe brings them and the demonstration's budget and final account, whose tables hold together.</summary>
internal static class Samples
{
    private static readonly ContentDefinitions Definitions = ContentDefinitionReader.Read((JsonObject)Elements.File("recipes/finance.recipe.json")["steps"]![0]!);

    private static readonly JsonObject Demo = (JsonObject)Elements.File("recipes/demo.recipe.json");

    public static ContentTypeDefinition Type(string name) => Definitions.Type(name)!;

    public static JsonObject Data(string type) => (JsonObject)Demo["steps"]!.AsArray().OfType<JsonObject>().SelectMany(s => s["items"] as JsonArray ?? [])
        .Single(i => (string?)i!["contentType"] == type)!["content"]!.DeepClone();

    public static JsonArray Rows(this JsonObject data, string table) => data.First(p => p.Key is FinanceTypes.Budget or FinanceTypes.FinalAccount).Value![table]!["Rows"]!.AsArray();

    /// <summary>The first row in which some text is this one.</summary>
    public static JsonObject Row(this JsonObject data, string table, string named) =>
        data.Rows(table).OfType<JsonObject>().First(r => r.Any(c => c.Value is JsonValue v && v.TryGetValue(out string? text) && text == named));

    public static FinanceReport Report(string type, JsonObject data) => FinanceTables.Report(Type(type), data);

    /// <summary>Each refusal as its field, its code and its arguments.</summary>
    public static IEnumerable<string> Told(string type, JsonObject data) =>
        FinanceCheck.Of(Report(type, data)).Select(f => $"{f.Field![(type.Length + 1)..]} {f.Code} {string.Join('|', f.Args)}");
}
