using System.Globalization;
using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Organisation;
using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Items;

/// <summary>The parts of the page that only some types have, filled from the item's fields by their names.</summary>
internal static class TypedParts
{
    public static PolicyPart Policy(ItemFields fields, ItemSource item, string organizer)
    {
        var (issuer, note) = (fields.TakeText("IssuingAgency"), fields.TakeText("ValidityNote"));
        // A preview has no facts yet.
        var status = item.Facts.Validity ?? new ValidityFacts("valid", "valid", null, null, null);
        fields.Take("Validity");
        return new PolicyPart(
            issuer ?? organizer, fields.TakeDay("IssuedOn"), fields.TakeDay("EffectiveOn"), status.State, status.Note ?? note,
            [.. item.Facts.Related.Where(r => r.Refers && r.Type == "Interpretation").Select(r => new InterpretationLink(r.Title, r.Url, r.Form ?? ""))])
        {
            Since = status.Next == "valid" ? null : status.Since, Next = status.Next, By = status.By, Repeals = item.Facts.Repeals,
        };
    }

    public static InterpretationPart Interpretation(ItemFields fields, ItemSource item)
    {
        var document = item.Facts.Related.FirstOrDefault(r => !r.Refers && r.Field == "Document");
        return new InterpretationPart(
            document is null ? null : new Link(document.Title, document.Url), document?.Number, fields.TakeText("Form") ?? "",
            fields.TakeAll(e => e.Element.Name is "HtmlField" or "MarkdownField"));
    }

    public static PublicityPart Publicity(ItemFields fields, ItemSource item, OrganisationSnapshot organisation, DateOnly today)
    {
        var (from, to, table) = (fields.TakeDay("PeriodFrom"), fields.TakeDay("PeriodTo"), fields.Take("Rows"));
        var contact = fields.TakeText("ObjectionContact")
            ?? (organisation.Section(item.SectionId) is { Phone.Length: > 0 } section ? $"{section.Name} {section.Phone}" : null);
        var list = table is null ? new TablePart("", [], []) : Table(table);
        return new PublicityPart(from, to, from <= today && today <= to, contact, list.Caption, list.Columns, list.Rows);
    }

    /// <summary>A table field as columns and cells; the page numbers the rows itself.</summary>
    internal static TablePart Table(PlacedElement table)
    {
        var columns = Objects(table.Value["Columns"]) is { Count: > 0 } own ? own : Objects(table.Context.Settings["Columns"]);
        var shown = columns.Where(c => ItemFacts.Text(c["Title"]) is { } title && title != "序号").ToList();
        return new TablePart(
            table.Context.DisplayName, [.. shown.Select(c => new TableColumn(ItemFacts.Text(c["Title"])!, ItemFacts.Text(c["Type"]) is "number" or "money"))],
            [.. Objects(table.Value["Rows"]).Select(row => (IReadOnlyList<string>)[.. shown.Select(c => Cell(row, c))])]);
    }

    internal static string Cell(JsonObject row, JsonObject column)
    {
        if (ItemFacts.Text(column["Name"]) is not { } name || row[name] is not JsonValue value) return "";
        if (value.TryGetValue<string>(out var text)) return text;
        if (!value.TryGetValue<decimal>(out var number)) return value.ToString();
        return number.ToString(ItemFacts.Text(column["Type"]) == "money" ? "N2" : "0.############", CultureInfo.InvariantCulture);
    }

    internal static List<JsonObject> Objects(JsonNode? node) => [.. (node as JsonArray)?.OfType<JsonObject>() ?? []];
}
