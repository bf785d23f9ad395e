using GovPortal.Portal.Rendering.Models;

namespace GovPortal.Portal.Items;

/// <summary>The parts of the pages of a decision: its consultation, the report on it, the decision, and the line they stand in.</summary>
internal static class DecisionParts
{
    public static ConsultationPart Consultation(ItemFields fields, ItemSource item, DateOnly today)
    {
        var (opens, closes, explanation) = (fields.TakeDay("OpensOn"), fields.TakeDay("ClosesOn"), fields.Take("Explanation"));
        string[] channels = ["ContactSection", "Phone", "Email", "PostalAddress"];
        return new ConsultationPart(
            item.Id, StateOf(opens, closes, today), opens, closes, closes is { } last && last > today ? last.DayNumber - today.DayNumber : 0,
            explanation is null ? "" : explanation.Element.Html(explanation.Context, explanation.Value) ?? "",
            fields.TakeAll(e => channels.Contains(e.Context.Field!.Name)), $"/consultations/{item.Id}/comments");
    }

    public static AdoptionPart Adoption(ItemFields fields)
    {
        string Count(string name) => fields.TakeText(name) ?? "0";
        var (received, adopted, partly, not, unrelated) = (Count("Received"), Count("Adopted"), Count("PartlyAdopted"), Count("NotAdopted"), Count("Unrelated"));
        var table = fields.Take("Reasons");
        var columns = table is null ? [] : TypedParts.Objects(table.Context.Settings["Columns"]);
        return new AdoptionPart(
            received, adopted, partly, not, unrelated, table?.Context.DisplayName ?? "",
            [.. columns.Select(c => new TableColumn(ItemFacts.Text(c["Title"]) ?? "", ItemFacts.Text(c["Type"]) is "number"))],
            [.. (table is null ? [] : TypedParts.Objects(table.Value["Rows"])).Select(row => (IReadOnlyList<string>)[.. columns.Select(c => TypedParts.Cell(row, c))])]);
    }

    public static DecisionPart Decision(ItemFields fields) => new(fields.TakeDay("DecidedOn"), fields.TakeText("ExemptionReason"));

    /// <summary>The four stages; what is not there yet stands as still to come.</summary>
    public static IReadOnlyList<TimelineStep> Timeline(ItemSource item, DateOnly today)
    {
        if (item.Facts.Timeline.Count == 0) return [];
        var steps = new List<TimelineStep>();
        foreach (var c in item.Facts.Timeline.Where(s => s.Kind == "consultation").Take(1))
        {
            var state = StateOf(c.Opens, c.Closes, today);
            steps.Add(Step("draft", "done", c, c.On, null));
            steps.Add(Step("consultation", state == "closed" ? "done" : state == "open" ? "current" : "todo", c, c.Opens, c.Closes));
        }
        foreach (var kind in (string[])["report", "decision"])
        {
            var there = item.Facts.Timeline.Where(s => s.Kind == kind).ToList();
            steps.AddRange(there.Select(s => Step(kind, "done", s, s.On, null)));
            if (there.Count == 0) steps.Add(new TimelineStep(kind, "todo", null, null, null, null, false));
        }
        return steps;

        TimelineStep Step(string kind, string state, TimelineItem s, DateOnly? from, DateOnly? to) =>
            new(kind, state, s.Title, "/" + s.Path, from, to, "/" + s.Path == item.Url);
    }

    private static string StateOf(DateOnly? opens, DateOnly? closes, DateOnly today) => today < opens ? "waiting" : today <= closes ? "open" : "closed";
}
