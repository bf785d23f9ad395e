using System.Text.Json.Nodes;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;

namespace GovPortal.Fields.Values;

/// <summary>The refusals that elements share. Codes: <c>content.wrong-value</c>, <c>content.required</c>, <c>content.too-long</c>, <c>content.out-of-range</c>, <c>content.only-one</c>.</summary>
internal static class Refusals
{
    /// <param name="example">How it should look. The value itself is not repeated: it may be personal data.</param>
    public static Failure Wrong(this ElementContext context, string property, string example) =>
        context.Refuse(property, "content.wrong-value", example);

    public static Failure Missing(this ElementContext context, string property) => context.Refuse(property, "content.required");

    public static Failure TooLong(this ElementContext context, string property, int limit) => context.Refuse(property, "content.too-long", limit);

    public static Failure OutOfRange(this ElementContext context, string property, object from, object to) =>
        context.Refuse(property, "content.out-of-range", from, to);

    /// <summary>A text property: its kind, its length, and no control characters.</summary>
    public static Failure? CheckText(this ElementContext context, JsonObject value, string property, int limit, string example = "文字")
    {
        if (!Stored.TryText(value[property], out var text)) return context.Wrong(property, example);
        if (text is null) return null;
        if (text.Any(Posted.IsForbidden)) return context.Wrong(property, example);
        return text.Length > limit ? context.TooLong(property, limit) : null;
    }

    /// <summary>A list of ids, as pickers hold them.</summary>
    public static IEnumerable<Failure> CheckPicks(
        this ElementContext context, JsonObject value, string property, bool multiple, bool complete)
    {
        if (!Stored.TryTexts(value[property], out var ids) || ids.Any(id => id.Length is 0 or > 64 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
        {
            yield return context.Wrong(property, "[\"4kzpp7h9wn6rx5bq3mvj2tds8c\"]");
            yield break;
        }
        if (ids.Count > 1000) yield return context.OutOfRange(property, 0, 1000);
        if (!complete) yield break;
        if (context.Required && ids.Count == 0) yield return context.Missing(property);
        if (!multiple && ids.Count > 1) yield return context.Refuse(property, "content.only-one");
    }

    /// <summary>The name shown to people: a part without a display name of its own has a usual one.</summary>
    public static ElementContext Called(this ElementContext context, string usual) =>
        context.Field is null && context.DisplayName == context.Part.Name ? context with { DisplayName = usual } : context;

    /// <summary>A further settings object beside the element's own, such as <c>TextFieldPredefinedListEditorSettings</c>.</summary>
    public static JsonObject Other(this ElementContext context, string name) =>
        (context.Field?.Settings ?? context.Settings)[name] as JsonObject ?? [];
}
