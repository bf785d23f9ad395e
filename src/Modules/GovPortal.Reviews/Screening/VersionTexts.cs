using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Publishing;

namespace GovPortal.Reviews.Screening;

/// <summary>One text of a version.</summary>
/// <param name="Where">The field as editors know it.</param>
/// <param name="IsHtml">Whether it is markup.</param>
/// <param name="IsRow">A table's row read as a whole: only what its neighbours make worse counts.</param>
internal sealed record VersionText(string Where, string Text, bool IsHtml, bool IsRow = false);

/// <summary>
/// Every text of a version, whether an element knows it or not: a leaf that no page shows today may be shown by tomorrow's
/// template. Ids are left out, files are screened as files.
/// </summary>
internal static class VersionTexts
{
    /// <summary>Parts that types rarely name.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["TitlePart"] = "标题", ["HtmlBodyPart"] = "正文", ["MarkdownBodyPart"] = "正文", ["DisclosurePart"] = "公开属性", ["AutoroutePart"] = "地址", ["AliasPart"] = "别名",
    };

    public static IEnumerable<VersionText> Of(ContentElements elements, VersionInHand v)
    {
        var placed = elements.Walk(v.Type, v.Data).ToDictionary(e => e.Context.Path, e => e, StringComparer.Ordinal);
        return Walk(v.Data, "", placed);
    }

    private static IEnumerable<VersionText> Walk(JsonNode? node, string path, Dictionary<string, PlacedElement> placed)
    {
        switch (node)
        {
            case JsonObject o:
                if (path.EndsWith(".Rows", StringComparison.Ordinal)) yield return new VersionText(Label(path, placed), string.Join('　', o.Select(m => m.Value?.ToString())), IsHtml: false, IsRow: true);
                foreach (var (name, value) in o)
                {
                    foreach (var text in Walk(value, path.Length == 0 ? name : $"{path}.{name}", placed)) yield return text;
                }
                break;
            case JsonArray a:
                foreach (var text in a.SelectMany(n => Walk(n, path, placed))) yield return text;
                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number:
                var words = value.ToString();
                if (words.Length > 0 && !IsId(words)) yield return new VersionText(Label(path, placed), words, path.EndsWith(".Html", StringComparison.Ordinal));
                break;
        }
    }

    /// <summary>The name of the nearest element, with the column's title inside a table.</summary>
    internal static string Label(string path, Dictionary<string, PlacedElement> placed)
    {
        for (var at = path; at.Length > 0; at = at.LastIndexOf('.') is var dot and > 0 ? at[..dot] : "")
        {
            if (!placed.TryGetValue(at, out var element)) continue;
            var columns = element.Value["Columns"] as JsonArray ?? element.Context.Settings["Columns"] as JsonArray;
            var title = columns?.OfType<JsonObject>().FirstOrDefault(c => path.EndsWith(".Rows." + (string?)c["Name"], StringComparison.Ordinal))?["Title"]?.ToString();
            var name = Names.GetValueOrDefault(element.Context.DisplayName, element.Context.DisplayName);
            return title is null ? name : $"{name}：{title}";
        }
        return path;
    }

    internal static bool IsId(string text) => text.Length == 26 && text.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'z');
}
