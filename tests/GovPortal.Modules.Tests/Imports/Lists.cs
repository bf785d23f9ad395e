using System.Text.Json.Nodes;
using GovPortal.Imports.Features;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using GovPortal.Modules.Tests.Fields;
using GovPortal.Modules.Tests.Tables;
using GovPortal.Tables;
using GovPortal.Tables.Lists;

namespace GovPortal.Modules.Tests.Imports;

/// <summary>The types the recipes bring, and lists of them.</summary>
internal static class Lists
{
    public static ContentTypeDefinition Type(string name) => Definitions(name switch
    {
        "PowerItem" or "ResponsibilityItem" => "power-lists", "ServiceItem" or "ServiceGuide" => "service-guides", "Leader" or "Office" => "organisation", "TrainingRecord" => "training", _ => "inspections",
    }).Type(name)!;

    public static List<ListField> Fields(string type = "PowerItem") => ListFields.Of(Type(type), Elements.All).ConvertAll(f => f.Field);

    public static async Task<Result<ReadList>> ReadAsync(byte[] bytes, string fileName = "权力清单.xlsx", string type = "PowerItem")
    {
        var file = await TableFiles.Read(bytes, fileName);
        return file.Succeeded ? ListReader.Read(file.Value, Fields(type)) : file.As<ReadList>();
    }

    /// <summary>Each entry as <c>field=text</c> of what is filled, the field without its part; the lines of tables behind it.</summary>
    public static IEnumerable<string> Shown(this ReadList list) => list.Entries.Select(e =>
        string.Join('|', e.Cells.Where(c => c.Value.Text.Length > 0).Select(c => $"{Short(c.Key)}={c.Value.Text}"))
        + string.Concat(e.Tables.SelectMany(t => t.Value).Select(l => $" [{string.Join('|', l.Where(c => c.Value.Text.Length > 0).Select(c => $"{Short(c.Key)}={c.Value.Text}"))}]")));

    public static IEnumerable<string> UnusedAt(this ReadList list) => list.Unused.Select(u => u.Address);

    private static string Short(string id) => id[(id.LastIndexOfAny(['.', '/']) + 1)..].Replace("TitlePart", "Title", StringComparison.Ordinal);

    private static ContentDefinitions Definitions(string recipe) =>
        ContentDefinitionReader.Read((JsonObject)Elements.File($"recipes/{recipe}.recipe.json")["steps"]!.AsArray().First(s => (string?)s!["name"] == "ContentDefinition")!);
}
