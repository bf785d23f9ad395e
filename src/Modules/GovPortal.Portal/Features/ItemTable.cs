using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Indexing;
using GovPortal.Portal.Caching;
using GovPortal.Portal.Items;
using GovPortal.Portal.Pages;

namespace GovPortal.Portal.Features;

/// <summary>
/// <c>/content/{contentItemId}/tables/{table}.csv</c> and <c>.json</c>: a table of a live budget or final account as open data, numbers
/// as they were entered. One query. Tables with people in them are never given this way: only fields with FinanceTableSettings are.
/// </summary>
internal sealed class ItemTable(IPublishedContent content) : IPublicPage
{
    public const string Route = "/content/{contentItemId}/tables/{table}";
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), WriteIndented = true };

    public static string Url(string contentItemId, string table) => $"/content/{contentItemId}/tables/{table}";

    public async Task<PublicAnswer> HandleAsync(PublicRequest request, CancellationToken cancellation)
    {
        var parts = request.Path.Split('/');
        var (id, name, format) = (parts[1], Path.GetFileNameWithoutExtension(parts[^1]), Path.GetExtension(parts[^1]));
        if (format is not (".csv" or ".json") || !ItemAddress.IsId(id)) return PublicAnswer.NotFound;
        if (await content.ByIdsAsync([id], cancellation) is not [var item, ..]) return PublicAnswer.NotFound;
        var source = ItemSource.Of(item, request.Generation);
        if (source.Type?.Part(source.ContentType)?.Definition.Fields.FirstOrDefault(f => f.Name == name && f.Settings["FinanceTableSettings"] is JsonObject) is not { } field)
        {
            return PublicAnswer.NotFound;
        }
        var columns = TypedParts.Objects(field.TypeSettings["Columns"]).Where(c => ItemFacts.Text(c["Name"]) is not null).ToList();
        var rows = TypedParts.Objects(((item.Data[source.ContentType] as JsonObject)?[name] as JsonObject)?["Rows"]);
        var unit = ItemFacts.Text(((item.Data[source.ContentType] as JsonObject)?["Unit"] as JsonObject)?["Text"]);
        return format == ".csv"
            ? new PublicAnswer.File("text/csv; charset=utf-8", Csv(columns, rows)) { FileName = $"{source.Title} {field.DisplayName}.csv" }
            : new PublicAnswer.File("application/json; charset=utf-8", Json(source, field, unit, columns, rows));
    }

    private static string Json(ItemSource source, FieldDefinition field, string? unit, List<JsonObject> columns, List<JsonObject> rows) => new JsonObject
    {
        ["item"] = source.Title, ["url"] = "/content/" + source.Id, ["table"] = field.DisplayName, ["unit"] = unit,
        ["columns"] = new JsonArray([.. columns.Select(c => new JsonObject { ["name"] = ItemFacts.Text(c["Name"]), ["title"] = ItemFacts.Text(c["Title"]), ["type"] = ItemFacts.Text(c["Type"]) })]),
        ["rows"] = new JsonArray([.. rows.Select(row => new JsonObject(columns.Select(c => ItemFacts.Text(c["Name"])!).Select(n => KeyValuePair.Create(n, row[n]?.DeepClone()))))]),
    }.ToJsonString(Options);

    /// <summary>With a byte order mark, by which spreadsheets know the characters.</summary>
    private static string Csv(List<JsonObject> columns, List<JsonObject> rows)
    {
        var text = new StringBuilder("\uFEFF");
        Line(columns.Select(c => ItemFacts.Text(c["Title"]) ?? ""));
        foreach (var row in rows) Line(columns.Select(c => Plain(row[ItemFacts.Text(c["Name"])!])));
        return text.ToString();

        void Line(IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
    }

    private static string Plain(JsonNode? value) => value is not JsonValue v ? "" : v.TryGetValue<string>(out var text) ? Harmless(text)
        : v.TryGetValue<decimal>(out var number) ? number.ToString(CultureInfo.InvariantCulture) : v.ToString();

    /// <summary>A text that a spreadsheet would take for a formula is a text there, too.</summary>
    private static string Harmless(string text) => text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
