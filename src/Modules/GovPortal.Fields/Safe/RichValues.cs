using System.Text.Json.Nodes;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Safe;

/// <summary>HTML in a part or field. Refusals: <c>content.unsafe-html</c>, <c>content.too-deep</c> and the shared ones.</summary>
internal static class HtmlValue
{
    public const string Property = "Html";

    public static CleanHtml Of(JsonObject value) => SafeHtml.Clean(value.Text(Property));

    public static IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete) =>
        RichCheck.Of(context, value, Property, SafeHtml.MaxLength, "<p>…</p>", SafeHtml.Clean, complete);

    /// <summary>What an editor pastes is cleaned before it is kept: what is reviewed is what is stored.</summary>
    public static void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        if (Posted.Raw(form, context.Name(Property)) is not { } html) return;
        // Cleaning would cut it silently; kept whole, it is refused with the limit.
        value[Property] = html.Length > SafeHtml.MaxLength ? html : SafeHtml.Clean(html).Html;
    }

    /// <summary>Takes the text of a cell. HTML that says the same stays to the letter, with what a cell cannot show.</summary>
    public static void ReadCell(string text, JsonObject value)
    {
        if (SheetHtml.Text(value.Text(Property)) != text.Trim()) value[Property] = SheetHtml.Html(text).OrNull();
    }
}

/// <summary>Markdown in a part or field. Refusals as of <see cref="HtmlValue"/>.</summary>
internal static class MarkdownValue
{
    public const string Property = "Markdown";

    public static CleanHtml Of(JsonObject value) => SafeMarkdown.Clean(value.Text(Property));

    public static IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete) =>
        RichCheck.Of(context, value, Property, SafeMarkdown.MaxLength, "## …", SafeMarkdown.Clean, complete);

    public static void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        if (Posted.Raw(form, context.Name(Property)) is { } markdown) value[Property] = markdown.OrNull();
    }
}

internal static class RichCheck
{
    public static IEnumerable<Failure> Of(
        ElementContext context, JsonObject value, string property, int limit, string example, Func<string?, CleanHtml> clean, bool complete)
    {
        if (context.CheckText(value, property, limit, example) is { } refused)
        {
            yield return refused;
            yield break;
        }
        var result = clean(value.Text(property));
        if (result.TooDeep) yield return context.Refuse(property, "content.too-deep");
        if (result.Refused.Count > 0) yield return context.Refuse(property, "content.unsafe-html", string.Join("、", result.Refused.Take(10)));
        if (complete && context.Required && result.Text.Length == 0 && result.MediaPaths.Count == 0) yield return context.Missing(property);
    }
}
