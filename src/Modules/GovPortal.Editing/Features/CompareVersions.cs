using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using GovPortal.Kernel.Content;

namespace GovPortal.Editing.Features;

/// <param name="Html">The two texts as one, what went in <c>del</c>, what came in <c>ins</c>; encoded.</param>
public sealed record FieldDifference(string Label, bool Changed, string Html);

/// <summary>Two versions of an item, field by field, as a reader sees them.</summary>
public sealed class CompareVersions(ContentElements elements)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public IReadOnlyList<FieldDifference> Handle(ContentTypeDefinition type, JsonObject before, JsonObject after)
    {
        var old = elements.Walk(type, before).ToDictionary(e => e.Context.Path, Shown);
        return [.. elements.Walk(type, after).Select(e => Difference(e.Context.DisplayName, old.GetValueOrDefault(e.Context.Path, ""), Shown(e)))
            .Where(d => d.Html.Length > 0)];
    }

    private static FieldDifference Difference(string label, string before, string after) =>
        new(label, before != after, Html(TextDifference.Of(before, after)));

    /// <summary>What is compared: the plain text, and for what has none (files, choices) the stored value.</summary>
    private static string Shown(PlacedElement e)
    {
        var text = e.Element.Text(e.Context, e.Value);
        if (text.Length > 0) return text;
        return string.Join('\n', e.Value.Where(p => p.Value is not null && p.Value.ToJsonString() is not ("[]" or "{}" or "\"\""))
            .Select(p => p.Value is JsonValue v ? v.ToString() : p.Value!.ToJsonString(CanonicalJson.Unescaped)));
    }

    private static string Html(IEnumerable<PieceRun> runs)
    {
        var html = new StringBuilder();
        foreach (var run in runs)
        {
            var encoded = Encoder.Encode(run.Text).Replace("&#xA;", "<br>", StringComparison.Ordinal);
            html.Append(run.Kind switch { RunKind.Added => $"<ins>{encoded}</ins>", RunKind.Removed => $"<del>{encoded}</del>", _ => encoded });
        }
        return html.ToString();
    }
}
