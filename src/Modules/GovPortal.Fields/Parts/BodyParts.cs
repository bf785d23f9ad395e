using System.Text.Json.Nodes;
using GovPortal.Fields.Kinds;
using GovPortal.Fields.Safe;
using GovPortal.Fields.Values;
using GovPortal.Kernel.Content;
using GovPortal.Kernel.Results;
using Microsoft.AspNetCore.Http;

namespace GovPortal.Fields.Parts;

/// <summary>The main text (正文) as HTML: <c>{"Html": "…"}</c>.</summary>
internal sealed class HtmlBodyPart : CellElement
{
    public override string Name => "HtmlBodyPart";
    public override IReadOnlyList<string> Properties => [HtmlValue.Property];
    public override bool IsBody => true;
    public override string? EditorPartial(ElementContext context) => "Elements/HtmlField";

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete) =>
        HtmlValue.Check(context.Called("正文"), value, complete);

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value) => HtmlValue.ReadForm(context, form, value);
    protected override bool StandsInSheets(ElementContext context) => NamesSheets(context);
    protected override string CellTitle(ElementContext context) => context.Called("正文").DisplayName;
    protected override string Cell(ElementContext context, JsonObject value) => SheetHtml.Text(value.Text(HtmlValue.Property));
    protected override void ReadCell(ElementContext context, string text, JsonObject value) => HtmlValue.ReadCell(text, value);
    public override string? Html(ElementContext context, JsonObject value) => HtmlValue.Of(value).Html.OrNull();
    public override string Text(ElementContext context, JsonObject value) => HtmlValue.Of(value).Text;
    public override IEnumerable<string> MediaPaths(JsonObject value) => HtmlValue.Of(value).MediaPaths;
}

/// <summary>The main text (正文) as Markdown: <c>{"Markdown": "…"}</c>.</summary>
internal sealed class MarkdownBodyPart : ContentElement
{
    public override string Name => "MarkdownBodyPart";
    public override IReadOnlyList<string> Properties => [MarkdownValue.Property];
    public override bool IsBody => true;
    public override string? EditorPartial(ElementContext context) => "Elements/MarkdownField";

    public override IEnumerable<Failure> Check(ElementContext context, JsonObject value, bool complete) =>
        MarkdownValue.Check(context.Called("正文"), value, complete);

    public override void ReadForm(ElementContext context, IFormCollection form, JsonObject value) => MarkdownValue.ReadForm(context, form, value);
    public override string? Html(ElementContext context, JsonObject value) => MarkdownValue.Of(value).Html.OrNull();
    public override string Text(ElementContext context, JsonObject value) => MarkdownValue.Of(value).Text;
    public override IEnumerable<string> MediaPaths(JsonObject value) => MarkdownValue.Of(value).MediaPaths;
}
