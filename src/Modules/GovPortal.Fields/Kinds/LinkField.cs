using System.Text.Json.Nodes;
using GovPortal.Fields.Safe;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Kinds;

/// <summary>
/// A link: <c>{"Url", "Text", "Target"}</c>; http, https, mailto or an address of this site. In a sheet, where its definition names
/// one, the address; the words stay.
/// </summary>
internal sealed class LinkField : CellElement
{
    private const int TextMaxLength = 200;

    public override string Name => "LinkField";
    public override IReadOnlyList<string> Properties => ["Url", "Text", "Target"];

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete)
    {
        if (context.CheckText(value, "Url", SafeUrl.MaxLength, SafeUrl.Example) is { } refused) yield return refused;
        else if (value.Text("Url") is not { } url)
        {
            if (complete && context.Required) yield return context.Missing("Url");
        }
        else if (!SafeUrl.IsAllowed(SafeUrl.FromRoot(url))) yield return context.Wrong("Url", SafeUrl.Example);
        if (context.CheckText(value, "Text", TextMaxLength) is { } words) yield return words;
        if (!Stored.TryText(value["Target"], out var target) || target is not (null or "" or "_blank" or "_self" or "_parent" or "_top"))
        {
            yield return context.Wrong("Target", "_blank");
        }
    }

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value)
    {
        foreach (var property in Properties)
        {
            if (Posted.Line(form, context.Name(property)) is { } text) value[property] = text.OrNull();
        }
    }

    protected override bool StandsInSheets(ElementContext context) => NamesSheets(context);

    protected override string Cell(ElementContext context, JsonObject value) => value.Shown("Url");

    protected override void ReadCell(ElementContext context, string text, JsonObject value) => value["Url"] = Line(text).OrNull();

    public override string? Html(ElementContext context, JsonObject value)
    {
        if (value.Text("Url") is not { } stored || SafeUrl.FromRoot(stored) is not { } url || !SafeUrl.IsAllowed(url)) return null;
        var blank = value.Text("Target") == "_blank" ? " target=\"_blank\"" : "";
        var rel = SafeUrl.IsExternal(url) || blank.Length > 0 ? " rel=\"noopener\"" : "";
        return $"<a href=\"{HtmlText.Encode(url)}\"{blank}{rel}>{HtmlText.Encode(Words(context, value) ?? url)}</a>";
    }

    public override string Text(ElementContext context, JsonObject value) => value.Text("Url") is null ? "" : Words(context, value) ?? "";

    public override IEnumerable<string> MediaPaths(JsonObject value) => SafeUrl.MediaPath(value.Text("Url")) is { } path ? [path] : [];

    private static string? Words(ElementContext context, JsonObject value) => value.Text("Text") ?? context.Settings.Text("DefaultText");
}
