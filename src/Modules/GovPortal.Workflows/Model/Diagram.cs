namespace GovPortal.Workflows.Model;

/// <summary>A box of the diagram, in its own coordinates.</summary>
internal sealed record DiagramNode(ActivityNode Activity, string Title, string Kind, double X, double Y, string State);

/// <summary>An arrow with its outcome.</summary>
/// <param name="Path">SVG path data.</param>
internal sealed record DiagramEdge(string From, string Outcome, string To, string Path, double LabelX, double LabelY, bool Taken);

/// <summary>The drawing of a type, from the places Orchard's editor gave its activities; with an instance, the path it took.</summary>
internal sealed class Diagram
{
    public const double BoxWidth = 170;
    public const double BoxHeight = 56;
    private const double Margin = 30;

    private Diagram(string title, List<DiagramNode> nodes, List<DiagramEdge> edges, double width, double height) =>
        (Title, Nodes, Edges, Width, Height) = (title, nodes, edges, width, height);

    public string Title { get; }
    public IReadOnlyList<DiagramNode> Nodes { get; }
    public IReadOnlyList<DiagramEdge> Edges { get; }
    public double Width { get; }
    public double Height { get; }

    /// <summary>True where the states of nodes mean something.</summary>
    public bool HasPath => Nodes.Any(n => n.State.Length > 0);

    /// <param name="titleOf">What a kind of activity is called.</param>
    /// <param name="view">An instance whose path is shown; null for the type alone.</param>
    public static Diagram Of(WorkflowDefinition definition, Func<string, string> titleOf, Features.InstanceView? view = null)
    {
        var (left, top) = (definition.Activities.Min(a => a.X), definition.Activities.Min(a => a.Y));
        var nodes = definition.Activities.Select(a => new DiagramNode(a, a.Title ?? titleOf(a.Name), titleOf(a.Name), a.X - left + Margin, a.Y - top + Margin, StateOf(a.Id, view))).ToList();
        var places = nodes.ToDictionary(n => n.Activity.Id);
        var taken = view is null ? [] : view.Steps.Where(s => s.Outcome is not null).SelectMany(s => s.Outcome!.Split(',').Select(o => (s.ActivityId, o))).ToHashSet();
        var edges = definition.Transitions.Where(t => places.ContainsKey(t.Source) && places.ContainsKey(t.Destination)).Select(t => Arrow(t, places, taken.Contains((t.Source, t.Outcome)))).ToList();
        // A loop drawn backwards bends out to the right.
        var reach = edges.Count == 0 ? 0 : edges.Max(e => e.LabelX) + 60;
        return new Diagram(definition.Name, nodes, edges, Math.Max(nodes.Max(n => n.X) + BoxWidth, reach) + Margin, nodes.Max(n => n.Y) + BoxHeight + Margin);
    }

    private static string StateOf(string id, Features.InstanceView? view) =>
        view is null ? ""
        : view.Instance.FaultActivityId == id ? "faulted"
        : view.Blocks.Any(b => b.ActivityId == id) ? "waiting"
        : view.Steps.Any(s => s.ActivityId == id && s.EndedUtc is not null) ? "done" : "";

    private static DiagramEdge Arrow(Transition transition, Dictionary<string, DiagramNode> places, bool taken)
    {
        var (from, to) = (places[transition.Source], places[transition.Destination]);
        double x1 = from.X + BoxWidth / 2, y1 = from.Y + BoxHeight, x2 = to.X + BoxWidth / 2, y2 = to.Y;
        if (y2 >= y1)
        {
            var bend = Math.Max(18, (y2 - y1) / 2);
            return new DiagramEdge(from.Title, transition.Outcome, to.Title, Path($"M{x1} {y1} C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2}"), (x1 + x2) / 2, (y1 + y2) / 2, taken);
        }
        if (Math.Abs(from.Y - to.Y) < BoxHeight && from != to)
        {
            var right = to.X > from.X;
            (x1, y1, x2, y2) = (right ? from.X + BoxWidth : from.X, from.Y + BoxHeight / 2, right ? to.X : to.X + BoxWidth, to.Y + BoxHeight / 2);
            return new DiagramEdge(from.Title, transition.Outcome, to.Title, Path($"M{x1} {y1} L{x2} {y2}"), (x1 + x2) / 2, (y1 + y2) / 2 - 6, taken);
        }
        // Back upwards: round the right side.
        var side = Math.Max(from.X, to.X) + BoxWidth + 46;
        (x1, y1, x2, y2) = (from.X + BoxWidth, from.Y + BoxHeight / 2, to.X + BoxWidth, to.Y + BoxHeight / 2);
        return new DiagramEdge(from.Title, transition.Outcome, to.Title, Path($"M{x1} {y1} C{side} {y1} {side} {y2} {x2} {y2}"), side - 12, (y1 + y2) / 2, taken);
    }

    private static string Path(FormattableString path) => FormattableString.Invariant(path);
}
