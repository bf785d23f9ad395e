using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Tables.Lists;

namespace GovPortal.Imports.Features;

/// <summary>A field of a type as a column of a list.</summary>
/// <param name="Name">The column of the value; empty where it has one.</param>
internal sealed record HeldField(ContentElement Element, ElementContext Context, string Name, ListField Field);

/// <summary>
/// The columns that lists of a type may have: what its elements say of themselves, with the heads and the key that the
/// definition's <c>SheetSettings</c> name.
/// </summary>
internal static class ListFields
{
    public static List<HeldField> Of(ContentTypeDefinition type, ContentElements elements)
    {
        var held = new List<HeldField>();
        foreach (var (element, context, _) in elements.Walk(type, []))
        {
            var columns = element.SheetColumns(context);
            var isTable = columns.Any(c => c.Name.Length > 0);
            foreach (var column in columns)
            {
                string[] heads = isTable ? [context.DisplayName + column.Title, column.Title, .. column.Heads] : [column.Title, .. column.Heads];
                var field = new ListField(
                    isTable ? $"{context.Path}/{column.Name}" : context.Path, isTable && columns.Count > 1 ? $"{context.DisplayName}：{column.Title}" : column.Title,
                    [.. heads.SelectMany(Tables.SheetWords.HeadSpellings).Distinct()], element.Name == "TitlePart", IsKey(context), isTable ? context.Path : null);
                held.Add(new HeldField(element, context, column.Name, field));
            }
        }
        return held;
    }

    /// <summary>The object of an element in an item's data, made where it is not there.</summary>
    public static JsonObject ValueIn(JsonObject data, ElementContext context)
    {
        if (data[context.Part.Name] is not JsonObject part) data[context.Part.Name] = part = [];
        if (context.Field is null) return part;
        if (part[context.Field.Name] is not JsonObject value) part[context.Field.Name] = value = [];
        return value;
    }

    /// <summary>The key of an item or entry: its key fields' texts, in the order of the definition; empty where one of them is blank.</summary>
    public static string Key(IEnumerable<HeldField> fields, JsonObject data)
    {
        var texts = fields.Where(f => f.Field.IsKey).Select(f => f.Element.SheetLines(f.Context, ValueIn(data, f.Context))).Select(l => l.Count > 0 ? l[0].Values.First().Trim() : "").ToList();
        return texts.Exists(t => t.Length == 0) ? "" : string.Join(" / ", texts);
    }

    private static bool IsKey(ElementContext context) =>
        (context.Field?.Settings ?? context.Settings)["SheetSettings"]?["Key"] is JsonValue key && key.TryGetValue<bool>(out var isKey) && isKey;
}
