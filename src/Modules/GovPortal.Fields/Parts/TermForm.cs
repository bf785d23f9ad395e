using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.AdminUi.PageModels;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Parts;

/// <summary>
/// Terms in a form, one row a term, those below a term after it: <c>…Terms[0].Id</c>, <c>Name</c>, <c>Level</c> from 1. An
/// empty <c>…Terms</c> says that the form carries them. A row without id and name is one of the empty ones offered for
/// writing. <c>_rows=up|down|remove:…Terms:2</c> moves a term with all that is below it, or takes it out and lets what was
/// below it rise by a level. What a term holds beside its name stays as it was.
/// </summary>
internal static class TermForm
{
    private sealed class Node(JsonObject json, int index)
    {
        public JsonObject Json { get; } = json;
        /// <summary>Number of its row; what buttons refer to.</summary>
        public int Index { get; } = index;
        public List<Node> Below { get; } = [];
    }

    public static void Read(ElementContext context, IFormCollection form, JsonObject value)
    {
        var name = context.Name("Terms");
        if (!form.ContainsKey(name)) return;
        var known = TaxonomyTerm.Walk(value["Terms"] as JsonArray, []).Where(t => t.Id.Length > 0).DistinctBy(t => t.Id).ToDictionary(t => t.Id, t => t.Json);
        var type = value.Text("TermContentType") ?? TaxonomyPart.DefaultTermType;
        var taxonomy = known.Values.Select(t => t["TermPart"] as JsonObject).OfType<JsonObject>().Select(p => p.Text("TaxonomyContentItemId")).FirstOrDefault(id => id is not null)
            ?? Posted.Line(form, "ItemId");

        var top = new List<Node>();
        // The last term of each level above the row at hand.
        var line = new List<Node>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var index in Posted.Indexes(form, name).Take(TaxonomyPart.MaxTerms + 1))
        {
            var title = Posted.Line(form, $"{name}[{index}].Name") ?? "";
            var id = Posted.Line(form, $"{name}[{index}].Id") ?? "";
            if (id.Length == 0 && title.Length == 0) continue;
            if (!known.ContainsKey(id) && (id.Length != 26 || !id.All(char.IsAsciiLetterOrDigit)) || !used.Add(id)) used.Add(id = ContentIds.New());
            var level = int.TryParse(Posted.Line(form, $"{name}[{index}].Level"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1;
            level = Math.Clamp(level, 1, Math.Min(line.Count + 1, TaxonomyPart.MaxLevels));
            line.RemoveRange(level - 1, line.Count - level + 1);
            var node = new Node(known.TryGetValue(id, out var stored) ? Renamed(stored, title) : New(id, title, type, taxonomy), index);
            (line.Count == 0 ? top : line[^1].Below).Add(node);
            line.Add(node);
        }
        if (RowCommand.Read(form) is { } command && command.Field == name) Apply(command, top);
        value["Terms"] = Array(top);
        if (top.Count > 0 && value.Text("TermContentType") is null) value["TermContentType"] = type;
    }

    private static bool Apply(RowCommand command, List<Node> siblings)
    {
        var at = siblings.FindIndex(n => n.Index == command.Index);
        if (at < 0) return siblings.Exists(n => Apply(command, n.Below));
        var node = siblings[at];
        if (command.Verb == "remove")
        {
            siblings.RemoveAt(at);
            siblings.InsertRange(at, node.Below);
        }
        else
        {
            var to = command.Verb == "up" ? at - 1 : at + 1;
            if (to >= 0 && to < siblings.Count) (siblings[at], siblings[to]) = (siblings[to], siblings[at]);
        }
        return true;
    }

    private static JsonObject Renamed(JsonObject stored, string title)
    {
        var term = (JsonObject)stored.DeepClone();
        if ((term.Text("DisplayText") ?? (term["TitlePart"] as JsonObject)?.Text("Title") ?? "").Trim() == title) return term;
        term["DisplayText"] = title;
        if (term["TitlePart"] is not JsonObject part) term["TitlePart"] = part = [];
        part["Title"] = title;
        return term;
    }

    private static JsonObject New(string id, string title, string type, string? taxonomy)
    {
        var term = new JsonObject
        {
            ["ContentItemId"] = id, ["ContentType"] = type, ["DisplayText"] = title, ["Latest"] = false, ["Published"] = false,
            ["TitlePart"] = new JsonObject { ["Title"] = title },
        };
        if (taxonomy is { Length: > 0 and <= 64 }) term["TermPart"] = new JsonObject { ["TaxonomyContentItemId"] = taxonomy };
        return term;
    }

    private static JsonArray Array(List<Node> nodes) => [.. nodes.Select(node =>
    {
        if (node.Below.Count > 0) node.Json["Terms"] = Array(node.Below);
        else if (node.Json["Terms"] is JsonArray { Count: > 0 }) node.Json.Remove("Terms");
        return (JsonNode?)node.Json;
    })];
}
