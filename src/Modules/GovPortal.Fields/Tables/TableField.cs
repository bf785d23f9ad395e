using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Fields.Safe;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Tables;

/// <summary>
/// A table (表格): <c>{"Rows": [{"material": "申请表", "copies": 1}]}</c> over the columns of <c>TableFieldSettings</c>; with
/// <c>OpenColumns</c> the value brings <c>Columns</c> of its own. Refusals: <c>table.too-many-columns</c>,
/// <c>table.too-many-rows</c>, <c>table.cell-wrong</c>, <c>table.cell-not-listed</c>, <c>table.cell-required</c>, <c>table.cell-too-long</c>,
/// <c>table.unknown-column</c>, <c>table.column-twice</c>, <c>table.columns-fixed</c> and the shared ones. A cell's
/// failure stands at its form name.
/// </summary>
internal sealed class TableField : ContentElement
{
    public const int MaxColumns = 60, MaxRows = 5000, MaxCell = 2000, MaxTitle = 100;

    /// <summary>A sheet with a mistake in each row would answer with thousands of reasons.</summary>
    private const int MaxFailures = 50;

    /// <summary>A larger table is edited as a whole, as a sheet: a form of so many controls is slow and hits the form's limits.</summary>
    public const int MaxGridCells = 600;

    public static IReadOnlyList<(string Type, string Title)> TypeTitles { get; } =
        [("text", "文字"), ("number", "数字"), ("date", "日期"), ("money", "金额（元）"), ("boolean", "是否")];

    public override string Name => "TableField";
    public override IReadOnlyList<string> Properties => ["Columns", "Rows"];

    public static bool IsOpen(ElementContext context) => context.Settings.Flag("OpenColumns");

    public static IReadOnlyList<TableColumn> Columns(ElementContext context, JsonObject value)
    {
        var own = IsOpen(context) ? value["Columns"] as JsonArray : null;
        return [.. (own ?? context.Settings["Columns"] as JsonArray ?? []).Select(TableColumn.Of).OfType<TableColumn>()];
    }

    public static IEnumerable<JsonObject> Rows(JsonObject value) => (value["Rows"] as JsonArray ?? []).OfType<JsonObject>();

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete) =>
        CheckColumns(context, value).Concat(CheckRows(context, value, complete)).Take(MaxFailures);

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value) => TableForm.Read(context, form, value);

    private static IEnumerable<Failure> CheckColumns(ElementContext context, JsonObject value)
    {
        if (value["Columns"] is not { } node) yield break;
        if (!IsOpen(context))
        {
            yield return context.Refuse("Columns", "table.columns-fixed");
            yield break;
        }
        if (node is not JsonArray columns || columns.Any(c => TableColumn.Of(c) is null))
        {
            yield return context.Wrong("Columns", "[{\"Name\": \"name\", \"Title\": \"姓名\", \"Type\": \"text\"}]");
            yield break;
        }
        if (columns.Count > MaxColumns) yield return context.Refuse("Columns", "table.too-many-columns", MaxColumns);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            var (json, column) = ((JsonObject)columns[i]!, TableColumn.Of(columns[i])!);
            if (json.Text("Type") is { } type && !TableColumn.Types.Contains(type.ToLowerInvariant()))
            {
                yield return context.Wrong($"Columns[{i}].Type", string.Join(" / ", TableColumn.Types));
            }
            if (column.Title.Length > MaxTitle || column.Name.Length > MaxTitle) yield return context.TooLong($"Columns[{i}].Title", MaxTitle);
            if (column.Title.Concat(column.Name).Any(char.IsControl)) yield return context.Wrong($"Columns[{i}].Title", "姓名");
            if (!names.Add(column.Name)) yield return context.Refuse($"Columns[{i}].Title", "table.column-twice", column.Title);
        }
    }

    private static IEnumerable<Failure> CheckRows(ElementContext context, JsonObject value, bool complete)
    {
        if (value["Rows"] is not (null or JsonArray))
        {
            yield return context.Wrong("Rows", "[{}]");
            yield break;
        }
        var rows = value["Rows"] as JsonArray ?? [];
        if (rows.Count > MaxRows) yield return context.Refuse("Rows", "table.too-many-rows", MaxRows);
        if (complete && context.Required && rows.Count == 0) yield return context.Missing("Rows");
        var columns = Columns(context, value).DistinctBy(c => c.Name).ToDictionary(c => c.Name, StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i] is not JsonObject row)
            {
                yield return context.Wrong($"Rows[{i}]", "{}");
                continue;
            }
            foreach (var failure in CheckRow(context, i, row, columns, complete)) yield return failure;
        }
    }

    private static IEnumerable<Failure> CheckRow(
        ElementContext context, int index, JsonObject row, Dictionary<string, TableColumn> columns, bool complete)
    {
        foreach (var (name, cell) in row)
        {
            var at = $"Rows[{index}].{name}";
            if (!columns.TryGetValue(name, out var column))
            {
                yield return context.Refuse(at, "table.unknown-column", index + 1, name, Nearest.Of(name, columns.Values.Select(c => c.Title).Concat(columns.Keys)));
            }
            else if (!column.IsOfType(cell)) yield return context.Refuse(at, "table.cell-wrong", index + 1, column.Title, column.Example);
            else if (Stored.TryText(cell, out var text) && text?.Length > MaxCell) yield return context.Refuse(at, "table.cell-too-long", index + 1, column.Title, MaxCell);
        }
        if (!complete) yield break;
        foreach (var column in columns.Values.Where(c => c.Options.Count > 0 && c.Show(row[c.Name]) is { Length: > 0 } word && !c.Options.Contains(word)))
        {
            yield return context.Refuse($"Rows[{index}].{column.Name}", "table.cell-not-listed", index + 1, column.Title, string.Join('、', column.Options));
        }
        foreach (var column in columns.Values.Where(c => c.Required && c.Show(row[c.Name]).Trim().Length == 0))
        {
            yield return context.Refuse($"Rows[{index}].{column.Name}", "table.cell-required", index + 1, column.Title);
        }
    }

    public override IReadOnlyList<SheetColumn> SheetColumns(ElementContext context) =>
        [.. Columns(context, []).Select(c => new SheetColumn(c.Name, c.Title, c.Heads))];

    public override IReadOnlyList<IReadOnlyDictionary<string, string>> SheetLines(ElementContext context, JsonObject value)
    {
        var columns = Columns(context, []);
        return [.. Rows(value).Select(r => columns.ToDictionary(c => c.Name, c => c.Edit(r[c.Name])))];
    }

    public override void ReadSheet(ElementContext context, IReadOnlyList<IReadOnlyDictionary<string, string>> lines, JsonObject value)
    {
        var (columns, before) = (Columns(context, []), Rows(value).ToList());
        if (SaysTheSame(lines, SheetLines(context, value))) return;
        var split = ListedText.Split(columns, StagedText.Split(columns, lines));
        var left = before.ToList();
        value["Rows"] = new JsonArray([.. split.Select((line, i) =>
        {
            // What the sheet has no column for stays with the row of the same first cell; by its place only where no row came or went.
            var same = columns.Count > 0 && line.TryGetValue(columns[0].Name, out var first)
                ? left.Find(r => columns[0].Edit(r[columns[0].Name]) == first.Trim()) : before.Count == split.Count ? before[i] : null;
            if (same is not null) left.Remove(same);
            var row = same?.DeepClone() as JsonObject ?? [];
            foreach (var column in columns)
            {
                if (line.TryGetValue(column.Name, out var text)) row[column.Name] = column.Read(Posted.Clean(text));
            }
            return (JsonNode?)row;
        })]);
    }

    private static bool SaysTheSame(IReadOnlyList<IReadOnlyDictionary<string, string>> lines, IReadOnlyList<IReadOnlyDictionary<string, string>> own) =>
        lines.Count == own.Count && lines.Select((line, i) => line.All(c => Posted.Clean(c.Value).Trim() == own[i].GetValueOrDefault(c.Key, "").Trim())).All(same => same);

    public override string? Html(ElementContext context, JsonObject value)
    {
        var columns = Columns(context, value);
        var rows = Rows(value).Take(MaxRows).ToList();
        if (columns.Count == 0 || rows.Count == 0) return null;
        var title = HtmlText.Encode(context.DisplayName);
        var html = new StringBuilder($"<div class=\"table-scroll\" role=\"region\" aria-label=\"{title}\" tabindex=\"0\"><table class=\"data\"><caption>{title}</caption><thead><tr>");
        foreach (var column in columns)
        {
            html.Append($"<th scope=\"col\"{(column.IsNumeric ? " class=\"number\"" : "")}>{HtmlText.Encode(column.Title)}</th>");
        }
        html.Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr>").AppendJoin("", columns.Select(c => c.CellHtml(row[c.Name]))).Append("</tr>");
        }
        return html.Append("</tbody></table></div>").ToString();
    }

    public override string Text(ElementContext context, JsonObject value)
    {
        var columns = Columns(context, value);
        var lines = Rows(value).Take(MaxRows).Select(r => string.Join(' ', columns.Select(c => c.Show(r[c.Name])).Where(t => t.Length > 0)));
        return string.Join('\n', lines.Where(l => l.Length > 0).Prepend(string.Join(' ', columns.Select(c => c.Title)))).Trim();
    }

    /// <summary>The whole table as it would be pasted, titles first.</summary>
    public static string Sheet(ElementContext context, JsonObject value)
    {
        var columns = Columns(context, value);
        return TablePaste.Write(Rows(value).Select(r => columns.Select(c => c.Edit(r[c.Name]))).Prepend(columns.Select(c => c.Title)));
    }
}
