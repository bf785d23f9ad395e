using System.Globalization;
using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Items;

/// <summary>The page of a service guide and of an entry of the catalogue, in the order in which a citizen asks: how long, what does it cost, what to bring, where to go.</summary>
internal static class GuideParts
{
    /// <summary>A longer text is read and not taken in at a glance.</summary>
    private const int LongestFigure = 12;

    public static GuidePart Guide(ItemFields fields)
    {
        fields.Take("Layout");
        var (code, online) = (fields.TakeText("ItemCode"), fields.Take("OnlineUrl"));
        var (materials, steps) = (fields.Take("Materials"), fields.Take("Steps"));
        var figures = Figures(fields);
        ItemField?[] contacts = [fields.TakePhones("Phone"), fields.TakePhones("Progress"), fields.TakePhones("ComplaintPhone")];
        ItemField?[] visits = [fields.TakeField("Place"), fields.TakeField("Hours")];
        var before = fields.TakeAll(e => e.Context.Field!.Name is "Scope" or "Conditions");
        // The sections before the facts: the facts are whatever is short.
        var sections = fields.TakeAll(ItemFields.IsLong);
        return new GuidePart(
            code, fields.TakeAll(), sections, steps is null ? [] : [.. TypedParts.Objects(steps.Value["Rows"]).Select(Step).OfType<GuideStep>()],
            online is null ? null : ItemFacts.Text(online.Value["Url"]))
        {
            Figures = figures, Before = before, Contacts = [.. contacts.OfType<ItemField>()], Visits = [.. visits.OfType<ItemField>()],
            Materials = materials is null ? null : TypedParts.Table(materials),
        };
    }

    public static ServiceItemPart ServiceItem(ItemSource item) =>
        new(item.Facts.Related.FirstOrDefault(r => !r.Refers && r.Field == "Guide") is { } guide ? new Link(guide.Title, guide.Url) : null);

    private static List<GuideFigure> Figures(ItemFields fields)
    {
        var note = fields.TakeText("LimitNote");
        var figures = new List<GuideFigure>();
        if (Days("PromisedDays", "承诺时限") is { } promised) figures.Add(promised with { Note = note });
        if (Days("StatutoryDays", "法定时限") is { } statutory) figures.Add(statutory);
        if (fields.TakeNumber("Visits") is { } visits) figures.Add(new GuideFigure("现场办事次数", Number(visits), "次", visits == 0 ? "不用到现场" : null));
        if (fields.TextOf("Fee") is { Length: <= LongestFigure } fee && fields.TakeField("Fee") is not null) figures.Add(new GuideFigure("收费", fee, null, null));
        return figures;

        GuideFigure? Days(string field, string label) => fields.TakeNumber(field) is not { } days ? null
            : days == 0 ? new GuideFigure(label, "即时办结", null, null) : new GuideFigure(label, Number(days), "个工作日", null);
    }

    private static GuideStep? Step(System.Text.Json.Nodes.JsonObject row)
    {
        string? Cell(string name) => ItemFacts.Text(row[name])?.Trim() is { Length: > 0 } text ? text : null;
        return Cell("step") is not { } title ? null : new GuideStep(title, Cell("content")) { Office = Cell("office"), Limit = Cell("limit") };
    }

    private static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
