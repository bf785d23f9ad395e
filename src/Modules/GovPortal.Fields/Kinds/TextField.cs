using System.Text.Json;
using System.Text.Json.Nodes;
using GovPortal.Fields.Safe;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Kinds;

/// <summary>
/// Text: <c>{"Text": "…"}</c>. Editors: one line, <c>TextArea</c>, <c>PredefinedList</c>. As in Orchard a value outside
/// the list passes; its editor offers it beside the list, so that it is not lost.
/// </summary>
internal sealed class TextField : ContentElement
{
    private const int LineMaxLength = 2000, AreaMaxLength = 50_000;

    public override string Name => "TextField";
    public override IReadOnlyList<string> Properties => ["Text"];

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        if (context.CheckText(value, "Text", IsArea(context) ? AreaMaxLength : LineMaxLength) is { } refused) yield return refused;
        else if (complete && context.Required && value.Text("Text") is null) yield return context.Missing("Text");
    }

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        var name = context.Name("Text");
        if ((IsArea(context) ? Posted.Raw(form, name) : Posted.Line(form, name)) is { } text) value["Text"] = text.OrNull();
    }

    public override string? Html(ElementContext context, JsonObject value) =>
        Text(context, value) is not { Length: > 0 } text ? null : text.Contains('\n') ? HtmlText.Paragraphs(text) : HtmlText.Encode(text);

    public override string Text(ElementContext context, JsonObject value) =>
        value.Text("Text") is not { } text ? "" : Options(context).FirstOrDefault(o => o.Value == text)?.Name ?? text;

    public static bool IsArea(ElementContext context) => context.Field?.Editor == "TextArea";

    public static bool IsList(ElementContext context) => context.Field?.Editor == "PredefinedList";

    private static JsonObject ListSettings(ElementContext context) => context.Other("TextFieldPredefinedListEditorSettings");

    public static IReadOnlyList<ListOption> Options(ElementContext context) => IsList(context) ? ListOption.Read(ListSettings(context)) : [];

    /// <summary>Orchard's <c>Editor</c>: 0 or <c>Radio</c>, 1 or <c>Dropdown</c>.</summary>
    public static bool ShowsRadios(ElementContext context) =>
        ListSettings(context)["Editor"] is not { } editor || (editor.GetValueKind() == JsonValueKind.String ? (string?)editor == "Radio" : editor.ToJsonString() == "0");

    public static string? Default(ElementContext context) =>
        IsList(context) ? ListSettings(context).Text("DefaultValue") : context.Settings.Text("DefaultValue");
}

/// <summary>One entry of a list to choose from, in Orchard's spelling <c>{"name", "value", "default"}</c>.</summary>
internal sealed record ListOption(string Name, string Value, bool IsDefault)
{
    public static IReadOnlyList<ListOption> Read(JsonObject settings) =>
        [.. (settings["Options"] as JsonArray ?? []).OfType<JsonObject>().Select(o => Of(o)).OfType<ListOption>()];

    private static ListOption? Of(JsonObject option)
    {
        var value = option.Text("value") ?? option.Text("Value");
        var name = option.Text("name") ?? option.Text("Name") ?? value;
        return name is null ? null : new ListOption(name, value ?? name, option.Flag("default"));
    }
}
