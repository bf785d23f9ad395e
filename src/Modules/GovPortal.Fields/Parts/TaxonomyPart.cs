using System.Text;
using System.Text.Json.Nodes;
using GovPortal.Fields.Safe;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Parts;

/// <summary>
/// The terms (词条) of a taxonomy: <c>{"Terms": [], "TermContentType"}</c>, each an item with <c>Terms</c> of its own, as
/// Orchard stores them. Refusals: <c>taxonomy.too-deep</c>, <c>taxonomy.too-many</c>, <c>taxonomy.id-twice</c>,
/// <c>taxonomy.term-empty</c>, <c>taxonomy.term-twice</c> and the shared ones. A term's failure stands at the form name of its row.
/// </summary>
internal sealed class TaxonomyPart : ContentElement
{
    public const int MaxLevels = 6, MaxTerms = 1000, MaxName = 100;
    public const string DefaultTermType = "Term";

    public override string Name => TaxonomyTerm.PartName;
    public override IReadOnlyList<string> Properties => ["Terms", "TermContentType"];

    /// <summary>A taxonomy's page is its terms.</summary>
    public override bool IsBody => true;

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        var taxonomy = context.Called("词条");
        if (taxonomy.CheckText(value, "TermContentType", 200, "Column") is { } type) yield return type;
        if (value["Terms"] is not (null or JsonArray) || !AreTerms(value["Terms"] as JsonArray, 1))
        {
            yield return taxonomy.Wrong("Terms", "[{\"ContentItemId\": \"…\", \"DisplayText\": \"…\"}]");
            yield break;
        }
        var terms = TaxonomyTerm.Walk(value["Terms"] as JsonArray, []).ToList();
        if (terms.Count > MaxTerms) yield return taxonomy.Refuse("Terms", "taxonomy.too-many", MaxTerms);
        if (terms.Exists(t => t.Level > MaxLevels)) yield return taxonomy.Refuse("Terms", "taxonomy.too-deep", MaxLevels);
        var (ids, paths) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        for (var i = 0; i < terms.Count; i++)
        {
            var (name, at) = (terms[i].Name.Trim(), $"Terms[{i}].Name");
            if (!ids.Add(terms[i].Id)) yield return taxonomy.Refuse(at, "taxonomy.id-twice", i + 1);
            if (name.Length > MaxName || name.Any(char.IsControl)) yield return taxonomy.TooLong(at, MaxName);
            if (!complete) continue;
            if (name.Length == 0) yield return taxonomy.Refuse(at, "taxonomy.term-empty", i + 1);
            else if (!paths.Add(string.Join('\n', terms[i].Path.Select(n => n.Trim())))) yield return taxonomy.Refuse(at, "taxonomy.term-twice", i + 1, name);
        }
    }

    /// <summary>Every one an object with an id and a name that is text. Stops where nobody would follow.</summary>
    private static bool AreTerms(JsonArray? terms, int level) => terms is null || level > 2 * MaxLevels || terms.All(node =>
        node is JsonObject term
        && Stored.TryText(term["ContentItemId"], out var id) && id?.Length is > 0 and <= 64
        && Stored.TryText(term["DisplayText"], out _)
        && term["TitlePart"] is null or JsonObject && Stored.TryText((term["TitlePart"] as JsonObject)?["Title"], out _)
        && term["Terms"] is null or JsonArray && AreTerms(term["Terms"] as JsonArray, level + 1));

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value) => TermForm.Read(context, form, value);

    public override string? Html(ElementContext context, JsonObject value)
    {
        var html = new StringBuilder();
        Write(value["Terms"] as JsonArray, 1);
        return html.Length > 0 ? html.ToString() : null;

        void Write(JsonArray? terms, int level)
        {
            var shown = TermsOf(terms).ToList();
            if (shown.Count == 0 || level > 2 * MaxLevels) return;
            html.Append("<ul>");
            foreach (var term in shown)
            {
                html.Append("<li>").Append(HtmlText.Encode(term.Name));
                Write(term.Json["Terms"] as JsonArray, level + 1);
                html.Append("</li>");
            }
            html.Append("</ul>");
        }
    }

    public override string Text(ElementContext context, JsonObject value) =>
        string.Join('\n', TaxonomyTerm.Walk(value["Terms"] as JsonArray, []).Select(t => t.Name).Where(n => n.Length > 0));

    private static IEnumerable<TaxonomyTerm> TermsOf(JsonArray? terms) =>
        TaxonomyTerm.Walk(terms, []).Where(t => t.Level == 1 && t.Name.Length > 0);
}
