using System.Text.Json.Nodes;
using GovPortal.Finance.Rules;
using GovPortal.Kernel.Content;

namespace GovPortal.Finance.Features;

/// <summary>The two types by their names and the members that code reads.</summary>
internal static class FinanceTypes
{
    public const string Budget = "Budget", FinalAccount = "FinalAccount";
    public const string WanYuan = "万元", Yuan = "元";

    public static IReadOnlyList<string> All { get; } = [Budget, FinalAccount];

    public static bool Is(string contentType) => All.Contains(contentType);
}

/// <summary>A column of a table field with what the definition says of it beyond the Fields module's own.</summary>
/// <param name="Head">The head as it is printed, in levels: <c>收入/项目</c>.</param>
/// <param name="Heads">Other spellings of it in offices' sheets.</param>
internal sealed record ColumnSettings(string Name, string Title, bool IsAmount, IReadOnlyList<string> Head, IReadOnlyList<string> Heads, IReadOnlyList<string> SumOf);

/// <summary>A table field of a type: <c>TableFieldSettings</c> and <c>FinanceTableSettings</c> of its definition.</summary>
/// <param name="Code">公开01表.</param>
/// <param name="Names">The names offices give the table; the field's own first.</param>
/// <param name="EmptyStatement">The field that states that there is nothing to fill in.</param>
internal sealed record TableSettings(
    string Field, string Title, string Code, IReadOnlyList<string> Names, TableShape Shape, IReadOnlyList<ColumnSettings> Columns, string? EmptyStatement)
{
    public static IReadOnlyList<TableSettings> Of(ContentTypeDefinition type) =>
        [.. (type.Part(type.Name)?.Definition.Fields ?? []).Where(f => f.FieldType == "TableField" && f.Settings["FinanceTableSettings"] is JsonObject).Select(Of)];

    private static TableSettings Of(FieldDefinition field)
    {
        var own = (JsonObject)field.Settings["FinanceTableSettings"]!;
        return new TableSettings(
            field.Name, field.DisplayName, FinanceJson.Text(own["Code"]), [field.DisplayName, .. FinanceJson.Texts(own["Names"])],
            Enum.TryParse<TableShape>(FinanceJson.Text(own["Shape"]), out var shape) ? shape : TableShape.Plain,
            [.. (field.TypeSettings["Columns"] as JsonArray ?? []).OfType<JsonObject>().Select(Column)],
            FinanceJson.Text(own["EmptyStatement"]) is { Length: > 0 } statement ? statement : null);
    }

    private static ColumnSettings Column(JsonObject column)
    {
        var (name, title) = (FinanceJson.Text(column["Name"]), FinanceJson.Text(column["Title"]));
        var head = FinanceJson.Text(column["Head"]) is { Length: > 0 } written ? written : title;
        return new ColumnSettings(name, title, FinanceJson.Text(column["Type"]) is "money" or "number", head.Split('/'), [head, title, .. FinanceJson.Texts(column["Heads"])], FinanceJson.Texts(column["SumOf"]));
    }
}

/// <summary>Reads an item's tables for the rules.</summary>
internal static class FinanceTables
{
    public static FinanceReport Report(ContentTypeDefinition type, JsonObject data)
    {
        var part = data[type.Name] as JsonObject ?? [];
        var unit = FinanceJson.Text(part["Unit"]?["Text"]);
        return new FinanceReport(
            type.Name, type.Name == FinanceTypes.FinalAccount, unit.Length > 0 ? unit : FinanceTypes.WanYuan, [.. TableSettings.Of(type).Select(t => Table(t, part))],
            FinanceJson.Text(part["ThreePublicExplanation"]?["Text"]));
    }

    public static FinanceTable Table(TableSettings settings, JsonObject part) => new(
        settings.Field, settings.Title, settings.Shape, [.. settings.Columns.Select(c => new FinanceColumn(c.Name, c.Title, c.IsAmount, c.SumOf))],
        [.. Rows(part, settings.Field).Select(r => Row(settings, r))], settings.EmptyStatement,
        settings.EmptyStatement is { } statement ? FinanceJson.Text(part[statement]?["Text"]) : "");

    public static IEnumerable<JsonObject> Rows(JsonObject part, string field) => ((part[field] as JsonObject)?["Rows"] as JsonArray ?? []).OfType<JsonObject>();

    private static FinanceRow Row(TableSettings settings, JsonObject row)
    {
        var (texts, amounts) = (new Dictionary<string, string>(), new Dictionary<string, decimal>());
        foreach (var column in settings.Columns)
        {
            if (!column.IsAmount) texts[column.Name] = FinanceJson.Text(row[column.Name]);
            else if (FinanceJson.Amount(row[column.Name]) is { } amount) amounts[column.Name] = amount;
        }
        return new FinanceRow(texts, amounts);
    }
}

/// <summary>Values of stored JSON, whatever their writer made them.</summary>
internal static class FinanceJson
{
    public static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    public static IReadOnlyList<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(Text).Where(t => t.Length > 0)];

    public static decimal? Amount(JsonNode? node) =>
        node is not JsonValue value ? null : value.TryGetValue(out decimal amount) ? amount : value.TryGetValue(out int whole) ? whole : value.TryGetValue(out double real) ? (decimal)real : null;
}
