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
/// the list passes; its editor offers it beside the list, so that it is not lost. With the list setting <c>OnlyListed</c> submission
/// refuses it: <c>content.not-listed</c>.
/// </summary>
internal sealed class TextField : CellElement
{
    private const int LineMaxLength = 2000, AreaMaxLength = 50_000;

    public override string Name => "TextField";
    public override IReadOnlyList<string> Properties => ["Text"];

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        if (context.CheckText(value, "Text", IsArea(context) ? AreaMaxLength : LineMaxLength) is { } refused) yield return refused;
        else if (complete && value.Text("Text") is null)
        {
            if (context.Required) yield return context.Missing("Text");
        }
        else if (complete && ListSettings(context).Flag("OnlyListed") && Options(context) is var options && options.All(o => o.Value != value.Text("Text")))
        {
            yield return context.Refuse("Text", "content.not-listed", string.Join('、', options.Select(o => o.Name)));
        }
    }

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        var name = context.Name("Text");
        if ((IsArea(context) ? Posted.Raw(form, name) : Posted.Line(form, name)) is { } text) value["Text"] = text.OrNull();
    }

    protected override string Cell(ElementContext context, JsonObject value) => Text(context, value);

    protected override void ReadCell(ElementContext context, string text, JsonObject value)
    {
        var clean = IsArea(context) ? text.Trim() : Line(text);
        value["Text"] = (ListOption.Find(Options(context), clean)?.Value ?? clean).OrNull();
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

/// <summary>One entry of a list to choose from, in Orchard's spelling <c>{"name", "value", "default"}</c>; <c>Heads</c> are other words for it in sheets.</summary>
internal sealed record ListOption(string Name, string Value, bool IsDefault)
{
    public IReadOnlyList<string> OtherWords { get; init; } = [];

    /// <summary>The entry that a person wrote, blanks not minded; null where the list has none.</summary>
    public static ListOption? Find(IReadOnlyList<ListOption> options, string written)
    {
        var plain = string.Concat(written.Where(c => !char.IsWhiteSpace(c)));
        return plain.Length == 0 ? null : options.FirstOrDefault(o => o.Value == plain || o.Name == plain || o.OtherWords.Contains(plain));
    }

    public static IReadOnlyList<ListOption> Read(JsonObject settings) =>
        [.. (settings["Options"] as JsonArray ?? []).OfType<JsonObject>().Select(o => Of(o)).OfType<ListOption>()];

    private static ListOption? Of(JsonObject option)
    {
        var value = option.Text("value") ?? option.Text("Value");
        var name = option.Text("name") ?? option.Text("Name") ?? value;
        return name is null ? null : new ListOption(name, value ?? name, option.Flag("default")) { OtherWords = option.Texts("Heads") };
    }
}
