using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Items;

/// <summary>The parts of the page of a budget or a final account: cover, key figures, tables.</summary>
internal static class FinanceParts
{
    /// <summary>Columns that name their row.</summary>
    private static readonly string[] RowHeads = ["name", "item", "incomeItem", "expenseItem", "project"];

    public static FinancePart Of(ItemFields fields, ItemSource item)
    {
        var (year, unit) = (fields.TakeText("Year") ?? "", fields.TakeText("Unit") ?? "");
        var (reviewed, signed, approved) = (fields.TakeText("ConfidentialityReview") ?? "", fields.TakeText("HeadSignOff") ?? "", fields.TakeDay("ApprovedOn"));
        var overview = fields.TakeAll(e => e.Context.Field!.Name is "Duties" or "Composition" or "Staff");
        var notes = fields.TakeAll(e => e.Context.Field!.Name is "Narrative" or "Glossary");
        var explanation = fields.TakeAll(e => e.Context.Field!.Name == "ThreePublicExplanation") is [var said, ..] ? said : null;
        var sheets = (item.Type?.Part(item.ContentType)?.Definition.Fields ?? []).Where(f => f.Settings["FinanceTableSettings"] is JsonObject)
            .OrderBy(f => f.Position).Select(f => Sheet(fields, item.Id, f, f.Name == "ThreePublic" ? explanation : null)).OfType<FinanceSheet>().ToList();
        return new FinancePart(year, unit, reviewed, signed, approved, item.Facts.Finance, overview, sheets, notes);
    }

    /// <summary>Null for a table that is empty and of which nothing is said.</summary>
    private static FinanceSheet? Sheet(ItemFields fields, string id, FieldDefinition field, ItemField? note)
    {
        var settings = (JsonObject)field.Settings["FinanceTableSettings"]!;
        var statement = ItemFacts.Text(settings["EmptyStatement"]) is { } named ? fields.TakeText(named) : null;
        var rows = fields.Take(field.Name) is { } table ? TypedParts.Objects(table.Value["Rows"]) : [];
        if (rows.Count == 0 && statement is null) return null;
        var columns = TypedParts.Objects(field.TypeSettings["Columns"]);
        return new FinanceSheet(
            field.Name, ItemFacts.Text(settings["Code"]) ?? "", field.DisplayName, statement, note, rows.Count == 0 ? [] : Heads(columns), [.. rows.Select(r => Row(r, columns))])
        {
            DataUrl = rows.Count > 0 && id.Length > 0 ? Features.ItemTable.Url(id, field.Name) : null,
            Charts = FinanceCharts.Of(ItemFacts.Text(settings["Shape"]), rows, columns),
        };
    }

    private static FinanceRow Row(JsonObject row, List<JsonObject> columns)
    {
        var cells = columns.ConvertAll(c => new FinanceCell(TypedParts.Cell(row, c), IsNumeric(c), RowHeads.Contains(ItemFacts.Text(c["Name"]))));
        return new FinanceRow(cells.Exists(c => c.Head && FinanceCharts.IsTotal(c.Text)), cells);
    }

    /// <summary>Heads of the form 收入/项目 stand below one another, the upper one once over all its columns.</summary>
    private static IReadOnlyList<IReadOnlyList<FinanceHead>> Heads(List<JsonObject> columns)
    {
        var paths = columns.ConvertAll(c => (ItemFacts.Text(c["Head"]) ?? ItemFacts.Text(c["Title"]) ?? "").Split('/', 2));
        if (paths.TrueForAll(p => p.Length == 1)) return [[.. columns.Select((c, i) => new FinanceHead(paths[i][0], 1, 1, IsNumeric(c), false))]];
        var (upper, lower) = (new List<FinanceHead>(), new List<FinanceHead>());
        for (var i = 0; i < columns.Count; i++)
        {
            if (paths[i].Length == 1)
            {
                upper.Add(new FinanceHead(paths[i][0], 1, 2, IsNumeric(columns[i]), false));
                continue;
            }
            lower.Add(new FinanceHead(paths[i][1], 1, 1, IsNumeric(columns[i]), false));
            var goesOn = i > 0 && paths[i - 1].Length > 1 && paths[i - 1][0] == paths[i][0];
            if (goesOn) upper[^1] = upper[^1] with { Across = upper[^1].Across + 1 };
            else upper.Add(new FinanceHead(paths[i][0], 1, 1, false, true));
        }
        return [upper, lower];
    }

    private static bool IsNumeric(JsonObject column) => ItemFacts.Text(column["Type"]) is "number" or "money";
}
