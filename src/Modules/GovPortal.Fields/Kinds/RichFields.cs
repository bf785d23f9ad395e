using System.Text.Json.Nodes;
using GovPortal.Fields.Safe;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Kinds;

/// <summary>HTML: <c>{"Html": "…"}</c>.</summary>
internal sealed class HtmlField : CellElement
{
    public override string Name => "HtmlField";
    public override IReadOnlyList<string> Properties => [HtmlValue.Property];
    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete) => HtmlValue.Check(context, value, complete);
    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value) => HtmlValue.ReadForm(context, form, value);
    protected override bool StandsInSheets(ElementContext context) => NamesSheets(context);
    protected override string Cell(ElementContext context, JsonObject value) => SheetHtml.Text(value.Text(HtmlValue.Property));
    protected override void ReadCell(ElementContext context, string text, JsonObject value) => HtmlValue.ReadCell(text, value);
    public override string? Html(ElementContext context, JsonObject value) => HtmlValue.Of(value).Html.OrNull();
    public override string Text(ElementContext context, JsonObject value) => HtmlValue.Of(value).Text;
    public override IEnumerable<string> MediaPaths(JsonObject value) => HtmlValue.Of(value).MediaPaths;
}

/// <summary>Markdown: <c>{"Markdown": "…"}</c>.</summary>
internal sealed class MarkdownField : ContentElement
{
    public override string Name => "MarkdownField";
    public override IReadOnlyList<string> Properties => [MarkdownValue.Property];
    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete) => MarkdownValue.Check(context, value, complete);
    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value) => MarkdownValue.ReadForm(context, form, value);
    public override string? Html(ElementContext context, JsonObject value) => MarkdownValue.Of(value).Html.OrNull();
    public override string Text(ElementContext context, JsonObject value) => MarkdownValue.Of(value).Text;
    public override IEnumerable<string> MediaPaths(JsonObject value) => MarkdownValue.Of(value).MediaPaths;
}
