using System.Text.Json.Nodes;
using GovPortal.AdminUi.PageModels;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Tables;

/// <summary>
/// A table in a form. <c>…Rows[0].material</c> are cells, an empty <c>…Rows</c> says that the form carries the table.
/// <c>…Columns[0].Title</c> (with <c>Name</c>, <c>Type</c>, <c>Required</c>, <c>Remove</c>) are columns where they are
/// open. <c>…Paste</c> holds cells copied from a spreadsheet; <c>…PasteMode</c> <c>replace</c> puts them in place of all rows.
/// </summary>
internal static class TableForm
{
    public static void Read(ElementContext context, IFormCollection form, JsonObject value)
    {
        var (rowsName, columnsName) = (context.Name("Rows"), context.Name("Columns"));
        var paste = Posted.Raw(form, context.Name("Paste"));
        if (!form.ContainsKey(rowsName) && string.IsNullOrWhiteSpace(paste)) return;

        var columns = TableField.Columns(context, value).ToList();
        var open = TableField.IsOpen(context);
        if (open && form.ContainsKey(columnsName)) columns = ReadColumns(form, columnsName, columns);

        var replaces = form[context.Name("PasteMode")] == "replace";
        var rows = replaces || !form.ContainsKey(rowsName)
            ? replaces ? [] : (value["Rows"] as JsonArray ?? []).Select(r => r?.DeepClone()).ToList()
            : ReadRows(form, rowsName, columns, RowCommand.Read(form)).Select(r => (JsonNode?)r).ToList();
        if (!string.IsNullOrWhiteSpace(paste)) rows.AddRange(PastedRows.Read(paste, columns, open));

        if (open) value["Columns"] = new JsonArray([.. columns.Select(c => c.ToJson())]);
        value["Rows"] = new JsonArray([.. rows]);
    }

    private static List<TableColumn> ReadColumns(IFormCollection form, string prefix, List<TableColumn> before)
    {
        var columns = new List<TableColumn>();
        foreach (var index in Posted.Indexes(form, prefix).Take(TableField.MaxColumns + 1))
        {
            string? Of(string property) => Posted.Line(form, $"{prefix}[{index}].{property}");
            var title = Of("Title") ?? "";
            if (title.Length == 0 || Posted.Flag(form, $"{prefix}[{index}].Remove") == true) continue;
            var name = Of("Name") is { Length: > 0 } given ? given : TableColumn.UnusedName(columns.Concat(before));
            var type = Of("Type") is { } chosen && TableColumn.Types.Contains(chosen) ? chosen : "text";
            columns.Add(new TableColumn(name, title, type, Posted.Flag(form, $"{prefix}[{index}].Required") ?? false));
        }
        return columns;
    }

    private static List<JsonObject> ReadRows(IFormCollection form, string prefix, List<TableColumn> columns, RowCommand? command)
    {
        var rows = new List<JsonObject>();
        foreach (var index in Posted.Indexes(form, prefix))
        {
            if (command is { Verb: "remove" } && command.Field == prefix && command.Index == index) continue;
            // One more than allowed, so that the check can say so.
            if (rows.Count > TableField.MaxRows) break;
            var cells = columns.Select(c => (Column: c, Text: Posted.Raw(form, $"{prefix}[{index}].{c.Name}"))).Where(c => c.Text is not null).ToList();
            // The editor offers empty rows to write in; emptying a row takes it out.
            if (cells.TrueForAll(c => string.IsNullOrWhiteSpace(c.Text))) continue;
            rows.Add(new JsonObject(cells.DistinctBy(c => c.Column.Name).Select(c => KeyValuePair.Create(c.Column.Name, c.Column.Read(c.Text!)))));
        }
        return rows;
    }
}
